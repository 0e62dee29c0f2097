//! Which corrections may be written without a person looking at them.

/// Whether a correction can change which records are delivered in a way that was not meant.
///
/// ```
/// use tidegate_lint::Safety;
/// assert!(Safety::Unsafe > Safety::Safe, "several corrections together are as safe as the least safe one");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// The filter means the same afterwards, or there is only one thing it can have meant.
    Safe,
    /// It is the likely meaning; a person should look at it.
    Unsafe,
}

impl Safety {
    /// Returns `safe` or `unsafe`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// The codes with safe corrections: a value that is put into a list, an operand without its quotes, a pattern written as
/// the text that it is, a text that is decoded once, a word in quotes, filters and parts whose removal is proven to change nothing, and two filters
/// written as one that is proven to deliver the same.
const SAFE: [&str; 11] = [
    "E0204", "E0207", "L0102", "L0103", "L0315", "L0403", "L0404", "L0405", "L0410", "L0411",
    "L0603",
];

/// Returns the safety of the corrections that findings with this code have.
///
/// ```
/// use tidegate_lint::{Safety, safety};
/// assert_eq!(safety("L0103"), Safety::Safe);
/// assert_eq!(safety("L0201"), Safety::Unsafe);
/// ```
#[must_use]
pub fn safety(code: &str) -> Safety {
    match SAFE.contains(&code) {
        true => Safety::Safe,
        false => Safety::Unsafe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safe_codes_exist() {
        for code in SAFE {
            assert!(crate::explain(code).is_some(), "{code}");
        }
    }
}
