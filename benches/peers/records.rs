//! Records, one per line, in memory and in a file: the same bytes for every contestant, in this process or another.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Records, and where each starts.
#[derive(Debug)]
pub(crate) struct Records {
    /// The file that other processes read.
    pub(crate) file: PathBuf,
    bytes: Vec<u8>,
    /// One entry more than records: the first is 0, each other one is the offset after a line break.
    starts: Vec<usize>,
}

impl Records {
    /// Makes records from lines, and writes them to `file` for other processes.
    pub(crate) fn save(bytes: Vec<u8>, file: PathBuf) -> io::Result<Self> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&file, &bytes)?;
        Ok(Self::new(bytes, file))
    }

    /// Reads the records of a file.
    pub(crate) fn load(file: &Path) -> io::Result<Self> {
        Ok(Self::new(std::fs::read(file)?, file.to_owned()))
    }

    fn new(bytes: Vec<u8>, file: PathBuf) -> Self {
        let ends = memchr::memchr_iter(b'\n', &bytes).map(|at| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Self {
            file,
            bytes,
            starts,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Returns the lines of some records, line breaks included.
    pub(crate) fn lines(&self, of: &Range<usize>) -> &[u8] {
        &self.bytes[self.starts[of.start]..self.starts[of.end]]
    }

    /// Returns some records, without line breaks.
    pub(crate) fn each(&self, of: &Range<usize>) -> impl Iterator<Item = &[u8]> {
        let ends = self.starts[of.start..=of.end].windows(2);
        ends.map(|line| &self.bytes[line[0]..line[1] - 1])
    }
}
