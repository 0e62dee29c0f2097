//! Runs one row: compiles its patterns, and evaluates its event with the engine or as a record of a source.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use tidegate::{Invalid, InvalidKind, Profile, Program, Rule, Source};
use tidegate_batch::criteria::Criteria;
use tidegate_batch::{
    Disposition, Filters, Input, InputError, InputKind, Options, RecordForm, evaluate,
};
use tidegate_json::Json;
use tidegate_template::Values;

use super::expect::Answer;
use super::row::{Patterns, Row, Subject};
use super::tell;
use crate::args::NamedFile;
use crate::filters;

/// Fields that `TestEventPattern` requires. (EventBridge API reference, "TestEventPattern", read 2026-11-23; the
/// reference lists `resources` too, but AWS accepts an event without it.)
const MANDATORY_FIELDS: [&str; 6] = ["id", "account", "source", "time", "region", "detail-type"];

/// Reads each filter file once.
#[derive(Default)]
pub(super) struct FilterFiles(HashMap<PathBuf, Result<Criteria, String>>);

impl FilterFiles {
    fn criteria(&mut self, path: &Path) -> Result<Criteria, String> {
        self.0
            .entry(path.to_owned())
            .or_insert_with(|| read(path))
            .clone()
    }
}

fn read(path: &Path) -> Result<Criteria, String> {
    let file = NamedFile::parse(path.as_os_str());
    let document = filters::open_file(&file.path).map_err(|error| error.to_string())?;
    let around = filters::Around::of(&file.path, Values::default());
    let read = filters::read(&document, file.name(), &around);
    let read = read.map_err(|errors| {
        let error = &errors[0];
        let choices = error.choices.join("; ");
        let help = error.help.iter().chain([&choices]);
        let help: Vec<_> = help.filter(|text| !text.is_empty()).cloned().collect();
        format!("{}: {error} ({})", file.path.display(), help.join(": "))
    });
    read.map(|read| read.criteria)
}

/// Returns the answer to a row of `file`. Returns `Err` with the reason if the row can't be run.
pub(super) fn ask(row: &Row, file: &Path, files: &mut FilterFiles) -> Result<Answer, String> {
    let texts = texts(row, file, files)?;
    let texts: Vec<_> = texts.iter().map(String::as_str).collect();
    match row.subject {
        Subject::Engine(profile) => Ok(ask_engine(row, profile, &texts)),
        Subject::TestEventPattern => Ok(ask_api(row, &texts)),
        Subject::Records(route, profile) => Ok(ask_source(row, route.source(), profile, &texts)),
    }
}

/// Returns explain's tree for a row of `file`.
pub(super) fn tree(row: &Row, file: &Path, files: &mut FilterFiles) -> Option<String> {
    let texts = texts(row, file, files).ok()?;
    let texts: Vec<_> = texts.iter().map(String::as_str).collect();
    tell::tree(row, &texts)
}

fn texts(row: &Row, file: &Path, files: &mut FilterFiles) -> Result<Vec<String>, String> {
    if let Patterns::Text(text) = &row.patterns {
        return Ok(vec![text.clone()]);
    }
    let path = filter_file(row, file)?.unwrap_or_default();
    let criteria = files.criteria(&path)?;
    match (row.subject, criteria.route) {
        (Subject::Records(route, _), Some(told)) if told != route => Err(format!(
            "the row is for {route}, but the filters in {} are for {told}",
            path.display()
        )),
        _ => Ok(criteria.filters.into_iter().map(|it| it.text).collect()),
    }
}

/// Returns the filter file of a row of `file`; `None` if the row has its pattern itself.
pub(super) fn filter_file(row: &Row, file: &Path) -> Result<Option<PathBuf>, String> {
    match &row.patterns {
        Patterns::Text(_) => Ok(None),
        Patterns::File(name) => Ok(Some(file.with_file_name(name))),
        Patterns::Companion => {
            let name = file.file_name().and_then(|name| name.to_str());
            let stem = name.and_then(|name| name.strip_suffix(".cases.jsonl"));
            let Some(stem) = stem else {
                return Err(
                    "neither `pattern` nor `filter`, and the file is not called NAME.cases.jsonl"
                        .to_owned(),
                );
            };
            Ok(Some(file.with_file_name(format!("{stem}.json"))))
        }
    }
}

fn ask_engine(row: &Row, profile: Profile, texts: &[&str]) -> Answer {
    let program = match program(profile, texts) {
        Ok(program) => program,
        Err(error) => return Answer::InvalidPattern(error),
    };
    let Some(event) = event(row) else {
        return Answer::ValidPattern;
    };
    match program.matcher().event(event.as_bytes()) {
        Ok(verdict) => Answer::Matched(verdict.is_match()),
        Err(invalid) => Answer::InvalidEvent(sentence(invalid)),
    }
}

fn program(profile: Profile, texts: &[&str]) -> Result<Program, tidegate::Error> {
    let read = |text: &&str| Rule::read(text, profile);
    let rules = texts.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Program::compile(&rules)
}

/// Returns the event, if the row asks about more than its pattern.
fn event(row: &Row) -> Option<&str> {
    row.event.as_deref().filter(|_| row.expected.needs_event())
}

fn ask_api(row: &Row, texts: &[&str]) -> Answer {
    let answer = ask_engine(row, Profile::Service(Source::EventBridge), texts);
    let Some(event) = event(row) else {
        return answer;
    };
    if matches!(answer, Answer::InvalidPattern(_)) {
        return answer;
    }
    match missing_field(event) {
        Some(field) => {
            Answer::InvalidEvent(format!("TestEventPattern wants an event with `{field}`"))
        }
        None => answer,
    }
}

fn missing_field(event: &str) -> Option<&'static str> {
    let Ok(event) = Json::parse_first(event) else {
        return None;
    };
    MANDATORY_FIELDS
        .into_iter()
        .find(|field| event.get(field).is_none())
}

fn ask_source(row: &Row, source: Source, profile: Profile, texts: &[&str]) -> Answer {
    let filters = match Filters::compile(source, profile, texts) {
        Ok(filters) => filters,
        Err(refused) => return Answer::InvalidPattern(refused.error),
    };
    let Some(event) = event(row) else {
        return Answer::ValidPattern;
    };
    match kind(row, source, event) {
        Ok(InputKind::Record) => judge(&filters, event, RecordForm::Record),
        Ok(InputKind::Payload) => judge(&filters, event, RecordForm::Payload),
        Ok(kind) => judge_one(&filters, event, kind),
        Err(why) => Answer::Unusable(why),
    }
}

/// Returns the kind of the row's event: the one that the row states, or the one that `match` would detect.
fn kind(row: &Row, source: Source, event: &str) -> Result<InputKind, String> {
    if let Some(kind) = row.input {
        return Ok(kind);
    }
    match Input::open(event.as_bytes(), source, &Options::default()) {
        Ok(input) => Ok(input.detected().kind),
        // The row states that this is an event. Rows about the language may leave out members that no filter asks for.
        Err(InputError::NotEvents { .. }) => Ok(InputKind::Payload),
        Err(error) => Err(told(&error)),
    }
}

/// Returns why the event can't be read. If it may be meant as something else, also says what to write into the row.
fn told(error: &InputError) -> String {
    match error {
        InputError::ForeignSource { .. }
        | InputError::ForeignKind { .. }
        | InputError::OtherService { .. }
        | InputError::Unfiltered(_)
        | InputError::OtherOutput(_)
        | InputError::ForeignText(_) => format!(
            "{error}; if it is the payload of a record, write \"input\":\"payload\" into the row"
        ),
        InputError::Ambiguous { readings } => {
            let ways: Vec<_> = readings.iter().map(|way| in_a_row(way)).collect();
            format!("the row has to say which it is: {}", ways.join("; "))
        }
        _ => error.to_string(),
    }
}

/// Returns a way to read an event, with the row's member in place of the option.
fn in_a_row(way: &str) -> String {
    match way.rsplit_once("--input ") {
        Some((what, name)) => format!("{what}\"input\":\"{name}\""),
        None => way.to_owned(),
    }
}

fn judge(filters: &Filters, event: &str, form: RecordForm) -> Answer {
    Answer::Judged(filters.judge().judge(event.as_bytes(), form).disposition)
}

/// Judges an event, or the output of a tool. It has to hold exactly one record, because a row has one answer.
fn judge_one(filters: &Filters, event: &str, kind: InputKind) -> Answer {
    let options = Options {
        input: Some(kind),
        threads: 1,
        ..Options::default()
    };
    let mut dispositions: Vec<Disposition> = Vec::new();
    let result = Input::open(event.as_bytes(), filters.source(), &options).and_then(|input| {
        evaluate(filters, input, &options, &mut |outcome| {
            dispositions.push(outcome.judged.disposition);
            ControlFlow::Continue(())
        })
    });
    match (result, dispositions.as_slice()) {
        (Err(error), _) => Answer::Unusable(error.to_string()),
        (Ok(_), [disposition]) => Answer::Judged(*disposition),
        (Ok(_), several) => Answer::Unusable(format!(
            "the event holds {} records, and a row is about one",
            several.len()
        )),
    }
}

fn sentence(invalid: Invalid) -> String {
    let what = match invalid.kind {
        InvalidKind::Truncated => "the event ends inside a value",
        InvalidKind::UnexpectedByte => "the event is not JSON",
        InvalidKind::NotAnObject => "the event is not an object",
        InvalidKind::TooDeep => "the event is nested too deeply",
        InvalidKind::TooLong => "the event has a number or a key that is too long",
        InvalidKind::NotUtf8 => "the event is not UTF-8",
        InvalidKind::TrailingText => "the event has text after it",
        _ => "the event can't be read",
    };
    format!("{what} (byte {})", invalid.offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(event: &str) -> String {
        let row = format!(
            r#"{{"id":"x","source":"sqs","pattern":{{"body":{{"a":[1]}}}},"event":{event},"expect":"delivered"}}"#
        );
        let row = Row::read(&row).unwrap();
        let answer = ask(&row, Path::new("rows.jsonl"), &mut FilterFiles::default());
        answer.unwrap().why()
    }

    #[test]
    fn event_that_may_be_a_payload_names_the_member_to_write() {
        for event in [
            r#"{"Records":[{"eventSource":"aws:s3","s3":{}}]}"#,
            r#"{"Records":[{"eventSource":"aws:kinesis","kinesis":{"data":"e30="}}]}"#,
            r#"{"eventSource":"aws:docdb","events":[]}"#,
            r#"{"body":"{}","total":1,"attributes":{}}"#,
        ] {
            let why = answer(event);
            assert!(why.contains(r#""input":"payload""#), "{event}: {why}");
        }
    }

    #[test]
    fn row_on_a_bus_may_hold_any_object() {
        let row = r#"{"id":"x","source":"eventbridge","pattern":{"a":[1]},"event":{"a":1},"expect":"delivered"}"#;
        let row = Row::read(row).unwrap();
        let answer = ask(&row, Path::new("rows.jsonl"), &mut FilterFiles::default());
        assert!(matches!(answer, Ok(Answer::Judged(Disposition::Delivered))));
    }
}
