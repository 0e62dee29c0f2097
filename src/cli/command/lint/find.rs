//! Which files are looked at: those that are named, and in directories those that may hold filters.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::inputs::matches;

/// Ends of names of files that may hold filters.
const ENDS: [&str; 5] = [".json", ".yaml", ".yml", ".template", ".tf"];

/// Directories that tools fill with copies: packages, builds, and the contents of functions.
const COPIES: [&str; 5] = [
    "node_modules",
    ".aws-sam",
    ".terraform",
    ".serverless",
    "target",
];

/// A file to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) path: PathBuf,
    pub(super) wish: Wish,
}

/// How a file was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// By name: it is expected to hold filters.
    Named,
    /// In a directory: it may hold none.
    Met,
}

/// Returns the files under `paths` in order, and the paths that can't be read, each with the reason.
pub(super) fn find(paths: &[PathBuf]) -> (Vec<Candidate>, Vec<String>) {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for path in paths {
        for path in matches(path).unwrap_or_else(|| vec![path.clone()]) {
            match path.is_dir() {
                true => walk(&path, &mut found, &mut failures),
                false => found.push(Candidate {
                    path,
                    wish: Wish::Named,
                }),
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found.dedup_by(|one, other| one.path == other.path);
    (found, failures)
}

/// Adds the files of a directory, without those that git ignores and those in [`COPIES`].
fn walk(directory: &Path, found: &mut Vec<Candidate>, failures: &mut Vec<String>) {
    let mut builder = WalkBuilder::new(directory);
    builder.require_git(false).filter_entry(|entry| {
        let is_directory = entry.file_type().is_some_and(|it| it.is_dir());
        let name = entry.file_name().to_string_lossy();
        let is_copy = COPIES.contains(&name.as_ref()) || name.starts_with("asset.");
        entry.depth() == 0 || !(is_directory && is_copy)
    });
    for entry in builder.build() {
        match entry {
            Ok(entry) if is_candidate(&entry) => found.push(Candidate {
                path: without_dot(entry.path()),
                wish: Wish::Met,
            }),
            Ok(_) => {}
            Err(error) => failures.push(error.to_string()),
        }
    }
}

fn is_candidate(entry: &ignore::DirEntry) -> bool {
    let is_file = entry.file_type().is_some_and(|it| it.is_file());
    let name = entry.file_name().to_string_lossy();
    is_file && ENDS.iter().any(|end| name.ends_with(end))
}

/// Returns the path without `./` at its beginning, as a person would type it.
fn without_dot(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}
