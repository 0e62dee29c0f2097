//! Each repair delivers the record, and is the edit that a person would try first.

use std::ops::ControlFlow;

use tidegate::{Profile, Source};

use crate::{Filters, Input, InputKind, Options, Repair, evaluate};

fn repaired(source: Source, patterns: &[&str], payload: &str) -> Option<Repair> {
    let profile = Profile::Service(source);
    let filters = Filters::compile(source, profile, patterns).unwrap();
    let mut explainer = filters.explainer().unwrap();
    let options = Options {
        input: Some(InputKind::Payload),
        ..Options::default()
    };
    let input = Input::open(payload.as_bytes(), source, &options).unwrap();
    let mut repair = None;
    evaluate(&filters, input, &options, &mut |outcome| {
        let why = explainer.explain(&outcome);
        repair = explainer.repair(&outcome, &why);
        ControlFlow::Break(())
    })
    .unwrap();
    repair
}

#[track_caller]
fn check(pattern: &str, event: &str, wanted: &str, edit: &str) {
    let repair = repaired(Source::EventBridge, &[pattern], event).unwrap();
    assert_eq!(
        (&*repair.pattern, &*repair.edit),
        (wanted, edit),
        "{pattern} on {event}"
    );
}

#[test]
fn value_that_is_nearly_wanted_changes_the_list() {
    check(
        r#"{"a":["paid"]}"#,
        r#"{"a":"PAID"}"#,
        r#"{"a":[{"equals-ignore-case":"paid"}]}"#,
        r#"with `a` as [{"equals-ignore-case":"paid"}]"#,
    );
    for (list, value, instead) in [
        (r#"["eu-"]"#, r#""eu-west-1""#, r#"[{"prefix":"eu-"}]"#),
        (r#"[".jpg"]"#, r#""a.jpg""#, r#"[{"suffix":".jpg"}]"#),
        (r#"["a*c"]"#, r#""abc""#, r#"[{"wildcard":"a*c"}]"#),
        (r#"["5"]"#, "5", "[5]"),
        ("[5]", r#""5""#, r#"["5"]"#),
        (
            r#"[{"prefix":"EU"}]"#,
            r#""eu-1""#,
            r#"[{"prefix":{"equals-ignore-case":"EU"}}]"#,
        ),
        (
            r#"[{"numeric":[">",100]}]"#,
            "50",
            r#"[{"numeric":[">=",50]}]"#,
        ),
        (
            r#"[{"numeric":[">",0,"<",9]}]"#,
            "9",
            r#"[{"numeric":[">",0,"<=",9]}]"#,
        ),
        (
            r#"[{"anything-but":["x","y"]}]"#,
            r#""x""#,
            r#"[{"anything-but":["y"]}]"#,
        ),
        (
            r#"[{"anything-but":"x"}]"#,
            r#""x""#,
            r#"[{"exists":true}]"#,
        ),
        (r#"["paid"]"#, r#""open""#, r#"["paid","open"]"#),
        (r#"["paid"]"#, "null", r#"["paid",null]"#),
    ] {
        check(
            &format!(r#"{{"a":{list},"b":[1]}}"#),
            &format!(r#"{{"a":{value},"b":1}}"#),
            &format!(r#"{{"a":{instead},"b":[1]}}"#),
            &format!("with `a` as {instead}"),
        );
    }
}

#[test]
fn field_in_another_place_is_moved() {
    check(
        r#"{"detail":{"State":["paid"],"n":[1]}}"#,
        r#"{"detail":{"state":"paid","n":1}}"#,
        r#"{"detail":{"state":["paid"],"n":[1]}}"#,
        "with `state` in place of `detail.State`",
    );
    check(
        r#"{"detial":{"a":["x"],"b":["y"]}}"#,
        r#"{"detail":{"a":"x","b":"y"}}"#,
        r#"{"detail":{"a":["x"],"b":["y"]}}"#,
        "with `detail` in place of `detial`",
    );
    check(
        r#"{"a":["x"],"b":["y"],"source":["s"]}"#,
        r#"{"source":"s","detail":{"a":"x","b":"y"}}"#,
        r#"{"source":["s"],"detail":{"a":["x"],"b":["y"]}}"#,
        "with `a`, `b` under `detail`",
    );
    check(
        r#"{"detail":{"order":{"a":["x"]}}}"#,
        r#"{"detail":{"a":"x"}}"#,
        r#"{"detail":{"a":["x"]}}"#,
        "without the level `detail.order`",
    );
    let repair = repaired(
        Source::Sqs,
        &[r#"{"state":["paid"]}"#],
        r#"{"state":"paid"}"#,
    );
    assert_eq!(repair.unwrap().pattern, r#"{"body":{"state":["paid"]}}"#);
}

#[test]
fn condition_that_can_not_hold_is_removed_or_made_optional() {
    check(
        r#"{"a":["x"],"b":[{"exists":false}]}"#,
        r#"{"a":"x","b":1}"#,
        r#"{"a":["x"]}"#,
        "without `b`",
    );
    check(
        r#"{"a":["x"],"b":[1]}"#,
        r#"{"a":"x"}"#,
        r#"{"a":["x"],"b":[1,{"exists":false}]}"#,
        r#"with `b` as [1,{"exists":false}]"#,
    );
    check(
        r#"{"l":{"a":[1],"b":[2]}}"#,
        r#"{"l":[{"a":1},{"b":2}]}"#,
        r#"{"l":{"b":[2]}}"#,
        "without `l.a`",
    );
}

#[test]
fn alternatives_and_dotted_keys_are_edited_where_they_stand() {
    check(
        r#"{"$or":[{"a":["x"]},{"b":["y"],"c":["z"]}]}"#,
        r#"{"b":"y","c":"Z"}"#,
        r#"{"$or":[{"a":["x"]},{"b":["y"],"c":[{"equals-ignore-case":"z"}]}]}"#,
        r#"with `c` as [{"equals-ignore-case":"z"}]"#,
    );
    check(
        r#"{"a.b":["x"]}"#,
        r#"{"a":{"b":"X"}}"#,
        r#"{"a.b":[{"equals-ignore-case":"x"}]}"#,
        r#"with `a.b` as [{"equals-ignore-case":"x"}]"#,
    );
}

#[test]
fn filter_with_the_fewest_failing_fields_is_repaired() {
    let patterns = [r#"{"a":[1],"b":[2]}"#, r#"{"a":[3],"c":[4]}"#];
    let repair = repaired(Source::EventBridge, &patterns, r#"{"a":3,"b":9}"#).unwrap();
    assert_eq!(repair.filter, 1);
}

#[test]
fn record_that_one_edit_can_not_deliver_has_no_repair() {
    for (pattern, event) in [
        (r#"{"a":["x"],"b":["y"]}"#, r#"{"a":"p","b":"q"}"#),
        (r#"{"a":["x"]}"#, r#"{"a":"x"}"#),
        (r#"{"a":["x"]}"#, "not JSON"),
        // Without its only condition the filter would match any record.
        (r#"{"a":["x"]}"#, r#"{"b":"x"}"#),
        (r#"{"b":["x"],"a":{"c":{"d":[1]}}}"#, r#"{"b":"y","a":{}}"#),
    ] {
        assert_eq!(
            repaired(Source::EventBridge, &[pattern], event),
            None,
            "{pattern}"
        );
    }
}
