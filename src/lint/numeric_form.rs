//! A comparison of `numeric` that AWS refuses in, the values that say the same in AWS's forms out.

use tidegate::Span;
use tidegate_json::{Json, JsonKind};

use crate::edit::{changed, list, object, string};
use crate::field::operator;

/// The tree with the comparison that has a term at `span` in the form that AWS takes; `None` if it has no such form.
pub(crate) fn with_forms(root: &Json, span: Span) -> Option<Json> {
    let mut is_changed = false;
    let fixed = changed(root, &mut |json| {
        let JsonKind::Array(values) = &json.kind else {
            return None;
        };
        let at = values.iter().position(|value| has_term(value, span))?;
        let forms = forms(terms(&values[at])?)?;
        is_changed = true;
        let mut values = values.clone();
        values.splice(at..=at, forms);
        Some(list(values))
    });
    is_changed.then_some(fixed)
}

fn terms(value: &Json) -> Option<&[Json]> {
    match operator(value)? {
        ("numeric", operand) => match &operand.kind {
            JsonKind::Array(terms) => Some(terms),
            _ => None,
        },
        _ => None,
    }
}

fn has_term(value: &Json, span: Span) -> bool {
    terms(value).is_some_and(|terms| terms.iter().any(|it| it.span == span))
}

/// The values that were meant. One of them has to match.
fn forms(terms: &[Json]) -> Option<Vec<Json>> {
    let numeric = |terms: &[&Json]| {
        let terms = terms.iter().copied().cloned();
        object("numeric", list(terms.collect()))
    };
    match terms {
        [sign, number] if sign.as_str() == Some("!=") => {
            Some(vec![object("anything-but", list(vec![number.clone()]))])
        }
        [word, least, most] if word.as_str() == Some("between") => {
            Some(vec![numeric(&[&string(">="), least, &string("<="), most])])
        }
        [upper, most, lower, least] if upper.as_str()?.starts_with('<') => {
            Some(match number(least)? < number(most)? {
                true => vec![numeric(&[lower, least, upper, most])],
                false => vec![numeric(&[upper, most]), numeric(&[lower, least])],
            })
        }
        _ => signs_put_right(terms).map(|terms| vec![object("numeric", list(terms))]),
    }
}

fn number(json: &Json) -> Option<f64> {
    match &json.kind {
        JsonKind::Number(text) => text.parse().ok(),
        _ => None,
    }
}

/// The terms with AWS's signs in place of those of other languages; `None` if there are none of these.
fn signs_put_right(terms: &[Json]) -> Option<Vec<Json>> {
    let mut is_changed = false;
    let right = terms.iter().map(|term| {
        let sign = match term.as_str() {
            Some("==") => "=",
            Some("=>") => ">=",
            Some("=<") => "<=",
            _ => return term.clone(),
        };
        is_changed = true;
        string(sign)
    });
    let right = right.collect();
    is_changed.then_some(right)
}
