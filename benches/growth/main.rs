//! Measures how cost grows with the number of patterns, fields, list elements, levels, stars and bytes and with hard
//! wildcards, and the cost of changing a running program. Writes `benches/GROWTH.md`.
//!
//!     cargo bench -p tidegate-benches --bench growth [-- [--quick] [--only patterns|adversarial|events|updates]]
//!
//! `--quick` runs only the small sizes, to show that the command works. `--quick` and `--only` write to `target`.
//! Figures are medians of the CPU time of alternating passes.
#![forbid(unsafe_code)]

mod adversity;
mod clock;
mod events;
mod extent;
mod patterns;
mod table;
mod updates;

use std::path::{Path, PathBuf};

use extent::Extent;

const INTRODUCTION: &str = "# Growth

`cargo bench -p tidegate-benches --bench growth` writes this file. One thread; ns are the median CPU time of alternating
passes. *growth* is the exponent between a row and the row above it: 0 if the cost does not change, 1 if it grows with the
size; more than 1.15 is marked. *bytes* are as `compile --stats` reports them.
";

/// A part of the report.
type Section = fn(Extent) -> String;

const SECTIONS: [(&str, Section); 4] = [
    ("patterns", patterns::section),
    ("adversarial", adversity::section),
    ("events", events::section),
    ("updates", updates::section),
];

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let extent = if quick { Extent::Quick } else { Extent::Full };
    let mut named = arguments
        .iter()
        .skip_while(|argument| *argument != "--only");
    let only = named.nth(1);
    let mut text = INTRODUCTION.to_owned();
    for (name, section) in SECTIONS {
        if only.is_none_or(|only| only == name) {
            text.push_str(&section(extent));
        }
    }
    let file = file(extent, only.map(String::as_str));
    std::fs::write(&file, &text)?;
    println!("{text}\nwritten to {}", file.display());
    Ok(())
}

/// Returns the file for a report of this extent, with all sections or with `only` one.
fn file(extent: Extent, only: Option<&str>) -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    match (extent, only) {
        (Extent::Full, None) => here.join("GROWTH.md"),
        (Extent::Full, Some(_)) | (Extent::Quick, _) => here.join("../target/GROWTH.md"),
    }
}
