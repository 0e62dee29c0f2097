//! Reads an estimate back from JSON text. Returns the document, or an error that names the place.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::estimate::{Estimate, NAME};

/// The text is not an estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// Not JSON, or not the JSON of an estimate.
    Json {
        /// The key, `cost.lines[0].today`; empty if the text is not JSON.
        key: String,
        /// The fault and its place in serde's words, which name the expected value, the line and the column.
        reason: String,
    },
    /// The JSON of another document: its schema, if it names one.
    Schema(Option<String>),
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Json { key, reason } if key.is_empty() => f.write_str(reason)?,
            Self::Json { key, reason } => write!(f, "`{key}`: {reason}")?,
            Self::Schema(Some(schema)) => write!(f, "its schema is `{schema}`")?,
            Self::Schema(None) => f.write_str("it names no schema")?,
        }
        write!(
            f,
            "; expected {NAME}, as `tidegate estimate --format json` writes"
        )
    }
}

impl std::error::Error for ReadError {}

/// The member that every document of ours begins with.
#[derive(Deserialize)]
struct Named {
    schema: Option<String>,
}

impl Estimate {
    /// Reads the text of a file. Keys that it does not know are left alone.
    ///
    /// ```
    /// use tidegate_estimate::v1::Estimate;
    /// let error = Estimate::read("{\"schema\": \"tidegate.match/v1\"}").unwrap_err();
    /// assert!(error.to_string().contains("`tidegate.match/v1`; expected tidegate.estimate/v1"));
    /// ```
    ///
    /// # Errors
    /// The text is not JSON, it is another document, or a key is missing or has a value of another kind.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        from_json::<IgnoredAny>(text)?;
        match from_json::<Named>(text)?.schema {
            Some(schema) if schema == NAME => from_json(text),
            schema => Err(ReadError::Schema(schema)),
        }
    }
}

fn from_json<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, ReadError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| ReadError::Json {
        key: match error.path().to_string() {
            key if key == "." => String::new(),
            key => key,
        },
        reason: error.into_inner().to_string(),
    })?;
    let ended = reader.end().map_err(|error| ReadError::Json {
        key: String::new(),
        reason: error.to_string(),
    });
    ended.map(|()| read)
}
