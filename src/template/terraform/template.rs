//! Strings with values in them.

use std::ops::Range;

use super::evaluator::Evaluator;
use super::scope::Scope;
use super::value::{Kind, Value};
use crate::hcl::Part;
use crate::resolve::{Filler, Hole, Text};

impl Evaluator<'_> {
    /// Works out a string. One that is a single value is that value, of whatever kind.
    pub(super) fn template(&self, scope: &Scope, parts: &[Part], range: Range<usize>) -> Value {
        if let [Part::Value(expr, _)] = parts {
            return self.value(scope, expr);
        }
        let mut out = Text::new(Filler::Plain);
        match self.parts(scope, parts, &mut out) {
            Ok(()) => Value::text(out, range),
            Err(unknown) => *unknown,
        }
    }

    /// Adds parts to a text. Returns a hole if it is not known how many parts there are.
    fn parts(&self, scope: &Scope, parts: &[Part], out: &mut Text) -> Result<(), Box<Value>> {
        for part in parts {
            match part {
                Part::Text(mapped) => match self.budget.afford(mapped.text().len()) {
                    true => out.append_range(mapped, 0..mapped.text().len()),
                    false => return Err(Box::new(self.cut(&(0..0)))),
                },
                Part::Value(expr, place) => {
                    let value = self.value(scope, expr);
                    self.insert(value, place, out)?;
                }
                Part::If { condition, yes, no } => {
                    let known = self.deciding(|| self.value(scope, condition));
                    match known.as_truth() {
                        Some(true) => self.parts(scope, yes, out)?,
                        Some(false) => self.parts(scope, no, out)?,
                        None => return Err(Box::new(self.unknown_by(condition, &known))),
                    }
                }
                Part::For {
                    key_name,
                    value_name,
                    collection,
                    body,
                } => {
                    let known = self.deciding(|| self.value(scope, collection));
                    let Some(pairs) = self.pairs(&known) else {
                        return Err(Box::new(self.unknown_by(collection, &known)));
                    };
                    for (key, value) in pairs {
                        let inner = self.bound(scope, key_name.as_deref(), value_name, key, value);
                        self.parts(&inner, body, out)?;
                        if self.budget.is_spent() {
                            return Err(Box::new(self.cut(&collection.range)));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Adds a value in a string.
    fn insert(&self, value: Value, place: &Range<usize>, out: &mut Text) -> Result<(), Box<Value>> {
        match value.kind {
            Kind::Scalar(_, text) => match self.budget.afford(text.as_str().len()) {
                true => out.append(&text),
                false => return Err(Box::new(self.cut(place))),
            },
            Kind::Hole(hole) | Kind::Missing(hole) => out.hole(&hole),
            // Terraform refuses these in a string.
            Kind::Null | Kind::List(_) | Kind::Object(_) => {
                out.hole(&Hole::unknown(&self.excerpt(place), None, place.clone()));
            }
        }
        Ok(())
    }
}
