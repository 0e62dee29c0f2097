//! Which files hold the rows: those named, and in directories every `*.cases.jsonl`, sorted by path.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const SUFFIX: &str = ".cases.jsonl";

/// A path that can't be searched, and why.
pub(super) type Failure = (PathBuf, io::Error);

/// The files under `paths`, and what could not be searched.
pub(super) fn find(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Failure>) {
    let (mut files, mut failures) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            search(path, &mut files, &mut failures);
        } else {
            files.push(path.clone());
        }
    }
    (files, failures)
}

fn search(directory: &Path, files: &mut Vec<PathBuf>, failures: &mut Vec<Failure>) {
    let entries = fs::read_dir(directory).and_then(|entries| {
        entries
            .map(|entry| Ok(entry?.path()))
            .collect::<io::Result<Vec<_>>>()
    });
    match entries {
        Err(error) => failures.push((directory.to_owned(), error)),
        Ok(mut entries) => {
            entries.sort();
            for entry in entries {
                if is_real_directory(&entry) {
                    search(&entry, files, failures);
                } else if entry.to_string_lossy().ends_with(SUFFIX) {
                    files.push(entry);
                }
            }
        }
    }
}

/// Links to directories are not followed: they may lead round in a circle.
fn is_real_directory(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}
