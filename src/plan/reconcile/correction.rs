//! The estimate corrected with the account's figures: real records, share, batches and durations for a month, priced
//! again.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use tidegate_price::bill::{self, gb_seconds};
use tidegate_price::{Item, Money, Rates};

use super::model::ReconcileRequest;
use super::order::Order;
use super::predicted::Predicted;
use super::real::Real;

/// A month with the account's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// Records that the mapping reads.
    pub records: u64,
    /// Invocations with the filters, as the account counted them.
    pub filtered: u64,
    /// Invocations without filters, predicted for the account's number of records.
    pub unfiltered: u64,
    /// Real durations divided by predicted ones; `None` without durations.
    pub slower: Option<Decimal>,
    /// Lines of the bill; empty without prices.
    pub lines: Vec<CorrectedLine>,
}

/// One line of the bill.
#[derive(Clone, Debug, PartialEq)]
pub struct CorrectedLine {
    /// Its name, as in the estimate.
    pub name: String,
    /// Cost without filters: as estimated, and corrected.
    pub today: [Money; 2],
    /// Cost with filters: as estimated, and corrected.
    pub filtered: [Money; 2],
}

impl ReconcileRequest {
    /// Returns the corrected estimate, or `None` if the estimate covers only its sample.
    #[must_use]
    pub fn corrected(&self) -> Option<Corrected> {
        Corrected::of(self)
    }
}

impl Corrected {
    fn of(request: &ReconcileRequest) -> Option<Self> {
        let (predicted, real) = (&request.predicted, &request.real);
        let predicted_records = predicted.month_records.filter(|records| *records > 0)?;
        let records = whole(real.month(real.polled));
        let per_record = Decimal::from(predicted.unfiltered.expected)
            .checked_div(Decimal::from(predicted_records))
            .unwrap_or_default();
        let unfiltered = per_record.saturating_mul(Decimal::from(records));
        let mut corrected = Self {
            records,
            filtered: whole(real.month(real.invocations)),
            unfiltered: whole(unfiltered),
            slower: slower(predicted, real),
            lines: Vec::new(),
        };
        if let Some(rates) = &request.rates {
            corrected.lines = corrected.lines(request, rates);
        }
        Some(corrected)
    }

    fn lines(&self, request: &ReconcileRequest, rates: &Rates) -> Vec<CorrectedLine> {
        let predicted = &request.predicted;
        let Some(cost) = &predicted.cost else {
            return Vec::new();
        };
        let expected = |filtered: &tidegate_figures::Levels<Money>| match request.order() {
            Order::BatchFirst => filtered.conservative,
            Order::FilterFirst | Order::Between(_) | Order::Alike | Order::Neither => {
                filtered.expected
            }
        };
        let free = &request.free;
        let bill = |invocations: u64, seconds: Option<Decimal>, name: &str| {
            if name == Item::Requests.name() {
                return Some(bill::requests(rates, invocations, free).amount);
            }
            let is_duration = name == Item::duration(rates.architecture()).name();
            let gb_s = gb_seconds(seconds.filter(|_| is_duration)?, cost.memory_mb);
            Some(bill::duration(rates, gb_s, free).amount)
        };
        let (today_s, filtered_s) = (self.seconds_without(request), seconds_with(request));
        let lines = cost.lines.iter().map(|line| {
            let (name, today) = (&line.name, line.today);
            let filtered = expected(&line.filtered);
            // Lines that are priced per invocation, such as logs, follow the number of invocations.
            let today_now = bill(self.unfiltered, today_s, name)
                .unwrap_or_else(|| scaled(today, self.unfiltered, predicted.unfiltered.expected));
            let filtered_now = bill(self.filtered, filtered_s, name).unwrap_or_else(|| {
                scaled(filtered, self.filtered, self.predicted_invocations(request))
            });
            CorrectedLine {
                name: name.clone(),
                today: [today, today_now],
                filtered: [filtered, filtered_now],
            }
        });
        lines.collect()
    }

    fn predicted_invocations(&self, request: &ReconcileRequest) -> u64 {
        match request.order() {
            Order::BatchFirst => request.predicted.filtered.conservative,
            Order::FilterFirst | Order::Between(_) | Order::Alike | Order::Neither => {
                request.predicted.filtered.expected
            }
        }
    }

    /// Returns the run time of a month without filters: the predicted durations, multiplied by `slower`.
    fn seconds_without(&self, request: &ReconcileRequest) -> Option<Decimal> {
        let handler = request.predicted.handler?;
        let (fixed, each) = (handler.per_invocation_us, handler.per_record_us);
        let product = |a: u64, b: u64| Decimal::from(a).saturating_mul(Decimal::from(b));
        let us = product(fixed, self.unfiltered).saturating_add(product(each, self.records));
        Some(us.saturating_mul(self.slower?) / Decimal::from(1_000_000))
    }

    /// Returns the sums of all lines, without and with filters: each as estimated, and corrected.
    #[must_use]
    pub fn totals(&self) -> [[Money; 2]; 2] {
        let sum =
            |of: &dyn Fn(&CorrectedLine) -> Money| -> Money { self.lines.iter().map(of).sum() };
        [
            [sum(&|line| line.today[0]), sum(&|line| line.today[1])],
            [sum(&|line| line.filtered[0]), sum(&|line| line.filtered[1])],
        ]
    }
}

/// Returns the run time of a month with filters, from the account.
fn seconds_with(request: &ReconcileRequest) -> Option<Decimal> {
    let real = &request.real;
    Some(real.month(real.duration_ms?) / Decimal::ONE_THOUSAND)
}

/// Returns the real duration of an invocation divided by the predicted one for the same number of records.
fn slower(predicted: &Predicted, real: &Real) -> Option<Decimal> {
    let handler = predicted.handler?;
    let (fixed, each) = (handler.per_invocation_us, handler.per_record_us);
    let records = Decimal::from(each).saturating_mul(real.batch());
    let us = Decimal::from(fixed).saturating_add(records);
    let real_us = real.mean_ms()?.saturating_mul(Decimal::ONE_THOUSAND);
    real_us.checked_div(us)
}

fn scaled(amount: Money, now: u64, then: u64) -> Money {
    let scaled = amount.decimal().saturating_mul(Decimal::from(now));
    Money::from_decimal(scaled.checked_div(Decimal::from(then)).unwrap_or_default()).cents()
}

fn whole(number: Decimal) -> u64 {
    number.round().to_u64().unwrap_or(u64::MAX)
}
