//! The samples in `corpora/shapes`, which cover every kind of input. Each is recognised with the source that it names,
//! and each of its records is judged, however the input is cut, ordered and compressed.

use serde_json::Value;
use tidegate_batch::{Filters, Input, InputError, InputKind, Options, Tally, Throughput};

use crate::harness::{Dribble, filters, named, run_with};

/// A row of `expected.json`.
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) source: String,
    pub(crate) needs_source: bool,
    pub(crate) kind: InputKind,
    pub(crate) read: u64,
    pub(crate) delivered: u64,
    passed_over: u64,
    pub(crate) bytes: Vec<u8>,
    filter: Option<String>,
    /// Whether its kind has to be asked for.
    pub(crate) forced: bool,
    /// The numbers of records read and delivered if aggregates are split.
    apart: Option<(u64, u64)>,
}

impl Sample {
    pub(crate) fn filters(&self) -> Filters {
        let pattern = self
            .filter
            .as_deref()
            .unwrap_or(match self.source.as_str() {
                "sqs" => r#"{"body":{"state":["paid"]}}"#,
                "kafka" => r#"{"value":{"state":["paid"]}}"#,
                "dynamodb" => r#"{"dynamodb":{"NewImage":{"state":{"S":["paid"]}}}}"#,
                "eventbridge" => r#"{"detail":{"state":["paid"]}}"#,
                _ => r#"{"data":{"state":["paid"]}}"#,
            });
        filters(&self.source, &[pattern])
    }

    /// Returns the options to read the sample with.
    pub(crate) fn options(&self) -> Options {
        Options {
            input: self.forced.then_some(self.kind),
            ..Options::default()
        }
    }

    /// Returns the expected counts.
    fn counts(&self) -> (u64, u64, u64) {
        (self.read, self.delivered, self.passed_over)
    }
}

fn counts(tally: &Tally) -> (u64, u64, u64) {
    (tally.read, tally.delivered, tally.passed_over)
}

fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/shapes")
}

pub(crate) fn samples() -> Vec<Sample> {
    let rows = std::fs::read_to_string(folder().join("expected.json")).unwrap();
    let rows: Vec<Value> = serde_json::from_str(&rows).unwrap();
    let sample = |row: &Value| {
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        let name = text("sample");
        Sample {
            bytes: std::fs::read(folder().join(&name)).unwrap(),
            name,
            source: text("source"),
            needs_source: row["needs_source"].as_bool().unwrap(),
            kind: text("input").parse().unwrap(),
            read: row["read"].as_u64().unwrap(),
            delivered: row["delivered"].as_u64().unwrap(),
            passed_over: row["passed_over"].as_u64().unwrap_or(0),
            apart: row["apart"].as_object().map(|apart| {
                let count = |key: &str| apart[key].as_u64().unwrap();
                (count("read"), count("delivered"))
            }),
            forced: row["forced"] == true,
            filter: row["filter"].as_str().map(str::to_owned),
        }
    };
    rows.iter().map(sample).collect()
}

/// Returns the unpacked bytes.
pub(crate) fn plain(sample: &Sample) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut reader = tidegate_batch::unpacked(&sample.bytes[..]).unwrap();
    std::io::Read::read_to_end(&mut reader, &mut plain).unwrap();
    plain
}

#[test]
fn sample_is_recognised_and_counted() {
    for sample in samples() {
        let source = named(&sample.source);
        let given = sample.needs_source.then_some(source);
        let input = Input::open(&sample.bytes[..], given, &sample.options());
        let input = input.unwrap_or_else(|error| panic!("{}: {error}", sample.name));
        let detected = input.detected();
        assert_eq!(detected.kind, sample.kind, "{}", sample.name);
        assert_eq!(detected.source, Some(source), "{}", sample.name);
        let (_, tally) = run_with(&sample.filters(), &sample.bytes[..], &sample.options()).unwrap();
        assert_eq!(counts(&tally), sample.counts(), "{}", sample.name);
    }
}

#[test]
fn aggregate_with_enhanced_fan_out_is_split() {
    let options = Options {
        throughput: Throughput::EnhancedFanOut,
        ..Options::default()
    };
    for sample in samples().into_iter().filter(|it| !it.forced) {
        let counts = sample.apart.unwrap_or((sample.read, sample.delivered));
        let (_, tally) = run_with(&sample.filters(), &sample.bytes[..], &options).unwrap();
        assert_eq!((tally.read, tally.delivered), counts, "{}", sample.name);
    }
}

#[test]
fn every_kind_has_a_sample_and_every_sample_a_row() {
    let samples = samples();
    for kind in InputKind::ALL {
        assert!(!kind.samples().is_empty(), "{}", kind.name());
        for name in kind.samples() {
            let row = samples.iter().find(|sample| sample.name == *name);
            assert!(row.is_some(), "{name} of {}", kind.name());
        }
    }
    for file in std::fs::read_dir(folder()).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let is_about = ["expected.json", "origin.md"].contains(&name.as_str());
        assert!(
            is_about || samples.iter().any(|it| it.name == name),
            "{name} has no row"
        );
    }
}

#[test]
fn example_of_a_kind_is_recognised() {
    for kind in InputKind::ALL {
        let opened = Input::open(kind.example().as_bytes(), None, &Options::default());
        let source = match opened {
            Ok(input) => input.detected().source.unwrap(),
            Err(InputError::UnknownSource { .. }) => named("sqs"),
            // This kind is never recognised, only asked for.
            Err(InputError::Ambiguous { readings }) => {
                assert!(readings[0].ends_with(kind.name()), "{readings:?}");
                continue;
            }
            Err(error) => panic!("{}: {error}", kind.name()),
        };
        let input = Input::open(kind.example().as_bytes(), source, &Options::default()).unwrap();
        assert_eq!(input.detected().kind, kind, "{}", kind.example());
    }
}

#[test]
fn manual_has_a_row_for_every_kind() {
    let manual = std::fs::read_to_string(folder().join("../../docs/inputs.md")).unwrap();
    for kind in InputKind::ALL {
        let samples = kind.samples().iter().map(|name| format!("`{name}`"));
        let samples = samples.collect::<Vec<_>>().join(", ");
        let row = format!("| `{}` | {} | {samples} |\n", kind.name(), kind.title());
        assert!(manual.contains(&row), "{row}");
    }
}

#[test]
fn result_of_a_sample_does_not_depend_on_the_reads() {
    for sample in samples() {
        let plain = plain(&sample);
        let filters = sample.filters();
        let whole = run_with(&filters, &plain[..], &sample.options()).unwrap();
        for step in [1, 7, 1_000] {
            let dribble = Dribble {
                bytes: &plain,
                step,
            };
            let cut = run_with(&filters, dribble, &sample.options()).unwrap();
            assert_eq!(cut, whole, "{} in steps of {step}", sample.name);
        }
    }
}

#[test]
fn sample_of_another_source_is_refused_by_name() {
    for sample in samples().iter().filter(|it| !it.needs_source) {
        let other = if sample.source == "sqs" {
            "kinesis"
        } else {
            "sqs"
        };
        let opened = Input::open(&sample.bytes[..], named(other), &Options::default());
        let message = opened.expect_err(&sample.name).to_string();
        assert!(message.contains(other), "{}: {message}", sample.name);
    }
}

/// Returns the row with the keys of every object in reverse order.
fn reversed(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().rev();
            let members: Vec<_> = members
                .map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), reversed(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(reversed).collect();
            format!("[{}]", items.join(","))
        }
        scalar => scalar.to_string(),
    }
}

#[test]
fn result_does_not_depend_on_the_order_of_keys() {
    for sample in samples() {
        let plain = plain(&sample);
        let values = serde_json::Deserializer::from_slice(&plain).into_iter::<Value>();
        let Ok(values) = values.collect::<Result<Vec<_>, _>>() else {
            continue;
        };
        let turned: Vec<_> = values.iter().map(reversed).collect();
        let filters = sample.filters();
        for text in [turned.join("\n"), turned.join(" ")] {
            let (_, tally) = run_with(&filters, text.as_bytes(), &Options::default()).unwrap();
            assert_eq!(counts(&tally), sample.counts(), "{}: {text}", sample.name);
        }
    }
}
