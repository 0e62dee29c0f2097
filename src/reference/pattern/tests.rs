//! Refused patterns with the reason, each beside a similar accepted one.

use crate::{Answer, Dialect, answer, check, wildcard_complexity};

fn refused(pattern: &str, text: &str) {
    assert_eq!(
        check(Dialect::EventBridge, pattern),
        Err(text.to_owned()),
        "{pattern}"
    );
}

fn accepted(pattern: &str) {
    assert_eq!(check(Dialect::EventBridge, pattern), Ok(()), "{pattern}");
}

fn matches(dialect: Dialect, pattern: &str, event: &str) -> bool {
    answer(dialect, pattern, event.as_bytes()) == Answer::Match
}

#[test]
fn patterns_of_the_wrong_shape_are_refused() {
    refused("[]", "Filter is not an object");
    refused("", "Filter is not an object");
    refused(r#"{"k":{}}"#, "Empty objects are not allowed");
    refused(r#"{"k":[]}"#, "Empty arrays are not allowed");
    refused(r#"{"k":"v"}"#, r#""k" must be an object or an array"#);
    refused(
        r#"{"k":[["v"]]}"#,
        "Match value must be String, number, true, false, or null",
    );
    refused(r#"{"k":[{}]}"#, "Match expression name not found");
    refused(
        r#"{"k":[{"Prefix":"v"}]}"#,
        "Unrecognized match type Prefix",
    );
    accepted(r#"{"k":{"prefix":["v", 1, null]}} and what follows"#);
}

#[test]
fn first_mistake_in_the_text_is_reported() {
    refused(r#"{"k":1, "l":[}"#, r#""k" must be an object or an array"#);
    refused(
        r#"{"k":["\q"], "l":1}"#,
        "Unrecognized character escape 'q' (code 113)",
    );
    refused(
        r#"{"k" 1, "l":[]}"#,
        "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
    );
}

#[test]
fn wrong_operands_are_refused() {
    let operator = |operator: &str| format!(r#"{{"k":[{operator}]}}"#);
    let not = |text, wrong: &str, right: &str| {
        refused(&operator(wrong), text);
        accepted(&operator(right));
    };
    not(
        "prefix match pattern must be a string",
        r#"{"prefix":1}"#,
        r#"{"prefix":""}"#,
    );
    not(
        "prefix match pattern must be a string",
        r#"{"cidr":1}"#,
        r#"{"cidr":"::/0"}"#,
    );
    not(
        "Unsupported suffix pattern: wildcard",
        r#"{"suffix":{"wildcard":"a"}}"#,
        r#"{"suffix":{"equals-ignore-case":"a"}}"#,
    );
    not(
        "Only one key allowed in match expression",
        r#"{"exists":true,"prefix":"a"}"#,
        r#"{"exists":true},{"prefix":"a"}"#,
    );
    not(
        "Too many elements in numeric expression",
        r#"{"anything-but":["a"],"prefix":"a"}"#,
        r#"{"anything-but":["a"]}"#,
    );
    not(
        "Bottom must be less than top",
        r#"{"numeric":[">=",5,"<=",5]}"#,
        r#"{"numeric":[">=",5,"<=",5.5]}"#,
    );
    not(
        "Bad numeric range operator: >",
        r#"{"numeric":[">",1,">",2]}"#,
        r#"{"numeric":[">",1]}"#,
    );
    not(
        "Value of < must be numeric",
        r#"{"numeric":["<","1"]}"#,
        r#"{"numeric":["<",1]}"#,
    );
    not(
        "value exceeds limits",
        r#"{"numeric":["=",0e-2147483648]}"#,
        "0e-2147483648",
    );
    not(
        "Cannot compare number : 9007199254740993",
        r#"{"anything-but":9007199254740993}"#,
        r#"{"anything-but":9007199254740992}"#,
    );
    not(
        "Null prefix/suffix not allowed",
        r#"{"anything-but":{"suffix":[""]}}"#,
        r#"{"anything-but":{"wildcard":[""]}}"#,
    );
    not(
        "Inside anything but list, either all values are number or string, mixed type is not supported",
        r#"{"anything-but":[1,"a"]}"#,
        r#"{"anything-but":[1,2]}"#,
    );
}

#[test]
fn limits_of_the_service_do_not_apply_to_the_machine() {
    let complex = r#"{"k":[{"wildcard":"*aaaaaaaaaa"}]}"#;
    assert_eq!(wildcard_complexity(complex), Some(11));
    assert!(
        check(Dialect::EventBridge, complex)
            .unwrap_err()
            .starts_with("Rule is too complex")
    );
    assert_eq!(check(Dialect::Ruler, complex), Ok(()));

    let long = |count: usize| format!(r#"{{"k":["{}"]}}"#, "é".repeat(count - 10));
    accepted(&long(4096));
    assert!(check(Dialect::EventBridge, &long(4097)).is_err());

    let paths = |count| {
        let fields: Vec<String> = (0..count)
            .map(|field| format!(r#""{field}":[1]"#))
            .collect();
        format!("{{{}}}", fields.join(","))
    };
    assert_eq!(check(Dialect::Ruler, &paths(256)), Ok(()));
    assert!(check(Dialect::Ruler, &paths(257)).is_err());
    accepted(&paths(257));
}

#[test]
fn combinations_of_alternatives_are_limited() {
    let or = |count| vec![r#"{"k":[1]}"#; count].join(",");
    let two = |left, right| format!(r#"{{"$or":[{}],"l":{{"$or":[{}]}}}}"#, or(left), or(right));
    accepted(&two(25, 40));
    assert!(check(Dialect::EventBridge, &two(26, 40)).is_err());
}

#[test]
fn malformed_alternatives_are_refused_except_by_the_machine() {
    refused(
        r#"{"$or":{"k":[1]}}"#,
        "It must be an Array followed with $or.",
    );
    refused(
        r#"{"$or":[{"k":[1]}]}"#,
        "There must have at least 2 Objects in $or relationship.",
    );
    refused(
        r#"{"$or":[1,2]}"#,
        "Only JSON object is allowed in array of $or relationship.",
    );
    refused(
        r#"{"$or":[{"k":{"numeric":[1]}},{"k":[1]}]}"#,
        "numeric is Ruler reserved fieldName which cannot be used inside $or.",
    );
    assert!(matches(Dialect::Ruler, r#"{"$or":[1,2]}"#, r#"{"$or":2}"#));
    assert!(check(Dialect::Ruler, r#"{"$or":[{"k":[1]}]}"#).is_err());
}

#[test]
fn later_fields_win_within_their_branch() {
    let first = r#"{"k":[1],"$or":[{"k":[2]},{"l":[3]}]}"#;
    let cases = [
        (r#"{"k":2}"#, true),
        (r#"{"k":1}"#, false),
        (r#"{"k":1,"l":3}"#, true),
    ];
    for (event, expected) in cases {
        assert_eq!(
            matches(Dialect::EventBridge, first, event),
            expected,
            "{event}"
        );
    }
    let last = r#"{"$or":[{"k":[2]},{"l":[3]}],"k":[1]}"#;
    assert!(matches(Dialect::EventBridge, last, r#"{"k":1}"#));
    assert!(!matches(Dialect::EventBridge, last, r#"{"k":2}"#));
}

#[test]
fn dotted_and_empty_names_are_joined_into_paths() {
    let dotted = r#"{"a":{"b":[1]},"a.b":[2]}"#;
    assert!(matches(Dialect::EventBridge, dotted, r#"{"a":{"b":2}}"#));
    assert!(!matches(Dialect::EventBridge, dotted, r#"{"a":{"b":1}}"#));
    assert!(matches(
        Dialect::EventBridge,
        r#"{"":{"a":[1]}}"#,
        r#"{"a":1}"#
    ));
    assert!(!matches(
        Dialect::EventBridge,
        r#"{"":{"a":[1]}}"#,
        r#"{"":{"a":1}}"#
    ));
}

#[test]
fn operators_that_pipes_lacks_are_refused() {
    let pipes = |list: &str| check(Dialect::Pipes, &format!(r#"{{"k":[{list}]}}"#));
    assert!(pipes(r#"{"wildcard":"x"}"#).is_err());
    assert!(pipes(r#"{"anything-but":{"prefix":"x"}}"#).is_err());
    assert_eq!(pipes(r#"{"anything-but":["x"]},{"suffix":"x"}"#), Ok(()));
}
