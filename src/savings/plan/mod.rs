//! Planning: what a function will need and cost, from flags, logs and metrics.

pub mod logs;
