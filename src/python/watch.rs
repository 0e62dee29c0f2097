//! Looks after a long run: calls the user's progress function a few times a second, and ends the run if Python has a signal,
//! such as that of Ctrl-C.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use pyo3::prelude::*;

/// Time between two calls.
const PAUSE: Duration = Duration::from_millis(100);

/// Records between two looks at the clock.
const RECORDS_BETWEEN: u32 = 1_000;

/// Watches one run.
pub(crate) struct Watch {
    progress: Option<Py<PyAny>>,
    /// Bytes read of the input that is open, and of all before it.
    bytes: Arc<AtomicU64>,
    bytes_before: u64,
    records: u64,
    since_look: u32,
    last: Instant,
    /// The first error of the progress function, or the signal.
    error: Option<PyErr>,
}

impl Watch {
    pub(crate) fn new(progress: Option<Py<PyAny>>) -> Self {
        Self {
            progress,
            bytes: Arc::default(),
            bytes_before: 0,
            records: 0,
            since_look: 0,
            last: Instant::now(),
            error: None,
        }
    }

    /// Takes up the next input; `bytes` counts what is read of it.
    pub(crate) fn begin(&mut self, bytes: Arc<AtomicU64>) {
        self.bytes_before += self.bytes.load(Ordering::Relaxed);
        self.bytes = bytes;
    }

    /// Counts a record. `Break` ends the run.
    pub(crate) fn step(&mut self) -> ControlFlow<()> {
        self.records += 1;
        self.since_look += 1;
        if self.since_look < RECORDS_BETWEEN {
            return ControlFlow::Continue(());
        }
        self.since_look = 0;
        if self.last.elapsed() < PAUSE {
            return ControlFlow::Continue(());
        }
        self.last = Instant::now();
        self.look()
    }

    /// Returns whether the progress function failed, or Python has a signal.
    pub(crate) fn has_ended(&self) -> bool {
        self.error.is_some()
    }

    /// Ends the run with the error, if there was one; otherwise calls the progress function a last time.
    pub(crate) fn finish(mut self) -> PyResult<()> {
        if self.error.is_none() {
            let _ = self.look();
        }
        self.error.map_or(Ok(()), Err)
    }

    fn look(&mut self) -> ControlFlow<()> {
        let bytes = self.bytes_before + self.bytes.load(Ordering::Relaxed);
        let told = Python::attach(|py| {
            py.check_signals()?;
            let progress = self.progress.as_ref();
            progress.map_or(Ok(()), |it| it.call1(py, (self.records, bytes)).map(drop))
        });
        match told {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}
