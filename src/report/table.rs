//! A table as words, so that every rendering shows the same figures.

/// Cells right of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name for people; may be empty.
    pub caption: String,
    /// Names of the columns, that of the rows' names first.
    pub head: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<Row>,
    /// Whether the last column holds words rather than figures.
    pub ends_in_words: bool,
}

/// One row; as many cells as the table has columns, its name's own not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Stands left of the cells.
    pub name: String,
    /// From left to right.
    pub cells: Vec<String>,
    /// How it stands out.
    pub weight: Weight,
}

/// How a row stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Not at all.
    Plain,
    /// A sum of rows above.
    Sum,
    /// What is saved.
    Saved,
    /// Belongs to the row above.
    Faint,
}

impl Row {
    /// A row with these cells.
    pub fn new<N: Into<String>>(weight: Weight, name: N, cells: Vec<String>) -> Self {
        Self {
            name: name.into(),
            cells,
            weight,
        }
    }
}
