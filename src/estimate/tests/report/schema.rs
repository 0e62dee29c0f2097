//! Every document is one that the schema allows, and the schema allows no key that it doesn't list.

use serde_json::Value;
use tidegate_estimate::v1::{Estimate, SCHEMA};

use crate::stage;

#[test]
fn documents_meet_the_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (name, report) in stage::ALL.iter() {
        let document: Value = serde_json::from_str(&report.json()).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&document)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
}

/// A written document is read back without loss.
#[test]
fn documents_are_read_back() {
    for (name, report) in stage::ALL.iter() {
        let text = report.json();
        let read = Estimate::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(tidegate_report::json(&read), text, "{name}");
    }
    let text = stage::backlog().json();
    let cut = Estimate::read(&text[..text.len() / 2]).unwrap_err();
    assert!(cut.to_string().contains("EOF while parsing"), "{cut}");
    let wrong = text.replacen("\"today\": \"", "\"today\": \"$", 1);
    let error = Estimate::read(&wrong).unwrap_err().to_string();
    assert!(
        error.starts_with("`cost.lines[0].today`: invalid value: string \"$")
            && error.contains("expected an amount such as"),
        "{error}"
    );
}

/// Every object with properties requires almost all of them and forbids others.
#[test]
fn objects_are_closed() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let mut objects = 0;
    walk(&schema, &mut |object| {
        if object.contains_key("properties") {
            objects += 1;
            assert_eq!(object["additionalProperties"], false, "{object:#?}");
            assert!(object.contains_key("required"), "{object:#?}");
        }
    });
    assert!(objects > 20, "{objects}");
}

fn walk(value: &Value, visit: &mut dyn FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            visit(object);
            object.values().for_each(|value| walk(value, visit));
        }
        Value::Array(list) => list.iter().for_each(|value| walk(value, visit)),
        _ => {}
    }
}

/// Money is never a JSON number, which readers take for a double.
#[test]
fn money_is_text() {
    let document: Value = serde_json::from_str(&stage::backlog().json()).unwrap();
    let total = &document["cost"]["total"];
    assert_eq!(total["today"], "145.00");
    assert_eq!(total["filtered"]["expected"], "48.50");
    assert_eq!(total["saved"]["expected"], "96.50");
    assert_eq!(document["invocations"]["filtered"]["expected"], 65_132_156);
}
