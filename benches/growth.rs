//! How cost grows: with the number of patterns, of fields, of list elements, of levels, of stars, of bytes; with wildcards
//! made to be hard; and what a change of a running program costs. Writes `GROWTH.md` beside this file.
//!
//!     cargo bench -p tidegate-benches --bench growth [-- --quick]
//!
//! `--quick` runs the small sizes alone, to show that it works, and writes to `target`. Figures are medians of the CPU
//! time of passes that take turns.
#![forbid(unsafe_code)]

#[path = "growth/adversity.rs"]
mod adversity;
#[path = "growth/clock.rs"]
mod clock;
#[path = "growth/events.rs"]
mod events;
#[path = "growth/patterns.rs"]
mod patterns;
#[path = "growth/table.rs"]
mod table;
#[path = "growth/updates.rs"]
mod updates;

use std::path::{Path, PathBuf};

/// How much is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Quick,
    Full,
}

const INTRODUCTION: &str = "# Growth

`cargo bench -p tidegate-benches --bench growth` writes this file. One thread; ns are the median CPU time of passes that take
turns. *growth* is the exponent between a row and the one above it: 0 where cost stays, 1 where it grows as the size does;
more than 1.15 is marked. *bytes* are what `compile --stats` tells.
";

fn main() -> std::io::Result<()> {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let extent = if quick { Extent::Quick } else { Extent::Full };
    let mut text = INTRODUCTION.to_owned();
    for section in [
        patterns::section,
        adversity::section,
        events::section,
        updates::section,
    ] {
        text.push_str(&section(extent));
    }
    let file = file(extent);
    std::fs::write(&file, &text)?;
    println!("{text}\nwritten to {}", file.display());
    Ok(())
}

fn file(extent: Extent) -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    match extent {
        Extent::Quick => here.join("../target/GROWTH.md"),
        Extent::Full => here.join("GROWTH.md"),
    }
}
