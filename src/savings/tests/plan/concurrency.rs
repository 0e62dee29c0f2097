//! `concurrency` against the figures of the Lambda Developer Guide and of Erlang's formula.

use tidegate_savings::plan::concurrency::{Account, Question, blocked, servers_for};
use tidegate_savings::price::Decimal;

use crate::harness::{check, shown};

fn question(rate: &str, duration_ms: u32) -> Question {
    Question {
        rate: rate.parse().unwrap(),
        duration_ms: duration_ms.into(),
        target: Decimal::new(1, 3),
        reserved: None,
        account: Account::default(),
        mapping: None,
    }
}

/// The study guide's example: 500 files a second for 200 ms each are 100 at once.
#[test]
fn files() {
    let plan = question("500/s", 200).answer();
    check(&plan);
    assert_eq!(shown(&plan, "mean"), "100");
    assert_eq!(shown(&plan, "needed"), "128");
}

/// Erlang's table to four digits; computed independently in exact fractions.
#[test]
fn erlang() {
    for (load, servers, share) in [
        (100.0, 100, "0.0757"),
        (100.0, 110, "0.0275"),
        (20.0, 20, "0.1589"),
        (200.0, 220, "0.0110"),
    ] {
        assert_eq!(
            format!("{:.4}", blocked(load, servers)),
            share,
            "{load} {servers}"
        );
    }
    for (load, needed) in [
        (100.0, [117, 128, 137]),
        (20.0, [30, 35, 39]),
        (2.0, [7, 8, 10]),
    ] {
        let found = [0.01, 0.001, 0.0001].map(|target| servers_for(load, target));
        assert_eq!(found, needed.map(Some), "{load}");
    }
}
