//! Facts about a set of filters: which of them never match, match everything, or do nothing that others don't do; and
//! which of their branches, conditions and values do nothing. Each is a proof for records without dotted or repeated keys.

mod idle;
mod never;
mod overlap;

use std::sync::Arc;

use tidegate::inspect::{self, Test};
use tidegate_batch::Filters;

use crate::caps::Caps;
use crate::inclusion::{Inclusion, Inclusions, Reason};
use crate::question::{Boxes, Question};

pub use idle::{Idle, IdlePart};
pub use never::{Cause, Never};
pub use overlap::{Covered, Mergeable};

/// The records for which a fact is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proven {
    /// All records.
    ForAll,
    /// Only records without lists of objects.
    WithoutLists,
}

impl Proven {
    /// Returns the records for which both inclusions hold; `None` if one of them is not proven.
    fn of(inclusions: &Inclusions) -> Option<Self> {
        match (&inclusions.flat, &inclusions.all) {
            (Inclusion::Holds, Inclusion::Holds) => Some(Self::ForAll),
            (Inclusion::Holds, Inclusion::Fails(_) | Inclusion::Unknown { .. }) => {
                Some(Self::WithoutLists)
            }
            (Inclusion::Fails(_) | Inclusion::Unknown { .. }, _) => None,
        }
    }

    /// Returns the records for which both are proven.
    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::ForAll, Self::ForAll) => Self::ForAll,
            (Self::WithoutLists, _) | (_, Self::WithoutLists) => Self::WithoutLists,
        }
    }
}

/// What is known of one filter.
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

/// What is known of a set of filters.
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
    let facts = (0..boxes.len()).map(|index| set.facts_of(index, &boxes));
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

/// A set of filters and the questions about it.
struct Set<'s> {
    question: Question<'s>,
    filters: &'s Filters,
}

impl Set<'_> {
    fn facts_of(&self, index: usize, boxes: &[Boxes]) -> FilterFacts {
        let own = &boxes[index..=index];
        if let Some(never) = self.never(&boxes[index]) {
            return FilterFacts {
                never: Some(never),
                ..FilterFacts::default()
            };
        }
        FilterFacts {
            never: None,
            always: self.holds(&[Boxes::everything()], own),
            covered: self.covered(index, boxes),
            idle: self.idle(index, &boxes[index]),
        }
    }

    /// Returns the records for which `into` is proven to deliver everything that `from` delivers.
    fn holds(&self, from: &[Boxes], into: &[Boxes]) -> Option<Proven> {
        Proven::of(&self.question.inclusions(from, into, Inclusion::Fails))
    }

    /// Returns the records for which both are proven to deliver the same.
    fn same(&self, one: &Boxes, other: &Boxes) -> Option<Proven> {
        let (one, other) = (std::slice::from_ref(one), std::slice::from_ref(other));
        let there = self.holds(one, other)?;
        Some(there.and(self.holds(other, one)?))
    }
}
