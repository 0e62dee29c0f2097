//! What is asked of a plan of concurrency.

use tidegate_figures::{Decimal, Rate};
use tidegate_mapping::Delivery;

use super::account::Account;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Invocations; of a mapping, its batches.
    pub rate: Rate,
    /// Mean duration of one, in milliseconds.
    pub duration_ms: Decimal,
    /// Share of the invocations that may be throttled, 0 to 1.
    pub target: Decimal,
    /// Reserved concurrency of the function; `None` if it has none.
    pub reserved: Option<u32>,
    /// The account it runs in.
    pub account: Account,
    /// The mapping or the rule that invokes it; `None` if it is invoked directly.
    pub mapping: Option<Delivery>,
}
