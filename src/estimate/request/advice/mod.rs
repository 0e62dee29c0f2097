//! What to do next: a report in, sentences with numbers out. A setting is only mentioned where it moves the count by a
//! tenth or more.

mod advise;
mod capacity;
mod environments;

pub(super) use advise::advice;
