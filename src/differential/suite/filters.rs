//! The filters of the repository: those of the rows in `filters/cases`, and the examples.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tidegate::{Profile, Source};
use tidegate_batch::Route;
use tidegate_batch::criteria::Criteria;

use crate::dialect::{profile, source};
use crate::rows::{Reader, Row, read_rows};

use super::score::Scored;

/// Returns each filter in `filters/cases` and `filters/examples` once. Patterns for events are read as event-ruler reads
/// them, because the rows' events have no envelope.
///
/// # Errors
/// The file that can't be read.
pub fn repository_filters(folder: &Path) -> Result<Vec<Scored>, String> {
    let mut all: Vec<Scored> = Vec::new();
    for path in files(&folder.join("cases"), ".jsonl")? {
        let rows =
            read_rows(&text(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
        all.extend(rows.iter().filter_map(of_row));
    }
    for path in files(&folder.join("examples"), ".json")? {
        all.push(example(&path)?);
    }
    let mut once: Vec<Scored> = Vec::new();
    for scored in all {
        if !once.contains(&scored) {
            once.push(scored);
        }
    }
    Ok(once)
}

fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, String> {
    let failed = |error| format!("{}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(failed)?;
    let paths = entries
        .map(|entry| entry.map(|it| it.path()))
        .collect::<Result<Vec<_>, _>>();
    let mut paths = paths.map_err(failed)?;
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    Ok(paths)
}

fn text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn of_row(row: &Row) -> Option<Scored> {
    let dialect = row.dialect?;
    let source = source(dialect);
    let profile = match (source, row.reader) {
        (Source::EventBridge, _) => Profile::Ruler,
        (source, Reader::Pipe) => Profile::Pipes(source),
        (_, Reader::Service) => profile(dialect),
    };
    Some(Scored {
        source,
        profile,
        patterns: vec![row.pattern.clone()],
    })
}

/// Reads an example. Its source is that of the rows beside it.
fn example(path: &Path) -> Result<Scored, String> {
    let rows = text(&path.with_extension("cases.jsonl"))?;
    let first = rows
        .lines()
        .next()
        .and_then(|line| serde_json::from_str::<Value>(line).ok());
    let named = first.as_ref().and_then(|row| row["source"].as_str());
    let route = named.and_then(|name| name.parse::<Route>().ok());
    let route =
        route.ok_or_else(|| format!("{}: the rows beside it name no source", path.display()))?;
    let criteria = Criteria::read(&text(path)?, None)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Scored {
        source: route.source(),
        profile: route.profile(),
        patterns: criteria
            .filters
            .into_iter()
            .map(|filter| filter.text)
            .collect(),
    })
}
