//! Documents and their renderings: a report is built once and rendered as text, Markdown, HTML, SVG or JSON.
//! It is a package of its own so that all commands' reports look alike, and so that a new format is one file here.
//! Nothing here knows an estimate or a plan: words and numbers go in, lines and markup come out.
#![forbid(unsafe_code)]

mod document;
mod render;
mod safe;

pub use document::{
    Aside, Axis, Bar, Bars, Block, Branch, Chart, Check, Closing, Colour, Curve, Document, Drawing,
    Entry, EntryPart, Fact, Figure, Glance, Headline, LastColumn, Leaf, Length, Measure, Note,
    NoteKind, Overlap, Overlaps, Part, Parts, PartsLayout, Phrase, Plot, Rank, Ranked, Ranking,
    Row, Section, Series, Shown, Spacing, Span, Stacked, Standing, Standings, Statement, Table,
    Tone, Warning, Weight,
};
pub use render::{Palette, break_json, cut, json, short, wrap};
pub use safe::safe;
