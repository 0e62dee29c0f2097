//! One value of a pattern's list, and whether a leaf of the event satisfies it.
//!
//! In: a matcher and the forms of a leaf. Out: yes or no. Invariant: matchers compare bytes. A string includes both its
//! quotes, so a string never equals a number, and `prefix` and `suffix` operands can reach the quote at the other end.
//!
//! Follows event-ruler 2.0.1: ByteMachine.java:75-118 (forms) and :432-560 (each kind of matcher).

use std::collections::BTreeSet;

use crate::cidr::IpRange;
use crate::text::{Units, bytes, folds, shown};
use crate::wildcard::{Piece, covers};
use crate::{cidr, number};

/// The spellings that are accepted for each unit of an operand that ignores case.
pub(crate) type Folded = Vec<[Vec<u8>; 2]>;

/// One member of a pattern's list. A number in a list becomes two matchers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Matcher {
    /// `exists: true`
    Exists,
    /// `exists: false`
    Absent,
    /// The whole text: a string with its quotes, or a literal as written.
    Exact(Units),
    /// The form of a number.
    Number(Vec<u8>),
    Numbers(NumberRange),
    Address(IpRange),
    Prefix(Vec<u8>),
    Suffix(Vec<u8>),
    Folds(Folded),
    PrefixFolds(Folded),
    SuffixFolds(Folded),
    Wildcard(Vec<Piece>),
    /// Strings with their quotes, or forms of numbers.
    Not {
        are_numbers: bool,
        values: BTreeSet<Vec<u8>>,
    },
    NotPrefix(BTreeSet<Vec<u8>>),
    NotSuffix(BTreeSet<Vec<u8>>),
    NotFolds(BTreeSet<Folded>),
    NotWildcard(BTreeSet<Vec<Piece>>),
}

/// A range of numbers, whose bounds are forms of numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NumberRange {
    pub(crate) bottom: Vec<u8>,
    pub(crate) open_bottom: bool,
    pub(crate) top: Vec<u8>,
    pub(crate) open_top: bool,
}

/// The kind of form that a matcher compares. event-ruler also compares a suffix with the form of a number, if the list
/// asks for numbers; then `""` is a suffix of one double in 128. This package deliberately does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Address,
    Number,
    Text,
}

/// Whether one member of `list` accepts a leaf with this text.
pub(crate) fn accepts(list: &[Matcher], text: &[u16]) -> bool {
    forms(list, text)
        .iter()
        .any(|(kind, form)| list.iter().any(|matcher| matcher.accepts(*kind, form)))
}

/// The forms of a leaf: an address, if it is one and the list asks for addresses; and either a number, if it is
/// comparable and the list asks for numbers, or else its own text.
fn forms(list: &[Matcher], text: &[u16]) -> Vec<(Kind, Units)> {
    let mut forms = Vec::new();
    if list.iter().any(Matcher::asks_for_addresses) {
        let address = cidr::digits(&shown(unquoted(text)));
        forms.extend(address.map(|digits| (Kind::Address, widened(&digits))));
    }
    let asks_for_numbers = list.iter().any(Matcher::asks_for_numbers);
    let number = number_form(text).filter(|_| asks_for_numbers);
    forms.push(match number {
        Some(form) => (Kind::Number, widened(&form)),
        None => (Kind::Text, text.to_vec()),
    });
    forms
}

fn number_form(text: &[u16]) -> Option<Vec<u8>> {
    let starts_like_a_number = |unit: &u16| matches!(u8::try_from(*unit), Ok(b'-' | b'0'..=b'9'));
    let literal = text.first().filter(|unit| starts_like_a_number(unit));
    literal.and_then(|_| number::form(&shown(text)).ok())
}

fn unquoted(text: &[u16]) -> &[u16] {
    match text {
        [0x22, inner @ .., 0x22] => inner,
        _ => text,
    }
}

fn widened(form: &[u8]) -> Units {
    form.iter().copied().map(u16::from).collect()
}

impl Matcher {
    fn asks_for_addresses(&self) -> bool {
        matches!(self, Matcher::Address(_))
    }

    fn asks_for_numbers(&self) -> bool {
        matches!(
            self,
            Matcher::Number(_)
                | Matcher::Numbers(_)
                | Matcher::Not {
                    are_numbers: true,
                    ..
                }
        )
    }

    fn accepts(&self, kind: Kind, form: &[u16]) -> bool {
        let text = bytes(form);
        match self {
            Matcher::Exists => true,
            Matcher::Absent => false,
            Matcher::Exact(wanted) => wanted == form,
            Matcher::Number(wanted) => kind == Kind::Number && *wanted == text,
            Matcher::Numbers(range) => kind == Kind::Number && range.holds(&text),
            Matcher::Address(range) => kind != Kind::Number && range.holds(&text),
            Matcher::Prefix(start) => text.starts_with(start),
            Matcher::Suffix(end) => kind == Kind::Text && text.ends_with(end),
            Matcher::Folds(wanted) => fold_ends(wanted, &text).contains(&text.len()),
            Matcher::PrefixFolds(start) => !fold_ends(start, &text).is_empty(),
            Matcher::SuffixFolds(end) => kind == Kind::Text && ends_folded(end, &text),
            Matcher::Wildcard(pieces) => covers(pieces, &text),
            Matcher::Not {
                are_numbers,
                values,
            } => {
                let is_other = *are_numbers != (kind == Kind::Number) || !values.contains(&text);
                kind != Kind::Address && is_other
            }
            Matcher::NotPrefix(values) => none(kind, values, |start| text.starts_with(start)),
            Matcher::NotSuffix(values) => none(kind, values, |end| {
                kind == Kind::Text && text.ends_with(end)
            }),
            Matcher::NotFolds(values) => none(kind, values, |wanted| {
                fold_ends(wanted, &text).contains(&text.len())
            }),
            Matcher::NotWildcard(values) => none(kind, values, |pieces| covers(pieces, &text)),
        }
    }

    /// Its wildcards; `None` for other kinds of matchers.
    pub(crate) fn wildcards(&self) -> Option<Vec<&Vec<Piece>>> {
        match self {
            Matcher::Wildcard(pieces) => Some(vec![pieces]),
            Matcher::NotWildcard(values) => Some(values.iter().collect()),
            Matcher::Exists
            | Matcher::Absent
            | Matcher::Exact(_)
            | Matcher::Number(_)
            | Matcher::Numbers(_)
            | Matcher::Address(_)
            | Matcher::Prefix(_)
            | Matcher::Suffix(_)
            | Matcher::Folds(_)
            | Matcher::PrefixFolds(_)
            | Matcher::SuffixFolds(_)
            | Matcher::Not { .. }
            | Matcher::NotPrefix(_)
            | Matcher::NotSuffix(_)
            | Matcher::NotFolds(_) => None,
        }
    }

    /// Whether some leaf can satisfy it.
    pub(crate) fn needs_a_leaf(&self) -> bool {
        *self != Matcher::Absent && !self.is_empty_set()
    }

    /// An `anything-but` with an empty list of prefixes, suffixes, wildcards or folded strings.
    pub(crate) fn is_empty_set(&self) -> bool {
        match self {
            Matcher::NotPrefix(values) | Matcher::NotSuffix(values) => values.is_empty(),
            Matcher::NotFolds(values) => values.is_empty(),
            Matcher::NotWildcard(values) => values.is_empty(),
            Matcher::Exists
            | Matcher::Absent
            | Matcher::Exact(_)
            | Matcher::Number(_)
            | Matcher::Numbers(_)
            | Matcher::Address(_)
            | Matcher::Prefix(_)
            | Matcher::Suffix(_)
            | Matcher::Folds(_)
            | Matcher::PrefixFolds(_)
            | Matcher::SuffixFolds(_)
            | Matcher::Wildcard(_)
            | Matcher::Not { .. } => false,
        }
    }
}

impl NumberRange {
    fn holds(&self, form: &[u8]) -> bool {
        let above = form > &self.bottom[..] || !self.open_bottom && form == self.bottom;
        let below = form < &self.top[..] || !self.open_top && form == self.top;
        above && below
    }
}

/// Whether an `anything-but` with an operator accepts a leaf: it does unless one of the values applies to the leaf.
/// If there are no values at all, event-ruler never marks the leaf, so nothing is accepted.
fn none<T>(kind: Kind, values: &BTreeSet<T>, applies: impl Fn(&T) -> bool) -> bool {
    kind != Kind::Address && !values.is_empty() && !values.iter().any(applies)
}

/// The spellings of each unit of `operand` that ignore case.
pub(crate) fn folded(operand: &[u16]) -> Folded {
    operand.iter().map(|&unit| folds(unit)).collect()
}

/// The places where the spellings can end in `text` if they begin at its start.
fn fold_ends(wanted: &Folded, text: &[u8]) -> BTreeSet<usize> {
    let mut ends = BTreeSet::from([0]);
    for spellings in wanted {
        ends = ends
            .into_iter()
            .flat_map(|end| spellings.iter().map(move |spelling| (end, spelling)))
            .filter(|(end, spelling)| text[*end..].starts_with(spelling))
            .map(|(end, spelling)| end + spelling.len())
            .collect();
    }
    ends
}

fn ends_folded(wanted: &Folded, text: &[u8]) -> bool {
    (0..=text.len()).any(|start| fold_ends(wanted, &text[start..]).contains(&(text.len() - start)))
}

#[cfg(test)]
mod tests;
