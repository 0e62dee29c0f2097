//! From a question about recursion to its plan.

use super::figures;
use super::question::Question;
use crate::Plan;

impl Question {
    /// The plan.
    ///
    /// ```
    /// use tidegate_plan::recursion::{Looping, Path, Question, Trigger, Verdict};
    /// use tidegate_price::{Architecture, PriceBook};
    /// let trigger = Trigger { keys: "*.jpg".parse()?, is_for_writes: true, target: String::new() };
    /// let question = Question {
    ///     path: Path::Bucket { triggers: vec![trigger], writes: vec!["*-thumb.jpg".parse()?] },
    ///     looping: Looping {
    ///         fan_out: 1,
    ///         duration_ms: 100.into(),
    ///         memory_mb: 128,
    ///         concurrency: 1000,
    ///         rates: PriceBook::built_in().rates("us-east-1", Architecture::X86_64).unwrap(),
    ///     },
    ///     is_allowed: false,
    /// };
    /// assert_eq!(question.verdict(), Verdict::Loop);
    /// assert!(question.answer().headline.starts_with("LOOP"));
    /// # Ok::<(), String>(())
    /// ```
    #[must_use]
    pub fn answer(&self) -> Plan {
        figures::plan(self)
    }
}
