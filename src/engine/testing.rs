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

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of cases.
pub(crate) fn files_of_cases() -> Vec<PathBuf> {
    let cases = fs::read_dir(repository().join("filters/cases"));
    let cases = cases.expect("the repository has cases");
    cases.map(|file| file.unwrap().path()).collect()
}

/// Files of the repository with a text a line: its cases, and readings of sensors.
pub(crate) fn files_of_texts() -> Vec<PathBuf> {
    let mut files = files_of_cases();
    files.push(repository().join("corpora/sensors/sensors.ndjson"));
    files
}
