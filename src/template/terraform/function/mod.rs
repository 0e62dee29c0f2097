//! The functions of Terraform that are worked out. A call of any other, and one whose operands are not known, is a hole.
//!
//! Source: Terraform documentation, "Functions" (read 2026-11-30).

mod collection;
mod file;
mod text;

use super::evaluator::Evaluator;
use super::scope::Scope;
use super::types;
use super::value::{Kind, Scalar, Value};
use crate::hcl::{Call, Expr, Last};

/// A call with its operands worked out.
struct Called<'c> {
    name: &'c str,
    operands: &'c [Value],
    expr: &'c Expr,
}

impl Called<'_> {
    fn range(&self) -> std::ops::Range<usize> {
        self.expr.range.clone()
    }
}

impl Evaluator<'_> {
    /// Works out a call of a function.
    pub(super) fn call(&self, scope: &Scope, call: &Call, expr: &Expr) -> Value {
        let operands = call.arguments.iter().map(|it| self.value(scope, it));
        let mut operands: Vec<_> = operands.collect();
        if call.last == Last::Spread {
            let Some(Kind::List(items)) = operands.pop().map(|it| it.kind) else {
                return self.unknown(expr);
            };
            operands.extend(items);
        }
        let name = call.name.strip_prefix("core::").unwrap_or(&call.name);
        let called = Called {
            name,
            operands: &operands,
            expr,
        };
        let found = self
            .plain(&called)
            .or_else(|| self.of_collections(&called))
            .or_else(|| self.of_texts(&called))
            .or_else(|| self.of_files(scope, &called));
        match found {
            Some(value) => self.counted(value),
            None => {
                let cause = operands.iter().find(|it| it.open().is_some());
                cause.map_or_else(|| self.unknown(expr), |cause| self.unknown_by(expr, cause))
            }
        }
    }

    /// Functions that hand on one of their operands, perhaps in another form.
    fn plain(&self, called: &Called<'_>) -> Option<Value> {
        let is_refused = |value: &&Value| value.is_refused();
        match (called.name, called.operands) {
            ("jsonencode", [value]) if matches!(value.kind, Kind::Hole(_) | Kind::Missing(_)) => {
                None
            }
            ("jsonencode", [value]) => {
                let room = value.weight().saturating_mul(2);
                let is_fine = self.budget.afford(room);
                is_fine.then(|| Value::text(self.json(value), called.range()))
            }
            ("jsondecode", [value]) => self.decoded(value, called),
            ("sensitive" | "nonsensitive" | "ephemeralasnull" | "tolist" | "tomap", [value]) => {
                Some(value.clone())
            }
            ("tostring", [value]) => Some(types::scalar(value.clone(), Scalar::Text)),
            ("tonumber", [value]) => Some(types::scalar(value.clone(), Scalar::Number)),
            ("tobool", [value]) => Some(types::scalar(value.clone(), Scalar::Bool)),
            ("try", operands) => operands.iter().find(|it| !is_refused(it)).cloned(),
            ("can", [value]) => {
                let is_open = matches!(value.kind, Kind::Hole(_));
                (!is_open).then(|| Value::truth(!is_refused(&value), called.range(), &[]))
            }
            _ => None,
        }
    }

    /// Returns the value of a JSON text that is known.
    fn decoded(&self, value: &Value, called: &Called<'_>) -> Option<Value> {
        let text = value.known()?;
        // JSON is part of the language, but for marks of references in its texts.
        let is_plain = !text.contains("${") && !text.contains("%{");
        serde_json::from_str::<serde_json::Value>(text).ok()?;
        let expr = is_plain.then(|| crate::hcl::expression(text.trim(), 0).ok())??;
        let mut out = self.value(&Scope::of(std::rc::Rc::default()), &expr);
        super::given::move_to(&mut out, &called.range());
        Some(out)
    }
}
