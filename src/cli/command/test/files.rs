//! Which files hold the rows: those named or matched, and in directories every `*.cases.jsonl`, sorted by path.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tidegate_batch::criteria::Criteria;

use crate::inputs::matches;

const SUFFIX: &str = ".cases.jsonl";

/// Members of which each row has some, and no filter at its root.
const ROW_MEMBERS: [&str; 4] = ["id", "expect", "event", "filter"];

/// Returns the error for a file that holds a filter instead of rows; `None` for any other.
pub(super) fn filter_instead(path: &Path, bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let json: Value = serde_json::from_str(text).ok()?;
    let is_row = ROW_MEMBERS.iter().any(|key| json.get(key).is_some());
    if is_row || Criteria::read(text, None).is_err() {
        return None;
    }
    let name = path.display();
    let rows = path.with_extension("cases.jsonl");
    Some(match rows.is_file() {
        true => format!(
            "{name} is a filter; its rows are in {}: name that file",
            rows.display()
        ),
        false => format!(
            "{name} is a filter, not rows, and its rows are missing: `tidegate test --init {name} RECORDS` writes them to {}",
            rows.display()
        ),
    })
}

/// A path that can't be searched, and why.
pub(super) type Failure = (PathBuf, io::Error);

/// The files of rows.
#[derive(Default)]
pub(super) struct Found {
    pub(super) files: Vec<PathBuf>,
    /// Directories that could not be searched.
    pub(super) failures: Vec<Failure>,
    /// Directories without a file of rows, each with the number of its other files whose name ends in `.jsonl`.
    pub(super) empty: Vec<(PathBuf, u64)>,
}

/// Returns the files under `paths`. A path with `*`, `?` or `[` that the shell did not expand means the files that it
/// matches.
pub(super) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        match matches(path) {
            Some(matched) => matched.iter().for_each(|path| found.add(path)),
            None => found.add(path),
        }
    }
    found
}

impl Found {
    fn add(&mut self, path: &Path) {
        if !path.is_dir() {
            self.files.push(path.to_owned());
            return;
        }
        let (files, failures) = (self.files.len(), self.failures.len());
        let mut others = 0;
        self.search(path, &mut others);
        if (self.files.len(), self.failures.len()) == (files, failures) {
            self.empty.push((path.to_owned(), others));
        }
    }

    /// Adds the files of rows in a directory. `others` counts the other files whose name ends in `.jsonl`.
    fn search(&mut self, directory: &Path, others: &mut u64) {
        let entries = fs::read_dir(directory).and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<io::Result<Vec<_>>>()
        });
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.failures.push((directory.to_owned(), error)),
        };
        entries.sort();
        for entry in entries {
            let name = entry.to_string_lossy();
            if is_real_directory(&entry) {
                self.search(&entry, others);
            } else if name.ends_with(SUFFIX) {
                self.files.push(entry);
            } else if name.ends_with(".jsonl") {
                *others += 1;
            }
        }
    }
}

/// Returns whether a path is a directory and not a link to one: links may form a circle.
fn is_real_directory(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}
