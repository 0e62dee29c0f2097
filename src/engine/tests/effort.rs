//! Matching passes over a value a fixed number of times, however many patterns its path has.

use tidegate::{Effort, Pattern, Profile, Program, Rule, Source};

const KINDS: usize = 8;

/// Pattern `n` of a set that contains every operator.
fn pattern(n: usize) -> String {
    let text = format!("{n:05}");
    let test = match n % KINDS {
        0 => format!("\"value-{text}\""),
        1 => format!("{{\"prefix\":\"value-{text}\"}}"),
        2 => format!("{{\"suffix\":\"{text}-value\"}}"),
        3 => format!("{{\"equals-ignore-case\":\"Value-{text}\"}}"),
        4 => format!("{{\"wildcard\":\"v*{text}*e\"}}"),
        5 => format!("{{\"numeric\":[\">\",{n},\"<=\",{}]}}", n + 1),
        6 => format!("{{\"cidr\":\"10.{}.{}.0/24\"}}", n / 250, n % 250),
        _ => format!("{{\"anything-but\":[\"value-{text}\"]}}"),
    };
    format!("{{\"a\":[{test}]}}")
}

/// The work done for one event by `count` patterns on one path.
fn effort(count: usize, event: &str) -> Effort {
    let rules: Vec<Rule> = (0..count)
        .map(|n| Pattern::parse(&pattern(n)).unwrap())
        .map(|pattern| Rule::lower(&pattern, Profile::Service(Source::EventBridge)).unwrap())
        .collect();
    let mut matcher = Program::compile(&rules).unwrap().matcher();
    matcher.event(event.as_bytes()).unwrap();
    matcher.effort()
}

#[test]
fn bytes_stepped_are_the_same_for_few_and_many_patterns() {
    for event in [
        r#"{"a":"value-00008"}"#,
        r#"{"a":"no pattern begins or ends like this"}"#,
        r#"{"a":"10.0.5.1"}"#,
        r#"{"a":500.5}"#,
        r#"{"a":true}"#,
    ] {
        // The smaller set has eight patterns of each kind, because a handful of wildcards would be tried one by one,
        // without a pass.
        let few = effort(8 * KINDS, event);
        let many = effort(125 * KINDS, event);
        assert!(few.bytes_stepped > 0, "{event}: nothing was counted");
        assert_eq!(few.bytes_stepped, many.bytes_stepped, "{event}");
    }
}

#[test]
fn candidates_are_few_besides_the_hits() {
    // Every eighth pattern is an anything-but that this value satisfies. Such hits count as candidates, too.
    let patterns = 125 * KINDS;
    let hits = patterns / KINDS;
    let work = effort(patterns, r#"{"a":"value-00008"}"#);
    assert!(
        work.candidates <= hits as u64 + 16,
        "{} candidates",
        work.candidates
    );
}
