//! `recursion`: patterns of keys, samples of output, and the cost of a loop.

use tidegate::Source;
use tidegate_batch::{Tally, UnreadableReason};
use tidegate_plan::recursion::{
    KeyPattern, Looping, Notifications, Overlap, Path, RecursionRequest, Trigger, Verdict,
};
use tidegate_price::{Architecture, PriceBook};

use crate::harness::{check, shown};

fn looping(fan_out: u32, memory_mb: u32) -> Looping {
    let book = PriceBook::built_in();
    Looping {
        fan_out,
        duration_ms: 100.into(),
        memory_mb,
        concurrency: 1_000,
        rates: book.rates("us-east-1", Architecture::X86_64).unwrap(),
    }
}

fn keys(text: &str) -> KeyPattern {
    text.parse().unwrap()
}

fn bucket(triggers: &[&str], writes: &[&str]) -> RecursionRequest {
    let trigger = |text: &&str| Trigger {
        keys: keys(text),
        is_for_writes: true,
        target: String::new(),
    };
    RecursionRequest {
        path: Path::Bucket {
            triggers: triggers.iter().map(trigger).collect(),
            writes: writes.iter().map(|text| keys(text)).collect(),
        },
        looping: looping(1, 128),
        is_allowed: false,
    }
}

/// The four cases of a shared bucket, and similar ones.
#[test]
fn verdict_follows_prefixes_and_suffixes() {
    use Verdict::{Guarded, Likely, Loop};
    for (trigger, written, verdict) in [
        ("in/*", "out/*", Guarded),
        ("*", "out/*", Loop),
        ("images/*", "images/thumb/*", Loop),
        ("*.jpg", "*-thumb.jpg", Loop),
        ("*.jpg", "*.png", Guarded),
        ("images/thumb/*", "images/*", Likely),
        ("*-thumb.jpg", "*.jpg", Likely),
        ("in/*.jpg", "*.jpg", Likely),
        ("in/*.jpg", "in/*", Likely),
        ("in/*", "in*", Likely),
        ("in/*.jpg", "in/a.jpg", Loop),
        ("in/*.jpg", "in/a.png", Guarded),
        ("aba*aba", "aba", Loop),
    ] {
        let request = bucket(&[trigger], &[written]);
        assert_eq!(request.verdict(), verdict, "{trigger} {written}");
        check(&request.answer());
        // The key named as an example matches both patterns.
        if let Overlap::Some(key) | Overlap::All(key) = keys(trigger).overlap(&keys(written)) {
            assert!(
                meets(trigger, &key) && meets(written, &key),
                "{trigger} {written} {key}"
            );
        }
    }
}

/// Returns whether the key matches, in a simpler way than the product.
fn meets(pattern: &str, key: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == key,
        Some((prefix, suffix)) => key.starts_with(prefix) && key.ends_with(suffix),
    }
}

/// Tries all keys of a few letters: no key matches both if the product says none, some but not all do if it says some.
#[test]
fn overlap_of_small_patterns_agrees_with_all_keys() {
    let parts = ["", "a", "b", "ab", "ba", "aab"];
    let mut all = vec![String::new()];
    for length in 0..7 {
        let longer: Vec<_> = all
            .iter()
            .filter(|key| key.len() == length)
            .flat_map(|key| [format!("{key}a"), format!("{key}b")])
            .collect();
        all.extend(longer);
    }
    let patterns: Vec<_> = parts
        .iter()
        .flat_map(|prefix| parts.iter().map(move |suffix| format!("{prefix}*{suffix}")))
        .collect();
    for trigger in &patterns {
        for written in &patterns {
            let written_keys: Vec<_> = all.iter().filter(|key| meets(written, key)).collect();
            let hits = written_keys
                .iter()
                .filter(|key| meets(trigger, key))
                .count();
            match keys(trigger).overlap(&keys(written)) {
                Overlap::None(_) => assert_eq!(hits, 0, "{trigger} {written}"),
                Overlap::Some(_) => {
                    assert!(hits > 0 && hits < written_keys.len(), "{trigger} {written}")
                }
                Overlap::All(_) => assert_eq!(hits, written_keys.len(), "{trigger} {written}"),
            }
        }
    }
}

#[test]
fn worst_pair_decides_the_verdict() {
    let request = bucket(&["in/*", "raw/*"], &["out/*", "raw/done/*"]);
    assert_eq!(request.verdict(), Verdict::Loop);
    let plan = request.answer();
    assert!(plan.headline.contains("raw/done/1"), "{}", plan.headline);
    assert_eq!(plan.tables[0].rows.len(), 4);
}

#[test]
fn notifications_of_a_bucket_are_read() {
    let text = r#"{"LambdaFunctionConfigurations": [
        {"Id": "a", "LambdaFunctionArn": "arn:aws:lambda:us-east-1:1:function:t", "Events": ["s3:ObjectRemoved:*"]},
        {"Id": "b", "LambdaFunctionArn": "arn:aws:lambda:us-east-1:1:function:t", "Events": ["s3:ObjectCreated:Put"],
         "Filter": {"Key": {"FilterRules": [{"Name": "Prefix", "Value": "in/"}, {"Name": "Suffix", "Value": ".jpg"}]}}}],
        "QueueConfigurations": [{"QueueArn": "arn:aws:sqs:us-east-1:1:q", "Events": ["s3:ObjectCreated:*"],
         "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "logs/"}]}}}],
        "EventBridgeConfiguration": {},
        "Writes": ["in/*.png"]}"#;
    let file = Notifications::read(text).unwrap();
    let shown: Vec<_> = file
        .triggers
        .iter()
        .map(|it| (it.keys.to_string(), it.is_for_writes))
        .collect();
    assert_eq!(
        shown,
        [
            ("*".to_owned(), false),
            ("in/*.jpg".to_owned(), true),
            ("logs/*".to_owned(), true),
            ("*".to_owned(), true)
        ]
    );
    let judged = |triggers: &[Trigger]| RecursionRequest {
        path: Path::Bucket {
            triggers: triggers.to_vec(),
            writes: file.writes.clone(),
        },
        ..bucket(&[], &[])
    };
    assert_eq!(judged(&file.triggers[..3]).verdict(), Verdict::Guarded);
    assert_eq!(judged(&file.triggers).verdict(), Verdict::Loop);
    for (text, expected) in [
        ("{", "line 1, column 1"),
        ("[]", "`the file` is not an object"),
        (r#"{"LambdaFunctionConfigurations": {}}"#, "not a list"),
        (
            r#"{"Writes": ["a*b*c"]}"#,
            "`Writes[0]`: expected a prefix and a suffix",
        ),
        (
            r#"{"QueueConfigurations": [{"Filter": {"Key": {"FilterRules": [{"Name": "infix"}]}}}]}"#,
            "QueueConfigurations[0].Filter.Key.FilterRules",
        ),
    ] {
        let error = Notifications::read(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

fn samples(origin: &str, read: u64, delivered: u64, unreadable: u64) -> RecursionRequest {
    let origin: Source = origin.parse().unwrap();
    let mut tally = Tally::new(1);
    tally.read = read;
    tally.delivered = delivered;
    tally.filtered = read - delivered - unreadable;
    if unreadable > 0 {
        tally
            .unreadable
            .insert(UnreadableReason::BadEnvelope, unreadable);
    }
    RecursionRequest {
        path: Path::Samples {
            origin,
            tally,
            delivered: (0..delivered.min(5)).collect(),
        },
        looping: looping(2, 128),
        is_allowed: false,
    }
}

#[test]
fn output_that_passes_its_own_filter_is_a_loop() {
    let guarded = samples("sqs", 20, 0, 0);
    assert_eq!(guarded.verdict(), Verdict::Guarded);
    let plan = guarded.answer();
    check(&plan);
    // None of 20 is at most z^2 / (20 + z^2) = 16.11 % at 95 % (Wilson); with two outputs per run that is 0.3223.
    let by_hand = &plan.figure("growth").unwrap().by_hand;
    assert!(by_hand.contains("0 to 0.3223 at 95 %"), "{by_hand}");
    // No loop, so nothing to price.
    assert_eq!(plan.figure("stopped_cost"), None);
    assert_eq!(plan.figure("hour_all_cost"), None);
    assert!(!plan.assumptions.iter().any(|it| it.contains("costs")));
    let looping = samples("kinesis", 20, 7, 0);
    assert_eq!(
        (looping.verdict(), looping.is_detected()),
        (Verdict::Loop, false)
    );
    let plan = looping.answer();
    check(&plan);
    assert!(
        plan.headline.contains("(index 0, 1, 2, 3, 4, ...)"),
        "{}",
        plan.headline
    );
    assert!(plan.figure("stopped").is_none());
    assert!(plan.next[1].contains("reserved concurrency to 0"));
    assert_eq!(samples("sqs", 20, 0, 1).verdict(), Verdict::Uncertain);
    assert_eq!(samples("sqs", 0, 0, 0).verdict(), Verdict::Uncertain);
}

/// AWS limits the depth, not the breadth: sums of k^i for i from 0 to 16, at 128 MB and 100 ms.
#[test]
fn cost_of_a_stopped_loop_sums_all_levels() {
    for (fan_out, invocations, cost) in [
        (1, 17, "0.00"),
        (2, 131_071, "0.06"),
        (3, 64_570_081, "26.36"),
    ] {
        let burn = looping(fan_out, 128).until_stopped();
        assert_eq!(
            (burn.invocations, burn.cost.unwrap().plain()),
            (Some(invocations), cost.to_owned())
        );
    }
    assert_eq!(looping(1_000_000, 128).until_stopped().invocations, None);
    let mut wide = bucket(&["*"], &["*"]);
    wide.looping.fan_out = 1_000_000;
    check(&wide.answer());
}

/// Keys that look like markup or control codes are plain text in every format.
#[test]
fn hostile_keys_are_escaped_in_every_format() {
    let hostile = "<script>alert(1)</script>\u{1b}[31m\u{202e}|@all*";
    let plan = bucket(&[hostile], &[hostile, "a\"onload=\"x*"]).answer();
    check(&plan);
    let document = plan.document();
    for text in [
        document.text(80, &tidegate_report::Palette::PLAIN),
        document.markdown(),
        document.html(),
        plan.json(),
    ] {
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    }
    for page in [document.markdown(), document.html()] {
        assert!(!page.contains("<script"), "{page}");
    }
    assert!(!document.html().contains("\"onload"));
    assert!(
        document
            .html()
            .contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;")
    );
    assert!(!document.markdown().contains("@all"));
}

/// 1,000 at once of 100 ms at 1 GB: 36 million an hour, $67.20.
#[test]
fn cost_of_an_unstopped_loop_is_bounded_by_concurrency() {
    let burn = looping(1, 1_024).hour_of_all();
    assert_eq!(
        (burn.invocations, burn.cost.unwrap().plain()),
        (Some(36_000_000), "67.20".to_owned())
    );
    assert_eq!(looping(1, 1_024).hour_of_one().invocations, Some(36_000));
    let allowed = RecursionRequest {
        is_allowed: true,
        ..bucket(&["*"], &["*"])
    };
    assert_eq!(shown(&allowed.answer(), "detected"), "no");
}
