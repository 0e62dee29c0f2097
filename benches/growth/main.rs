//! How cost grows: with the number of patterns, of fields, of list elements, of levels, of stars, of bytes; with wildcards
//! made to be hard; and what a change of a running program costs. Writes `GROWTH.md` beside this file.
//!
//!     cargo bench -p tidegate-benches --bench growth [-- [--quick] [--only patterns|adversarial|events|updates]]
//!
//! `--quick` runs the small sizes alone, to show that it works; that and `--only` write to `target`. Figures are medians of the CPU
//! time of passes that take turns.
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

`cargo bench -p tidegate-benches --bench growth` writes this file. One thread; ns are the median CPU time of passes that take
turns. *growth* is the exponent between a row and the one above it: 0 where cost stays, 1 where it grows as the size does;
more than 1.15 is marked. *bytes* are what `compile --stats` tells.
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

/// The file that a report of this extent, of all sections or of `only` one, is written to.
fn file(extent: Extent, only: Option<&str>) -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    match (extent, only) {
        (Extent::Full, None) => here.join("GROWTH.md"),
        (Extent::Full, Some(_)) | (Extent::Quick, _) => here.join("../target/GROWTH.md"),
    }
}
