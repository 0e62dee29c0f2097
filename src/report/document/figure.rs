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
    /// How to work it out by hand; empty if it was stated.
    pub by_hand: String,
}

/// Whether a figure stands by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rank {
    /// It does.
    #[default]
    Whole,
    /// It is part of the one above.
    Part,
}

impl Rank {
    /// The name of a figure of this rank: parts have a dash before it.
    #[must_use]
    pub fn named(self, name: &str) -> String {
        match self {
            Self::Whole => name.to_owned(),
            Self::Part => format!("- {name}"),
        }
    }
}

impl Figure {
    /// Its name, with a dash before it if it is a part.
    pub(crate) fn label(&self) -> String {
        self.rank.named(&self.name)
    }
}

/// The figures as a table, for formats that have tables.
pub(crate) fn as_table(figures: &[Figure]) -> Table {
    let rows = figures.iter().map(|figure| {
        let cells = [&figure.value, &figure.by_hand].map(Clone::clone);
        Row::plain(figure.label(), cells)
    });
    Table::new("", &["", "value", "by hand"])
        .ending_in_words()
        .with(rows)
}
