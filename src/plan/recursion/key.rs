//! Keys of S3 objects that are known by how they begin and end: two such patterns in, whether one key can meet both out.

use std::fmt;
use std::str::FromStr;

/// Keys with a beginning and an end: `images/*.jpg`; without a star, a single key.
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
    /// What keys begin with; empty for any.
    pub prefix: String,
    /// What they end with; empty for any.
    pub suffix: String,
    /// Whether `prefix` is the whole key.
    pub is_exact: bool,
}

/// Which of the keys that are written trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// None can, and why.
    None(&'static str),
    /// Some do, such as this one.
    Some(String),
    /// Each does, such as this one.
    All(String),
}

impl KeyPattern {
    /// Keys with this beginning and end.
    #[must_use]
    pub fn new(prefix: impl Into<String>, suffix: impl Into<String>) -> Self {
        Self {
            prefix: prefix.into(),
            suffix: suffix.into(),
            is_exact: false,
        }
    }

    /// Which of the keys that `written` describes this trigger takes. A key that meets both can be made whenever one
    /// beginning begins the other and one end ends the other, so nothing else keeps them apart.
    #[must_use]
    pub fn overlap(&self, written: &Self) -> Overlap {
        if written.is_exact {
            return self.takes(&written.prefix);
        }
        let (t, w) = (&self.prefix, &written.prefix);
        if !t.starts_with(w.as_str()) && !w.starts_with(t.as_str()) {
            return Overlap::None("neither beginning begins the other");
        }
        let (u, x) = (&self.suffix, &written.suffix);
        if !u.ends_with(x.as_str()) && !x.ends_with(u.as_str()) {
            return Overlap::None("neither end ends the other");
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
            Overlap::None("the key does not begin and end so")
        }
    }
}

/// The middle of a key that is given as an example.
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
            _ => Err("say how keys begin and end, with one star between, as in/*.jpg or in/*; or one whole key".to_owned()),
        }
    }
}

/// As it is typed.
impl fmt::Display for KeyPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_exact {
            f.write_str(&self.prefix)
        } else {
            write!(f, "{}*{}", self.prefix, self.suffix)
        }
    }
}
