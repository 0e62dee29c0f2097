//! Figures that say how to check them.

use super::table::{Row, Table};

/// One figure and its check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The thing it counts.
    pub name: String,
    /// Whether it is part of the figure above.
    pub rank: Rank,
    /// The figure with its unit.
    pub value: String,
    /// How to compute it by hand; empty if it was stated.
    pub by_hand: String,
}

/// Whether a figure is a whole or a part of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rank {
    /// A figure of its own.
    #[default]
    Whole,
    /// A part of the figure above.
    Part,
}

impl Rank {
    /// Returns the name of a figure of this rank: parts have a dash before it.
    #[must_use]
    pub fn named(self, name: &str) -> String {
        match self {
            Self::Whole => name.to_owned(),
            Self::Part => format!("- {name}"),
        }
    }
}

impl Figure {
    /// Returns its name, with a dash before it if it is a part.
    pub(crate) fn label(&self) -> String {
        self.rank.named(&self.name)
    }
}

/// Returns the figures as a table, for formats that have tables.
pub(crate) fn as_table(figures: &[Figure]) -> Table {
    let rows = figures.iter().map(|figure| {
        let cells = [&figure.value, &figure.by_hand].map(Clone::clone);
        Row::plain(figure.label(), cells)
    });
    Table::new("", &["", "value", "by hand"])
        .ending_in_words()
        .with(rows)
}
