//! The next steps: a report goes in, sentences with numbers come out. A setting is only mentioned where it changes the
//! number of invocations by a tenth or more.

mod advise;
mod capacity;
mod environments;

pub(super) use advise::advice;
