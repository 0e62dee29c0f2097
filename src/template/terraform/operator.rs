//! Operators over known values. A result that can't be exact is not known.

use super::evaluator::Evaluator;
use super::scope::Scope;
use super::value::{Kind, Scalar, Value};
use crate::hcl::{Binary, Expr, Truth, Unary};
use crate::resolve::Hole;

impl Evaluator<'_> {
    pub(super) fn unary(&self, operator: Unary, operand: &Value, expr: &Expr) -> Value {
        let range = expr.range.clone();
        match operator {
            Unary::Not => match operand.as_truth() {
                Some(is_true) => Value::truth(!is_true, range, operand.holes()),
                None => self.unknown_by(expr, operand),
            },
            Unary::Minus => match operand.known() {
                Some(text) if text.starts_with('-') => {
                    Value::made(Scalar::Number, &text[1..], range, operand.holes())
                }
                Some(text) if text.starts_with(|it: char| it.is_ascii_digit()) => {
                    let minus = format!("-{text}");
                    Value::made(Scalar::Number, &minus, range, operand.holes())
                }
                Some(_) | None => self.unknown_by(expr, operand),
            },
        }
    }

    pub(super) fn binary(
        &self,
        scope: &Scope,
        left: &Expr,
        operator: Binary,
        right: &Expr,
        expr: &Expr,
    ) -> Value {
        let left = self.value(scope, left);
        // The right side can't change what the left one decides.
        let decides = match operator {
            Binary::And => Some(false),
            Binary::Or => Some(true),
            Binary::Equal
            | Binary::Unequal
            | Binary::LessOrEqual
            | Binary::GreaterOrEqual
            | Binary::Less
            | Binary::Greater
            | Binary::Plus
            | Binary::Minus
            | Binary::Times
            | Binary::Divide
            | Binary::Remainder => None,
        };
        let decided = left.as_truth().filter(|it| decides == Some(*it));
        if let Some(is_true) = decided {
            return Value::truth(is_true, expr.range.clone(), left.holes());
        }
        let right = self.value(scope, right);
        let holes: Vec<Hole> = left.holes().iter().chain(right.holes()).cloned().collect();
        let range = expr.range.clone();
        match outcome(&left, operator, &right) {
            Some((scalar, text)) => Value::made(scalar, &text, range, &holes),
            None => {
                let cause = if left.open().is_some() { &left } else { &right };
                self.unknown_by(expr, cause)
            }
        }
    }
}

/// Returns the outcome of an operator; `None` if it is not known, or not exact.
fn outcome(left: &Value, operator: Binary, right: &Value) -> Option<(Scalar, String)> {
    let truth = |is_true: bool| Some((Scalar::Bool, Truth::from(is_true).word().to_owned()));
    let numbers = || Some((integer(left)?, integer(right)?));
    let number = |value: Option<i128>| value.map(|it| (Scalar::Number, it.to_string()));
    match operator {
        Binary::Equal => truth(equal(left, right)?),
        Binary::Unequal => truth(!equal(left, right)?),
        Binary::And => truth(left.as_truth()? && right.as_truth()?),
        Binary::Or => truth(left.as_truth()? || right.as_truth()?),
        Binary::Less => numbers().and_then(|(one, other)| truth(one < other)),
        Binary::LessOrEqual => numbers().and_then(|(one, other)| truth(one <= other)),
        Binary::Greater => numbers().and_then(|(one, other)| truth(one > other)),
        Binary::GreaterOrEqual => numbers().and_then(|(one, other)| truth(one >= other)),
        Binary::Plus => numbers().and_then(|(one, other)| number(one.checked_add(other))),
        Binary::Minus => numbers().and_then(|(one, other)| number(one.checked_sub(other))),
        Binary::Times => numbers().and_then(|(one, other)| number(one.checked_mul(other))),
        Binary::Divide => {
            let (one, other) = numbers()?;
            let is_exact = one.checked_rem(other) == Some(0);
            is_exact.then(|| one.checked_div(other)).and_then(number)
        }
        Binary::Remainder => numbers().and_then(|(one, other)| number(one.checked_rem(other))),
    }
}

/// Returns a whole number.
fn integer(value: &Value) -> Option<i128> {
    value.known()?.parse().ok()
}

/// Returns whether two values are equal; `None` if that is not known. Values of different kinds are not equal.
pub(super) fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (&left.kind, &right.kind) {
        (Kind::Null, Kind::Null) => Some(true),
        (Kind::Hole(_) | Kind::Missing(_), _) | (_, Kind::Hole(_) | Kind::Missing(_)) => None,
        (Kind::Scalar(one, _), Kind::Scalar(other, _)) => {
            let (left, right) = (left.known()?, right.known()?);
            Some(one == other && left == right)
        }
        (Kind::List(one), Kind::List(other)) => {
            if one.len() != other.len() {
                return Some(false);
            }
            let pairs = one.iter().zip(other);
            let all: Option<Vec<_>> = pairs.map(|(one, other)| equal(one, other)).collect();
            all.map(|all| all.iter().all(|it| *it))
        }
        (Kind::Object(one), Kind::Object(_)) => {
            if one.len() != right.members()?.len() {
                return Some(false);
            }
            let pairs = one.iter().map(|it| match right.member(it.key.as_str()) {
                Some(other) => equal(&it.value, other),
                None => Some(false),
            });
            let all: Option<Vec<_>> = pairs.collect();
            all.map(|all| all.iter().all(|it| *it))
        }
        (Kind::Null | Kind::Scalar(..) | Kind::List(_) | Kind::Object(_), _) => Some(false),
    }
}
