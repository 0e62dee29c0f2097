//! The line for the notices of batches that a mapping discards, by what takes them.

use rust_decimal::Decimal;

use super::Line;
use super::free::{FreeTier, beyond};
use crate::{Item, NoPrice, Rates};

/// What takes the notices. A topic of Kafka has no price by the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// An SQS queue, whose notices hold no records and are smaller than 64 KB.
    Sqs,
    /// An SNS topic, likewise. Its own subscriptions are not part of the price.
    Sns,
    /// A bucket of S3, into which each notice is put as one object, with the records. Keeping it is not part of the price.
    S3,
}

/// Returns the line for this many notices, each of which is one request (Lambda Developer Guide, "Retain discarded batch
/// records for a Kinesis Data Streams event source", read 2026-11-30: a notice is one document of metadata, to which S3
/// adds the whole invocation record).
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
///
/// ```
/// use tidegate_price::bill::{FreeTier, NoticeKind, notices};
/// use tidegate_price::{Architecture, PriceBook};
/// let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
/// let line = |kind| notices(&rates, kind, 3_000_000, &FreeTier::NONE).unwrap();
/// let amounts = [NoticeKind::Sqs, NoticeKind::Sns, NoticeKind::S3].map(|kind| line(kind).amount.to_string());
/// assert_eq!(amounts, ["1.20", "1.50", "15.00"]);
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
pub fn notices(
    rates: &Rates,
    kind: NoticeKind,
    notices: u64,
    free: &FreeTier,
) -> Result<Line, NoPrice> {
    let (item, free, name) = match kind {
        NoticeKind::Sqs => (
            Item::SqsStandard,
            free.sqs_requests(),
            "on-failure notices (SQS requests)",
        ),
        NoticeKind::Sns => (
            Item::SnsPublishes,
            free.sns_publishes(),
            "on-failure notices (SNS publishes)",
        ),
        NoticeKind::S3 => (
            Item::S3Puts,
            Decimal::ZERO,
            "on-failure notices (S3 PUT requests)",
        ),
    };
    let billed = beyond(Decimal::from(notices), free);
    Ok(Line {
        name,
        ..Line::new(item, rates.price(item)?, billed)
    })
}
