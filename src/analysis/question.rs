//! What is common to all questions about filters of one source: its records, and the fields of the filters.

use std::sync::Arc;

use tidegate::inspect::Test;
use tidegate::{PayloadForm, Profile, Rule, Source};
use tidegate_batch::Filters;

use crate::caps::{BRANCHES_MAX, Budget, Caps};
use crate::decide::{are_apart, inclusions};
use crate::event::{Leaf, event};
use crate::fields::{Branch, Fields};
use crate::inclusion::{Inclusion, Inclusions, Reason, Witness};
use crate::record::witness;
use crate::scope::Scope;
use crate::source::{Facts, Form, forms};

/// The branches of one filter.
#[derive(Clone, Debug)]
pub(crate) struct Boxes {
    /// The form in which the filter asks for the payload.
    pub(crate) asks: PayloadForm,
    pub(crate) branches: Vec<Branch>,
}

impl Boxes {
    /// Returns the boxes of a filter without conditions.
    pub(crate) fn everything() -> Self {
        Self {
            asks: PayloadForm::Unasked,
            branches: vec![Branch::new()],
        }
    }

    /// Returns whether the filter may look at records of this form, by the drop table.
    pub(crate) fn may_look(&self, form: &Form) -> bool {
        form.payload.is_none_or(|part| part.shape.fits(self.asks))
    }
}

pub(crate) struct Question<'c> {
    source: Source,
    facts: Facts,
    forms: Vec<Form>,
    fields: Fields,
    caps: &'c Caps,
}

impl<'c> Question<'c> {
    /// Prepares questions about these rules, which have the source and the language of `filters`. `lists`: further lists
    /// of fields that questions will be about.
    pub(crate) fn new<'r>(
        filters: &Filters,
        rules: impl Iterator<Item = &'r Rule> + Clone,
        lists: Vec<(Vec<u8>, Arc<[Test]>)>,
        caps: &'c Caps,
    ) -> Result<Self, Reason> {
        if rules.clone().map(Rule::branch_count).sum::<usize>() > BRANCHES_MAX {
            return Err(Reason::TooManySteps);
        }
        let source = filters.source();
        let asks = |key: &str| rules.clone().any(|rule| rule.asks(key));
        let facts = Facts::of(source, language(filters));
        let forms = forms(source, asks);
        let encoded = forms.iter().flat_map(Form::encoded).map(|part| part.key);
        let encoded: Vec<&str> = encoded.filter(|key| asks(key)).collect();
        let fields = Fields::of(rules.clone(), lists, &encoded, &facts, caps)?;
        Ok(Self {
            source,
            facts,
            forms,
            fields,
            caps,
        })
    }

    pub(crate) fn forms(&self) -> &[Form] {
        &self.forms
    }

    pub(crate) const fn fields(&self) -> &Fields {
        &self.fields
    }

    pub(crate) const fn caps(&self) -> &'c Caps {
        self.caps
    }

    /// Returns the boxes of each filter. A mapping without filters takes every record; a bus without rules takes none.
    pub(crate) fn boxes(&self, filters: &Filters) -> Vec<Boxes> {
        if filters.is_empty() && self.source != Source::EventBridge {
            return vec![Boxes::everything()];
        }
        let rules = filters.rules().iter();
        let boxes = rules.map(|rule| Boxes {
            asks: rule.payload_form(),
            branches: self.fields.branches(rule),
        });
        boxes.collect()
    }

    /// Returns the question for records of one form. The sides are those of a [`Scope`].
    pub(crate) fn scope<'s>(
        &'s self,
        form: &Form,
        [from, into]: [&[Boxes]; 2],
        budget: &'s Budget,
    ) -> Scope<'s> {
        let sides = [from, into].map(|boxes| {
            let fitting = boxes.iter().filter(|boxes| boxes.may_look(form));
            fitting
                .flat_map(|boxes| boxes.branches.iter().cloned())
                .collect()
        });
        Scope::new(&self.fields, &self.facts, form, sides, (self.caps, budget))
    }

    pub(crate) fn witness(&self, leaves: &[Leaf], form: &Form) -> Witness {
        witness(event(leaves), form, self.source)
    }

    /// Decides whether the filters `into` deliver all records that the filters `from` deliver. `confirmed` judges the
    /// record that was found.
    pub(crate) fn inclusions(
        &self,
        from: &[Boxes],
        into: &[Boxes],
        mut confirmed: impl FnMut(Witness) -> Inclusion,
    ) -> Inclusions {
        let mut whole = Inclusions {
            flat: Inclusion::Holds,
            all: Inclusion::Holds,
        };
        let budget = Budget::of(self.caps);
        for form in &self.forms {
            let part = inclusions(&self.scope(form, [from, into], &budget), |leaves| {
                confirmed(self.witness(leaves, form))
            });
            whole.flat = whole.flat.and(part.flat);
            whole.all = whole.all.and(part.all);
        }
        whole
    }

    /// Returns whether it is proven that no record without lists of objects is delivered by both sides.
    pub(crate) fn are_apart(&self, one: &[Boxes], other: &[Boxes]) -> bool {
        let budget = Budget::of(self.caps);
        let mut forms = self.forms.iter();
        forms.all(|form| are_apart(&self.scope(form, [one, other], &budget)))
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
