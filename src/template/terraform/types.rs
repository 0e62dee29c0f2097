//! Values as the type of a variable wants them: `list(string)` makes texts of numbers, `set(string)` drops repeated ones,
//! `object` adds members that are optional.
//!
//! Source: Terraform documentation, "Type constraints" (read 2026-11-30).

use super::evaluator::Evaluator;
use super::number;
use super::operator::equal;
use super::scope::Scope;
use super::value::{Kind, Member, Members, Scalar, Value};
use crate::hcl::{Call, Expr, ExprKind, Key};
use crate::resolve::{Filler, Text};

/// Returns a value in the form that a type wants. A value that does not have it stays as it is.
pub(super) fn converted(evaluator: &Evaluator<'_>, value: Value, kind: &Expr) -> Value {
    match &kind.kind {
        ExprKind::Name(name) => match name.as_str() {
            "string" => scalar(value, Scalar::Text),
            "number" => scalar(value, Scalar::Number),
            "bool" => scalar(value, Scalar::Bool),
            _ => value,
        },
        ExprKind::Call(call) => compound(evaluator, value, call),
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Template(_)
        | ExprKind::List(_)
        | ExprKind::Object(_)
        | ExprKind::Path(..)
        | ExprKind::Condition { .. }
        | ExprKind::For(_)
        | ExprKind::Unary(..)
        | ExprKind::Binary(..) => value,
    }
}

fn compound(evaluator: &Evaluator<'_>, mut value: Value, call: &Call) -> Value {
    let inner = call.arguments.first();
    match (call.name.as_str(), inner) {
        ("list", Some(inner)) => items(evaluator, value, inner),
        ("set", Some(inner)) => {
            let value = items(evaluator, value, inner);
            if let Kind::List(items) = value.kind {
                return Value::set(as_set(items), value.range);
            }
            value
        }
        ("map", Some(inner)) => {
            if let Kind::Object(members) = &mut value.kind {
                for member in members {
                    let own = member.value.clone();
                    member.value = converted(evaluator, own, inner);
                }
            }
            value
        }
        ("object", Some(inner)) => object(evaluator, value, inner),
        _ => value,
    }
}

fn items(evaluator: &Evaluator<'_>, mut value: Value, inner: &Expr) -> Value {
    if let Kind::List(items) = value.kind {
        let items = items.into_iter().map(|it| converted(evaluator, it, inner));
        value.kind = Kind::List(items.collect());
    }
    value
}

/// Gives each member of an object its type. Members that the type does not have are dropped.
fn object(evaluator: &Evaluator<'_>, value: Value, inner: &Expr) -> Value {
    let (Kind::Object(_), ExprKind::Object(types)) = (&value.kind, &inner.kind) else {
        return value;
    };
    let mut members = Members::default();
    for (key, kind) in types {
        let Key::Word(name, _) = key else {
            return value;
        };
        let own = value.members().unwrap_or_default().iter();
        let own = own.clone().find(|it| it.key.as_str() == name.text());
        let (kind, default) = optional(kind);
        match own.filter(|it| !(it.value.is_null() && default.is_some())) {
            Some(own) => members.insert(Member {
                value: converted(evaluator, own.value.clone(), kind),
                ..own.clone()
            }),
            None => {
                let mut text = Text::new(Filler::Plain);
                text.made(name.text(), value.range.clone());
                let absent = Value::new(Kind::Null, value.range.clone());
                let default =
                    default.map(|it| evaluator.value(&Scope::of(std::rc::Rc::default()), it));
                members.insert(Member {
                    key: text,
                    key_range: value.range.clone(),
                    value: default.map_or(absent, |it| converted(evaluator, it, kind)),
                });
            }
        }
    }
    Value::new(members.object(), value.range)
}

/// Returns the type in `optional(type, default)`, and the default.
fn optional(kind: &Expr) -> (&Expr, Option<&Expr>) {
    let ExprKind::Call(call) = &kind.kind else {
        return (kind, None);
    };
    match (call.name.as_str(), call.arguments.as_slice()) {
        ("optional", [inner]) => (inner, None),
        ("optional", [inner, default]) => (inner, Some(default)),
        _ => (kind, None),
    }
}

/// Returns a scalar as another kind of scalar, if Terraform converts it so.
pub(super) fn scalar(value: Value, wanted: Scalar) -> Value {
    let Kind::Scalar(own, text) = &value.kind else {
        return value;
    };
    if *own == wanted {
        return value;
    }
    let written = text.known();
    let as_wanted = match wanted {
        Scalar::Text => written.map(str::to_owned),
        Scalar::Number => written.and_then(number::plain),
        Scalar::Bool => written
            .filter(|it| matches!(*it, "true" | "false"))
            .map(str::to_owned),
    };
    match as_wanted {
        Some(same) if same == text.as_str() => {
            Value::new(Kind::Scalar(wanted, text.clone()), value.range)
        }
        Some(other) => Value::made(wanted, &other, value.range.clone(), value.holes()),
        None => value,
    }
}

/// Returns scalars sorted and each once, as Terraform keeps a set. A list with a part that is not known stays as it is.
pub(super) fn as_set(items: Vec<Value>) -> Vec<Value> {
    let is_known = items.iter().all(|it| it.known().is_some());
    if !is_known {
        return items;
    }
    let is_number = items
        .iter()
        .all(|it| matches!(it.kind, Kind::Scalar(Scalar::Number, _)));
    let mut items = items;
    items.sort_by(|one, other| {
        let (one, other) = (
            one.known().unwrap_or_default(),
            other.known().unwrap_or_default(),
        );
        match (is_number, one.parse::<f64>(), other.parse::<f64>()) {
            (true, Ok(one), Ok(other)) => one.total_cmp(&other),
            _ => one.cmp(other),
        }
    });
    items.dedup_by(|one, other| equal(one, other) == Some(true));
    items
}
