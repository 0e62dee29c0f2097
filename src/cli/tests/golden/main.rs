//! The command line from outside: everything it writes, and every exit code, compared whole with committed text.

#![forbid(unsafe_code)]

mod assumed;
mod compile;
mod console;
mod corpora;
mod diff;
mod diff_month;
mod estimate;
mod estimate_month;
mod estimate_retries;
mod estimate_screen;
mod explain;
mod filters;
mod findings;
mod gen_;
mod harness;
mod inputs;
#[cfg(unix)]
mod interruptions;
mod lint;
mod match_;
mod misread;
mod needless;
mod newcomer;
mod outputs;
mod pattern_schemas;
mod pipes;
mod plan;
mod pointers;
mod printed;
mod readme;
mod records;
mod schemas;
mod shapes;
mod templates;
mod terraform;
mod test;
mod test_init;
mod widths;
mod wrong;
