//! Finds the files that inputs mean: files, directories with all that is in them, and patterns that the shell did not
//! expand.

use std::path::{Path, PathBuf};

use tidegate_figures::counted;

use crate::output::Console;

/// Returns the files that `inputs` mean, in order; those of a directory by name. An input that matches no file is
/// returned as it is, and opening it fails later.
pub(super) fn files(inputs: &[PathBuf], console: &Console) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for input in inputs {
        let before = files.len();
        if input.is_dir() {
            add_directory(input, &mut files, console);
        }
        for path in matches(input).unwrap_or_default() {
            match path.is_dir() {
                true => add_directory(&path, &mut files, console),
                false => files.push(path),
            }
        }
        if files.len() == before {
            files.push(input.clone());
        }
    }
    files
}

/// Returns whether a file holds no records by its name: operating systems leave such files, and AWS writes some with an
/// export.
/// (Amazon DynamoDB Developer Guide, "DynamoDB table export output format"; CloudWatch Logs User Guide, "Exporting log
/// data to Amazon S3"; read 2026-11-30)
fn is_without_records(name: &str) -> bool {
    let beside = [
        "manifest-summary.json",
        "manifest-files.json",
        "aws-logs-write-test",
        "_started",
    ];
    name.starts_with('.') || name.ends_with(".md5") || beside.contains(&name)
}

/// Adds the files of a directory. Files that hold no records are left out, and counted. A directory that can't be read
/// is added itself, and opening it fails later.
fn add_directory(directory: &Path, files: &mut Vec<PathBuf>, console: &Console) {
    let mut hidden = 0;
    for entry in walkdir::WalkDir::new(directory).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                files.extend(error.path().map(Path::to_owned));
                continue;
            }
        };
        let is_hidden =
            entry.depth() > 0 && is_without_records(&entry.file_name().to_string_lossy());
        match entry.file_type().is_dir() {
            true => {}
            false if is_hidden => hidden += 1,
            false => files.push(entry.into_path()),
        }
    }
    if hidden > 0 {
        console.say(format_args!(
            "{}: {} left out",
            directory.display(),
            counted(hidden, "file without records")
        ));
    }
}

/// Returns the paths that a pattern matches, in order. Returns `None` if the path is not a pattern, if a file has that
/// very name, or if nothing matches.
pub(crate) fn matches(pattern: &Path) -> Option<Vec<PathBuf>> {
    let text = pattern
        .to_str()
        .filter(|text| text.contains(['*', '?', '[']))?;
    if pattern.exists() {
        return None;
    }
    let paths: Vec<_> = glob::glob(text)
        .ok()?
        .map(|path| path.unwrap_or_else(|error| error.path().to_owned()))
        .collect();
    (!paths.is_empty()).then_some(paths)
}
