//! `plan`: one file per command behind it.

mod cold_start;
mod concurrency;
mod memory;
mod provisioned;
mod reconcile;
mod recursion;
mod retries;
mod storage;
mod wait;

use crate::harness::{Folder, Run};

/// One question in every format.
fn formats(name: &str, question: &[&str]) -> Vec<Run> {
    let folder = Folder::new(name);
    let run = |format| folder.run(&[&["plan"], question, &["--format", format]].concat());
    ["text", "md", "json"].map(run).into()
}
