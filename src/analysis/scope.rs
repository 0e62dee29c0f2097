//! One question about boxes: the fields with the values that records of one form can have there, and the branches of both
//! sides that may look at such records.

use tidegate_batch::PayloadShape;

use crate::bits::Bits;
use crate::caps::{Budget, Caps};
use crate::cells::Plain;
use crate::event::Scalar;
use crate::fields::{Branch, Clause, Field, Fields};
use crate::source::{Encoded, Facts, Form, Place};

/// How the values of a field stand in records of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Anywhere, any number of times.
    Free,
    /// Exactly one value, and not in a list.
    Single,
    /// At most one value, and not in a list.
    Optional,
    /// Exactly one text, which is not JSON.
    PlainText,
    /// Only inside a list at the root of a payload.
    InRootList,
    /// Never.
    Absent,
}

/// Fields, what records may have there, and the branches of two sides. The question is whether every record that `from`
/// takes, `into` takes, too.
#[derive(Debug)]
pub(crate) struct Scope<'f> {
    pub(crate) fields: &'f Fields,
    pub(crate) caps: &'f Caps,
    pub(crate) budget: &'f Budget,
    pub(crate) from: Vec<Branch>,
    pub(crate) into: Vec<Branch>,
    roles: Vec<Role>,
    /// For each field the cells that a record may have.
    allowed: Vec<Bits>,
    facts: &'f Facts,
}

impl<'f> Scope<'f> {
    pub(crate) fn new(
        fields: &'f Fields,
        facts: &'f Facts,
        form: &Form,
        [from, into]: [Vec<Branch>; 2],
        (caps, budget): (&'f Caps, &'f Budget),
    ) -> Self {
        let roles = fields.fields.iter().map(|field| role(field, facts, form));
        let roles: Vec<Role> = roles.collect();
        let allowed = fields.fields.iter().zip(&roles);
        Self {
            allowed: allowed
                .map(|(field, role)| allowed_by(*role, field))
                .collect(),
            fields,
            caps,
            budget,
            from,
            into,
            roles,
            facts,
        }
    }

    pub(crate) fn field(&self, field: usize) -> &Field {
        &self.fields.fields[field]
    }

    pub(crate) fn len(&self) -> usize {
        self.roles.len()
    }

    /// Returns the cells that a record may have at this field, only those with a known value if so asked.
    pub(crate) fn allowed(&self, field: usize, values: Values) -> Bits {
        let allowed = &self.allowed[field];
        match values {
            Values::Any => allowed.clone(),
            Values::Known => {
                let known = allowed.iter().filter(|cell| self.is_known(field, *cell));
                Bits::of(self.field(field).count(), known)
            }
        }
    }

    /// Returns the cells of values that a record may have at this field.
    pub(crate) fn present(&self, field: usize, values: Values) -> Bits {
        let absence = Bits::of(self.field(field).count(), [0]);
        self.allowed(field, values).minus(&absence)
    }

    /// Returns whether a record may lack this field or have it.
    pub(crate) fn is_free(&self, field: usize) -> bool {
        match self.roles[field] {
            Role::Free | Role::Optional | Role::InRootList => true,
            Role::Single | Role::PlainText | Role::Absent => false,
        }
    }

    /// Returns whether a record may have several values at this field.
    pub(crate) fn may_have_several(&self, field: usize) -> bool {
        match self.roles[field] {
            Role::Free | Role::InRootList => true,
            Role::Optional | Role::Single | Role::PlainText | Role::Absent => false,
        }
    }

    /// Returns the pairs of fields that no record has both, because an attribute of DynamoDB has one type.
    pub(crate) fn of_two_types(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let pairs = (0..self.len()).flat_map(|one| (one + 1..self.len()).map(move |it| (one, it)));
        pairs.filter(|(one, other)| {
            let (one, other) = (&self.field(*one).steps, &self.field(*other).steps);
            self.facts.are_two_types(one, other)
        })
    }

    /// Returns whether the field has values only inside a list.
    pub(crate) fn is_in_root_list(&self, field: usize) -> bool {
        self.roles[field] == Role::InRootList
    }

    /// Returns whether a node can be a list.
    pub(crate) fn may_be_list(&self, node: &str) -> bool {
        self.facts.may_be_list(node)
    }

    fn is_known(&self, field: usize, cell: usize) -> bool {
        cell == 0 || self.value(field, cell).is_some()
    }

    /// Returns a value of a cell; `None` if no value is known.
    pub(crate) fn value(&self, field: usize, cell: usize) -> Option<Scalar> {
        let cell = &self.field(field).cells.cells[cell];
        match (self.roles[field], &cell.plain) {
            (Role::PlainText, Plain::Known(text)) => Some(Scalar::Text(text.clone())),
            (Role::PlainText, Plain::Unknown | Plain::Impossible) => None,
            (Role::Free | Role::Optional | Role::Single | Role::InRootList | Role::Absent, _) => {
                cell.value.clone().map(Scalar::Json)
            }
        }
    }

    /// Returns a branch with a clause for each field that a record always has.
    pub(crate) fn with_required(&self, branch: &Branch) -> Branch {
        let mut branch = branch.clone();
        for field in (0..self.len()).filter(|field| !self.allowed[*field].has(0)) {
            let allowed = &self.allowed[field];
            match branch.iter_mut().find(|clause| clause.field == field) {
                Some(clause) => clause.takes = clause.takes.and(allowed),
                None => branch.push(Clause {
                    field,
                    takes: allowed.clone(),
                }),
            }
        }
        branch.sort_by_key(|clause| clause.field);
        branch
    }

    /// Returns the pairs of fields of which the first is a beginning of the second.
    pub(crate) fn nested(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let pairs = (0..self.len()).flat_map(|one| (0..self.len()).map(move |other| (one, other)));
        pairs.filter(|(one, other)| {
            let (one, other) = (&self.field(*one).steps, &self.field(*other).steps);
            one.len() < other.len() && other.starts_with(one)
        })
    }
}

/// Whether cells without a known value count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Values {
    Any,
    Known,
}

/// Returns whether `name` is this key or a field inside it.
fn is_in(name: &str, key: &str) -> bool {
    let rest = name.strip_prefix(key);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn role(field: &Field, facts: &Facts, form: &Form) -> Role {
    let name = field.name.as_str();
    match facts.place(name) {
        Place::Nothing => Role::Absent,
        Place::One(_) => Role::Single,
        Place::AtMostOne(_) => Role::Optional,
        Place::Free(_) => {
            let encoded = form.encoded().find(|encoded| is_in(name, encoded.key));
            encoded.map_or(Role::Free, |encoded| role_in(name, encoded))
        }
    }
}

/// Returns the role of a field at or inside an encoded part.
fn role_in(name: &str, encoded: Encoded) -> Role {
    let is_itself = name == encoded.key;
    match encoded.shape {
        PayloadShape::Absent | PayloadShape::Binary => Role::Absent,
        PayloadShape::Text if is_itself => Role::PlainText,
        PayloadShape::Text => Role::Absent,
        PayloadShape::Json if is_itself => Role::InRootList,
        PayloadShape::Json => Role::Free,
    }
}

fn allowed_by(role: Role, field: &Field) -> Bits {
    let count = field.count();
    match role {
        Role::Free | Role::Optional | Role::InRootList => Bits::all(count),
        Role::Single => Bits::of(count, 1..count),
        Role::Absent => Bits::of(count, [0]),
        Role::PlainText => {
            let cells = field.cells.cells.iter().enumerate();
            let texts = cells.filter(|(_, cell)| cell.plain != Plain::Impossible);
            Bits::of(count, texts.map(|(number, _)| number))
        }
    }
}
