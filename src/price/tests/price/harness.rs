//! Functions that the worked examples share.

use tidegate_figures::Decimal;
use tidegate_price::bill::{FreeTier, Line, gb_seconds, total};
use tidegate_price::{Architecture, NoPrice, PriceBook, Rates};

pub(crate) const NOTHING_FREE: FreeTier = FreeTier::NONE;
pub(crate) const LAMBDA_FREE: FreeTier = FreeTier {
    lambda: true,
    ..FreeTier::NONE
};
pub(crate) const SQS_FREE: FreeTier = FreeTier {
    sqs: true,
    ..FreeTier::NONE
};

pub(crate) fn x86() -> Rates {
    let book = PriceBook::built_in();
    book.rates("us-east-1", Architecture::X86_64).unwrap()
}

pub(crate) fn arm() -> Rates {
    let book = PriceBook::built_in();
    book.rates("us-east-1", Architecture::Arm64).unwrap()
}

pub(crate) fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Returns the GB-s of `invocations` that are billed `milliseconds` each.
pub(crate) fn gb_s(invocations: u64, milliseconds: u64, memory_mb: u32) -> Decimal {
    let seconds = Decimal::from(invocations * milliseconds) / Decimal::from(1000);
    gb_seconds(seconds, memory_mb)
}

/// Checks that the lines have these amounts, and that they add up to `sum`.
#[track_caller]
pub(crate) fn check<const N: usize>(
    lines: [Result<Line, NoPrice>; N],
    amounts: [&str; N],
    sum: &str,
) {
    let lines: Vec<Line> = lines.into_iter().map(Result::unwrap).collect();
    let found: Vec<_> = lines.iter().map(|line| line.amount.to_string()).collect();
    assert_eq!(found, amounts);
    assert_eq!(total(&lines).to_string(), sum);
}
