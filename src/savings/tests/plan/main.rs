//! Plans: logs, metrics and flags in, figures out.

#![forbid(unsafe_code)]

mod logs;
