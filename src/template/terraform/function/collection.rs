//! Functions of lists and maps.

use super::Called;
use crate::terraform::evaluator::Evaluator;
use crate::terraform::operator::equal;
use crate::terraform::types::as_set;
use crate::terraform::value::{Kind, Member, Members, Scalar, Value};

/// How deeply lists in lists are made one list.
const FLAT_DEPTH_MAX: usize = 50;

impl Evaluator<'_> {
    pub(super) fn of_collections(&self, called: &Called<'_>) -> Option<Value> {
        let list = |items: Vec<Value>| Some(Value::new(Kind::List(items), called.range()));
        match (called.name, called.operands) {
            ("concat", operands) => list(joined(operands)?),
            ("setunion", operands) => Some(Value::set(as_set(joined(operands)?), called.range())),
            ("toset", [value]) => {
                let items = as_set(value.items()?.to_vec());
                Some(Value::set(items, called.range()))
            }
            ("sort", [value]) => {
                let items = value.items()?.to_vec();
                let is_known = items.iter().all(|it| it.known().is_some());
                let mut items = is_known.then_some(items)?;
                items.sort_by(|one, other| one.known().cmp(&other.known()));
                list(items)
            }
            ("distinct", [value]) => list(self.distinct(value.items()?)?),
            ("compact", [value]) => {
                let is_empty = |it: &Value| it.is_null() || it.known() == Some("");
                let items = value.items()?.iter().filter(|it| !is_empty(it));
                list(items.cloned().collect())
            }
            ("reverse", [value]) => list(value.items()?.iter().rev().cloned().collect()),
            ("flatten", [value]) => {
                let mut out = Vec::new();
                flat(value, FLAT_DEPTH_MAX, &mut out)?;
                list(out)
            }
            ("merge", operands) => self.merged(operands, called),
            ("keys", [value]) => {
                let pairs = self.pairs(value).filter(|_| value.members().is_some())?;
                list(pairs.into_iter().map(|(key, _)| key).collect())
            }
            ("values", [value]) => {
                let pairs = self.pairs(value).filter(|_| value.members().is_some())?;
                list(pairs.into_iter().map(|(_, value)| value).collect())
            }
            ("lookup", [map, key, rest @ ..]) => {
                map.members()?;
                let found = map.member(key.known()?).or_else(|| rest.first()).cloned();
                let missing = || Value::missing(&self.excerpt(&called.expr.range), called.range());
                Some(found.unwrap_or_else(missing))
            }
            ("element", [value, index]) => {
                let items = value.items().filter(|it| !it.is_empty())?;
                let index = index.known()?.parse::<usize>().ok()?;
                items.get(index % items.len()).cloned()
            }
            ("one", [value]) => match value.items()? {
                [] => Some(Value::new(Kind::Null, called.range())),
                [only] => Some(only.clone()),
                _ => None,
            },
            ("slice", [value, from, to]) => {
                let from = from.known()?.parse::<usize>().ok()?;
                let to = to.known()?.parse::<usize>().ok()?;
                list(value.items()?.get(from..to)?.to_vec())
            }
            ("length", [value]) => {
                let length = match &value.kind {
                    Kind::List(items) => items.len(),
                    Kind::Object(members) => members.len(),
                    Kind::Scalar(Scalar::Text, _) => value.known()?.chars().count(),
                    Kind::Null | Kind::Scalar(..) | Kind::Hole(_) | Kind::Missing(_) => {
                        return None;
                    }
                };
                let range = called.range();
                Some(Value::made(
                    Scalar::Number,
                    &length.to_string(),
                    range,
                    value.holes(),
                ))
            }
            ("contains", [value, wanted]) => {
                let same: Option<Vec<_>> =
                    value.items()?.iter().map(|it| equal(it, wanted)).collect();
                let is_found = same?.contains(&true);
                Some(Value::truth(is_found, called.range(), &[]))
            }
            ("coalesce", operands) => {
                let first = operands
                    .iter()
                    .find(|it| !it.is_null() && it.known() != Some(""));
                first.cloned()
            }
            ("coalescelist", operands) => {
                let mut lists = operands.iter();
                lists
                    .find(|it| it.items().is_none_or(|it| !it.is_empty()))
                    .cloned()
            }
            ("zipmap", [keys, values]) => {
                let pairs = keys.items()?.iter().zip(values.items()?);
                let mut members = Members::default();
                for (key, value) in pairs {
                    let Kind::Scalar(_, text) = &key.kind else {
                        return None;
                    };
                    members.insert(Member {
                        key: text.clone(),
                        key_range: key.range.clone(),
                        value: value.clone(),
                    });
                }
                Some(Value::new(members.object(), called.range()))
            }
            _ => None,
        }
    }

    /// Returns the values of a list, each once. Values that are not known stay.
    fn distinct(&self, items: &[Value]) -> Option<Vec<Value>> {
        let mut out: Vec<Value> = Vec::new();
        for item in items {
            if !self.budget.afford(out.len()) {
                return None;
            }
            if !out.iter().any(|it| equal(it, item) == Some(true)) {
                out.push(item.clone());
            }
        }
        Some(out)
    }

    fn merged(&self, operands: &[Value], called: &Called<'_>) -> Option<Value> {
        let mut members = Members::default();
        for operand in operands.iter().filter(|it| !it.is_null()) {
            for member in operand.members()? {
                members.insert(member.clone());
            }
        }
        Some(Value::new(members.object(), called.range()))
    }
}

/// Returns the elements of all lists.
fn joined(lists: &[Value]) -> Option<Vec<Value>> {
    let lists: Option<Vec<_>> = lists.iter().map(Value::items).collect();
    Some(lists?.concat())
}

/// Adds the elements of a list, and of the lists in it.
fn flat(value: &Value, depth: usize, out: &mut Vec<Value>) -> Option<()> {
    for item in value.items()? {
        match &item.kind {
            Kind::List(_) => flat(item, depth.checked_sub(1)?, out)?,
            // It could be a list.
            Kind::Hole(_) | Kind::Missing(_) => return None,
            Kind::Null | Kind::Scalar(..) | Kind::Object(_) => out.push(item.clone()),
        }
    }
    Some(())
}
