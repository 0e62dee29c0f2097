//! Counts beside one another: a whole and its parts, counts that overlap, counts in order of size.

use tidegate_figures::{count, percent, percent_short};

use super::Tone;
use super::table::{Row, Table};

/// A whole and its parts, which add up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The thing counted, in the singular: `record`.
    pub noun: &'static str,
    /// The name of the whole: `read`.
    pub whole_name: &'static str,
    /// How many there are.
    pub whole: u64,
    /// In the order of the bar.
    pub parts: Vec<Part>,
    /// How they stand on a terminal.
    pub layout: PartsLayout,
}

/// How the parts of a whole stand below their bar on a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartsLayout {
    /// One below the other.
    #[default]
    List,
    /// Beside one another; empty parts after the first are left out.
    Line,
}

/// A part of a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The fate of these records.
    pub name: &'static str,
    /// How many there are.
    pub count: u64,
    /// A remark after the count; may be empty.
    pub note: String,
    /// Decides colour and glyph.
    pub tone: Tone,
}

impl Parts {
    /// The share of a part, as per cent; a dash if the whole is empty.
    pub(crate) fn share(&self, part: &Part) -> String {
        if self.whole == 0 {
            return "-".to_owned();
        }
        percent(part.count as f64 / self.whole as f64)
    }

    /// The parts that a line tells: the first, and the others that are not empty.
    pub(crate) fn told(&self) -> impl Iterator<Item = &Part> {
        let parts = self.parts.iter().enumerate();
        let told = parts.filter(|(at, part)| *at == 0 || part.count > 0);
        told.map(|(_, part)| part)
    }

    /// `41 delivered (8.2 %)`: a part in words, its note after the share.
    pub(crate) fn words(&self, part: &Part) -> String {
        let share = match self.whole {
            0 => String::new(),
            whole => percent_short(part.count as f64 / whole as f64),
        };
        let notes = [share.as_str(), part.note.as_str()];
        let notes = notes.into_iter().filter(|note| !note.is_empty());
        let notes = notes.collect::<Vec<_>>().join("; ");
        let words = format!("{} {}", count(part.count), part.name);
        if notes.is_empty() {
            return words;
        }
        format!("{words} ({notes})")
    }

    /// The parts and, in the last row, the whole.
    pub(crate) fn table(&self) -> Table {
        let rows = self.parts.iter().map(|part| {
            let cells = [count(part.count), self.share(part), part.note.clone()];
            Row::plain(part.name, cells)
        });
        let whole = [count(self.whole), String::new(), String::new()];
        let whole = Row::plain(self.whole_name, whole);
        let plural = format!("{}s", self.noun);
        Table::new("", &[plural.as_str(), "count", "share", ""])
            .ending_in_words()
            .with(rows.chain([whole]))
    }
}

/// Several that each cover some of the same things: how many, and how many that no other covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlaps {
    /// The noun for a row, which covers some of them: `filter`.
    pub noun: &'static str,
    /// The word for what one covers, as a column's name and after the count: `delivers`, `delivered`.
    pub covers: [&'static str; 2],
    /// The word for what it alone covers, such as `alone`, `by it alone`.
    pub alone: [&'static str; 2],
    /// The colours' names on a page: what one alone covers, and what others cover too.
    pub legend: [&'static str; 2],
    /// In their own order.
    pub rows: Vec<Overlap>,
}

/// One of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Its name.
    pub name: String,
    /// How many it covers.
    pub covered: u64,
    /// How many of those no other row covers.
    pub alone: u64,
}

impl Overlaps {
    pub(crate) fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let cells = [row.covered, row.alone].map(count);
            Row::plain(row.name.as_str(), cells)
        });
        Table::new("", &[self.noun, self.covers[0], self.alone[0]]).with(rows)
    }
}

/// Names by their counts, the largest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// The noun for the rows, before the caption where no heading says it: `near misses`.
    pub topic: &'static str,
    /// The things that are counted.
    pub caption: String,
    /// Names of the columns of name, count and share.
    pub head: [&'static str; 3],
    /// From most to least.
    pub rows: Vec<Ranked>,
}

/// A name and its count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The name.
    pub name: String,
    /// How many there are.
    pub count: u64,
    /// Their share, as per cent; counts may overlap.
    pub share: String,
}

impl Ranking {
    /// The caption with its topic.
    pub(crate) fn title(&self) -> String {
        format!("{}: {}", self.topic, self.caption)
    }

    /// The largest count, at least 1.
    pub(crate) fn most(&self) -> u64 {
        let counts = self.rows.iter().map(|row| row.count);
        counts.max().unwrap_or(0).max(1)
    }

    pub(crate) fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let cells = [count(row.count), row.share.clone()];
            Row::plain(row.name.as_str(), cells)
        });
        Table::new(self.title(), &self.head).with(rows)
    }
}
