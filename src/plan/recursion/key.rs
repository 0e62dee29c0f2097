//! Patterns of S3 object keys by prefix and suffix. Finds whether one key can match two patterns.

use std::fmt;
use std::str::FromStr;

/// Keys with a prefix and a suffix: `images/*.jpg`. A pattern without a star is a single key.
///
/// ```
/// use tidegate_plan::recursion::{KeyPattern, Overlap};
/// let trigger: KeyPattern = "images/*".parse()?;
/// let written: KeyPattern = "images/thumb/*.jpg".parse()?;
/// assert!(matches!(trigger.overlap(&written), Overlap::All(_)));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPattern {
    /// The prefix; empty for any.
    pub prefix: String,
    /// The suffix; empty for any.
    pub suffix: String,
    /// Whether `prefix` is the whole key.
    pub is_exact: bool,
}

/// Which of the written keys trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// No key can, and why.
    None(&'static str),
    /// Some keys do, such as this one.
    Some(String),
    /// Every key does, such as this one.
    All(String),
}

impl KeyPattern {
    /// Returns the pattern with this prefix and suffix.
    #[must_use]
    pub fn new(prefix: impl Into<String>, suffix: impl Into<String>) -> Self {
        Self {
            prefix: prefix.into(),
            suffix: suffix.into(),
            is_exact: false,
        }
    }

    /// Returns which of the keys that match `written` also match this trigger. A key that matches both exists exactly
    /// if one prefix starts with the other and one suffix ends with the other.
    #[must_use]
    pub fn overlap(&self, written: &Self) -> Overlap {
        if written.is_exact {
            return self.takes(&written.prefix);
        }
        let (t, w) = (&self.prefix, &written.prefix);
        if !t.starts_with(w.as_str()) && !w.starts_with(t.as_str()) {
            return Overlap::None("neither prefix starts with the other");
        }
        let (u, x) = (&self.suffix, &written.suffix);
        if !u.ends_with(x.as_str()) && !x.ends_with(u.as_str()) {
            return Overlap::None("neither suffix ends with the other");
        }
        let longer = |a: &str, b: &str| {
            if a.len() > b.len() {
                a.to_owned()
            } else {
                b.to_owned()
            }
        };
        let key = format!("{}{EXAMPLE}{}", longer(t, w), longer(u, x));
        if w.starts_with(t.as_str()) && x.ends_with(u.as_str()) {
            Overlap::All(key)
        } else {
            Overlap::Some(key)
        }
    }

    fn takes(&self, key: &str) -> Overlap {
        let is_long = key.len() >= self.prefix.len().max(self.suffix.len());
        if is_long && key.starts_with(&self.prefix) && key.ends_with(&self.suffix) {
            Overlap::All(key.to_owned())
        } else {
            Overlap::None("the key does not match")
        }
    }
}

/// The middle of an example key.
const EXAMPLE: &str = "1";

impl FromStr for KeyPattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split('*').collect::<Vec<_>>()[..] {
            [key] if !key.is_empty() => Ok(Self {
                prefix: key.to_owned(),
                suffix: String::new(),
                is_exact: true,
            }),
            [prefix, suffix] => Ok(Self::new(prefix, suffix)),
            _ => Err("expected a prefix and a suffix with one star between, such as in/*.jpg or in/*, or one whole key".to_owned()),
        }
    }
}

/// Writes the pattern as a user types it.
impl fmt::Display for KeyPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_exact {
            f.write_str(&self.prefix)
        } else {
            write!(f, "{}*{}", self.prefix, self.suffix)
        }
    }
}
