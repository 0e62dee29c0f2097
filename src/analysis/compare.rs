//! Compares two sets of filters of one source: which records only one of them delivers.

use tidegate_batch::{Disposition, Filters, Judge, RecordForm};

use crate::caps::{Budget, Caps};
use crate::inclusion::{Inclusion, Inclusions, Reason, Witness};
use crate::question::{Boxes, Question};
use crate::sample::{Draw, Kind};

/// What new filters let through compared with old ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The same records.
    Equivalent,
    /// Some of the old ones' records, and no others.
    Narrower,
    /// All of the old ones' records, and others.
    Wider,
    /// Each side delivers records that the other does not.
    Different,
    /// Not decided.
    Unknown,
}

impl Relation {
    /// `equivalent`, `narrower`, `wider`, `different` or `unknown`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Equivalent => "equivalent",
            Self::Narrower => "narrower",
            Self::Wider => "wider",
            Self::Different => "different",
            Self::Unknown => "unknown",
        }
    }

    const fn of(old_in_new: &Inclusion, new_in_old: &Inclusion) -> Self {
        use Inclusion::{Fails, Holds, Unknown};
        match (old_in_new, new_in_old) {
            (Unknown { .. }, _) | (_, Unknown { .. }) => Self::Unknown,
            (Holds, Holds) => Self::Equivalent,
            (Fails(_), Holds) => Self::Narrower,
            (Holds, Fails(_)) => Self::Wider,
            (Fails(_), Fails(_)) => Self::Different,
        }
    }
}

/// Filters of different sources or languages, which have no records in common to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherRecords;

impl std::fmt::Display for OtherRecords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the filters are for records of different sources")
    }
}

impl std::error::Error for OtherRecords {}

/// The comparison of two sets of filters, for records without dotted or repeated keys.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_analysis::{Caps, Comparison, Relation};
/// use tidegate_batch::Filters;
/// let filters = |text| Filters::compile(Source::Sqs, Profile::Service(Source::Sqs), &[text]);
/// let old = filters(r#"{"body":{"amount":[{"numeric":[">=",100]}]}}"#)?;
/// let new = filters(r#"{"body":{"amount":[{"numeric":[">",100]}]}}"#)?;
/// let compared = Comparison::of(&old, &new, &Caps::default())?;
/// assert_eq!(compared.flat(), Relation::Narrower);
/// let lost = compared.old_in_new.flat.witness().unwrap();
/// assert_eq!(lost.record, r#"{"body":"{\"amount\":100}"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Whether the new filters deliver everything that the old ones deliver.
    pub old_in_new: Inclusions,
    /// Whether the old filters deliver everything that the new ones deliver.
    pub new_in_old: Inclusions,
    /// Whether it is proven that both sides have no record without lists of objects in common.
    pub are_apart: bool,
}

impl Comparison {
    /// Compares filters. The proof is about AWS's engine as tidegate knows it, with today's drop tables.
    ///
    /// # Errors
    /// If the filters are not for the same source in the same language.
    pub fn of(old: &Filters, new: &Filters, caps: &Caps) -> Result<Self, OtherRecords> {
        if old.source() != new.source() || old.profile() != new.profile() {
            return Err(OtherRecords);
        }
        let rules = old.rules().iter().chain(new.rules());
        let question = match Question::new(old, rules, Vec::new(), caps) {
            Ok(question) => question,
            Err(reason) => return Ok(Self::undecided(reason)),
        };
        let pair = Pair {
            boxes: [question.boxes(old), question.boxes(new)],
            filters: [old, new],
            question,
        };
        Ok(Self {
            old_in_new: pair.decide(Side::Old),
            new_in_old: pair.decide(Side::New),
            are_apart: pair.question.are_apart(&pair.boxes[0], &pair.boxes[1]),
        })
    }

    fn undecided(reason: Reason) -> Self {
        let unknown = Inclusions {
            flat: Inclusion::unknown(reason),
            all: Inclusion::unknown(reason),
        };
        Self {
            old_in_new: unknown.clone(),
            new_in_old: unknown,
            are_apart: false,
        }
    }

    /// The relation for records without lists of objects.
    #[must_use]
    pub const fn flat(&self) -> Relation {
        Relation::of(&self.old_in_new.flat, &self.new_in_old.flat)
    }

    /// The relation for all records.
    #[must_use]
    pub const fn all(&self) -> Relation {
        Relation::of(&self.old_in_new.all, &self.new_in_old.all)
    }
}

/// One of the sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

impl Side {
    const fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }

    const fn index(self) -> usize {
        match self {
            Self::Old => 0,
            Self::New => 1,
        }
    }
}

/// The judges of both sides.
struct Judges {
    delivering: Judge,
    refusing: Judge,
}

impl Judges {
    /// Returns whether only the first side delivers the record.
    fn differ_on(&mut self, witness: &Witness) -> bool {
        let delivers = |judge: &mut Judge| {
            let judged = judge.judge(witness.record.as_bytes(), RecordForm::Record);
            judged.disposition == Disposition::Delivered
        };
        delivers(&mut self.delivering) && !delivers(&mut self.refusing)
    }

    /// Returns a failure with this witness, if both sides judge it as it was found.
    fn confirmed(&mut self, witness: Witness) -> Inclusion {
        match self.differ_on(&witness) {
            true => Inclusion::Fails(witness),
            false => Inclusion::unknown(Reason::Refused),
        }
    }
}

/// Two sets of filters, and their boxes over common fields.
struct Pair<'p> {
    question: Question<'p>,
    boxes: [Vec<Boxes>; 2],
    filters: [&'p Filters; 2],
}

impl Pair<'_> {
    fn judges(&self, from: Side) -> Judges {
        let judge = |side: Side| self.filters[side.index()].judge();
        Judges {
            delivering: judge(from),
            refusing: judge(from.other()),
        }
    }

    fn boxes(&self, side: Side) -> &[Boxes] {
        &self.boxes[side.index()]
    }

    fn decide(&self, from: Side) -> Inclusions {
        let mut judges = self.judges(from);
        let confirmed = |witness| judges.confirmed(witness);
        let (old, new) = (self.boxes(from), self.boxes(from.other()));
        let decided = self.question.inclusions(old, new, confirmed);
        let flat = self.searched(from, decided.flat, Kind::Flat);
        let all = match (&flat, &decided.all) {
            (Inclusion::Fails(_), Inclusion::Unknown { .. }) => flat.clone(),
            _ => self.searched(from, decided.all, Kind::Lists),
        };
        Inclusions { flat, all }
    }

    /// Tries records at random if the result is unknown.
    fn searched(&self, from: Side, decided: Inclusion, kind: Kind) -> Inclusion {
        let Inclusion::Unknown { reason, .. } = decided else {
            return decided;
        };
        let mut judges = self.judges(from);
        let mut searched = 0;
        let forms = self.question.forms();
        let budget = Budget::of(self.question.caps());
        for form in forms {
            let sides = [self.boxes(from), self.boxes(from.other())];
            let scope = self.question.scope(form, sides, &budget);
            let mut draw = Draw::new(&scope, kind);
            for _ in 0..self.question.caps().samples / forms.len() {
                searched += 1;
                let witness = self.question.witness(&draw.leaves(), form);
                if judges.differ_on(&witness) {
                    return Inclusion::Fails(witness);
                }
            }
        }
        Inclusion::Unknown { reason, searched }
    }
}
