//! Compares two sets of filters of one source: which records only one of them delivers.

use tidegate::{PayloadForm, Profile, Source};
use tidegate_batch::{Disposition, Filters, Judge, RecordForm};

use crate::caps::Caps;
use crate::decide::inclusions;
use crate::event::{Leaf, event};
use crate::fields::{Branch, Fields};
use crate::inclusion::{Inclusion, Inclusions, Reason, Witness};
use crate::record::witness;
use crate::sample::{Draw, Kind};
use crate::scope::Scope;
use crate::searched::Side;
use crate::source::{Facts, Form, forms};

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
        let question = match Question::new(old, new, caps) {
            Ok(question) => question,
            Err(reason) => return Ok(Self::undecided(reason)),
        };
        Ok(Self {
            old_in_new: question.decide(Side::Old),
            new_in_old: question.decide(Side::New),
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

/// The filters of one side.
struct Filtering<'f> {
    filters: &'f Filters,
    /// For each filter the form in which it asks for the payload, and its branches.
    boxes: Vec<(PayloadForm, Vec<Branch>)>,
}

impl<'f> Filtering<'f> {
    fn of(filters: &'f Filters, fields: &Fields) -> Self {
        let rules = filters.rules().iter();
        let boxes = rules.map(|rule| (rule.payload_form(), fields.branches(rule)));
        Self {
            filters,
            boxes: boxes.collect(),
        }
    }

    /// Returns the branches that may look at records of this form, by the drop table. A mapping without filters takes
    /// every record.
    fn branches_for(&self, form: &Form) -> Vec<Branch> {
        if self.boxes.is_empty() && self.filters.source() != Source::EventBridge {
            return vec![Branch::new()];
        }
        let may_look = |asked: PayloadForm| form.payload.is_none_or(|it| it.shape.fits(asked));
        let fitting = self.boxes.iter().filter(|(asked, _)| may_look(*asked));
        fitting
            .flat_map(|(_, branches)| branches.iter().cloned())
            .collect()
    }
}

/// Returns the language in which the filters are matched. Filters that are only checked in another language are matched
/// as the source's service does.
fn language(filters: &Filters) -> Profile {
    let (source, profile) = (filters.source(), filters.profile());
    if source == Source::EventBridge || profile.source() == Some(source) {
        return profile;
    }
    Profile::Service(source)
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

struct Question<'q> {
    source: Source,
    facts: Facts,
    forms: Vec<Form>,
    fields: Fields,
    sides: [Filtering<'q>; 2],
    caps: &'q Caps,
}

impl<'q> Question<'q> {
    fn new(old: &'q Filters, new: &'q Filters, caps: &'q Caps) -> Result<Self, Reason> {
        let source = old.source();
        let rules = || old.rules().iter().chain(new.rules());
        let asks = |key: &str| rules().any(|rule| rule.asks(key));
        let facts = Facts::of(source, language(old));
        let forms = forms(source, asks);
        let encoded = forms.iter().flat_map(Form::encoded).map(|it| it.key);
        let encoded: Vec<&str> = encoded.filter(|key| asks(key)).collect();
        let fields = Fields::of(rules(), &encoded, &facts, caps)?;
        let sides = [old, new].map(|filters| Filtering::of(filters, &fields));
        Ok(Self {
            source,
            facts,
            forms,
            fields,
            sides,
            caps,
        })
    }

    fn scope(&self, form: &Form) -> Scope<'_> {
        let sides = [0, 1].map(|side| self.sides[side].branches_for(form));
        Scope::new(&self.fields, &self.facts, form, sides, self.caps)
    }

    fn judges(&self, from: Side) -> Judges {
        let judge = |side: Side| self.sides[side.index()].filters.judge();
        Judges {
            delivering: judge(from),
            refusing: judge(from.other()),
        }
    }

    fn decide(&self, from: Side) -> Inclusions {
        let mut judges = self.judges(from);
        let mut whole = Inclusions {
            flat: Inclusion::Holds,
            all: Inclusion::Holds,
        };
        for form in &self.forms {
            let part = inclusions(&self.scope(form), from, |leaves: &[Leaf]| {
                judges.confirmed(witness(event(leaves), form, self.source))
            });
            whole.flat = whole.flat.and(part.flat);
            whole.all = whole.all.and(part.all);
        }
        Inclusions {
            flat: self.searched(from, whole.flat, Kind::Flat),
            all: self.searched(from, whole.all, Kind::Lists),
        }
    }

    /// Tries records at random if the result is unknown.
    fn searched(&self, from: Side, decided: Inclusion, kind: Kind) -> Inclusion {
        let Inclusion::Unknown { reason, .. } = decided else {
            return decided;
        };
        let mut judges = self.judges(from);
        let mut searched = 0;
        for form in &self.forms {
            let scope = self.scope(form);
            let mut draw = Draw::new(&scope, kind);
            for _ in 0..self.caps.samples / self.forms.len() {
                searched += 1;
                let witness = witness(event(&draw.leaves()), form, self.source);
                if judges.differ_on(&witness) {
                    return Inclusion::Fails(witness);
                }
            }
        }
        Inclusion::Unknown { reason, searched }
    }
}
