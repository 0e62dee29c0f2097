//! Facts about a set of filters: which of them never match, match everything, or do nothing that others don't do; and
//! which of their branches, conditions and values do nothing. Each is a proof for records without dotted or repeated keys.

mod idle;
mod never;
mod overlap;
mod proven;
mod set;

use std::sync::Arc;

use tidegate::inspect::{self, Test};
use tidegate_batch::Filters;

use crate::caps::Caps;
use crate::inclusion::Reason;
use crate::question::{Boxes, Question};

use set::Set;

pub use idle::{Idle, IdlePart};
pub use never::{Cause, Never};
pub use overlap::{Covered, Mergeable};
pub use proven::Proven;

/// The facts about one filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterFacts {
    /// That no record matches it, and the cause.
    pub never: Option<Never>,
    /// That every record matches it.
    pub always: Option<Proven>,
    /// That other filters deliver everything that it delivers.
    pub covered: Option<Covered>,
    /// The parts of it that do nothing. Each is idle as long as the others stay.
    pub idle: Vec<Idle>,
}

/// The facts about a set of filters.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_analysis::{Caps, facts};
/// use tidegate_batch::Filters;
/// let patterns = [r#"{"body":{"kind":["a","b"]}}"#, r#"{"body":{"kind":["a"],"n":[1]}}"#];
/// let filters = Filters::compile(Source::Sqs, Profile::Service(Source::Sqs), &patterns)?;
/// let facts = facts(&filters, &Caps::default()).unwrap();
/// assert!(facts.filters[0].covered.is_none());
/// assert_eq!(facts.filters[1].covered.as_ref().unwrap().by, [0]);
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetFacts {
    /// By filter.
    pub filters: Vec<FilterFacts>,
    /// Pairs that one filter can replace.
    pub mergeable: Vec<Mergeable>,
}

/// Finds the facts about a set of filters.
///
/// # Errors
/// If the filters can't be analysed at all.
pub fn facts(filters: &Filters, caps: &Caps) -> Result<SetFacts, Reason> {
    let set = Set {
        question: Question::new(
            filters,
            filters.rules().iter(),
            lists_without(filters),
            caps,
        )?,
        filters,
    };
    let boxes = match filters.is_empty() {
        true => Vec::new(),
        false => set.question.boxes(filters),
    };
    let facts = (0..boxes.len()).map(|index| facts_of(&set, index, &boxes));
    Ok(SetFacts {
        filters: facts.collect(),
        mergeable: overlap::mergeable(filters),
    })
}

/// A list of a field, by its path.
type NamedList = (Vec<u8>, Arc<[Test]>);

/// Returns each list without each of its values, for the questions about idle values.
fn lists_without(filters: &Filters) -> Vec<NamedList> {
    let branches = filters.rules().iter().flat_map(inspect::branches);
    let lists = branches.flatten().flat_map(|condition| {
        let values = idle::values_examined(&condition);
        let lists = values.filter_map(move |value| condition.tests_without(value));
        lists.map(move |tests| (condition.path.to_vec(), tests))
    });
    lists.collect()
}

fn facts_of(set: &Set<'_>, index: usize, boxes: &[Boxes]) -> FilterFacts {
    let own = &boxes[index..=index];
    if let Some(never) = set.never(&boxes[index]) {
        return FilterFacts {
            never: Some(never),
            ..FilterFacts::default()
        };
    }
    FilterFacts {
        never: None,
        always: set.holds(&[Boxes::everything()], own),
        covered: set.covered(index, boxes),
        idle: set.idle(index, &boxes[index]),
    }
}
