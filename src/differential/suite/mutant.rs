//! Mistakes that a person could make in a pattern: a condition or a value dropped, a text one character shorter, a bound
//! moved by one or turned from `>=` to `>`, `exists` turned over.

use serde_json::{Map, Number, Value};

/// Returns the pattern with one mistake each.
pub(super) fn mutants(pattern: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    if let Value::Object(members) = pattern {
        for (key, value) in members {
            all.extend(without(members, key).map(Value::Object));
            for changed in of_member(key, value) {
                let mut members = members.clone();
                members.insert(key.clone(), changed);
                all.push(Value::Object(members));
            }
        }
    }
    all
}

/// Returns the members without one; `None` if it is the only one.
fn without(members: &Map<String, Value>, key: &str) -> Option<Map<String, Value>> {
    let mut members = members.clone();
    members.remove(key);
    (!members.is_empty()).then_some(members)
}

fn of_member(key: &str, value: &Value) -> Vec<Value> {
    match value {
        Value::Object(_) => mutants(value),
        Value::Array(values) => of_list(key, values),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// Returns the list with one value less, or with a mistake in one value.
fn of_list(key: &str, values: &[Value]) -> Vec<Value> {
    let mut all = Vec::new();
    for at in 0..values.len() {
        if values.len() > 1 {
            let mut values = values.to_vec();
            values.remove(at);
            all.push(Value::Array(values));
        }
        let changed = match key {
            "$or" => mutants(&values[at]),
            _ => of_value(&values[at]),
        };
        for value in changed {
            let mut values = values.to_vec();
            values[at] = value;
            all.push(Value::Array(values));
        }
    }
    all
}

fn of_value(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => shorter(text)
            .into_iter()
            .map(|it| serde_json::json!({ "prefix": it }))
            .collect(),
        Value::Number(number) => moved(number),
        Value::Object(operator) => of_operator(operator),
        Value::Null | Value::Bool(_) | Value::Array(_) => Vec::new(),
    }
}

fn of_operator(operator: &Map<String, Value>) -> Vec<Value> {
    let Some((name, operand)) = operator.iter().next() else {
        return Vec::new();
    };
    let operands = match (name.as_str(), operand) {
        ("exists", Value::Bool(wanted)) => vec![Value::Bool(!wanted)],
        ("numeric", Value::Array(bounds)) => of_bounds(bounds),
        ("cidr", Value::String(block)) => wider_block(block).into_iter().collect(),
        (_, Value::String(text)) => shorter(text).into_iter().map(Value::String).collect(),
        (_, Value::Array(values)) if values.len() > 1 => (0..values.len())
            .map(|at| Value::Array([&values[..at], &values[at + 1..]].concat()))
            .collect(),
        (_, Value::Object(inner)) => of_operator(inner),
        (_, Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_)) => Vec::new(),
    };
    let with = |operand| Value::Object(Map::from_iter([(name.clone(), operand)]));
    operands.into_iter().map(with).collect()
}

/// Returns the bounds with one number moved, or one comparison that includes its number or no longer does.
fn of_bounds(bounds: &[Value]) -> Vec<Value> {
    let changed = bounds.iter().enumerate().flat_map(|(at, bound)| {
        let others = match bound {
            Value::Number(number) => moved(number),
            Value::String(comparison) => turned(comparison).map(Value::from).into_iter().collect(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Vec::new(),
        };
        others.into_iter().map(move |other| (at, other))
    });
    let changed = changed.map(|(at, other)| {
        let mut bounds = bounds.to_vec();
        bounds[at] = other;
        Value::Array(bounds)
    });
    changed.collect()
}

fn turned(comparison: &str) -> Option<&'static str> {
    match comparison {
        ">" => Some(">="),
        ">=" => Some(">"),
        "<" => Some("<="),
        "<=" => Some("<"),
        _ => None,
    }
}

fn moved(number: &Number) -> Vec<Value> {
    match number.as_i64() {
        Some(whole) => [whole.checked_sub(1), whole.checked_add(1)]
            .into_iter()
            .flatten()
            .map(Value::from)
            .collect(),
        None => number
            .as_f64()
            .map(|it| vec![Value::from(it - 1.0), Value::from(it + 1.0)])
            .unwrap_or_default(),
    }
}

/// Returns the text without its last character, and without its first one.
fn shorter(text: &str) -> Vec<String> {
    let count = text.chars().count();
    if count < 2 {
        return Vec::new();
    }
    vec![
        text.chars().take(count - 1).collect(),
        text.chars().skip(1).collect(),
    ]
}

fn wider_block(block: &str) -> Option<Value> {
    let (base, bits) = block.split_once('/')?;
    let bits = bits.parse::<u8>().ok()?.checked_sub(1)?;
    Some(Value::from(format!("{base}/{bits}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mutant_has_one_mistake() {
        let pattern =
            serde_json::json!({"a": ["x", {"prefix": "ab"}], "n": [{"numeric": [">=", 5]}]});
        let texts: Vec<String> = mutants(&pattern).iter().map(Value::to_string).collect();
        for wanted in [
            r#"{"n":[{"numeric":[">=",5]}]}"#,
            r#"{"a":["x"],"n":[{"numeric":[">=",5]}]}"#,
            r#"{"a":["x",{"prefix":"a"}],"n":[{"numeric":[">=",5]}]}"#,
            r#"{"a":["x",{"prefix":"ab"}],"n":[{"numeric":[">",5]}]}"#,
            r#"{"a":["x",{"prefix":"ab"}],"n":[{"numeric":[">=",4]}]}"#,
        ] {
            assert!(texts.iter().any(|it| it == wanted), "{wanted}\n{texts:#?}");
        }
    }
}
