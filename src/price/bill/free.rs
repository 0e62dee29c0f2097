//! AWS's monthly free tiers, by service. An account gets each one once, so the caller says which are left for a function.

use std::str::FromStr;

use rust_decimal::Decimal;

/// The services whose monthly free tier a bill subtracts. Each can be chosen separately.
///
/// ```
/// use tidegate_price::bill::FreeTier;
/// let only_sqs = FreeTier { sqs: true, ..FreeTier::NONE };
/// assert!(!only_sqs.lambda);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeTier {
    /// 1,000,000 requests and 400,000 GB-s, for both architectures together (AWS Lambda pricing page, read 2026-11-23).
    pub lambda: bool,
    /// 1,000,000 requests (third-party pages on SQS prices, 2026-03 and 2026-06).
    pub sqs: bool,
    /// 1,000,000 publishes (AWS Price List as relayed by the tests of infracost, read 2026-11-30).
    pub sns: bool,
    /// 5 GB of log lines (AWS Price List as quoted by infracost, 2026-08-21).
    pub logs: bool,
    /// 4,000 transitions of standard workflows (AWS Step Functions pricing page, read 2026-11-23).
    pub step_functions: bool,
    /// 2,500,000 reads of DynamoDB Streams (AWS DynamoDB pricing page, read 2026-11-23).
    pub dynamodb_streams: bool,
}

impl FreeTier {
    /// No free tier: other functions of the account have used them up.
    pub const NONE: Self = Self {
        lambda: false,
        sqs: false,
        sns: false,
        logs: false,
        step_functions: false,
        dynamodb_streams: false,
    };

    /// All free tiers in full.
    pub const ALL: Self = Self {
        lambda: true,
        sqs: true,
        sns: true,
        logs: true,
        step_functions: true,
        dynamodb_streams: true,
    };

    pub(super) fn lambda_requests(&self) -> Decimal {
        Decimal::from(if self.lambda { 1_000_000_u32 } else { 0 })
    }

    pub(super) fn lambda_gb_seconds(&self) -> Decimal {
        Decimal::from(if self.lambda { 400_000_u32 } else { 0 })
    }

    pub(super) fn sqs_requests(&self) -> Decimal {
        Decimal::from(if self.sqs { 1_000_000_u32 } else { 0 })
    }

    pub(super) fn sns_publishes(&self) -> Decimal {
        Decimal::from(if self.sns { 1_000_000_u32 } else { 0 })
    }

    pub(super) fn log_gb(&self) -> Decimal {
        Decimal::from(if self.logs { 5_u32 } else { 0 })
    }

    pub(super) fn transitions(&self) -> Decimal {
        Decimal::from(if self.step_functions { 4_000_u32 } else { 0 })
    }

    pub(super) fn stream_reads(&self) -> Decimal {
        Decimal::from(if self.dynamodb_streams {
            2_500_000_u32
        } else {
            0
        })
    }
}

/// Reads `none`, `all`, or the names of services with commas between them.
impl FromStr for FreeTier {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut free = Self::NONE;
        for name in text.split(',').map(str::trim) {
            match name {
                "none" => {}
                "all" => free = Self::ALL,
                "lambda" => free.lambda = true,
                "sqs" => free.sqs = true,
                "sns" => free.sns = true,
                "logs" => free.logs = true,
                "step-functions" => free.step_functions = true,
                _ => {
                    return Err(
                        "write none, all, or a list of lambda, sqs, sns, logs, step-functions"
                            .to_owned(),
                    );
                }
            }
        }
        Ok(free)
    }
}

/// Returns the part of a quantity above the free part; 0 if there is none.
pub(super) fn beyond(quantity: Decimal, free: Decimal) -> Decimal {
    quantity.saturating_sub(free).max(Decimal::ZERO)
}
