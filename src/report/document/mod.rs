//! One document for every report: a heading, sections of figures, tables and drawings, and their assumptions.
//! Words are plain text: each renderer makes them safe and escapes them for its own format.
//! The order of the sections is the same in all formats; a format decides only what it folds away or leaves out.

mod chart;
mod entry;
mod figure;
mod notes;
mod parts;
mod series;
mod standings;
mod table;
mod tone;

pub use chart::{Axis, Bar, Bars, Chart, Colour, Curve, Drawing, Length, Plot, Span, Stacked};
pub use entry::{Aside, Branch, Check, Entry, EntryPart, Fact, Leaf, Phrase};
pub(crate) use figure::as_table;
pub use figure::{Figure, Rank};
pub use notes::{Note, NoteKind, Statement, Warning};
pub use parts::{Overlap, Overlaps, Part, Parts, PartsLayout, Ranked, Ranking};
pub use series::{Measure, Series};
pub use standings::{Standing, Standings};
pub use table::{LastColumn, Row, Table, Weight};
pub use tone::Tone;

/// A report, ready to be rendered.
///
/// ```
/// use tidegate_report::{Block, Document, Palette, Row, Section, Table, Weight};
/// let mut table = Table::new("invocations", &["", "low", "high"]);
/// table.rows.push(Row::new(Weight::Plain, "filtered", vec!["2".to_owned(), "3".to_owned()]));
/// let document = Document {
///     command: "tidegate example".to_owned(),
///     sections: vec![Section::new("counts", "Counts", vec![Block::Table(table)])],
///     ..Document::default()
/// };
/// assert!(document.text(80, &Palette::PLAIN).contains("\n  filtered                         2           3\n"));
/// assert!(document.markdown().contains("| filtered | 2 | 3 |"));
/// assert!(document.html().contains("<th scope=\"row\">filtered</th>"));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The command that made it, `tidegate estimate`.
    pub command: String,
    /// The settings of the request, in short.
    pub setting: String,
    /// The result in a sentence.
    pub headline: Option<Headline>,
    /// Why the result is bad, or why it may be wrong: a sentence each, shown right below it.
    pub about_headline: Vec<String>,
    /// The most important figures, shown large at the top of a page.
    pub glance: Vec<Glance>,
    /// From top to bottom.
    pub sections: Vec<Section>,
    /// The next steps, a sentence each.
    pub next: Vec<String>,
    /// Warnings to the reader.
    pub warnings: Vec<Warning>,
    /// Model and assumptions: notes, and tables that only pages show.
    pub fine_print: Vec<Section>,
    /// The layout of the statements at the end, on a terminal.
    pub closing: Closing,
    /// Says how to see the parts left out: the last line of a first screen. Set by [`first_screen`](Self::first_screen).
    pub more: Option<&'static str>,
    /// Whether a terminal shows a blank line between the groups of a first screen.
    pub spacing: Spacing,
    /// A name that is hidden in Markdown, so that a bot finds its own comment again.
    pub mark: Option<&'static str>,
}

/// The result in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// Stands out: `$96.50 of $145.00 saved`.
    pub lead: String,
    /// Qualifies it: `a month (67 %)`. Empty if the lead is a sentence of its own.
    pub rest: String,
    /// Good news, or not.
    pub tone: Tone,
    /// Whether a terminal shows it too.
    pub shown: Shown,
}

/// A figure that is shown large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// The thing it counts.
    pub name: String,
    /// The figure.
    pub value: String,
    /// The value it is compared with.
    pub note: String,
}

/// A part of a document under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Unique in its document; the anchor of a page.
    pub id: &'static str,
    /// Shown on pages.
    pub heading: String,
    /// A sentence below the heading, shown on pages; may be empty.
    pub about: &'static str,
    /// The title of the fold it is in, where a format can fold. Neighbours with the same title share one.
    pub fold: Option<&'static str>,
    /// Whether a terminal shows it too.
    pub shown: Shown,
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

impl Section {
    /// A section that is always open, in all formats.
    #[must_use]
    pub fn new<H: Into<String>>(id: &'static str, heading: H, blocks: Vec<Block>) -> Self {
        Self {
            id,
            heading: heading.into(),
            about: "",
            fold: None,
            shown: Shown::Everywhere,
            blocks,
        }
    }

    /// Adds a sentence below its heading.
    #[must_use]
    pub fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }

    /// In the fold with this title.
    #[must_use]
    pub fn folded(self, title: &'static str) -> Self {
        Self {
            fold: Some(title),
            ..self
        }
    }

    /// Left out on a terminal.
    #[must_use]
    pub fn on_pages(self) -> Self {
        Self {
            shown: Shown::OnPages,
            ..self
        }
    }
}

/// Something to show.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Figures that say how to check them.
    Figures(Vec<Figure>),
    /// Rows and columns.
    Table(Table),
    /// A drawing with the table of its figures.
    Chart(Chart),
    /// A whole and its parts.
    Parts(Parts),
    /// Rows that may cover the same records.
    Overlaps(Overlaps),
    /// Names by their counts.
    Ranking(Ranking),
    /// Figures over time.
    Series(Series),
    /// Statements, each with a word before it.
    Notes(Vec<Note>),
    /// A decision and its reasons.
    Entry(Entry),
    /// A sentence.
    Text(String),
}

/// The formats that show a part. A terminal leaves out parts that repeat others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// In every format.
    Everywhere,
    /// In Markdown and HTML.
    OnPages,
}

/// The layout of the statements at the end, on a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closing {
    /// Next steps, warnings and fine print, with a blank line between them.
    #[default]
    Apart,
    /// One after the other.
    Together,
    /// The first screen begins with the warnings; only a headline that is an alarm stands before them. The sections that
    /// are not folded and the next steps follow, then the folded sections.
    FirstScreen,
}

/// The blank lines of a first screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spacing {
    /// One between two groups.
    #[default]
    Airy,
    /// None between the blocks of the sections.
    Close,
    /// One after the title, and one after each part of the opening.
    Tight,
    /// One after the title.
    Tightest,
}

/// The two parts that a document begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// The headline, and the sentences about it.
    Result,
    /// The warnings.
    Warnings,
}

impl Document {
    /// Returns the document without its folded sections and its fine print, with only the first of the next steps. `more`
    /// says how to see the rest.
    ///
    /// ```
    /// use tidegate_report::{Block, Closing, Document, Palette, Section};
    /// let text = |words: &str| vec![Block::Text(words.to_owned())];
    /// let document = Document {
    ///     sections: vec![Section::new("a", "A", text("shown")), Section::new("b", "B", text("left out")).folded("Rest")],
    ///     closing: Closing::FirstScreen,
    ///     ..Document::default()
    /// };
    /// let short = document.first_screen("--full shows the rest").text(80, &Palette::PLAIN);
    /// assert!(short.contains("shown") && !short.contains("left out"));
    /// ```
    #[must_use]
    pub fn first_screen(mut self, more: &'static str) -> Self {
        self.sections.retain(|section| section.fold.is_none());
        let blocks = self.sections.iter_mut().flat_map(|it| &mut it.blocks);
        for block in blocks {
            if let Block::Parts(parts) = block {
                parts.layout = PartsLayout::Line;
            }
        }
        self.fine_print.clear();
        self.next.truncate(1);
        self.more = Some(more);
        self
    }

    /// Returns the parts that a document begins with, in order. On a first screen the warnings come before a result, unless
    /// the result is the worst of them.
    pub(crate) fn opening(&self) -> [Opening; 2] {
        let is_alarm = |it: &Headline| it.tone == Tone::Alarm;
        let has_alarm = self.headline.as_ref().is_some_and(is_alarm);
        match self.closing {
            Closing::FirstScreen if !has_alarm => [Opening::Warnings, Opening::Result],
            Closing::FirstScreen | Closing::Apart | Closing::Together => {
                [Opening::Result, Opening::Warnings]
            }
        }
    }

    /// Returns the sections that are always open, and the folded ones.
    pub(crate) fn open_and_folded(&self) -> (Vec<&Section>, Vec<&Section>) {
        let sections = self.sections.iter();
        sections.partition(|section| section.fold.is_none())
    }

    /// Returns the notes of the fine print that pages show at the top.
    pub(crate) fn remarks(&self) -> impl Iterator<Item = &Statement> {
        let blocks = self.fine_print.iter().flat_map(|section| &section.blocks);
        let notes = blocks.filter_map(Block::notes).flatten();
        let remarks = notes.filter(|note| note.kind == NoteKind::Remark);
        remarks.flat_map(|note| &note.statements)
    }
}

impl Block {
    /// Returns the notes; `None` if the block is of another kind.
    pub(crate) fn notes(&self) -> Option<&[Note]> {
        match self {
            Self::Notes(notes) => Some(notes),
            Self::Figures(_)
            | Self::Table(_)
            | Self::Chart(_)
            | Self::Parts(_)
            | Self::Overlaps(_)
            | Self::Ranking(_)
            | Self::Series(_)
            | Self::Entry(_)
            | Self::Text(_) => None,
        }
    }
}
