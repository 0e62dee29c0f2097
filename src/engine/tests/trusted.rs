//! A trusted matcher returns the same verdicts as a checking one, and survives texts that are not JSON.

use tidegate::{Matcher, Pattern, PatternId, Payload, Profile, Program, Rule, Source};

const PATTERNS: [&str; 6] = [
    r#"{"a":["x",{"prefix":"y"}]}"#,
    r#"{"b":{"c":[1,null,true]},"d":[{"exists":false}]}"#,
    r#"{"list":{"k":["v"],"n":[{"numeric":[">",1]}]}}"#,
    r#"{"b":{"c":[{"anything-but":[2,3]}]}}"#,
    r#"{"list":[{"suffix":"!"}]}"#,
    r#"{"$or":[{"a":["z"]},{"d":["\u00e9\n"]}]}"#,
];

const EVENTS: [&str; 8] = [
    r#"{"a":"x"}"#,
    r#" { "skip" : [ {"a":"x"} , "]" ] , "a" : "nay" , "b" : { "c" : 1.0 } , "a" : "yes" } "#,
    r#"{"list":[{"k":"v","n":1},{"n":2},[{"k":"v","n":3}],"so!"],"b":{"c":[2,[3]]}}"#,
    r#"{"list":[],"b":{},"d":"\u00e9\n","\u0061":"\u0078"}"#,
    r#"{"b.c":null,"b":{"c":{"c":1}},"list":{"k":"v","n":1e9}}"#,
    r#"{"q\\":"\\\"","b":{"c":true},"d":false}"#,
    r#"{"":{"a":"x"},"a":{"":"x"},"list":[[[["no"]]],"yes!"]}"#,
    r#"[{"a":"x"}]"#,
];

fn program(patterns: &[&str], profile: Profile) -> Program {
    let lower = |text: &&str| Rule::lower(&Pattern::parse(text).unwrap(), profile).unwrap();
    let rules: Vec<Rule> = patterns.iter().map(lower).collect();
    Program::compile(&rules).unwrap()
}

fn verdict(matcher: &mut Matcher, event: &[u8]) -> Option<Vec<usize>> {
    let verdict = matcher.event(event).ok()?;
    Some(verdict.iter().map(PatternId::index).collect())
}

#[test]
fn trusted_verdicts_equal_checked_ones() {
    let alone = PATTERNS.iter().map(std::slice::from_ref);
    for patterns in alone.chain([&PATTERNS[..]]) {
        let program = program(patterns, Profile::Service(Source::EventBridge));
        for event in EVENTS {
            let strict = verdict(&mut program.matcher(), event.as_bytes());
            let trusted = verdict(&mut program.trusted_matcher(), event.as_bytes());
            assert_eq!(strict, trusted, "{patterns:?} on {event}");
        }
    }
}

#[test]
fn fields_of_a_long_text_are_found_at_any_place() {
    let program = program(&PATTERNS[..1], Profile::Service(Source::EventBridge));
    let mut matcher = program.trusted_matcher();
    for gap in (0..300).chain(4000..4200) {
        let event = format!(
            r#"{{"s":"{}","o":{{"a":"x"}},"a":"y{}"}}"#,
            "\\\"".repeat(gap / 3),
            "-".repeat(gap)
        );
        assert_eq!(verdict(&mut matcher, event.as_bytes()), Some(vec![0]));
    }
}

#[test]
fn rest_of_a_settled_text_is_not_read() {
    let program = program(
        &[r#"{"a":["x"],"b":["y"]}"#],
        Profile::Service(Source::EventBridge),
    );
    let mut matcher = program.trusted_matcher();
    let settled = br#"{"a":"x","b":"y", and so on"#;
    assert_eq!(verdict(&mut matcher, settled), Some(vec![0]));
    assert_eq!(verdict(&mut matcher, &settled[..10]), None);
    // Values of different array elements may not match together, so the text is not settled.
    let program = self::program(
        &[r#"{"l":{"a":["x"],"b":["y"]}}"#],
        Profile::Service(Source::EventBridge),
    );
    let apart = br#"{"l":[{"a":"x"},{"b":"y"}], and so on"#;
    assert_eq!(verdict(&mut program.trusted_matcher(), apart), None);
}

#[test]
fn payload_is_not_read_after_a_settled_envelope() {
    let profile = Profile::Service(Source::Sqs);
    let program = program(&[r#"{"messageId":["1"]}"#], profile);
    let mut matcher = program.trusted_matcher();
    let mut is_match = |envelope: &[u8]| {
        let verdict = matcher.record(Some(envelope), Payload::Json(b"no JSON"));
        verdict.is_ok_and(|verdict| verdict.is_match())
    };
    assert!(is_match(br#"{"messageId":"1"}"#));
    assert!(!is_match(br#"{"messageId":"2"}"#));
}

#[test]
fn broken_texts_do_not_panic() {
    let program = program(&PATTERNS, Profile::Service(Source::EventBridge));
    let mut matcher = program.trusted_matcher();
    for event in EVENTS {
        for end in 0..event.len() {
            verdict(&mut matcher, &event.as_bytes()[..end]);
            for byte in *b"\"\\{}[]:,0 \x1a\xff" {
                let mut broken = event.as_bytes().to_vec();
                broken[end] = byte;
                let strict = verdict(&mut program.matcher(), &broken);
                let trusted = verdict(&mut matcher, &broken);
                if strict.is_some() {
                    assert_eq!(strict, trusted, "{}", String::from_utf8_lossy(&broken));
                }
            }
        }
    }
    let deep = "[".repeat(1 << 20);
    verdict(&mut matcher, format!(r#"{{"list":{deep}"#).as_bytes());
}
