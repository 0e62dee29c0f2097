//! Which files hold the rows: those named or matched, and in directories every `*.cases.jsonl`, sorted by path.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::inputs::matches;

const SUFFIX: &str = ".cases.jsonl";

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
