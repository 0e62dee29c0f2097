//! Which inputs are meant: files, directories with all that is in them, and patterns that the shell has left as they are.

use std::path::{Path, PathBuf};

use crate::exit::Reported;
use crate::output::Console;

/// The files that `inputs` mean, in order: a directory's by name, those in it behind those beside it.
pub(super) fn files(inputs: &[PathBuf], console: &Console) -> Result<Vec<PathBuf>, Reported> {
    let mut files = Vec::new();
    for input in inputs {
        if input.is_dir() {
            add_directory(input, &mut files, console)?;
        } else if is_pattern(input) && !input.exists() {
            add_matches(input, &mut files, console)?;
        } else {
            files.push(input.clone());
        }
    }
    Ok(files)
}

/// Hidden files are what systems leave behind (`.DS_Store`), not records.
fn add_directory(
    directory: &Path,
    files: &mut Vec<PathBuf>,
    console: &Console,
) -> Result<(), Reported> {
    let refused = |why: &dyn std::fmt::Display| {
        console.error(format_args!("can't read {}: {why}", directory.display()));
        Reported
    };
    let before = files.len();
    let mut hidden = 0;
    let entries = walkdir::WalkDir::new(directory).sort_by_file_name();
    for entry in entries {
        let entry = entry.map_err(|error| refused(&error))?;
        let is_hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        match entry.file_type().is_dir() {
            true => {}
            false if is_hidden => hidden += 1,
            false => files.push(entry.into_path()),
        }
    }
    if hidden > 0 {
        console.say(format_args!(
            "{}: {hidden} hidden files left out",
            directory.display()
        ));
    }
    if files.len() == before {
        return Err(refused(&"there is no file in it"));
    }
    Ok(())
}

fn is_pattern(path: &Path) -> bool {
    path.to_str()
        .is_some_and(|text| text.contains(['*', '?', '[']))
}

fn add_matches(
    pattern: &Path,
    files: &mut Vec<PathBuf>,
    console: &Console,
) -> Result<(), Reported> {
    let refused = |why: &dyn std::fmt::Display| {
        console.error(format_args!("can't read {}: {why}", pattern.display()));
        Reported
    };
    let text = pattern.to_string_lossy();
    let paths = glob::glob(&text).map_err(|error| refused(&error))?;
    let before = files.len();
    for path in paths {
        let path = path.map_err(|error| refused(&error))?;
        match path.is_dir() {
            true => add_directory(&path, files, console)?,
            false => files.push(path),
        }
    }
    if files.len() == before {
        return Err(refused(&"no file is named so"));
    }
    Ok(())
}
