//! The bar of progress on the terminal, if one is shown: one at a time, taken off the screen while anything else is
//! written, so that no line is drawn over.

use std::sync::{Mutex, PoisonError};

use indicatif::ProgressBar;

static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Makes this the bar that steps aside, or none.
pub(crate) fn set(bar: Option<ProgressBar>) {
    *SHOWN.lock().unwrap_or_else(PoisonError::into_inner) = bar;
}

/// Writes whole lines to the terminal; the bar is drawn again below them.
pub(crate) fn aside<T>(write: impl FnOnce() -> T) -> T {
    let bar = SHOWN.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match bar {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}
