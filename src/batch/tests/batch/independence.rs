//! The result depends only on the bytes: not on the number of threads, nor on how the reads cut the input.

use std::io::Read;

use tidegate_batch::{Filters, Input, InputKind, Options};

use crate::harness::{Dribble, Row, event, filters, options, pretty, record, run_input, run_with};

/// A small generator, so that inputs are varied and always the same (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }
}

const SOURCES: [&str; 6] = ["sqs", "kinesis", "kafka", "mq", "dynamodb", "eventbridge"];

fn two_filters(source: &str) -> Filters {
    let key = match source {
        "sqs" => "body",
        "kafka" => "value",
        "dynamodb" => "dynamodb",
        _ => "data",
    };
    match source {
        "eventbridge" => filters(source, &[r#"{"k":[1]}"#, r#"{"t":[{"prefix":"é"}]}"#]),
        _ => filters(
            source,
            &[
                &format!(r#"{{"{key}":{{"k":[1]}}}}"#),
                &format!(r#"{{"{key}":{{"t":["é"]}}}}"#),
            ],
        ),
    }
}

/// Returns lines of good and bad records.
fn lines(source: &str, count: usize, random: &mut Random) -> Vec<String> {
    let line = |random: &mut Random| {
        let k = random.below(4);
        let payload = match random.below(8) {
            0 if source != "dynamodb" => "plain".to_owned(),
            1 => format!("{{\"k\":{k},\"t\":\"é\"}}"),
            _ => format!(
                "{{\"k\":{k},\"t\":\"{}\"}}",
                "\\\"x,]}".repeat(random.below(30))
            ),
        };
        let good = record(source, payload.as_bytes());
        match random.below(12) {
            0 => good
                .chars()
                .take(1 + random.below(good.len() / 2))
                .collect(),
            1 if source == "eventbridge" => "{\"detail\":1}".to_owned(),
            1 => "{\"x\":1}".to_owned(),
            _ => good,
        }
    };
    (0..count).map(|_| line(random)).collect()
}

fn outcomes(filters: &Filters, reader: impl Read + Send, options: &Options) -> Vec<Row> {
    run_with(filters, reader, options).unwrap().0
}

/// Returns inputs of every kind for `source`, small enough to be cut at every byte.
fn small_inputs(source: &str) -> Vec<(String, InputKind)> {
    let mut random = Random(7);
    let good = [1, 2].map(|k| record(source, format!("{{\"k\":{k},\"t\":\"é\"}}").as_bytes()));
    let lines = lines(source, 12, &mut random);
    let whole = event(source, &good);
    let mut inputs = vec![
        (lines.join("\n"), InputKind::Record),
        (lines.join("\r\n\r\n") + "\r\n", InputKind::Record),
        (
            "{\"k\":1,\"detail\":0}\nplain\n{\"t\":\"é\"}".to_owned(),
            InputKind::Payload,
        ),
    ];
    if source == "eventbridge" {
        let spread = good.map(|event| pretty(&event)).join("\n");
        let cut = format!("{}\n{spread}", &spread[..20]);
        inputs.extend([(spread, InputKind::Event), (cut, InputKind::Event)]);
        return inputs;
    }
    let spread = pretty(&whole);
    let cut = &whole[..whole.find(&good[1]).unwrap() + 30];
    let damaged = format!("{whole}\n{cut}\n{whole}\njunk\n{spread}{whole}\n{{}}\n{cut}");
    inputs.extend([
        (whole.clone(), InputKind::Event),
        (spread, InputKind::Event),
        (damaged, InputKind::Event),
    ]);
    inputs
}

#[test]
fn result_does_not_depend_on_the_size_of_reads() {
    for source in SOURCES {
        let filters = two_filters(source);
        for (input, kind) in small_inputs(source) {
            for kind in [None, Some(kind)] {
                let options = options(kind, 1);
                let whole = outcomes(&filters, input.as_bytes(), &options);
                assert!(!whole.is_empty());
                for step in [1, 2, 3, 7] {
                    let dribble = Dribble {
                        bytes: input.as_bytes(),
                        step,
                    };
                    let got = outcomes(&filters, dribble, &options);
                    assert_eq!(got, whole, "{source}, {step} bytes at a time: {input}");
                }
            }
        }
    }
}

#[test]
fn result_does_not_depend_on_where_reads_cut() {
    for source in SOURCES {
        let filters = two_filters(source);
        for (input, _) in small_inputs(source) {
            let options = options(None, 1);
            let whole = outcomes(&filters, input.as_bytes(), &options);
            for cut in 0..input.len() {
                let (head, tail) = input.as_bytes().split_at(cut);
                let got = outcomes(&filters, head.chain(tail), &options);
                assert_eq!(got, whole, "{source}, cut at {cut}: {input}");
            }
        }
    }
}

#[test]
fn limit_does_not_depend_on_the_reads() {
    let lines = lines("kinesis", 40, &mut Random(11)).join("\r\n");
    let mut inputs = vec![("kinesis", lines, InputKind::Payload)];
    for source in SOURCES {
        let of_source = small_inputs(source).into_iter();
        inputs.extend(of_source.map(|(input, kind)| (source, input, kind)));
    }
    for (source, input, kind) in inputs {
        let filters = two_filters(source);
        for bytes in (0..120).step_by(7) {
            let options = Options {
                max_record_bytes: Some(bytes),
                ..options(Some(kind), 1)
            };
            let whole = outcomes(&filters, input.as_bytes(), &options);
            for step in [1, 5, 64] {
                let got = outcomes(
                    &filters,
                    Dribble {
                        bytes: input.as_bytes(),
                        step,
                    },
                    &options,
                );
                assert_eq!(
                    got, whole,
                    "{source}, {bytes} bytes, {step} at a time: {input}"
                );
            }
        }
    }
}

#[test]
fn refusal_of_binary_data_does_not_depend_on_the_reads() {
    let filters = two_filters("sqs");
    let inputs = ["{\"k\":1}\n\0\n", "plain\n\0\n", "plain\n", "{\n\0"];
    for (input, is_text) in inputs.into_iter().zip([true, false, true, false]) {
        for step in [1, 3, 100] {
            let padded = format!("{:20}\n{input}", "");
            let reader = Dribble {
                bytes: padded.as_bytes(),
                step,
            };
            let opened = run_with(&filters, reader, &options(None, 1));
            assert_eq!(opened.is_ok(), is_text, "{input:?}, {step} at a time");
        }
    }
}

#[test]
fn result_does_not_depend_on_the_number_of_threads() {
    for source in SOURCES {
        let filters = two_filters(source);
        let mut random = Random(3);
        let records = lines(source, 12_000, &mut random);
        let whole = event(source, &records);
        for (input, kind) in [
            (records.join("\n"), InputKind::Record),
            (whole, InputKind::Event),
        ] {
            let single = run_with(&filters, input.as_bytes(), &options(Some(kind), 1)).unwrap();
            assert!(
                single.1.delivered > 1000 || kind == InputKind::Event,
                "{:?}",
                single.1
            );
            for threads in [2, 8] {
                let many = run_with(&filters, input.as_bytes(), &options(Some(kind), threads));
                let many = many.unwrap();
                assert_eq!(many.1, single.1, "{source}, {threads} threads");
                assert!(many.0 == single.0, "{source}, {threads} threads");
            }
        }
    }
}

/// Checks that an input gives the same result read and from memory.
fn check_memory(filters: &Filters, bytes: &[u8], options: &Options) {
    let read = run_with(filters, bytes, options).unwrap();
    let input = Input::of_bytes(bytes, filters.source(), options).unwrap();
    let counter = input.bytes_read();
    let lent = run_input(filters, input, options).unwrap();
    assert!(read == lent, "{}", String::from_utf8_lossy(bytes));
    let counted = counter.load(std::sync::atomic::Ordering::Relaxed);
    assert_eq!(counted, bytes.len() as u64);
}

#[test]
fn input_in_memory_has_the_result_of_a_read_one() {
    for source in SOURCES {
        let filters = two_filters(source);
        for (input, kind) in small_inputs(source) {
            for marked in [
                input.clone(),
                format!("\u{feff}{input}"),
                format!("\n \n{input}\r\n"),
            ] {
                check_memory(&filters, marked.as_bytes(), &options(Some(kind), 1));
                let limited = Options {
                    max_record_bytes: Some(40),
                    ..options(Some(InputKind::Payload), 1)
                };
                check_memory(&filters, marked.as_bytes(), &limited);
            }
        }
        let records = lines(source, 12_000, &mut Random(3)).join("\n");
        for threads in [1, 2, 8] {
            check_memory(
                &filters,
                records.as_bytes(),
                &options(Some(InputKind::Record), threads),
            );
        }
    }
}

#[test]
fn result_of_a_damaged_event_does_not_depend_on_the_reads() {
    let mut random = Random(5);
    let mut opened = 0;
    for source in SOURCES {
        let filters = two_filters(source);
        for _ in 0..200 {
            let records = [1, 2, 1].map(|k| record(source, format!("{{\"k\":{k}}}").as_bytes()));
            let mut input = format!("{0}\n{0}\n", event(source, &records)).into_bytes();
            for _ in 0..=random.below(3) {
                let at = random.below(input.len());
                input[at] = b"{}[]\",:\\\n x"[random.below(11)];
            }
            let options = options(Some(InputKind::Event), 1);
            let shown = String::from_utf8_lossy(&input).into_owned();
            let step = 1 + random.below(9);
            let whole = run_with(&filters, &input[..], &options);
            let got = run_with(
                &filters,
                Dribble {
                    bytes: &input,
                    step,
                },
                &options,
            );
            match (whole, got) {
                (Ok(whole), Ok(got)) => {
                    assert_eq!(got, whole, "{source}: {shown}");
                    assert!(!whole.0.is_empty(), "{source}: {shown}");
                    opened += 1;
                }
                // The damage may be in an `eventSource`.
                (whole, got) => assert_eq!(
                    whole.unwrap_err().to_string(),
                    got.unwrap_err().to_string(),
                    "{source}: {shown}"
                ),
            }
        }
    }
    assert!(opened > 1000, "{opened}");
}
