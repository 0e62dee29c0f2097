use super::*;

fn of(text: &str) -> Option<(&'static str, Likeness)> {
    other_output(text.as_bytes()).map(|(output, likeness)| (output.title(), likeness))
}

#[test]
fn further_keys_put_an_output_in_doubt_unless_its_keys_are_certain() {
    let likeness = |text| of(text).map(|(_, likeness)| likeness);
    for (text, found) in [
        (r#"{"ShardIterator":"A"}"#, Some(Likeness::Sure)),
        (
            r#"{"ShardIterator":"A","order":1}"#,
            Some(Likeness::Doubtful),
        ),
        (r#"{"ShardIterator":1}"#, None),
        (r#"{"StatusCode":200}"#, Some(Likeness::Doubtful)),
        (r#"{"StatusCode":200,"path":"/"}"#, None),
        (
            r#"{"Items":[],"Count":0,"ScannedCount":0,"x":1}"#,
            Some(Likeness::Sure),
        ),
        (r#"{"Items":[{"sku":"a","price":{"N":1,"S":2}}]}"#, None),
        (r#"{"Items":[{"sku":{"S":"a"}}]}"#, Some(Likeness::Sure)),
        (r#"{"Items":[{"sku":{"S":"a"},"at":[{"N":"#, None),
        (
            r#"{"sku":{"S":"a"},"at":{"N":"1"}}"#,
            Some(Likeness::Doubtful),
        ),
        (r#"{"sku":{"S":"a"},"at":1}"#, None),
        (r#"{"Attributes":{"color":"red"}}"#, None),
        (r#"{"order":1,"state":"paid"}"#, None),
        ("{}", None),
        ("plain", None),
    ] {
        assert_eq!(likeness(text), found, "{text}");
    }
}

#[test]
fn shapes_have_keys_and_a_way() {
    for shape in shapes() {
        assert!(shape.is_item || !shape.needs.is_empty(), "{}", shape.title);
        assert!(!shape.way.ends_with('.'), "{}", shape.title);
        assert!(shape.keys().all(|key| key.len() < KEY_BYTES_MAX));
    }
}

#[test]
fn output_among_payloads_is_found_by_its_first_key() {
    assert!(is_other_output(br#"{ "QueueUrls":["u"]}"#));
    assert!(!is_other_output(br#"{"order":1}"#));
    assert!(!is_other_output(br#"{"QueueUrls":["u"],"order":1}"#));
    assert!(!is_other_output(b"{"));
}

#[test]
fn every_shape_has_a_sample_and_every_way_the_command_that_was_tried() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../corpora/refused/outputs.jsonl"
    );
    let rows = std::fs::read_to_string(path).unwrap();
    let rows: Vec<serde_json::Value> = rows
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for shape in shapes() {
        let is_of = |row: &&serde_json::Value| {
            let found = other_output(row["sample"].to_string().as_bytes());
            found.is_some_and(|(output, _)| std::ptr::eq(output.0, shape))
        };
        let row = rows.iter().find(is_of);
        let row = row.unwrap_or_else(|| panic!("no sample: {}", shape.title));
        assert_eq!(row["title"], shape.title);
        let command = shape.way.split('`').find(|it| it.starts_with("jq "));
        assert_eq!(row["command"].as_str(), command, "{}", shape.title);
    }
}
