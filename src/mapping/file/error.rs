//! Why a mapping file can't be read.

use tidegate_batch::criteria::CriteriaError;

/// A mapping file that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MappingFileError {
    /// The text is not JSON: line, column and reason.
    Syntax(usize, usize, String),
    /// A member has another type than AWS writes: its path, and what is accepted.
    Member(String, &'static str),
    /// No mapping, or several of which none was picked.
    Choice(CriteriaError),
    /// The file describes something that is not a mapping: what it is.
    NotMapping(&'static str),
    /// AWS does not filter this source.
    Unfiltered(&'static str),
}

impl std::fmt::Display for MappingFileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(line, column, reason) => {
                write!(f, "line {line}, column {column}: {reason}")
            }
            Self::Member(path, accepted) => write!(f, "`{path}` is not {accepted}"),
            Self::Choice(error) => f.write_str(&error.message),
            Self::NotMapping(what) => {
                write!(
                    f,
                    "this is {what}, not a mapping: name it with -f, which reads its filters and source"
                )
            }
            Self::Unfiltered(source) => write!(f, "AWS does not filter {source}"),
        }
    }
}

impl std::error::Error for MappingFileError {}

pub(super) type FileResult<T> = Result<T, MappingFileError>;
