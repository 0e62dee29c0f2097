//! The account in one region: its concurrency, and what of it can be reserved.

/// Concurrency of an account in one region, until a larger quota is granted.
pub const ACCOUNT_LIMIT: u32 = 1_000;

/// Requests a second that each environment of the limit is good for.
pub const RPS_PER_ENVIRONMENT: u32 = 10;

/// Concurrency that stays unreserved.
pub const UNRESERVED_MIN: u32 = 100;

/// The account's concurrency, in one region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its quota.
    pub limit: u32,
    /// What its other functions reserve.
    pub reserved_elsewhere: u32,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            limit: ACCOUNT_LIMIT,
            reserved_elsewhere: 0,
        }
    }
}

impl Account {
    /// What one function could reserve.
    ///
    /// ```
    /// use tidegate_plan::concurrency::Account;
    /// assert_eq!(Account::default().reservable(), 900);
    /// ```
    #[must_use]
    pub const fn reservable(&self) -> u32 {
        self.limit
            .saturating_sub(UNRESERVED_MIN)
            .saturating_sub(self.reserved_elsewhere)
    }

    /// What a function without a reservation may use.
    pub(super) const fn unreserved(&self) -> u32 {
        self.limit.saturating_sub(self.reserved_elsewhere)
    }
}
