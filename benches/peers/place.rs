//! Where files are written.

use std::path::PathBuf;

/// The folder of records, classes and results of a part.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/peers")
}

/// The folder of the results of a whole run.
pub(crate) fn benches() -> PathBuf {
    let mut folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    folder.pop();
    folder
}
