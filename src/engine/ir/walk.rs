//! Walks through a pattern's tree in the order of event-ruler's compiler, so that the first mistake it would refuse is
//! the first one we refuse (event-ruler 2.0.1, `JsonRuleCompiler`).

use tidegate_json::{Json, JsonKind, Member, Span};

use crate::error::{Code, Error};
use crate::limits::{OR_COMBINATIONS_MAX, RULER_COMBINATIONS_MAX};
use crate::pattern::Pattern;

use super::dialect::{Compiler, Dialect};
use super::expand::{Branches, Draft};
use super::operator::Operator;
use super::path::extended_name;
use super::profile::Profile;
use super::rule::Branch;
use super::text::shown;
use super::wanted::Wanted;

/// Names that no field may have inside `$or` (event-ruler 2.0.1,
/// `Constants.RESERVED_FIELD_NAMES_IN_OR_RELATIONSHIP`).
const RESERVED_INSIDE_OR: [&str; 24] = [
    "exactly",
    "equals-ignore-case",
    "prefix",
    "suffix",
    "anything-but",
    "exists",
    "wildcard",
    "numeric",
    "cidr",
    "=",
    "<",
    "<=",
    ">",
    ">=",
    "regex",
    "not-wildcard",
    "not-equals-ignore-case",
    "date-after",
    "date-on-or-after",
    "date-before",
    "date-on-or-before",
    "in-date-range",
    "ip-address-in-range",
    "ip-address-not-in-range",
];

/// AWS's message for a pattern whose first token does not open an object (event-ruler 2.0.1,
/// `JsonRuleCompiler.doCompile`).
pub(super) const NOT_AN_OBJECT: &str = "Filter is not an object";

/// The alternatives of a pattern, or the first error.
pub(super) fn branches(pattern: &Pattern, dialect: Dialect) -> Result<Vec<Branch>, Error> {
    walked(pattern, dialect, 1).map_err(|mut errors| errors.swap_remove(0))
}

/// The alternatives of a pattern, or its first errors: at least one, and at most about `errors_max`. The walk continues
/// after a wrong field or value.
pub(super) fn walked(
    pattern: &Pattern,
    dialect: Dialect,
    errors_max: usize,
) -> Result<Vec<Branch>, Vec<Error>> {
    let JsonKind::Object(members) = &pattern.root().kind else {
        return Err(vec![
            Error::new(
                Code::NotAnObject,
                pattern.root().span,
                "a pattern must be a JSON object",
            )
            .help("write {\"field\": [\"value\"]}")
            .aws(NOT_AN_OBJECT),
        ]);
    };
    let mut lowering = Lowering {
        dialect,
        steps: Vec::new(),
        combinations: 1,
        errors: Vec::new(),
        errors_max,
    };
    let mut branches = Branches::new();
    let walked = lowering.object(&mut branches, pattern.root(), members, Place::Outside);
    let mut errors = lowering.errors;
    errors.extend(walked.err());
    if errors.is_empty() {
        Ok(branches.finish())
    } else {
        Err(errors)
    }
}

/// Whether an object is inside an entry of `$or`.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Outside,
    InsideOr,
}

struct Lowering<'p> {
    dialect: Dialect,
    steps: Vec<&'p [u8]>,
    /// The product of the lengths of all `$or` lists so far.
    combinations: usize,
    /// The errors after which the walk continued.
    errors: Vec<Error>,
    errors_max: usize,
}

impl<'p> Lowering<'p> {
    /// Stores an error so that the walk can continue. Returns `Err` if there are enough errors.
    fn put_aside(&mut self, result: Result<(), Error>) -> Result<(), Error> {
        match result {
            Err(error) if self.errors.len() + 1 < self.errors_max => {
                self.errors.push(error);
                Ok(())
            }
            result => result,
        }
    }

    fn object(
        &mut self,
        branches: &mut Branches,
        json: &'p Json,
        members: &'p [Member],
        place: Place,
    ) -> Result<(), Error> {
        if members.is_empty() {
            return Err(Error::new(Code::EmptyObject, json.span, "an object without fields")
                .help("give it a field, or leave it out: fields that a pattern does not name are ignored")
                .aws("Empty objects are not allowed"));
        }
        for member in members {
            let walked = if self.dialect.compiler == Compiler::Current && member.key == b"$or" {
                self.or(branches, member)
            } else {
                self.field(branches, member, place)
            };
            self.put_aside(walked)?;
        }
        Ok(())
    }

    fn field(
        &mut self,
        branches: &mut Branches,
        member: &'p Member,
        place: Place,
    ) -> Result<(), Error> {
        let is_reserved = |name: &&str| name.as_bytes() == member.key;
        if place == Place::InsideOr && RESERVED_INSIDE_OR.iter().any(is_reserved) {
            return Err(reserved(member));
        }
        match &member.value.kind {
            JsonKind::Object(members) => {
                self.steps.push(&member.key);
                let result = self.object(branches, &member.value, members, place);
                self.steps.pop();
                result
            }
            JsonKind::Array(values) => {
                let wanted = self.wanted(&member.value, values)?;
                let path = extended_name(&self.steps, &member.key);
                branches.set(&path, wanted);
                Ok(())
            }
            JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
                Err(bare_value(member))
            }
        }
    }

    fn wanted(&mut self, json: &Json, values: &[Json]) -> Result<Wanted, Error> {
        if values.is_empty() {
            return Err(Error::new(Code::EmptyList, json.span, "a list without values")
                .help("to match an absent field write [{\"exists\": false}], for an empty string [\"\"]")
                .aws("Empty arrays are not allowed"));
        }
        let mut operators = Vec::with_capacity(values.len());
        for value in values {
            match Operator::read(value, self.dialect) {
                Ok(operator) => operators.push(operator),
                Err(error) => self.put_aside(Err(error))?,
            }
        }
        Ok(Wanted::new(operators, json.span))
    }

    fn or(&mut self, branches: &mut Branches, member: &'p Member) -> Result<(), Error> {
        let bad = |span: Span, message: &str, aws: &str| {
            Error::new(Code::BadOr, span, message)
                .help("$or takes a list of two or more objects of fields")
                .aws(aws)
        };
        let JsonKind::Array(entries) = &member.value.kind else {
            let aws = "It must be an Array followed with $or.";
            return Err(bad(
                member.value.span,
                "the value of $or is not a list",
                aws,
            ));
        };
        let before = branches.take();
        self.count_combinations(before.count(), entries.len(), member.key_span)?;
        let mut after = Draft::default();
        for entry in entries {
            let JsonKind::Object(members) = &entry.kind else {
                let aws = "Only JSON object is allowed in array of $or relationship.";
                return Err(bad(entry.span, "an entry of $or is not an object", aws));
            };
            let mut branch = Branches::from(before.clone());
            self.object(&mut branch, entry, members, Place::InsideOr)?;
            after.append(branch.take());
        }
        if entries.len() < 2 {
            let aws = "There must have at least 2 Objects in $or relationship.";
            return Err(bad(
                member.value.span,
                "$or has fewer than two objects",
                aws,
            ));
        }
        *branches = Branches::from(after);
        Ok(())
    }

    /// AWS limits the product of the lengths of all `$or` lists. event-ruler itself has no such limit; for it, the
    /// number of alternatives is limited.
    fn count_combinations(
        &mut self,
        alternatives: usize,
        entries: usize,
        span: Span,
    ) -> Result<(), Error> {
        self.combinations = self.combinations.saturating_mul(entries.max(1));
        let (combinations, most) = match self.dialect.profile {
            Profile::Ruler => (alternatives.saturating_mul(entries), RULER_COMBINATIONS_MAX),
            _ => (self.combinations, OR_COMBINATIONS_MAX),
        };
        if combinations <= most {
            return Ok(());
        }
        let message = format!("the $or lists have more than {most} combinations");
        Err(Error::new(Code::TooManyCombinations, span, message)
            .help("split the pattern into several, or list values of one field instead of $or"))
    }
}

fn reserved(member: &Member) -> Error {
    let name = shown(&member.key);
    let message = format!("{name:?} can't be a field name inside $or");
    let aws = format!("{name} is Ruler reserved fieldName which cannot be used inside $or.");
    Error::new(Code::BadOr, member.key_span, message)
        .help("the entries of $or are objects of fields, as at the root of a pattern")
        .aws(aws)
}

fn bare_value(member: &Member) -> Error {
    let name = shown(&member.key);
    let message = format!("the value of {name:?} is neither a list nor an object");
    let help = match RESERVED_INSIDE_OR.contains(&name.as_str()) {
        true => format!(
            "an operator must be in its field's list: [{{\"{name}\": {}}}]",
            member.value
        ),
        false => format!("put it in a list: [{}]", member.value),
    };
    Error::new(Code::BareValue, member.value.span, message)
        .help(help)
        .aws(format!("\"{name}\" must be an object or an array"))
}
