//! The progress bar on the terminal, if one is shown. At most one is shown, and it is removed while other text is
//! written, so that no line is drawn over another.

use std::sync::{Mutex, PoisonError};

use indicatif::ProgressBar;

static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Sets the bar that is hidden while other text is written; `None` if there is no bar.
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
