//! From a question about retries to its plan.

use super::figures;
use super::question::Question;
use crate::Plan;

impl Question {
    /// The plan.
    ///
    /// ```
    /// use tidegate_figures::Share;
    /// use tidegate_plan::Value;
    /// use tidegate_plan::retries::{Invoker, Question};
    /// use tidegate_price::bill::FreeTier;
    /// use tidegate_price::{Architecture, PriceBook};
    /// let question = Question {
    ///     invoker: Invoker::Async,
    ///     failing: "10%".parse()?,
    ///     poison: Share::NEVER,
    ///     retries: None,
    ///     age_seconds: None,
    ///     visibility_seconds: 30,
    ///     batch_size: 1,
    ///     is_bisecting: false,
    ///     is_partial: false,
    ///     rate: None,
    ///     duration_ms: 100.into(),
    ///     memory_mb: 128,
    ///     rates: PriceBook::built_in().rates("us-east-1", Architecture::X86_64).unwrap(),
    ///     free: FreeTier::NONE,
    /// };
    /// // 1 + 0.1 + 0.01.
    /// assert_eq!(question.answer().figure("multiplier").unwrap().value.shown(), "1.11");
    /// # Ok::<(), String>(())
    /// ```
    #[must_use]
    pub fn answer(&self) -> Plan {
        figures::plan(self)
    }
}
