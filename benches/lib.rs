//! What the benches and the large-corpus test share: patterns to a program, payloads of the seeded corpora.
//!
//! Run them with `cargo bench -p tidegate-benches`. Inputs come from `tidegate-fixtures`, so every run and every machine
//! measures the same bytes.
#![forbid(unsafe_code)]

use tidegate::{Error, Pattern, Profile, Program, Rule};
use tidegate_fixtures::{Recipe, Stream};

/// Compiles patterns together.
///
/// # Errors
/// That of the first pattern that is refused.
pub fn compile(patterns: &[String], profile: Profile) -> Result<Program, Error> {
    let lower = |text: &String| Rule::lower(&Pattern::parse(text)?, profile);
    let rules = patterns.iter().map(lower).collect::<Result<Vec<_>, _>>()?;
    Program::compile(&rules)
}

/// The first payloads of a recipe that are one JSON object, in memory.
#[must_use]
pub fn payloads(recipe: Recipe, count: usize) -> Vec<Vec<u8>> {
    let mut stream = Stream::new(Recipe {
        awkward: 0,
        ..recipe
    });
    let next = || {
        let mut payload = Vec::new();
        stream.next_payload(&mut payload);
        payload
    };
    std::iter::repeat_with(next).take(count).collect()
}
