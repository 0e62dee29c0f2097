//! Bad input: every record that can't be read is counted once, with its reason and place. The good records around it
//! are judged as if it were not there.

use std::error::Error;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;

use tidegate::{Profile, Source};
use tidegate_batch::{
    Filters, Input, InputError, InputKind, Options, RecordForm, Throughput, evaluate,
};

use crate::harness::{base64, event, filters, named, options, pretty, record, run, run_with, what};

const HIT: &str = "delivered [0]";
const BAD: &str = "unreadable:bad-envelope";
const CUT: &str = "unreadable:truncated";

fn sqs() -> Filters {
    filters("sqs", &[r#"{"body":{"k":[1]}}"#])
}

fn message() -> String {
    record("sqs", br#"{"k":1}"#)
}

fn check(input: &str, wanted: &[&str]) {
    assert_eq!(what(&run(&sqs(), input.as_bytes())), wanted, "{input}");
}

#[test]
fn broken_line_between_records_is_unreadable() {
    let good = message();
    let cut = &good[..good.len() / 2];
    for broken in [
        cut,
        "junk",
        "[]",
        "{}",
        "{\"body\":1}",
        "\"x\"",
        "{\"body\":\"x\"} more",
    ] {
        check(&format!("{good}\n{broken}\n{good}\n"), &[HIT, BAD, HIT]);
    }
    // Damaged lines at the start, which are not JSON objects, do not mislead recognition.
    for broken in [cut, "junk", "[]", "\"x\""] {
        check(&format!("{broken}\n{good}\n{good}"), &[BAD, HIT, HIT]);
    }
    let rows = run(&sqs(), format!("{good}\njunk\n{good}").as_bytes());
    assert_eq!(
        (rows[1].record.as_str(), rows[1].offset),
        ("junk", good.len() as u64 + 1)
    );
}

#[test]
fn line_that_is_not_utf8_is_unreadable() {
    let lines = [message().as_bytes(), b"\n{\"body\":\"\xff\"}\n"].concat();
    assert_eq!(what(&run(&sqs(), &lines)), [HIT, BAD]);
}

#[test]
fn last_line_that_is_cut_is_truncated() {
    let good = message();
    for cut in 2..good.len() {
        check(&format!("{good}\n{}", &good[..cut]), &[HIT, CUT]);
    }
    check(&format!("{good}\n{}\n", &good[..50]), &[HIT, BAD]);
    check(&format!("{good}\n{{\"body\":1}}"), &[HIT, BAD]);
    check(&good[..50], &[CUT]);
}

#[test]
fn last_payload_that_is_cut_is_truncated_unless_payloads_were_asked_for() {
    const TEXT: &[u8] = b"{\"k\":\"x\"}\n{\"k\":\"y";
    for pattern in [r#"{"body":{"k":["x"]}}"#, r#"{"body":[{"prefix":"{"}]}"#] {
        let rows = run(&filters("sqs", &[pattern]), TEXT);
        assert_eq!(rows[1].what, CUT, "{pattern}");
        let asked = options(Some(InputKind::Payload), 1);
        let (rows, _) = run_with(&filters("sqs", &[pattern]), TEXT, &asked).unwrap();
        assert_ne!(rows[1].what, CUT, "{pattern}");
    }
    let bus = filters("eventbridge", &[r#"{"source":["shop"]}"#]);
    let event = "{\"source\":\"shop\",\"detail-type\":\"x\",\"detail\":{}}";
    let text = format!("{event}\n{}", &event[..20]);
    assert_eq!(what(&run(&bus, text.as_bytes())), [HIT, CUT]);
}

#[test]
fn payload_that_is_not_base64_is_unreadable() {
    for (source, key) in [("kinesis", "data"), ("mq", "data"), ("kafka", "value")] {
        let filters = filters(source, &[&format!(r#"{{"{key}":{{"k":[1]}}}}"#)]);
        let good = record(source, br#"{"k":1}"#);
        let encoded = base64(br#"{"k":1}"#);
        let row = |data: &str, wanted: &str| {
            let line = good.replace(&encoded, data);
            let judged = filters
                .judge()
                .judge(line.as_bytes(), RecordForm::Record)
                .disposition;
            assert_eq!(
                judged.reason().unwrap_or(judged.name()),
                wanted,
                "{source}: {data}"
            );
        };
        row(&encoded, "delivered");
        row(&encoded.replace('=', "\\u003d"), "delivered");
        // Unused bits in the last letter, as in the key of AWS's example event of MSK.
        row(&encoded.replace("Q==", "R=="), "delivered");
        row(encoded.trim_end_matches('='), "bad-base64");
        row(&encoded[1..], "bad-base64");
        row("e yJrIjoxfQ==", "bad-base64");
        row("eyJr_joxfQ==", "bad-base64");
    }
    let slashes = base64(b"{\"k\":1,\"x\":\"???>>>???\"}");
    assert!(slashes.contains('/'));
    let filters = filters("kinesis", &[r#"{"data":{"k":[1]}}"#]);
    let line = format!(r#"{{"data":"{}"}}"#, slashes.replace('/', "\\/"));
    assert_eq!(what(&run(&filters, line.as_bytes())), [HIT]);
}

#[test]
fn event_cut_anywhere_has_one_truncated_record() {
    let list = [message(), message()];
    for whole in [event("sqs", &list), pretty(&event("sqs", &list))] {
        let end_of_record = "\"aws:sqs\"";
        let ends = whole
            .match_indices(end_of_record)
            .map(|(at, _)| at + end_of_record.len());
        let record_ends: Vec<usize> = ends
            .map(|at| at + whole[at..].find('}').unwrap() + 1)
            .collect();
        let list_end = whole.rfind(']').unwrap();
        let begin = whole.find('[').unwrap() + 1;
        for cut in begin..whole.len() {
            let got = run_with(
                &sqs(),
                &whole.as_bytes()[..cut],
                &options(Some(InputKind::Event), 1),
            );
            let rows = got.unwrap().0;
            let hits = record_ends.iter().filter(|end| **end <= cut).count();
            assert_eq!(
                rows.iter().filter(|row| row.what == HIT).count(),
                hits,
                "cut at {cut}"
            );
            assert_eq!(
                rows.len(),
                hits + usize::from(cut <= list_end),
                "cut at {cut}: {rows:?}"
            );
            if cut <= list_end {
                assert_eq!(rows.last().unwrap().what, CUT, "cut at {cut}");
            }
        }
    }
}

#[test]
fn event_after_a_cut_event_is_read() {
    for source in ["sqs", "kafka", "mq"] {
        let key = if source == "kafka" { "value" } else { "data" };
        let key = if source == "sqs" { "body" } else { key };
        let filters = filters(source, &[&format!(r#"{{"{key}":{{"k":[1]}}}}"#)]);
        let list = vec![record(source, br#"{"k":1}"#); 2];
        let whole = event(source, &list);
        let first = run(&filters, whole.as_bytes())[0].record.len();
        let begin = whole.find(&list[0]).unwrap();
        // The next event must begin with the same key, so only a document with one key is pretty-printed here.
        let spread = if source == "sqs" {
            pretty(&whole)
        } else {
            whole.clone()
        };
        for next in [&whole, &spread] {
            for cut in begin + 1..begin + first {
                let input = format!("{whole}\n{}\n{next}", &whole[..cut]);
                let got = run(&filters, input.as_bytes());
                assert_eq!(what(&got), [HIT, HIT, CUT, HIT, HIT], "{input}");
                assert_eq!(got[2].record, whole[begin..cut].trim_end(), "{input}");
            }
        }
    }
}

#[test]
fn bus_event_after_a_cut_one_is_read() {
    let filters = filters("eventbridge", &[r#"{"k":[1]}"#]);
    let one = pretty(r#"{"detail":{"b":["c"]},"k":1}"#);
    for cut in 1..one.len() - 1 {
        let input = format!("{one}\n{}\n{one}\n", &one[..cut]);
        let rows = run(&filters, input.as_bytes());
        assert_eq!(what(&rows), [HIT, CUT, HIT], "{input}");
        assert_eq!(rows[2].record, r#"{"detail":{"b":["c"]},"k":1}"#);
    }
}

#[test]
fn garbage_between_records_of_an_event_is_one_unreadable_record() {
    let good = message();
    let list = |between: &str| format!(r#"{{"Records":[{good}{between}{good}]}}"#);
    check(&list(", junk ,"), &[HIT, BAD, HIT]);
    check(&list(" junk "), &[HIT, BAD, HIT]);
    check(&list(",5,"), &[HIT, BAD, HIT]);
    check(&list(",\"x, ]\","), &[HIT, BAD, HIT]);
    check(&list(",,"), &[HIT, BAD, HIT]);
    check(&list(",[{}],"), &[HIT, BAD, HIT]);
    check(&list(",{\"x\":1},"), &[HIT, BAD, HIT]);
    check(&list(",{\"x\":[1},"), &[HIT, BAD, HIT]);
    check(&list(",{\"x\":1]},"), &[HIT, BAD, HIT]);
    check(&list(""), &[HIT, HIT]);
    let rows = run(&sqs(), list(", junk,").as_bytes());
    assert_eq!(
        (rows[1].record.as_str(), rows[1].offset),
        ("junk", 14 + good.len() as u64)
    );
}

#[test]
fn garbage_between_events_is_one_unreadable_record() {
    let event = event("sqs", &[message()]);
    check(
        &format!("{event}\nINFO: a line of a log\n{event}\n"),
        &[HIT, BAD, HIT],
    );
    check(&format!("a line of a log\n{event}\n"), &[BAD, HIT]);
    check(
        &format!("{event}\n{{\"other\":1}}\n{event}"),
        &[HIT, BAD, HIT],
    );
    check(&format!("{event}\n{{\"Records\":5}}\n"), &[HIT, BAD]);
    // Tools print this for an event without records.
    check(&format!("{event}\n{{\"Records\":null}}\n"), &[HIT]);
    check(&format!("{event}]\n"), &[HIT, BAD]);
}

#[test]
fn records_in_a_damaged_event_are_read() {
    let good = message();
    for damaged in [
        format!(r#"{{"a":,"Records":[{good}]}}"#),
        format!(r#"{{"a":"x" "Records":[{good}]}}"#),
        format!(r#"{{"Records":[{good}],"a":1,}}"#),
    ] {
        let event = options(Some(InputKind::Event), 1);
        let rows = run_with(&sqs(), damaged.as_bytes(), &event).unwrap().0;
        assert_eq!(what(&rows), [HIT], "{damaged}");
    }
    let odd =
        r#"{"eventSource":"aws:kafka","records":{"t-0":5,"t-1":[{"topic":"t","value":"e30="}]}}"#;
    let kafka = filters("kafka", &[r#"{"topic":["t"]}"#]);
    assert_eq!(what(&run(&kafka, odd.as_bytes())), [BAD, HIT]);
}

#[test]
fn record_over_the_limit_is_skipped() {
    let limited = |input: &str, bytes: u64| {
        let options = Options {
            throughput: Throughput::Shared,
            max_record_bytes: Some(bytes),
            threads: 1,
            input: None,
        };
        let rows = run_with(&sqs(), input.as_bytes(), &options).unwrap().0;
        rows.into_iter().map(|row| row.what).collect::<Vec<_>>()
    };
    let exact = format!("{{\"k\":1,\"x\":\"{}\"}}", "y".repeat(86));
    assert_eq!(exact.len(), 100);
    let longer = exact.replacen("yy", "yyy", 1);
    for (over, wanted) in [(&exact, HIT), (&longer, "unreadable:too-large")] {
        let records = [message(), record("sqs", over.as_bytes()), message()];
        for input in [
            event("sqs", &records),
            records.join("\n"),
            pretty(&event("sqs", &records)),
        ] {
            assert_eq!(limited(&input, 100), [HIT, wanted, HIT], "{input}");
        }
    }
}

#[test]
fn line_over_the_limit_is_skipped_without_being_held() {
    let huge = record(
        "sqs",
        format!("{{\"k\":1,\"x\":\"{}\"}}", "y".repeat(9 << 20)).as_bytes(),
    );
    for input in [
        [message(), huge.clone(), message()].join("\n"),
        [message(), message(), huge.clone()].join("\n"),
        event("sqs", &[message(), huge.clone(), message()]),
    ] {
        let rows = run(&sqs(), input.as_bytes());
        let mut whats = what(&rows);
        whats.sort_unstable();
        assert_eq!(whats, [HIT, HIT, "unreadable:too-large"]);
        let skipped = rows
            .iter()
            .find(|row| row.what.ends_with("too-large"))
            .unwrap();
        assert_eq!(skipped.record, "");
        assert!(input[usize::try_from(skipped.offset).unwrap()..].starts_with(&huge[..40]));
    }
}

#[test]
fn record_over_the_limit_of_its_source_is_too_large() {
    const MIB: usize = 1 << 20;
    for (source, pattern, limit) in [
        ("sqs", r#"{"messageId":["m1"]}"#, MIB),
        ("eventbridge", r#"{"k":[1]}"#, MIB),
        ("kinesis", r#"{"partitionKey":["p1"]}"#, 6 * MIB),
        ("kafka", r#"{"topic":["t1"]}"#, 6 * MIB),
    ] {
        let filters = filters(source, &[pattern]);
        for (bytes, wanted) in [(limit, HIT), (limit + 1, "unreadable:too-large")] {
            let payload = format!(
                "{{\"k\":1,\"x\":\"{}\"}}",
                "\\".repeat((bytes - 14) / 2 * 2)
            );
            let payload = payload.replacen("}", &" ".repeat(bytes - payload.len()), 1) + "}";
            assert_eq!(payload.len(), bytes);
            let (input, kind) = match source {
                "eventbridge" => (payload, Some(InputKind::Payload)),
                _ => (record(source, payload.as_bytes()), None),
            };
            let (rows, _) = run_with(&filters, input.as_bytes(), &options(kind, 1)).unwrap();
            assert_eq!(what(&rows), [wanted], "{source} {bytes}");
        }
    }
}

#[test]
fn damaged_compression_is_an_error_after_the_records_before_it() {
    let lines = format!("{}\n", message()).repeat(20_000);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(lines.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let filters = sqs();
    for threads in [1, 3] {
        let options = options(None, threads);
        let cut = &packed[..packed.len() / 2];
        let input = Input::open(cut, named("sqs"), &options).unwrap();
        let mut hits = 0;
        let mut last = String::new();
        let result = evaluate(&filters, input, &options, &mut |outcome| {
            hits += u32::from(!outcome.judged.filters.is_empty());
            last = outcome.judged.disposition.reason().unwrap_or("").to_owned();
            ControlFlow::Continue(())
        });
        assert!(
            matches!(result, Err(InputError::Decompress { .. })),
            "{result:?}"
        );
        assert!((5_000..20_000).contains(&hits), "{hits}");
        assert!(last == "truncated" || last.is_empty(), "{last}");
    }
    let not_gzip = [&[0x1f, 0x8b][..], b"xxxxxxxxxxxxxxxx"].concat();
    let opened = Input::open(&not_gzip[..], named("sqs"), &Options::default());
    assert!(
        matches!(opened, Err(InputError::Decompress { .. })),
        "{opened:?}"
    );
}

#[test]
fn sink_that_breaks_ends_the_evaluation() {
    let lines = format!("{}\n", message()).repeat(50_000);
    for threads in [1, 4] {
        let options = options(None, threads);
        let input = Input::open(lines.as_bytes(), named("sqs"), &options).unwrap();
        let mut seen = 0;
        let tally = evaluate(&sqs(), input, &options, &mut |_| {
            seen += 1;
            if seen == 10 {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        assert_eq!((tally.unwrap().read, seen), (10, 10));
    }
}

/// A reader that fails after its bytes are read.
struct Breaks<'a>(&'a [u8]);

impl Read for Breaks<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.is_empty() {
            true => Err(io::Error::other("the disk is gone")),
            false => self.0.read(buffer),
        }
    }
}

#[test]
fn reader_that_fails_is_an_error_after_the_records_before_it() {
    let lines = format!("{}\n", message()).repeat(20_000);
    let filters = sqs();
    for threads in [1, 3] {
        let options = options(None, threads);
        let input = Input::open(Breaks(lines.as_bytes()), named("sqs"), &options).unwrap();
        let mut delivered = 0;
        let result = evaluate(&filters, input, &options, &mut |outcome| {
            delivered += u32::from(!outcome.judged.filters.is_empty());
            ControlFlow::Continue(())
        });
        let error = result.unwrap_err();
        assert_eq!(error.to_string(), "reading failed: the disk is gone");
        assert_eq!(error.source().unwrap().to_string(), "the disk is gone");
        assert_eq!(delivered, 20_000);
    }
    let opened = Input::open(Breaks(b""), named("sqs"), &Options::default());
    assert!(matches!(opened, Err(InputError::Io(_))), "{opened:?}");
}

/// The nesting is deeper than the splitter remembers the kinds of brackets.
#[test]
fn record_of_extreme_depth_does_not_hide_others() {
    let (opens, closes) = ("[".repeat(1_100_000), "]".repeat(1_100_000));
    let deep = format!(r#"{{"body":{opens}{closes}}}"#);
    let event = event("sqs", &[message(), deep, message()]);
    assert_eq!(what(&run(&sqs(), event.as_bytes())), [HIT, BAD, HIT]);
}

#[test]
fn refused_filter_is_named() {
    let sqs = Source::Sqs;
    let good = r#"{"body":["x"]}"#;
    let refused =
        Filters::compile(sqs, Profile::Service(sqs), &[good, r#"{"body":"x"}"#]).unwrap_err();
    assert_eq!(refused.index, 1);
    assert_eq!(refused.to_string(), format!("filter 2: {}", refused.error));
    assert_eq!(
        refused.source().unwrap().to_string(),
        refused.error.to_string()
    );
    // Another profile refuses more patterns, and changes nothing else.
    let wildcard = r#"{"body":[{"wildcard":"x*"}]}"#;
    assert!(Filters::compile(sqs, Profile::Service(sqs), &[wildcard]).is_ok());
    assert!(Filters::compile(sqs, Profile::Pipes(Source::Sqs), &[wildcard]).is_err());
    let filters = Filters::compile(sqs, Profile::Pipes(Source::Sqs), &[good]).unwrap();
    assert_eq!(what(&run(&filters, record("sqs", b"x").as_bytes())), [HIT]);
    assert!(
        !filters.is_empty()
            && Filters::compile(sqs, Profile::Pipes(Source::Sqs), &[])
                .unwrap()
                .is_empty()
    );
}
