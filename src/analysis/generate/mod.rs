//! Makes records that test filters. Each is made for a goal: to match one alternative, to fail one condition only, to match
//! by one value alone, to stand at a bound, to have a payload of another form. The engine judges each record before it is
//! returned.
//!
//! The values that are tried at a field come from its list (`candidate`), the engine says which of them satisfy it (`part`),
//! and the values of the other fields are a point of boxes over cells (`solve`, `make`, `loose`), of which only those count
//! that records of the source can have (`shape`, `column`). The values are then set in a whole record (`envelope`).

mod candidate;
mod column;
mod envelope;
mod exclusive;
mod goal;
mod loose;
mod make;
mod order;
mod part;
mod shape;
mod solve;
mod splice;
mod template;
mod words;

use std::collections::HashSet;

use fastrand::Rng;
use tidegate_batch::{Disposition, Filters, Judge, RecordForm};

use crate::caps::Caps;
use crate::event::{Node, event};
use crate::inclusion::Reason;
use crate::question::Question;

use envelope::Envelope;
use goal::Goal;
use make::{Expected, Made};
use solve::Solver;

pub use goal::Kind;
pub use solve::Why;
pub(crate) use splice::set;

/// Which records are made.
#[derive(Clone, Copy, Debug)]
pub struct Order<'o> {
    /// How many.
    pub count: usize,
    /// Decides ids, times and what is drawn at random. The same seed gives the same records.
    pub seed: u64,
    /// Records of this kind only; `None` for all kinds.
    pub kind: Option<Kind>,
    /// A record of the source that is kept around the values that the filters read.
    pub like: Option<&'o str>,
}

/// A record with what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The whole record, on one line.
    pub record: String,
    /// What the engine says of it.
    pub disposition: Disposition,
    /// The filters that deliver it.
    pub filters: Vec<usize>,
    /// Its kind.
    pub kind: Kind,
    /// Why it is in the suite.
    pub why: String,
}

/// A goal without a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unreached {
    /// What was looked for.
    pub goal: String,
    /// Why there is none.
    pub why: Why,
}

/// Records that test filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suite {
    /// Those that tell most first.
    pub records: Vec<Generated>,
    /// Matches, near misses and values that no record can have. Only goals that were tried before the suite was full.
    pub unreached: Vec<Unreached>,
    /// How many goals there are besides random records.
    pub goals: usize,
    /// How many of them were tried.
    pub tried: usize,
}

/// The most random records that are tried for each record that is still missing.
const DRAWS_MAX: usize = 20;

/// Makes records for filters.
///
/// # Errors
/// If the filters can't be analysed.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_analysis::{Caps, Kind, Order, generate};
/// use tidegate_batch::Filters;
/// let pattern = r#"{"body":{"amount":[{"numeric":[">=",100]}]}}"#;
/// let filters = Filters::compile(Source::Sqs, Profile::Service(Source::Sqs), &[pattern])?;
/// let order = Order { count: 2, seed: 1, kind: None, like: None };
/// let suite = generate(&filters, order, &Caps::default()).unwrap();
/// assert!(suite.records[0].record.contains(r#""body":"{\"amount\":100}""#));
/// assert_eq!(suite.records[0].kind, Kind::Match);
/// assert!(suite.records[1].record.contains(r#""body":"{\"amount\":99}""#));
/// assert_eq!(suite.records[1].kind, Kind::Near);
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
pub fn generate(filters: &Filters, order: Order<'_>, caps: &Caps) -> Result<Suite, Reason> {
    let apart = exclusive::lists_apart(filters.source(), filters.rules());
    let question = Question::new(filters, filters.rules().iter(), apart, caps)?;
    let solver = Solver::new(&question, filters).ok_or(Reason::TooManyStates)?;
    let paths = solver.columns.iter().map(|it| it.name.clone()).collect();
    let maker = Maker {
        envelope: Envelope {
            source: filters.source(),
            profile: filters.profile(),
            paths,
            like: order.like,
        },
        judge: filters.judge(),
        seen: HashSet::new(),
        suite: Suite::default(),
        order,
        solver,
    };
    Ok(maker.run())
}

struct Maker<'m> {
    solver: Solver<'m>,
    envelope: Envelope<'m>,
    judge: Judge,
    order: Order<'m>,
    /// The values of the records so far.
    seen: HashSet<(usize, String)>,
    suite: Suite,
}

impl Maker<'_> {
    fn run(mut self) -> Suite {
        let goals = order::goals(&self.solver);
        self.suite.goals = goals.len();
        for goal in goals {
            if self.is_full() {
                break;
            }
            self.suite.tried += 1;
            self.reach(goal);
        }
        for number in 0..self.order.count.saturating_mul(DRAWS_MAX) {
            if self.is_full() {
                break;
            }
            self.reach(Goal::Random { number });
        }
        self.suite
    }

    fn is_full(&self) -> bool {
        self.suite.records.len() >= self.order.count
    }

    fn reach(&mut self, goal: Goal) {
        let mut rng = Rng::with_seed(self.order.seed ^ (self.seen.len() as u64) << 32 ^ draw(goal));
        let made = self.solver.make(goal, &mut rng);
        let taken = made.and_then(|made| self.take(goal, made, &mut rng));
        if let Err(why) = taken
            && (is_named(goal) || why == Why::Refused)
        {
            self.suite.unreached.push(Unreached {
                goal: words::goal(goal, &self.solver),
                why,
            });
        }
    }

    /// Adds a record, unless its values are those of an earlier one.
    fn take(&mut self, goal: Goal, made: Made, rng: &mut Rng) -> Result<(), Why> {
        let event = event(&made.leaves);
        let key = (made.form, Node::Object(event.clone()).json());
        if self.seen.contains(&key) {
            return Ok(());
        }
        let form = &self.solver.question.forms()[made.form];
        let record = self.envelope.record(&event, form, rng);
        let judged = self.judge.judge(record.as_bytes(), RecordForm::Record);
        let disposition = judged.disposition;
        let is_delivered = disposition == Disposition::Delivered;
        let is_as_expected = match made.expected {
            Expected::Delivered => is_delivered,
            Expected::NotDelivered => {
                !is_delivered && !matches!(disposition, Disposition::Unreadable(_))
            }
            Expected::Any => true,
        };
        if !is_as_expected {
            return Err(Why::Refused);
        }
        self.seen.insert(key);
        let kind = kind(goal, disposition);
        if self.order.kind.is_some_and(|wanted| wanted != kind) {
            return Ok(());
        }
        self.suite.records.push(Generated {
            filters: judged.filters.to_vec(),
            why: words::reason(goal, made.tried.as_ref(), &self.solver),
            record,
            disposition,
            kind,
        });
        Ok(())
    }
}

fn kind(goal: Goal, disposition: Disposition) -> Kind {
    if disposition == Disposition::Delivered {
        return Kind::Match;
    }
    match goal {
        Goal::Miss { .. } | Goal::Random { .. } => Kind::Miss,
        Goal::Branch { .. }
        | Goal::Turned { .. }
        | Goal::Value { .. }
        | Goal::Variant { .. }
        | Goal::Form { .. }
        | Goal::List { .. }
        | Goal::Apart { .. } => Kind::Near,
    }
}

/// Returns whether a report says that there is no record for a goal.
const fn is_named(goal: Goal) -> bool {
    matches!(
        goal,
        Goal::Branch { .. } | Goal::Turned { .. } | Goal::Value { .. }
    )
}

/// Returns the number of a random record; 0 for others.
const fn draw(goal: Goal) -> u64 {
    if let Goal::Random { number } = goal {
        return number as u64;
    }
    0
}
