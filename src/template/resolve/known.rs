//! The value of a condition, if it is known.

/// The value of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    True,
    False,
}

impl From<bool> for Known {
    fn from(is_true: bool) -> Self {
        if is_true { Self::True } else { Self::False }
    }
}

impl Known {
    pub(super) const fn is_true(self) -> bool {
        matches!(self, Self::True)
    }

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
        }
    }
}
