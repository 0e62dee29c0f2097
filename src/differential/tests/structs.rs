//! The law of the structs of `aws_lambda_events` on seeded cases.

use tidegate_differential::{Law, Run, minimise, random};

const SEED: u64 = 20_261_126;
const CASES: u64 = 20_000;

#[test]
fn a_struct_is_judged_as_its_bytes_are() {
    let found = random(&Run {
        law: Law::STRUCTS,
        count: CASES,
        seed: SEED,
        first: 0,
        differences_max: 1,
        threads: 2,
    });
    if let Some((index, difference)) = found.differences.first() {
        let smaller = minimise(Law::STRUCTS, difference.clone());
        panic!("case {index} of seed {SEED}: {smaller}");
    }
    let (matches, others) = found.mix.verdicts();
    assert!(
        matches.min(others) > CASES / 10,
        "too few structs: {}",
        found.mix
    );
}
