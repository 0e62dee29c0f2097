//! AWS's quotas on the number of filters of an event source mapping. There are two: the default, and the most that AWS
//! grants on request.

/// The most filters that an event source mapping can have without a quota increase. (Lambda Developer Guide, "Control
/// which events Lambda sends to your function", read 2026-11-23.)
pub const FILTERS_DEFAULT_MAX: usize = 5;

/// The most filters that an event source mapping can have after a quota increase (same page).
pub const FILTERS_QUOTA_MAX: usize = 10;

/// How a number of filters compares with the quotas of an event source mapping.
///
/// ```
/// use tidegate_batch::criteria::Quota;
/// assert_eq!((Quota::of(5), Quota::of(6), Quota::of(11)), (Quota::Within, Quota::NeedsIncrease, Quota::Exceeded));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quota {
    /// Up to [`FILTERS_DEFAULT_MAX`].
    Within,
    /// Up to [`FILTERS_QUOTA_MAX`]: AWS accepts them after a quota increase.
    NeedsIncrease,
    /// More than AWS ever accepts.
    Exceeded,
}

impl Quota {
    /// Compares the number of filters of one mapping with the quotas.
    #[must_use]
    pub const fn of(filters: usize) -> Self {
        if filters <= FILTERS_DEFAULT_MAX {
            Self::Within
        } else if filters <= FILTERS_QUOTA_MAX {
            Self::NeedsIncrease
        } else {
            Self::Exceeded
        }
    }
}
