//! Code that the benches and the tests of large corpora share: it compiles patterns and makes payloads of the seeded
//! corpora. Inputs come from `tidegate-fixtures`, so every run on every machine measures the same bytes. Run the
//! benches with `cargo bench -p tidegate-benches`.
#![forbid(unsafe_code)]

pub mod adversarial;

use tidegate::{Error, Pattern, Profile, Program, Rule};
use tidegate_fixtures::{Recipe, Stream, write_citylots};

/// Compiles patterns together.
///
/// # Errors
/// The first pattern that is refused.
pub fn compile(patterns: &[String], profile: Profile) -> Result<Program, Error> {
    let lower = |text: &String| Rule::lower(&Pattern::parse(text)?, profile);
    let rules = patterns.iter().map(lower).collect::<Result<Vec<_>, _>>()?;
    Program::compile(&rules)
}

/// Returns the first payloads of a recipe that are one JSON object.
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

/// Returns the first records of the seeded look-alike of citylots2.
///
/// # Panics
/// Never: writing to memory does not fail.
#[must_use]
pub fn citylots(count: usize) -> Vec<Vec<u8>> {
    let mut records = Vec::new();
    write_citylots(1, &mut records).expect("writing to memory does not fail");
    let lines = records.split(|&byte| byte == b'\n').take(count);
    lines.map(<[u8]>::to_vec).collect()
}
