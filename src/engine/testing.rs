//! What tests of several modules need.

use std::fs;
use std::path::{Path, PathBuf};

/// A seeded stream of numbers; equal on every machine.
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed ^ mixed >> 29
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.bits() >> 1) as usize % limit
    }

    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

/// Appends a list of numbers, strings, lists and objects, short or long; `levels`: how many may be nested in it.
pub(crate) fn push_list(draw: &mut Draw, text: &mut String, levels: usize) {
    let most = draw.one_of(&[3, 30, 64, 200]);
    text.push('[');
    for element in 0..draw.below(most) {
        if element > 0 {
            text.push(',');
        }
        match draw.below(most) {
            0 if levels > 0 => push_list(draw, text, levels - 1),
            1 if levels > 0 => {
                text.push_str("{\"a\":");
                push_list(draw, text, levels - 1);
                text.push('}');
            }
            2 => text.push_str("\"[}:\\\"{\""),
            _ => text.push('1'),
        }
    }
    text.push(']');
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
