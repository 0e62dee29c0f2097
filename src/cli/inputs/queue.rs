//! The inputs in order. The next few are read ahead, each on a thread of its own, so that several files are unpacked at
//! the same time.

use std::collections::VecDeque;
use std::iter::Peekable;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use tidegate::Source;
use tidegate_batch::Options;

use super::begin::{Begun, NotBegun, begin};
use super::settle::Settled;
use super::wanted::Wanted;

/// Inputs read ahead at most, however many cores there are: each holds a few chunks.
const AHEAD_MAX: usize = 16;

/// The inputs that are still to be read.
pub(super) struct Queue {
    paths: Peekable<std::vec::IntoIter<PathBuf>>,
    options: Options,
    wanted: Wanted,
    settled: Source,
    /// The input that was opened to find the source, and the number of inputs before it.
    begun: Option<(usize, Begun)>,
    ready: VecDeque<Result<Begun, NotBegun>>,
    ahead: usize,
}

impl Queue {
    pub(super) fn new(settled: Settled) -> Self {
        let threads = match settled.options.threads {
            0 => available_parallelism().map_or(1, usize::from),
            threads => threads,
        };
        let is_single = threads == 1 || settled.paths.len() == 1;
        Self {
            ahead: if is_single { 1 } else { threads.min(AHEAD_MAX) },
            paths: settled.paths.into_iter().peekable(),
            options: settled.options,
            settled: settled.route.source(),
            wanted: settled.wanted,
            begun: settled.begun,
            ready: VecDeque::new(),
        }
    }

    pub(super) const fn options(&self) -> &Options {
        &self.options
    }

    pub(super) const fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// Returns the next input, or `None` after the last.
    pub(super) fn next(&mut self) -> Option<Result<Begun, NotBegun>> {
        while self.ready.len() < self.ahead {
            // An input that may block is not opened before its turn.
            let is_its_turn = self.ready.is_empty();
            let Some(path) = self.paths.next_if(|path| is_its_turn || path.is_file()) else {
                break;
            };
            let begun = self.begin(&path);
            self.ready.push_back(begun);
        }
        self.ready.pop_front()
    }

    fn begin(&mut self, path: &Path) -> Result<Begun, NotBegun> {
        let begun = match self.begun.take() {
            Some((0, begun)) => begun,
            Some((before, begun)) => {
                self.begun = Some((before - 1, begun));
                begin(path, &self.wanted, None, &self.options)?
            }
            None => begin(path, &self.wanted, Some(self.settled), &self.options)?,
        };
        if self.ahead == 1 || begun.bytes.is_none() {
            return Ok(begun);
        }
        Ok(Begun {
            input: begun.input.read_ahead(),
            ..begun
        })
    }
}
