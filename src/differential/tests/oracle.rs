//! Runs event-ruler in its Java process. `oracle/fetch.sh` installs it, which needs Java and Maven, so these tests are
//! ignored by default:
//!
//! ```sh
//! src/differential/oracle/fetch.sh && cargo test -p tidegate-differential --test oracle -- --include-ignored
//! ```

use tidegate_differential::{Cause, Oracle, OracleRun, oracle};

const RELEASE: &str = "2.0.1";
/// Events for each pattern.
const EVENTS: u64 = 8;

fn started() -> Oracle {
    Oracle::start(RELEASE, None).unwrap_or_else(|why| panic!("{why}"))
}

const fn run(count: u64, seed: u64) -> OracleRun {
    OracleRun {
        count,
        seed,
        first: 0,
        shown_max: 1,
        differences_max: 1,
    }
}

#[test]
#[ignore = "needs Java and Maven"]
fn every_difference_has_a_cause() {
    let mut ruler = started();
    let tally = oracle(&mut ruler, &run(4_000, 20_261_126)).unwrap();
    let unknown = tally.shown(Cause::Unknown);
    assert!(unknown.is_empty(), "{}", unknown[0]);
    assert!(tally.comparisons() + tally.too_large > 3_900, "{tally}");
    let short = tally.agreed.shortfalls();
    assert!(short.iter().all(|rare| rare.contains("among")), "{short:?}");
}

#[test]
#[ignore = "needs Java and Maven"]
fn two_half_runs_equal_the_whole_run() {
    let mut ruler = started();
    let whole = oracle(&mut ruler, &run(1_600, 3)).unwrap();
    let halves = [0, 100].map(|first| {
        let half = OracleRun {
            first,
            ..run(800, 3)
        };
        oracle(&mut ruler, &half).unwrap()
    });
    assert_eq!(whole.patterns * EVENTS + whole.too_large, 1_600);
    let sum: u64 = halves.iter().map(|half| half.agreed.cases()).sum();
    assert_eq!(sum, whole.agreed.cases());
}

#[test]
fn missing_release_is_named() {
    let error = Oracle::start("0.0.0", None).unwrap_err();
    assert!(error.contains("oracle/fetch.sh 0.0.0"), "{error}");
}
