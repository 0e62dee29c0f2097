//! A table as words, so that every format shows the same figures.

/// Cells right of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name for people; may be empty.
    pub caption: String,
    /// The conditions under which the figures hold; may be empty.
    pub setting: String,
    /// Names of the columns; the first is the column of the rows' names.
    pub head: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<Row>,
    /// The kind of the last column.
    pub last: LastColumn,
    /// A remark on the figures, without a full stop; may be empty.
    pub footnote: String,
}

/// The kinds of a table's last column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LastColumn {
    /// Figures, aligned right.
    #[default]
    Figures,
    /// Words, aligned left.
    Words,
}

/// One row: a name, and a cell for each further column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Stands left of the cells.
    pub name: String,
    /// From left to right.
    pub cells: Vec<String>,
    /// Its emphasis.
    pub weight: Weight,
}

/// The emphasis of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// None.
    Plain,
    /// A sum of rows above.
    Sum,
    /// A saving.
    Saved,
    /// Belongs to the row above.
    Faint,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new<C: Into<String>>(caption: C, head: &[&str]) -> Self {
        Self {
            caption: caption.into(),
            setting: String::new(),
            head: head.iter().map(|&name| name.to_owned()).collect(),
            rows: Vec::new(),
            last: LastColumn::Figures,
            footnote: String::new(),
        }
    }

    /// Puts words into the last column.
    #[must_use]
    pub fn ending_in_words(self) -> Self {
        Self {
            last: LastColumn::Words,
            ..self
        }
    }

    /// Replaces the rows.
    #[must_use]
    pub fn with(self, rows: impl IntoIterator<Item = Row>) -> Self {
        Self {
            rows: rows.into_iter().collect(),
            ..self
        }
    }
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

    /// A row without emphasis.
    pub fn plain<N: Into<String>>(name: N, cells: impl Into<Vec<String>>) -> Self {
        Self::new(Weight::Plain, name, cells.into())
    }
}
