//! Explanations of all records in the repository: corpora, examples and cases. Each explanation must agree with the
//! judge, filter by filter, and must give a reason.

use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use tidegate::{Outcome as FieldOutcome, Profile, Source};
use tidegate_batch::criteria::Criteria;
use tidegate_batch::{
    Disposition, FilterView, Filters, Input, Options, Outcome, RecordExplainer, RecordForm,
    evaluate,
};
use tidegate_json::{Json, JsonKind};

use crate::harness::{filters, named};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Explains a record and compares the explanation with the outcome.
#[track_caller]
fn check(explainer: &mut RecordExplainer, outcome: &Outcome<'_>, what: &str) {
    let why = explainer.explain(outcome);
    assert_eq!(why.disposition, outcome.judged.disposition, "{what}");
    for (index, filter) in why.by_filter.iter().enumerate() {
        let delivers = outcome.judged.filters.contains(&index);
        assert_eq!(filter.delivers, delivers, "{what} filter {index}");
        let Some(explanation) = &filter.explanation else {
            assert!(
                filter.view == FilterView::Barred && !delivers,
                "{what}: {why:?}"
            );
            continue;
        };
        assert_eq!(
            explanation.matched, delivers,
            "{what} filter {index}: {why:?}"
        );
        let matching = explanation
            .branches
            .iter()
            .filter(|branch| branch.matched)
            .count();
        assert_eq!(matching > 0, delivers, "{what} filter {index}");
        for branch in &explanation.branches {
            assert_eq!(branch.matched, branch.failures() == 0, "{what}: {branch:?}");
            assert!(branch.matched || !branch.fields.is_empty(), "{what}");
            assert!(!branch.matched || branch.obstacles.is_empty(), "{what}");
            for field in &branch.fields {
                let failed = field.outcome != FieldOutcome::Satisfied;
                assert_eq!(failed, field.reason.is_some(), "{what}: {field:?}");
                assert!(field.reason.as_deref() != Some(""), "{what}: {field:?}");
                assert!(field.values.len() <= field.value_count, "{what}: {field:?}");
            }
        }
    }
    let is_read = !matches!(
        why.disposition,
        Disposition::Unreadable(_) | Disposition::Dropped(_)
    );
    assert!(!is_read || !why.by_filter.is_empty(), "{what}");
    check_obstacles(explainer, outcome, what);
}

/// Checks that the obstacles found directly are those in the explanation.
fn check_obstacles(explainer: &mut RecordExplainer, outcome: &Outcome<'_>, what: &str) {
    let obstacles = explainer.obstacles(outcome);
    if outcome.judged.disposition != Disposition::Filtered {
        assert!(obstacles.is_empty(), "{what}");
        return;
    }
    let why = explainer.explain(outcome);
    let explanations = why
        .by_filter
        .iter()
        .filter_map(|filter| filter.explanation.as_ref());
    let branches = explanations.flat_map(|explanation| &explanation.branches);
    let long: Vec<usize> = branches
        .map(|branch| branch.obstacles.len())
        .filter(|count| *count > 0)
        .collect();
    let short: Vec<usize> = obstacles.iter().map(|it| it.conditions.len()).collect();
    assert_eq!(short, long, "{what}");
}

fn check_input(filters: &Filters, path: &Path) -> u64 {
    let options = Options::default();
    let file = File::open(path).unwrap();
    let input = Input::open(file, filters.source(), &options).unwrap();
    let mut explainer = filters.explainer().unwrap();
    let tally = evaluate(filters, input, &options, &mut |outcome| {
        check(
            &mut explainer,
            &outcome,
            &format!("{} {}", path.display(), outcome.index),
        );
        ControlFlow::Continue(())
    });
    tally.unwrap().read
}

fn filters_of(path: &Path, source: Source) -> Filters {
    let criteria = Criteria::read(&fs::read_to_string(path).unwrap(), None).unwrap();
    let texts: Vec<_> = criteria
        .filters
        .iter()
        .map(|filter| filter.text.as_str())
        .collect();
    Filters::compile(source, Profile::Service(source), &texts).unwrap()
}

fn rows(path: &Path) -> Vec<Json> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| Json::parse_whole(line).unwrap())
        .collect()
}

/// Returns a field of a row as text: a string as it is, any other JSON as its text.
fn text(row: &Json, key: &str) -> Option<String> {
    let field = row.get(key)?;
    match &field.kind {
        JsonKind::Null => None,
        JsonKind::String(_) => Some(field.as_str()?.to_owned()),
        _ => Some(field.to_string()),
    }
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(repository().join(folder)).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(ending));
    files.sort();
    files
}

/// Applies every example filter to every record in the corpus of its source.
#[test]
fn explanation_of_a_corpus_agrees_with_the_judge() {
    let mut read = 0;
    for example in files("filters/examples", ".json") {
        let cases = rows(&example.with_extension("cases.jsonl"));
        let source = named(&text(&cases[0], "source").unwrap());
        let corpus = match source.name() {
            "kinesis" => "corpora/sensors/sensors.ndjson",
            "sqs" => "corpora/orders/orders.ndjson.gz",
            _ => continue,
        };
        read += check_input(&filters_of(&example, source), &repository().join(corpus));
    }
    assert!(read > 1000, "{read}");
}

fn check_row(filters: &Filters, record: &str, what: &str) {
    check_form(filters, record, RecordForm::Record, what);
}

fn check_form(filters: &Filters, record: &str, form: RecordForm, what: &str) {
    let mut judge = filters.judge();
    let outcome = Outcome {
        index: 0,
        offset: 0,
        read: b"",
        record: record.as_bytes(),
        form,
        judged: judge.judge(record.as_bytes(), form),
    };
    check(&mut filters.explainer().unwrap(), &outcome, what);
}

#[test]
fn explanation_of_an_example_agrees_with_the_judge() {
    for example in files("filters/examples", ".json") {
        for row in rows(&example.with_extension("cases.jsonl")) {
            let source = named(&text(&row, "source").unwrap());
            let id = format!("{} {}", example.display(), text(&row, "id").unwrap());
            let event = text(&row, "event").unwrap();
            check_row(&filters_of(&example, source), &event, &id);
        }
    }
}

fn dialect(name: &str) -> (Source, Profile) {
    match name {
        "eventbridge" => (Source::EventBridge, Profile::Service(Source::EventBridge)),
        "pipes" => (Source::EventBridge, Profile::Pipes(Source::EventBridge)),
        "ruler" => (Source::EventBridge, Profile::Ruler),
        name => match name.strip_prefix("pipes/").map(named) {
            Some(source) => (source, Profile::Pipes(source)),
            None => {
                let source = named(name.strip_prefix("esm-").unwrap());
                (source, Profile::Service(source))
            }
        },
    }
}

#[test]
fn explanation_of_a_case_agrees_with_the_judge() {
    let mut explained = 0;
    for file in files("filters/cases", ".jsonl") {
        for row in rows(&file) {
            let (Some(pattern), Some(event)) = (text(&row, "pattern"), text(&row, "event")) else {
                continue;
            };
            let (source, profile) = dialect(&text(&row, "dialect").unwrap());
            let Ok(filters) = Filters::compile(source, profile, &[&pattern]) else {
                continue;
            };
            let id = format!("{} {}", file.display(), text(&row, "id").unwrap());
            check_row(&filters, &event, &id);
            explained += 1;
        }
    }
    assert!(explained > 200, "{explained}");
}

/// Records that can't be read, have no payload, or are bare payloads.
#[test]
fn explanation_of_an_odd_record_agrees_with_the_judge() {
    let texts = r#"{"body":["x"]}"#;
    let json = r#"{"body":{"k":[1]}}"#;
    let records = [
        "",
        "{",
        "[]",
        "{}",
        r#"{"body":null}"#,
        r#"{"body":5}"#,
        r#"{"body":"x"}"#,
        r#"{"body":"{}"}"#,
        r#"{"body":"\\ud800"}"#,
        r#"{"body":"{\"k\":1}"} x"#,
    ];
    for patterns in [&[texts][..], &[json], &[json, texts], &[texts, json]] {
        let queue = filters("sqs", patterns);
        for record in records {
            check_row(&queue, record, record);
            check_form(&queue, record, RecordForm::Payload, record);
        }
    }
    let topics = filters(
        "kafka",
        &[r#"{"topic":["t"],"value":{"k":[1]}}"#, r#"{"key":["k"]}"#],
    );
    for record in [
        r#"{"topic":"t"}"#,
        r#"{"topic":"t","value":null}"#,
        r#"{"topic":"t","value":"eA=="}"#,
        r#"{"topic":"t","value":"%"}"#,
        r#"{"topic":"u","value":"e30="}"#,
        r#"{"key":"aw=="}"#,
        r#"{"key":"%"}"#,
    ] {
        check_row(&topics, record, record);
    }
    let changes = filters("dynamodb", &[r#"{"dynamodb":{"Keys":{"k":{"S":["a"]}}}}"#]);
    for change in [r#"{"Keys":{"k":{"S":"a"}}}"#, r#"{"Keys":{}}"#, "{", "5"] {
        check_form(&changes, change, RecordForm::Payload, change);
        check_row(&changes, change, change);
    }
}
