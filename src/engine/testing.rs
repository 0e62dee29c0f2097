//! What tests of several modules need.

use std::fs;
use std::path::{Path, PathBuf};

/// A seeded stream of numbers; equal on every machine.
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

/// Files of the repository with a text a line: its cases, and readings of sensors.
pub(crate) fn files_of_texts() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let cases = fs::read_dir(root.join("filters/cases")).expect("the repository has cases");
    let mut files: Vec<_> = cases.map(|file| file.unwrap().path()).collect();
    files.push(root.join("corpora/sensors/sensors.ndjson"));
    files
}
