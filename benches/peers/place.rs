//! The folders for files.

use std::path::PathBuf;

/// Returns the folder for records, classes and results of partial runs.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/peers")
}

/// Returns the folder for the results of a whole run.
pub(crate) fn benches() -> PathBuf {
    let mut folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    folder.pop();
    folder
}
