//! Every law on seeded cases, and the canaries that show the cases reach every operator.

use tidegate_differential::{Law, Operator, Run, canary_of, random};
use tidegate_fixtures::generate::seeded;

const SEED: u64 = 20_261_123;
const THREADS: usize = 2;

/// Cases of the law that matters most; the others get a tenth.
const AGREE_CASES: u64 = 200_000;

/// Within how many cases an operator's canary has to be found.
const CANARY_CASES: u64 = 200_000;

fn assert_holds(law: Law, count: u64) {
    let run = Run {
        law,
        count,
        seed: SEED,
        first: 0,
        differences_max: 1,
        threads: THREADS,
    };
    let found = random(&run);
    if let Some((index, difference)) = found.differences.first() {
        panic!(
            "{} is broken by case {index} of seed {SEED}:\n{difference}",
            law.name
        );
    }
}

#[test]
fn engine_and_reference_agree() {
    assert_holds(Law::AGREE, AGREE_CASES);
}

#[test]
fn the_other_laws_hold() {
    for law in Law::ALL {
        assert_holds(law, AGREE_CASES / 10);
    }
}

#[test]
fn a_flipped_operator_is_found() {
    for operator in Operator::ALL {
        let found = (0..CANARY_CASES).find(|&n| canary_of(operator, &seeded(SEED, n)).is_err());
        assert!(
            found.is_some(),
            "{operator:?} can be wrong without anyone noticing"
        );
    }
}
