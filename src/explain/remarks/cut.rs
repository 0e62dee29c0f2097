//! Finds out that an input ends inside a record, and says in which line. Counts from such an input lack the records
//! after the cut.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use tidegate_batch::{Disposition, Outcome, UnreadableReason};

/// Watches for a record that is cut and is the last of its input.
#[derive(Clone, Copy, Debug, Default)]
pub struct CutWatch {
    /// Offset of the last record, if it is cut.
    offset: Option<u64>,
}

impl CutWatch {
    /// Looks at the next record of the input.
    pub fn take(&mut self, outcome: &Outcome<'_>) {
        let is_cut = matches!(
            outcome.judged.disposition,
            Disposition::Unreadable(UnreadableReason::Truncated)
        );
        self.offset = is_cut.then_some(outcome.offset);
    }

    /// Returns the place in the input at which the cut record begins; `None` if the input ends with a whole record.
    #[must_use]
    pub fn place(&self, path: &Path) -> Option<String> {
        self.offset.map(|offset| place_of(path, offset))
    }
}

/// Returns the place of the byte at `offset` of an input, in words: `on line 3`.
pub(super) fn place_of(path: &Path, offset: u64) -> String {
    match line_at(path, offset) {
        Some(line) => format!("on line {line}"),
        None => format!("at byte {}", offset + 1),
    }
}

/// Returns the line, from 1, in which the byte at `offset` of the unpacked file stands. `None` for stdin, which can't
/// be read again, and if the file can't be read so far.
fn line_at(path: &Path, offset: u64) -> Option<u64> {
    if !path.is_file() {
        return None;
    }
    let plain = tidegate_batch::unpacked(File::open(path).ok()?).ok()?;
    let before = BufReader::new(plain.take(offset));
    let mut breaks = 0;
    let mut read = before;
    loop {
        let bytes = read.fill_buf().ok()?;
        if bytes.is_empty() {
            return Some(breaks + 1);
        }
        breaks += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        let length = bytes.len();
        read.consume(length);
    }
}
