//! Which inputs are meant: files, directories with all that is in them, and patterns that the shell has left as they are.

use std::path::{Path, PathBuf};

use tidegate_figures::counted;

use crate::output::Console;

/// The files that `inputs` mean, in order: those of a directory by name. What means no file stands for itself, and will be
/// refused in its turn.
pub(super) fn files(inputs: &[PathBuf], console: &Console) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for input in inputs {
        let before = files.len();
        if input.is_dir() {
            add_directory(input, &mut files, console);
        } else if is_pattern(input) && !input.exists() {
            add_matches(input, &mut files, console);
        }
        if files.len() == before {
            files.push(input.clone());
        }
    }
    files
}

/// Names of files that lie beside records and hold none: left by operating systems, or written by AWS with an export.
/// (Amazon DynamoDB Developer Guide, "DynamoDB table export output format"; CloudWatch Logs User Guide, "Exporting log
/// data to Amazon S3"; read 2026-11-30)
fn is_no_record(name: &str) -> bool {
    let beside = [
        "manifest-summary.json",
        "manifest-files.json",
        "aws-logs-write-test",
        "_started",
    ];
    name.starts_with('.') || name.ends_with(".md5") || beside.contains(&name)
}

/// Files that hold no records are left out, and counted. What can't be looked into stands for itself.
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
        let is_hidden = entry.depth() > 0 && is_no_record(&entry.file_name().to_string_lossy());
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

fn is_pattern(path: &Path) -> bool {
    path.to_str()
        .is_some_and(|text| text.contains(['*', '?', '[']))
}

fn add_matches(pattern: &Path, files: &mut Vec<PathBuf>, console: &Console) {
    let Ok(paths) = glob::glob(&pattern.to_string_lossy()) else {
        return;
    };
    for path in paths {
        match path {
            Ok(path) if path.is_dir() => add_directory(&path, files, console),
            Ok(path) => files.push(path),
            Err(error) => files.push(error.path().to_owned()),
        }
    }
}
