//! Each operator with values that it accepts and similar values that it does not.

use crate::{Answer, Dialect, answer};

fn matches(list: &str, value: &str) -> bool {
    let pattern = format!(r#"{{"k":[{list}]}}"#);
    let event = format!(r#"{{"k":{value}}}"#);
    match answer(Dialect::EventBridge, &pattern, event.as_bytes()) {
        Answer::Match => true,
        Answer::NoMatch => false,
        other => panic!("{pattern} on {event}: {other:?}"),
    }
}

fn check(list: &str, accepted: &[&str], refused: &[&str]) {
    for value in accepted {
        assert!(matches(list, value), "{list} should accept {value}");
    }
    for value in refused {
        assert!(!matches(list, value), "{list} should not accept {value}");
    }
}

#[test]
fn plain_values_keep_their_type() {
    check(r#""5""#, &[r#""5""#], &["5", r#""05""#]);
    check("5", &["5", "5.0", "50e-1"], &[r#""5""#, "5.1"]);
    check("null", &["null"], &[r#""null""#, r#""""#, "[]", "{}"]);
    check("true", &["true", "[false,true]"], &[r#""true""#, "false"]);
    check(
        r#"{"exactly":"10.0.0.1"}"#,
        &[r#""10.0.0.1""#],
        &[r#""10.0.0.01""#],
    );
}

#[test]
fn incomparable_numbers_are_compared_as_texts() {
    check(
        "9007199254740993",
        &["9007199254740993"],
        &["9007199254740992", "9007199254740993.0"],
    );
    check("1e400", &["1e400"], &["1E400", "10e399"]);
    check(
        r#"{"numeric":["<",1e308]}"#,
        &["-1e308"],
        &["1e308", "1e400", r#""1""#],
    );
}

#[test]
fn ranges_hold_the_numbers_within_their_bounds() {
    check(
        r#"{"numeric":[">",0,"<=",5]}"#,
        &["5", "0.1", "[0,3]"],
        &["0", "5.1", "null"],
    );
    check(
        r#"{"numeric":["=",-0.0]}"#,
        &["0", "-0", "0e7"],
        &["1e-300"],
    );
    check(
        r#"{"numeric":[">=",1.7976931348623157e308]}"#,
        &["17976931348623157e292"],
        &["1e308"],
    );
}

#[test]
fn prefix_and_suffix_can_reach_the_other_quote() {
    check(
        r#"{"prefix":"ab"}"#,
        &[r#""ab""#, r#""abc""#],
        &[r#""Ab""#, "1"],
    );
    check(
        r#"{"prefix":"ab\""}"#,
        &[r#""ab""#, r#""ab\"c""#],
        &[r#""abc""#],
    );
    check(r#"{"suffix":"大"}"#, &[r#""x大""#], &[r#""大x""#]);
    check(r#"{"suffix":"\"ab"}"#, &[r#""ab""#], &[r#""xab""#]);
    check(
        r#"{"prefix":""}"#,
        &[r#""""#, r#""x""#],
        &["1", "null", "true"],
    );
}

#[test]
fn case_is_ignored_for_each_unit_of_the_pattern() {
    check(
        r#"{"equals-ignore-case":"straße"}"#,
        &[r#""STRASSE""#, r#""Straße""#],
        &[r#""strasse""#],
    );
    check(
        r#"{"equals-ignore-case":"ς"}"#,
        &[r#""ς""#, r#""Σ""#],
        &[r#""σ""#],
    );
    check(r#"{"equals-ignore-case":"😀"}"#, &[r#""??""#], &[r#""😀""#]);
    check(
        r#"{"prefix":{"equals-ignore-case":"eÉ"}}"#,
        &[r#""Eéx""#],
        &[r#""xEé""#],
    );
    check(
        r#"{"suffix":{"equals-ignore-case":"eÉ"}}"#,
        &[r#""xEé""#],
        &[r#""Eéx""#],
    );
}

#[test]
fn anything_but_needs_a_leaf_and_accepts_other_types() {
    check(
        r#"{"anything-but":"x"}"#,
        &[r#""y""#, "1", "null", r#"["x","y"]"#],
        &[r#""x""#, "[]", "{}"],
    );
    check(
        r#"{"anything-but":[1,2]}"#,
        &["3", r#""1""#, "1.00000000000000000001"],
        &["1.0", "2"],
    );
    check(
        r#"{"anything-but":{"prefix":["a","b"]}}"#,
        &[r#""c""#, "5"],
        &[r#""ax""#, r#""b""#],
    );
    check(
        r#"{"anything-but":{"suffix":"a"}}"#,
        &[r#""ab""#],
        &[r#""ba""#],
    );
    check(
        r#"{"anything-but":{"equals-ignore-case":["a"]}}"#,
        &[r#""b""#],
        &[r#""A""#],
    );
    check(
        r#"{"anything-but":{"wildcard":"*.tmp"}}"#,
        &[r#""x""#],
        &[r#""x.tmp""#],
    );
    check(
        r#""x",{"anything-but":{"prefix":[]}}"#,
        &[r#""x""#],
        &[r#""y""#],
    );
}

#[test]
fn exists_needs_or_refuses_a_leaf() {
    check(
        r#"{"exists":true}"#,
        &["null", r#""""#, "[1]"],
        &["[]", "{}", "[[]]"],
    );
    check(
        r#"{"exists":false}"#,
        &["[]", "{}", r#"{"x":1}"#],
        &["null", "[[0]]"],
    );
}

#[test]
fn addresses_are_compared_by_digits() {
    check(
        r#""10.0.0.1""#,
        &[r#""010.0.0.1""#, r#""a00:1::5""#],
        &[r#""10.0.0.2""#, r#""10.0.0""#],
    );
    check(
        r#"{"cidr":"16.0.0.0/8"}"#,
        &[r#""16.9.9.9""#, "101", "10E5"],
        &[r#""17.0.0.0""#, "10", "10e5"],
    );
    check(r#"{"cidr":"16.0.0.0/8"},5"#, &["5"], &["101"]);
    check(
        r#"12345678,{"cidr":"10.0.0.0/8"}"#,
        &[r#""18.52.86.120""#],
        &[r#""12345678""#],
    );
}

#[test]
fn lone_surrogates_are_exact_in_strings_and_question_marks_in_operators() {
    check(r#""\ud800""#, &[r#""\ud800""#], &[r#""?""#, r#""\ud801""#]);
    check(
        r#"{"prefix":"\ud800"}"#,
        &[r#""?x""#, r#""\ud801x""#],
        &[r#""x""#],
    );
    check(r#"{"anything-but":"\ud800"}"#, &[r#""x""#], &[r#""?""#]);
}
