//! What reports are made of: tables, charts and notes, and their layout in text, Markdown and SVG.
//! Estimates and plans are both drawn with these parts, so that they look alike and escape alike.
//! Nothing here knows an estimate or a plan: words and numbers go in, lines and markup come out.
//!
//! ```
//! use tidegate_report::text::columns;
//! use tidegate_report::{Palette, Row, Table, Weight};
//! let table = Table {
//!     caption: "invocations".to_owned(),
//!     head: vec![String::new(), "low".to_owned(), "high".to_owned()],
//!     rows: vec![Row::new(Weight::Plain, "filtered", vec!["2".to_owned(), "3".to_owned()])],
//!     ends_in_words: false,
//! };
//! let lines = columns::lines(&table, 80, &Palette::PLAIN);
//! assert_eq!(lines[1], "  filtered                        2           3");
//! ```
#![forbid(unsafe_code)]

pub mod chart;
pub mod markdown;
mod safe;
mod table;
pub mod text;

pub use safe::{safe, safe_json};
pub use table::{Row, Table, Weight};
pub use text::Palette;
