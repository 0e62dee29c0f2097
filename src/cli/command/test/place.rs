//! Where a row stands: its file and line, written `FILE:LINE`.

use std::fmt::{Display, Formatter, Result as FmtResult};

use serde::{Serialize, Serializer};

/// Where a row stands.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) file: String,
    /// From 1; `None` if the whole file is meant.
    pub(super) line: Option<usize>,
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        f.write_str(&self.file)?;
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
