//! Remarks on records, beside their fates: facts that users may not expect, why none could be read, and that an input
//! is cut off. Every host says the same, each once after reading.

mod cut;
mod oddities;
mod unreadable;

use tidegate_batch::{Filters, Outcome, Tally};
use tidegate_figures::counted;

pub use cut::CutWatch;
pub use oddities::{RecordOddities, Repeated};
pub use unreadable::NoneRead;

use oddities::Oddities;
use unreadable::Unreadable;

/// Collects remarks as records come.
///
/// ```
/// use tidegate_batch::{Filters, Input, Options, Route, evaluate};
/// use tidegate_explain::RecordRemarks;
/// let route: Route = "sqs".parse().unwrap();
/// let filters = Filters::compile(route.source(), route.profile(), &[r#"{"body":{"a":[1]}}"#])?;
/// let options = Options::default();
/// let record = br#"{"messageId":"m","body":"{\"a\":1,\"a\":2}"}"#;
/// let mut remarks = RecordRemarks::new(&filters);
/// evaluate(&filters, Input::open(&record[..], route.source(), &options)?, &options, &mut |outcome| {
///     remarks.take("queue.jsonl", &outcome);
///     std::ops::ControlFlow::Continue(())
/// })?;
/// assert!(remarks.oddities().sentences()[0].starts_with("1 record repeats a key (`a`)"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct RecordRemarks {
    oddities: Oddities,
    unreadable: Unreadable,
}

impl RecordRemarks {
    /// Returns remarks on records that these filters judge.
    #[must_use]
    pub fn new(filters: &Filters) -> Self {
        Self {
            oddities: Oddities::new(filters),
            unreadable: Unreadable::default(),
        }
    }

    /// Looks at the next record, of the input with this name.
    pub fn take(&mut self, name: &str, outcome: &Outcome<'_>) {
        self.oddities.take(outcome);
        self.unreadable.take(name, outcome);
    }

    /// Returns the facts that users may not expect: payloads that are gzip data, and keys that records repeat.
    #[must_use]
    pub const fn oddities(&self) -> &RecordOddities {
        self.oddities.found()
    }

    /// Returns why none of the records could be read; `None` if one could.
    #[must_use]
    pub fn none_read(&self, tally: &Tally) -> Option<NoneRead> {
        self.unreadable.none_read(tally)
    }
}

/// Returns the sentence on messages of logs that hold no record; `None` if there are none.
#[must_use]
pub fn passed_over(tally: &Tally) -> Option<String> {
    match tally.passed_over {
        0 => None,
        1 => Some("1 log message holds no record and is skipped".to_owned()),
        count => Some(format!(
            "{} hold no record and are skipped",
            counted(count, "log message")
        )),
    }
}
