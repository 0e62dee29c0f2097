//! Runs every law on inputs that once broke it (`fuzz/regressions`) and on the seeds of its fuzz target (`fuzz/seeds`),
//! and some laws on the patterns of `filters/` and on seeded mutations of these.

use std::path::{Path, PathBuf};

use tidegate_differential::Law;
use tidegate_fixtures::{Rng, cases, examples, repository};

fn inputs(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let paths = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file());
    let mut found: Vec<_> = paths
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect();
    found.sort();
    found
}

#[test]
fn regressions_and_seeds_hold_their_law() {
    for folder in folders() {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let law = Law::named(name).unwrap_or_else(|| panic!("{name} is not a law"));
        for (path, input) in inputs(&folder) {
            println!("{path}"); // shown if the law panics
            law.assert(&input);
        }
    }
}

fn folders() -> Vec<PathBuf> {
    let inside = |name| {
        let entries = std::fs::read_dir(repository().join(name)).unwrap();
        let folders: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        assert!(!folders.is_empty(), "{name} is empty");
        folders
    };
    [inside("fuzz/regressions"), inside("fuzz/seeds")].concat()
}

fn patterns() -> Vec<String> {
    let of_cases = cases().unwrap().into_iter().map(|case| case.pattern);
    let of_examples = examples()
        .unwrap()
        .into_iter()
        .flat_map(|example| example.patterns);
    of_cases.chain(of_examples).collect()
}

#[test]
fn patterns_of_filters_hold_the_law_parse() {
    for pattern in patterns() {
        Law::PARSE.assert(pattern.as_bytes());
    }
}

#[test]
fn cases_of_filters_hold_the_law_agree_bytes() {
    for case in cases().unwrap() {
        let event = case.event.unwrap_or_default();
        Law::AGREE_BYTES.assert(format!("{}\0{event}", case.pattern).as_bytes());
    }
}

const SEED: u64 = 1;
const MUTATIONS: usize = 20_000;

/// Pieces of JSON and of AWS's pattern language.
const FRAGMENTS: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u00e9",
    "\\ud83d",
    "\\ud83d\\ude00",
    "1e400",
    "-0",
    "0.1",
    "null",
    "true",
    "\"$or\"",
    "\"numeric\"",
    "\"exists\"",
    "\"anything-but\"",
    "\"prefix\"",
    "\"wildcard\"",
    "**",
    "é😀",
];

fn mutate(pattern: &str, rng: &mut Rng) -> Vec<u8> {
    let mut bytes = pattern.as_bytes().to_vec();
    for _ in 0..=rng.below(3) {
        let at = rng.index(bytes.len() + 1);
        let to = (at + rng.index(6)).min(bytes.len());
        let put = if rng.per_mille(400) {
            ""
        } else {
            rng.pick(&FRAGMENTS)
        };
        bytes.splice(at..to, put.bytes());
    }
    bytes
}

#[test]
fn mutated_patterns_hold_the_law_parse() {
    let patterns = patterns();
    let mut rng = Rng::new(SEED);
    for number in 0..MUTATIONS {
        let input = mutate(&patterns[rng.index(patterns.len())], &mut rng);
        println!(
            "seed {SEED}, mutation {number}: {}",
            String::from_utf8_lossy(&input)
        );
        Law::PARSE.assert(&input);
    }
}
