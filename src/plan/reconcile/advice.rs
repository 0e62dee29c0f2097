//! The next steps, warnings and assumptions of a reconciliation.

use rust_decimal::Decimal;
use tidegate_figures::{float, span};

use super::correction::Corrected;
use super::model::ReconcileRequest;
use super::order::Order;
use crate::Value;

/// Ratio of the real rate to the estimated one above which a warning is shown, and below whose inverse too.
const RATE_TIMES: f64 = 1.25;

pub(super) fn next(request: &ReconcileRequest, corrected: Option<&Corrected>) -> Vec<String> {
    let mut next = Vec::new();
    if let Some(corrected) = corrected {
        next.push(format!(
            "estimate again with --rate {}/month{}",
            corrected.records,
            match (request.predicted.handler, corrected.slower) {
                (Some(handler), Some(slower)) => {
                    let (fixed, each) = (handler.per_invocation_us, handler.per_record_us);
                    let ms = |us: u64| {
                        let ms = Decimal::from(us).saturating_mul(slower) / Decimal::ONE_THOUSAND;
                        ms.round_dp(2).normalize()
                    };
                    format!(" --duration-ms {}+{}/record", ms(fixed), ms(each))
                }
                _ => String::new(),
            }
        ));
    }
    match request.order() {
        Order::BatchFirst => next.push(
            "use the conservative level of estimates for this account: AWS batches before it filters".to_owned(),
        ),
        Order::FilterFirst => next.push(
            "use the expected level of estimates for this account: AWS filters before it batches".to_owned(),
        ),
        Order::Between(_) | Order::Neither => next.push(
            "compare the mapping's batch size, window and shards with those of the estimate: batches have a size that \
             neither order predicts"
                .to_owned(),
        ),
        Order::Alike => {}
    }
    let share = &request.real.share;
    let predicted = request.predicted.share;
    if share.low > predicted.high || share.high < predicted.low {
        next.push(
            "take a new sample of records: the delivered share of the old one differs from the account's"
                .to_owned(),
        );
    }
    next
}

pub(super) fn warnings(request: &ReconcileRequest) -> Vec<String> {
    let (predicted, real) = (&request.predicted, &request.real);
    let mut warnings = request.remarks.clone();
    if let Some(records) = predicted.month_records {
        let times = float(real.month(real.polled)) / (records as f64).max(1.0);
        if !(1.0 / RATE_TIMES..=RATE_TIMES).contains(&times) {
            warnings.push(format!(
                "the account has {} times the estimated records, which changes the size of batches: estimate again before you trust the batching order",
                Value::Number(times).shown()
            ));
        }
    } else {
        warnings.push(
            "the estimate covers only its sample, so there is no month to correct; run it with --rate".to_owned(),
        );
    }
    if real
        .tries()
        .is_some_and(|tries| tries > Decimal::new(101, 2))
    {
        warnings.push("batches were retried: the invocations include retries".to_owned());
    }
    if !real.is_invoked_known {
        warnings.push(
            "InvokedEventCount is missing: records per invocation are counted as if no batch was retried".to_owned(),
        );
    }
    if real.duration_ms.is_none() {
        warnings.push("Duration is missing: run time can't be corrected".to_owned());
    }
    warnings
}

pub(super) fn assumptions(request: &ReconcileRequest) -> Vec<String> {
    let mut assumptions = vec![
        format!(
            "the metrics cover {}, from the first period to the end of the last; CloudWatch has no data point for idle periods",
            span(request.real.seconds.saturating_mul(1000))
        ),
        "records dropped for their format count as filtered out; AWS does not document this".to_owned(),
        "the whole month is like the time covered, and all invocations of the function come from this mapping".to_owned(),
        "invocations without filters are predicted, for the account's number of records".to_owned(),
    ];
    if request.rates.is_some() {
        assumptions.push(
            "requests and duration are priced again; other lines follow the number of invocations"
                .to_owned(),
        );
    }
    assumptions
}
