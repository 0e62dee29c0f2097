//! Runs every law on seeded cases, and the canaries that show that the cases reach every operator and every setting.

use tidegate_differential::{
    Found, Law, LeftOut, Operator, Run, canary_of, canary_of_range, canary_of_setting, minimise,
    random, setting_names,
};
use tidegate_fixtures::generate::seeded;

const SEED: u64 = 20_261_123;
const THREADS: usize = 2;

/// Cases of the most important law; the others get a tenth.
const AGREE_CASES: u64 = 200_000;

/// Cases within which the canary of each operator must be found.
const CANARY_CASES: u64 = 200_000;

/// Workloads within which the canary of each setting must be found.
const SETTING_CASES: u64 = 2_000;

/// Estimates within which a range that lacks a part must be found.
const RANGE_CASES: u64 = 2_000;

fn run(law: Law, count: u64, threads: usize) -> Found {
    random(&Run {
        law,
        count,
        seed: SEED,
        first: 0,
        differences_max: 1,
        threads,
    })
}

fn assert_holds(law: Law, count: u64) -> Found {
    let found = run(law, count, THREADS);
    if let Some((index, difference)) = found.differences.first() {
        let smaller = minimise(law, difference.clone());
        panic!("case {index} of seed {SEED}: {smaller}");
    }
    assert_eq!(
        found.mix.cases(),
        count,
        "{}: every input must be a case",
        law.name
    );
    found
}

#[test]
fn engine_and_reference_agree() {
    let found = assert_holds(Law::AGREE, AGREE_CASES);
    let short = found.mix.shortfalls();
    assert!(short.is_empty(), "too rare: {short:?}\n{}", found.mix);
}

#[test]
fn every_law_holds() {
    // Whole estimates are slow without optimisation: the command with `--release` runs them.
    let laws = Law::ALL.iter().filter(|law| law.name != "estimates");
    for &law in laws {
        let count = match law.name {
            // Each case is several megabytes.
            "threads" => 8,
            // Some cases take millions of invocations. `tidegate-differential random --law ends` runs 10,000.
            "ends" => 200,
            // The reference is slow on purpose. The same command with `--law ranges` runs 10,000.
            "ranges" => 500,
            // Each case is read many times.
            "cut" | "packed" | "envelope" => 1_000,
            "reprint" | "permute" | "extra_field" | "widen" | "estimate_args" => 5_000,
            _ => AGREE_CASES / 10,
        };
        assert_holds(law, count);
    }
}

#[test]
fn struct_gets_the_result_of_its_bytes() {
    let count = AGREE_CASES / 10;
    let found = assert_holds(Law::STRUCTS, count);
    let (matches, others) = found.mix.verdicts();
    let least = matches.min(others);
    assert!(least > count / 10, "too few structs: {}", found.mix);
}

#[test]
fn altered_operator_is_found() {
    for operator in Operator::ALL {
        let found = (0..CANARY_CASES).find(|&n| canary_of(operator, &seeded(SEED, n)).is_err());
        assert!(
            found.is_some(),
            "a fault in {} is not found",
            operator.name()
        );
    }
}

#[test]
fn altered_setting_is_found() {
    for name in setting_names() {
        let found =
            (0..SETTING_CASES).find(|&n| canary_of_setting(name, &seeded(SEED, n)).is_err());
        assert!(found.is_some(), "a fault in {name} is not found");
    }
}

#[test]
fn part_left_out_of_a_range_is_found() {
    for left_out in [LeftOut::Below, LeftOut::Above, LeftOut::Order] {
        let mut cases = 0..RANGE_CASES;
        let found = cases.any(|n| canary_of_range(left_out, &Law::RANGES.seeded(SEED, n)).is_err());
        assert!(found, "a range without {left_out:?} is not found");
    }
}

#[test]
fn first_difference_does_not_depend_on_the_threads() {
    let first = |threads| {
        let found = run(Law::CANARY, 5_000, threads);
        let (index, difference) = found.differences.into_iter().next().unwrap();
        (index, difference.to_string())
    };
    assert_eq!(first(1), first(4));
}
