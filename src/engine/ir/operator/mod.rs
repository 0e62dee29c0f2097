//! The operators. Each has one file with its name, its operand, its errors in AWS's words, the tests it lowers to, its
//! near misses and its phrases. A rule keeps its operators as they were written, so that no later step reads them from
//! the text again.
//!
//! Names, operands and messages: event-ruler 2.0.1, `JsonRuleCompiler.processMatchExpression`.

mod affix;
mod anything_but;
mod cidr;
mod equals;
mod exactly;
mod exists;
mod ignore_case;
mod numeric;
mod operand;
mod prefix;
mod suffix;
#[cfg(test)]
mod tests;
mod wildcard;

use tidegate_json::{Json, JsonKind, Member};

use crate::error::{Code, Error};
use crate::nearest::nearest;

use super::dialect::{Compiler, Dialect};
use super::profile::Profile;
use super::text::shown;

use anything_but::AnythingBut;
use cidr::Cidr;
use equals::Equals;
use exactly::Exactly;
use exists::Exists;
use ignore_case::IgnoreCase;
use numeric::Numeric;
use operand::{Meaning, Spelling};
use prefix::Prefix;
use suffix::Suffix;
use wildcard::Wildcard;

/// One element of a field's list, as it was written. The large operators are boxed, because most operators in patterns
/// are small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equals(Equals),
    Exactly(Exactly),
    Prefix(Prefix),
    Suffix(Suffix),
    IgnoreCase(IgnoreCase),
    AnythingBut(Box<AnythingBut>),
    Numeric(Box<Numeric>),
    Cidr(Box<Cidr>),
    Wildcard(Wildcard),
    Exists(Exists),
}

impl Operator {
    /// Reads an element of a field's list.
    pub(super) fn read(value: &Json, dialect: Dialect) -> Result<Self, Error> {
        let JsonKind::Object(members) = &value.kind else {
            return Equals::read(value).map(Self::Equals);
        };
        let Some(first) = members.first() else {
            return Err(Error::new(
                Code::OperatorShape,
                value.span,
                "an operator object without an operator",
            )
            .help("write one operator, such as {\"prefix\": \"x\"}, or a plain value")
            .aws("Match expression name not found"));
        };
        Entry::find(first)?.read(first, members, dialect)
    }

    /// The operator's meaning, with its phrases.
    pub(crate) fn meaning(&self) -> &dyn Meaning {
        match self {
            Self::Equals(operand) => operand,
            Self::Exactly(operand) => operand,
            Self::Prefix(operand) => operand,
            Self::Suffix(operand) => operand,
            Self::IgnoreCase(operand) => operand,
            Self::AnythingBut(operand) => &**operand,
            Self::Numeric(operand) => &**operand,
            Self::Cidr(operand) => &**operand,
            Self::Wildcard(operand) => operand,
            Self::Exists(operand) => operand,
        }
    }
}

impl std::fmt::Display for Operator {
    /// As compact JSON.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.meaning().json().fmt(f)
    }
}

/// How an operator object is read.
struct Entry {
    name: &'static str,
    second_key: &'static str,
    operand: fn(&Json) -> Result<Operator, Error>,
    missing_in_pipes: fn(&Json) -> Option<&'static str>,
    check_older: fn(&[Member]) -> Result<(), Error>,
}

/// All operators, in the order in which messages list them.
const ENTRIES: [Entry; 9] = [
    Entry::of::<Exactly>(|json| Exactly::read(json).map(Operator::Exactly)),
    Entry::of::<Prefix>(|json| Prefix::read(json).map(Operator::Prefix)),
    Entry::of::<Suffix>(|json| Suffix::read(json).map(Operator::Suffix)),
    Entry::of::<IgnoreCase>(|json| IgnoreCase::read(json).map(Operator::IgnoreCase)),
    Entry::of::<AnythingBut>(|json| {
        AnythingBut::read(json).map(|operand| Operator::AnythingBut(Box::new(operand)))
    }),
    Entry::of::<Numeric>(|json| {
        Numeric::read(json).map(|operand| Operator::Numeric(Box::new(operand)))
    }),
    Entry::of::<Cidr>(|json| Cidr::read(json).map(|operand| Operator::Cidr(Box::new(operand)))),
    Entry::of::<Wildcard>(|json| Wildcard::read(json).map(Operator::Wildcard)),
    Entry::of::<Exists>(|json| Exists::read(json).map(Operator::Exists)),
];

impl Entry {
    const fn of<T: Spelling>(operand: fn(&Json) -> Result<Operator, Error>) -> Self {
        Self {
            name: T::NAME,
            second_key: T::SECOND_KEY,
            operand,
            missing_in_pipes: T::missing_in_pipes,
            check_older: T::check_older,
        }
    }

    fn find(member: &Member) -> Result<&'static Self, Error> {
        let found = ENTRIES
            .iter()
            .find(|entry| entry.name.as_bytes() == member.key);
        found.ok_or_else(|| unknown(member))
    }

    /// Reads the operator object with these members, of which `first` is the first.
    fn read(
        &self,
        first: &Member,
        members: &[Member],
        dialect: Dialect,
    ) -> Result<Operator, Error> {
        self.refuse_in_pipes(first, dialect.profile)?;
        if dialect.compiler == Compiler::Older {
            (self.check_older)(members)?;
        }
        let operator = (self.operand)(&first.value)?;
        match members.get(1) {
            None => Ok(operator),
            Some(second) => Err(Error::new(
                Code::OperatorShape,
                second.key_span,
                "an operator object must have one key only",
            )
            .help("put each operator in an object of its own; a list of them means OR")
            .aws(self.second_key)),
        }
    }

    fn refuse_in_pipes(&self, member: &Member, profile: Profile) -> Result<(), Error> {
        let missing = (self.missing_in_pipes)(&member.value);
        let Some(missing) = missing.filter(|_| matches!(profile, Profile::Pipes(_))) else {
            return Ok(());
        };
        let message = format!("EventBridge Pipes has no {missing}");
        Err(Error::new(Code::NotInProfile, member.key_span, message)
            .help("filter with prefix, suffix or a list of values instead, or in the target"))
    }
}

fn unknown(member: &Member) -> Error {
    let name = shown(&member.key);
    // No guide mentions `exactly`, the first.
    let names: Vec<_> = ENTRIES[1..].iter().map(|entry| entry.name).collect();
    let is_field = matches!(member.value.kind, JsonKind::Object(_) | JsonKind::Array(_));
    let help = match nearest(&name, &names) {
        Some(near) if name.eq_ignore_ascii_case(near) => {
            format!("did you mean {near}? operators are written in lower case")
        }
        Some(near) => format!("did you mean {near}?"),
        None if is_field => format!(
            "to ask for a field {name:?} inside, put its object in place of the list: the fields of an object are ANDed"
        ),
        None => format!("the operators are {}", names.join(", ")),
    };
    let message = format!("no operator is called {name:?}");
    Error::new(Code::UnknownOperator, member.key_span, message)
        .help(help)
        .aws(format!("Unrecognized match type {name}"))
}
