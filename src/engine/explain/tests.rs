//! The phrases, one row each; that the verdicts are the matcher's is tested where the corpora are.

use crate::ir::{Profile, Source};
use crate::matcher::Payload;
use crate::pattern::Pattern;

use super::{Explainer, Explanation, Outcome};

fn explain(pattern: &str, event: &str) -> Explanation {
    let pattern = Pattern::parse(pattern).unwrap();
    let mut explainer = Explainer::new(&pattern, Profile::Service(Source::EventBridge)).unwrap();
    explainer.event(event.as_bytes()).unwrap()
}

/// The field `a` of a pattern with this list, and of an event with this value.
#[track_caller]
fn check(wanted: &str, value: &str, reason: &str) {
    let why = explain(
        &format!("{{\"a\":{wanted}}}"),
        &format!("{{\"a\":{value}}}"),
    );
    assert!(!why.matched, "{wanted} {value}");
    let field = &why.branches[0].fields[0];
    assert_eq!(field.reason.as_deref(), Some(reason), "{wanted} {value}");
}

#[test]
fn plain_values() {
    check(r#"["x"]"#, r#""y""#, "another text");
    check(
        r#"["x"]"#,
        r#""X""#,
        "differs in case; equals-ignore-case would take it",
    );
    check(r#"["x"]"#, r#"" x\n""#, "differs in white space");
    check(
        r#"["x"]"#,
        r#""\"x\"""#,
        "has quotes of its own: it was written as JSON twice",
    );
    check(
        r#"["x*"]"#,
        r#""xy""#,
        "`*` is a plain character here; {\"wildcard\":…} would take it",
    );
    check(
        r#"["x"]"#,
        r#""xy""#,
        "goes on behind it; {\"prefix\":…} would take it",
    );
    check(
        r#"["x"]"#,
        r#""yx""#,
        "has more in front of it; {\"suffix\":…} would take it",
    );
    check(
        r#"["5"]"#,
        "5",
        "a number; the pattern wants the string \"5\"",
    );
    check("[5]", r#""5""#, "a string; the pattern wants the number 5");
    check("[5]", "6", "another number");
    check(
        "[5]",
        "5.0000000000000000001",
        "more digits than AWS compares by value: only the same text would match",
    );
    check(
        "[true]",
        r#""true""#,
        "a string; the pattern wants the boolean true",
    );
    check(
        r#"["true"]"#,
        "true",
        "a boolean; the pattern wants the string \"true\"",
    );
    check("[true]", "false", "another value");
    check("[null]", r#""""#, "an empty string; null is another value");
    check(r#"["x"]"#, "null", "null, and a string is wanted");
    check(r#"["x","y"]"#, r#""z""#, "none of the 2 wanted");
    check(
        r#"["x","y"]"#,
        r#"["z","Y"]"#,
        "none of 2 values; \"Y\": differs in case; equals-ignore-case would take it",
    );
    check(r#"["\ud83d"]"#, r#""\ude00""#, "another text");
}

#[test]
fn operators() {
    check(
        r#"[{"prefix":"ab"}]"#,
        r#""b""#,
        "does not begin with \"ab\"",
    );
    check(
        r#"[{"prefix":"ab"}]"#,
        r#""ABC""#,
        "begins with it but for case; {\"prefix\":{\"equals-ignore-case\":…}} would take it",
    );
    check(
        r#"[{"prefix":{"equals-ignore-case":"ab"}}]"#,
        r#""b""#,
        "does not begin with \"ab\"",
    );
    check(r#"[{"suffix":"ab"}]"#, r#""b""#, "does not end with \"ab\"");
    check(
        r#"[{"suffix":"ab"}]"#,
        "7",
        "a number; suffix looks at strings only",
    );
    check(
        r#"[{"equals-ignore-case":"ab"}]"#,
        r#""b""#,
        "differs in more than case",
    );
    check(
        r#"[{"wildcard":"a*z"}]"#,
        r#""b""#,
        "does not begin with \"a\"",
    );
    check(
        r#"[{"wildcard":"a*z"}]"#,
        r#""ab""#,
        "does not end with \"z\"",
    );
    check(r#"[{"wildcard":"a*m*z"}]"#, r#""az""#, "has no \"m\"");
    check(
        r#"[{"wildcard":"a*m*z"}]"#,
        r#""aMz""#,
        "fits but for case, and wildcard minds case",
    );
    check(
        r#"[{"wildcard":"a*b*c*"}]"#,
        r#""acb""#,
        "has the parts, but not in this order and apart",
    );
    check(
        r#"[{"numeric":[">",5]}]"#,
        r#""6""#,
        "a number in a string; numeric compares JSON numbers only",
    );
    check(
        r#"[{"numeric":[">",5]}]"#,
        r#""x""#,
        "a string; numeric compares JSON numbers only",
    );
    check(
        r#"[{"numeric":[">",5]}]"#,
        "null",
        "null; numeric compares JSON numbers only",
    );
    check(r#"[{"numeric":[">",5]}]"#, "5", "not > 5");
    check(r#"[{"numeric":[">",0,"<=",5]}]"#, "5.1", "not <= 5");
    check(
        r#"[{"numeric":[">",0]}]"#,
        "12345678901234567890123",
        "more digits than AWS compares by value, so numeric passes over it",
    );
    check(
        r#"[{"cidr":"10.0.0.0/8"}]"#,
        r#""11.0.0.1""#,
        "outside 10.0.0.0/8",
    );
    check(
        r#"[{"cidr":"10.0.0.0/8"}]"#,
        r#""10.0.0.1:80""#,
        "an address with more around it; only a bare address counts",
    );
    check(
        r#"[{"cidr":"10.0.0.0/8"}]"#,
        r#""::1""#,
        "an IPv6 address, and the block is IPv4",
    );
    check(r#"[{"cidr":"10.0.0.0/8"}]"#, r#""x""#, "not an IP address");
    check(r#"["10.0.0.1"]"#, r#""10.0.0.2""#, "another address");
    check(
        r#"[{"exactly":"10.0.0.1"}]"#,
        r#""10.0.0.01""#,
        "the same address spelled otherwise; exactly compares the text",
    );
    check(
        r#"[{"anything-but":["x"]}]"#,
        r#""x""#,
        "just what anything-but excludes",
    );
    check(
        r#"[{"anything-but":5}]"#,
        "5.0",
        "just what anything-but excludes",
    );
    check(
        r#"[{"anything-but":{"prefix":["x","y"]}}]"#,
        r#""yz""#,
        "begins with \"y\", which anything-but excludes",
    );
    check(
        r#"[{"anything-but":{"suffix":"z"}}]"#,
        r#""yz""#,
        "ends with \"z\", which anything-but excludes",
    );
    check(
        r#"[{"anything-but":{"wildcard":"a*"}}]"#,
        r#""ab""#,
        "fits \"a*\", which anything-but excludes",
    );
    check(
        r#"[{"anything-but":{"equals-ignore-case":"a"}}]"#,
        r#""A""#,
        "is \"a\" but for case, which anything-but excludes",
    );
    check(
        r#"[{"exists":false}]"#,
        "1",
        "the field is there, and has to be absent",
    );
    check(
        r#"[{"exists":false}]"#,
        "null",
        "null is a value too: the field is not absent",
    );
}

/// The field `a.b` of a pattern against an event.
#[track_caller]
fn check_absent(event: &str, reason: &str) {
    let why = explain(r#"{"a":{"b":["x"]}}"#, event);
    let field = &why.branches[0].fields[0];
    assert_eq!(field.outcome, Outcome::Absent, "{event}");
    assert_eq!(field.reason.as_deref(), Some(reason), "{event}");
}

#[test]
fn what_stands_near_an_absent_field() {
    check_absent(r#"{"a":{"c":1}}"#, "not among `c`");
    check_absent(
        r#"{"a":{"c":1,"d":2,"e":3,"f":4}}"#,
        "not among `c`, `d`, `e`, …",
    );
    check_absent(r#"{"a":{}}"#, "`a` is an empty object");
    check_absent(r#"{"a":[]}"#, "`a` is an empty list");
    check_absent(r#"{"a":["x"]}"#, "the list `a` holds no objects");
    check_absent(r#"{"c":1}"#, "there is no `a`");
    check_absent(r#"{"a":"x"}"#, "`a` is a string, not an object");
    check_absent(r#"{"a":null}"#, "`a` is null, not an object");
    check_absent(r#"{"a":{"B":"x"}}"#, "there is `B`, spelled otherwise");
    check_absent(r#"{"A":{"b":"x"}}"#, "there is `A`, spelled otherwise");
    check_absent(r#"{"b":"x"}"#, "there is `b` one level up");
    check_absent(
        r#"{"a":{"c":{"b":"x"}}}"#,
        "there is `a.c.b` one level down",
    );
    check_absent(
        r#"{"c":{"a":{"b":"x"}}}"#,
        "there is `c.a.b` one level down",
    );
    check_absent(
        r#"{"a":{"b":{"c":1}}}"#,
        "an object is there: name the fields in it, such as `a.b.c`",
    );
    check_absent(
        r#"{"a":{"b":[]}}"#,
        "an empty list is there: it holds no value",
    );
    check_absent(
        r#"{"a":"{\"b\":1}"}"#,
        "`a` is a string that holds JSON with `b` in it; a filter can't look inside",
    );
    check_absent(
        r#"{"a":"{\"c\":1}"}"#,
        "`a` is a string that holds JSON; a filter can't look inside",
    );
    check_absent(
        r#"{"m":"{\"a\":{\"b\":1}}"}"#,
        "`m` holds it as JSON in a string, where no filter looks",
    );
    check_absent(r#"{"a":[{"c":1},{"c":2}]}"#, "not among `c`");
}

#[test]
fn anything_but_needs_a_value() {
    let why = explain(r#"{"a":[{"anything-but":["x"]}]}"#, r#"{"b":1}"#);
    let reason = why.branches[0].fields[0].reason.as_deref();
    assert_eq!(
        reason,
        Some("not among `b`; anything-but needs a value to look at")
    );
}

#[test]
fn fields_that_hold_in_different_elements() {
    let why = explain(
        r#"{"l":{"k":["x"],"n":[1]}}"#,
        r#"{"l":[{"k":"x","n":2},{"k":"y","n":1}]}"#,
    );
    let branch = &why.branches[0];
    assert_eq!(branch.obstacles, [0, 1]);
    let reasons: Vec<_> = branch
        .fields
        .iter()
        .map(|field| field.reason.as_deref().unwrap())
        .collect();
    assert_eq!(
        reasons,
        [
            "found at [0] of the list, not beside the other fields",
            "found at [1] of the list, not beside the other fields"
        ]
    );
}

/// Each of `k` and `n` finds its value, but not together: `m` is not the only obstacle.
#[test]
fn an_obstacle_is_one_whose_removal_is_enough() {
    let pattern = r#"{"l":{"k":["x"],"n":[1]},"m":["z"]}"#;
    let apart = r#"{"l":[{"k":"x","n":2},{"k":"y","n":1}],"m":"y"}"#;
    assert!(explain(pattern, apart).branches[0].obstacles.is_empty());
    let together = r#"{"l":[{"k":"x","n":1},{"k":"y","n":1}],"m":"y"}"#;
    assert_eq!(explain(pattern, together).branches[0].obstacles, [2]);
}

/// A branch sees what the whole pattern sees: one branch with an empty step opens keys with empty steps to all.
#[test]
fn alternatives_match_as_the_pattern_does() {
    let pattern = r#"{"$or":[{"a":{"b":["x"]}},{"":["y"]}]}"#;
    let why = explain(pattern, r#"{"":{"a":{"b":"x"}}}"#);
    let mut matcher = {
        let rule = crate::Rule::lower(
            &Pattern::parse(pattern).unwrap(),
            Profile::Service(Source::EventBridge),
        )
        .unwrap();
        crate::Program::compile(&[rule]).unwrap().matcher()
    };
    let verdict = matcher.event(br#"{"":{"a":{"b":"x"}}}"#).unwrap();
    assert_eq!(why.matched, verdict.is_match());
}

#[test]
fn numbers_of_dynamodb() {
    let pattern = Pattern::parse(
        r#"{"dynamodb":{"NewImage":{"n":{"N":[{"numeric":[">",5]}]},"m":{"N":[7]},"p":["x"]}}}"#,
    )
    .unwrap();
    let mut explainer = Explainer::new(&pattern, Profile::Service(Source::DynamoDb)).unwrap();
    let record = br#"{"dynamodb":{"NewImage":{"n":{"N":"6"},"m":{"N":"7"},"p":{"S":"x"}}}}"#;
    let why = explainer.record(Some(record), Payload::Absent).unwrap();
    let reasons: Vec<_> = why.branches[0]
        .fields
        .iter()
        .map(|field| field.reason.as_deref().unwrap())
        .collect();
    assert_eq!(
        reasons,
        [
            "DynamoDB writes numbers as strings: want \"7\"",
            "DynamoDB writes numbers as strings, and numeric compares JSON numbers only",
            "an object is there: name the fields in it, such as `dynamodb.NewImage.p.S`"
        ]
    );
}
