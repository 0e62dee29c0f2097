//! `--list`: every filter that is found, with its place, its source and its pattern.

use serde::Serialize;
use serde_json::Map;
use tidegate::Span;
use tidegate_batch::Route;
use tidegate_json::Json;

use super::found::{Group, LintFile};
use crate::diagnostic::LineFinder;

/// The name and version of the JSON.
const SCHEMA: &str = "tidegate.lint.list/v1";

#[derive(Serialize)]
struct Out<'f> {
    schema: &'static str,
    filters: Vec<Listed<'f>>,
}

/// One filter.
#[derive(Serialize)]
struct Listed<'f> {
    file: &'f str,
    line: usize,
    column: usize,
    name: String,
    /// As `--source` takes it; `None`: nothing says it.
    source: Option<&'static str>,
    pattern: &'f str,
    holes: Vec<Hole>,
    /// What the template sets of the mapping and its function.
    settings: Map<String, serde_json::Value>,
}

/// A part of a pattern whose value is not known before deployment.
#[derive(Serialize)]
struct Hole {
    line: usize,
    column: usize,
    what: String,
}

/// Returns the list as JSON.
pub(super) fn json(files: &[&LintFile]) -> String {
    tidegate_report::json(&Out {
        schema: SCHEMA,
        filters: files.iter().flat_map(|file| of_file(file)).collect(),
    })
}

/// Returns the list as text: a line for each filter.
pub(super) fn text(files: &[&LintFile]) -> String {
    let lines = files.iter().flat_map(|file| of_file(file)).map(|it| {
        format!(
            "{}:{}:{}  {}  {}  {}\n",
            it.file,
            it.line,
            it.column,
            it.source.unwrap_or("source unknown"),
            it.name,
            tidegate_report::safe(&compact(it.pattern))
        )
    });
    lines.collect()
}

fn compact(pattern: &str) -> String {
    match Json::parse_whole(pattern) {
        Ok(json) => json.to_string(),
        Err(_) => pattern.to_owned(),
    }
}

fn holes_of(file: &LintFile, group: &Group, index: usize, lines: &mut LineFinder<'_>) -> Vec<Hole> {
    let filter = file.entry(group).and_then(|it| it.filters.get(index));
    let open = filter
        .iter()
        .flat_map(|it| &it.holes)
        .filter(|it| it.is_open());
    let holes = open.map(|hole| {
        let (line, column) = lines.find(hole.range.start);
        Hole {
            line,
            column,
            what: hole.what.clone(),
        }
    });
    holes.collect()
}

/// Returns the settings whose values are known, by their names.
fn settings_of(file: &LintFile, group: &Group) -> Map<String, serde_json::Value> {
    let settings = file.entry(group).into_iter().flat_map(|it| &it.settings);
    let known = settings.filter_map(|it| Some((it.name.to_owned(), it.value.clone()?)));
    known.collect()
}

fn of_file(file: &LintFile) -> Vec<Listed<'_>> {
    let mut lines = LineFinder::new(&file.document);
    let groups = file.groups.iter();
    let filters = groups.flat_map(|group| {
        let filters = group.filters.iter().enumerate();
        filters.map(move |(index, filter)| (group, index, filter))
    });
    let listed = filters.map(|(group, index, filter)| {
        let span = filter.span_in(&file.document.text, Span::new(0, 1));
        let (line, column) = lines.find(span.start);
        Listed {
            file: &file.document.name,
            line,
            column,
            name: group.name_of(index),
            source: group.told.route().map(Route::name),
            pattern: &filter.text,
            holes: holes_of(file, group, index, &mut lines),
            settings: settings_of(file, group),
        }
    });
    listed.collect()
}
