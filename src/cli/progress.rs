//! Progress on stderr while an input is read: a bar over its compressed bytes, or a count of them if their number is
//! not known. Shown on a terminal only, and only if reading takes longer than a moment; removed when the input ends.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::bar;
use crate::output::Console;

/// Inputs that are read in less time have no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Records between two looks at the clock.
const RECORDS_PER_LOOK: u64 = 64;

const TEMPLATE: &str = "{msg} {wide_bar} {bytes}/{total_bytes} {eta}";

/// For a pipe, whose length is not known.
const ENDLESS_TEMPLATE: &str = "{msg} {bytes} read, {bytes_per_sec}";

/// The progress of one input. Without a bar it does nothing.
pub(crate) struct Progress(Option<Bar>);

struct Bar {
    bar: ProgressBar,
    bytes_read: Arc<AtomicU64>,
    started: Instant,
    records: u64,
}

impl Progress {
    /// Starts the progress of an input. `total_bytes` is its size; `None` if it is not known, as for a pipe.
    pub(crate) fn new(
        name: &str,
        total_bytes: Option<u64>,
        bytes_read: Arc<AtomicU64>,
        console: &Console,
    ) -> Self {
        if console.is_quiet() || !io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(total_bytes, ProgressDrawTarget::hidden());
        let template = match total_bytes {
            Some(_) => TEMPLATE,
            None => ENDLESS_TEMPLATE,
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(name.to_owned());
        Self(Some(Bar {
            bar,
            bytes_read,
            started: Instant::now(),
            records: 0,
        }))
    }

    /// Counts a record; called once for each.
    pub(crate) fn step(&mut self) {
        if let Some(bar) = &mut self.0 {
            bar.step();
        }
    }
}

impl Bar {
    fn step(&mut self) {
        self.records += 1;
        if !self.records.is_multiple_of(RECORDS_PER_LOOK) || self.started.elapsed() < PATIENCE {
            return;
        }
        if self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            bar::set(Some(self.bar.clone()));
        }
        self.bar
            .set_position(self.bytes_read.load(Ordering::Relaxed));
    }
}

/// Work that takes less time is not announced.
const SILENCE_MAX: Duration = Duration::from_secs(2);

/// Does the work, and says what is being done if it takes long.
pub(crate) fn announced<T>(what: &str, console: &Console, work: impl FnOnce() -> T) -> T {
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            if waiting.recv_timeout(SILENCE_MAX) == Err(RecvTimeoutError::Timeout) {
                console.say(what);
            }
        });
        let result = work();
        drop(done);
        result
    })
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.bar.finish_and_clear();
            bar::set(None);
        }
    }
}
