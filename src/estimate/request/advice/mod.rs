//! The next steps of a report, as sentences with numbers. A setting is mentioned only if it changes the number of
//! invocations by a tenth or more.

mod advise;
mod capacity;
mod environments;

pub(super) use advise::advice;
