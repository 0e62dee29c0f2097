//! A figure with the filter as a range, beside today's figure. The range goes from expected to conservative, because
//! AWS does not document its order of filtering and batching. It is wider if the size of the sample leaves more open.
//! All three columns are rounded to one unit, so that the columns of a row subtract exactly.
//!
//! Today's figure is a range too where shards are read while records wait: AWS does not document how often. Then a figure is
//! only compared with one at the same rate of reads: the one rate today and the other with the filter would flatter it.

use rust_decimal::RoundingStrategy;
use tidegate_figures::{Decimal, Share};
use tidegate_price::{Currency, Money};

use crate::model::{BaseRate, Cost, Period, Report};

mod words;

/// Significant digits of today's figure; more would claim a precision that a sample does not have.
const DIGITS: u32 = 3;

/// The thing that a figure counts.
#[derive(Clone, Copy)]
pub(super) enum Of {
    /// Invocations.
    Invocations,
    /// Money.
    Cost(Currency),
}

/// Today's figure, and the range with the filter.
#[derive(Clone, Copy)]
pub(super) struct Range {
    of: Of,
    pub(super) today: Decimal,
    /// Least and most with the filter.
    pub(super) least: Decimal,
    pub(super) most: Decimal,
    unit: Decimal,
    is_bound: bool,
    /// The figures with the filter under both orders of filtering and batching.
    orders: Ends,
    /// The same at the base rate of reads; `None` if no shards are read.
    slow: Option<Slow>,
    pub(super) reason: Reason,
}

/// Figures of shards that are read at their base rate even while records wait.
#[derive(Clone, Copy)]
struct Slow {
    today: Decimal,
    least: Decimal,
    most: Decimal,
}

/// Why a figure with the filter is a range, as far as its written ends show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// Its ends are written alike.
    Exact,
    /// AWS does not say whether it filters before it batches.
    Order,
    /// The sample is of limited size.
    Sample,
    /// The order decides the upper end, the sample the lower one.
    Both,
    /// An end is how often shards are read while records wait, which AWS does not say.
    Reads,
}

/// Below this part of a figure, in per cent, another rate of reads makes no difference worth a word.
pub(super) const APART_PERCENT: u64 = 1;

fn is_apart(slow: Decimal, fast: Decimal) -> bool {
    (slow - fast).abs() > fast.saturating_mul(Decimal::new(1, 2))
}

/// The least and the most of two figures that differ for one reason.
type Ends = [Decimal; 2];

impl Range {
    /// Returns the range of the invocations.
    pub(super) fn invocations(report: &Report) -> Self {
        let filtered = report.forecast.filtered;
        let sampled = report
            .sampling
            .map(|sampling| [sampling.low, sampling.high]);
        let ends = [filtered.expected, filtered.conservative].map(Decimal::from);
        let sampled = sampled.map(|ends| ends.map(Decimal::from));
        let today = report.forecast.unfiltered.expected.into();
        let base_rate = report.basis.replay().and_then(|basis| basis.base_rate);
        let range = Self::new(report, Of::Invocations, today, ends, sampled)
            .read_slowly(base_rate.map(|slow| slow.map(Decimal::from)));
        let is_small = report.period == Period::Month && today < Self::FEW;
        match report.delivered_share().zip(report.delivery.mapping()) {
            Some((share, _)) if is_small => range.widened(share),
            Some(_) | None => range,
        }
    }

    /// Below this number of invocations a month, whole numbers hide what the share delivered leaves open.
    const FEW: Decimal = Decimal::ONE_HUNDRED;

    /// Returns the range, with the shares of today's figure at both ends of the interval in it. At least as many batches as
    /// records are delivered, in proportion.
    fn widened(self, share: Share) -> Self {
        let part = |share: f64| Decimal::from_f64_retain(share).unwrap_or_default() * self.today;
        let least = self.least.min(part(share.low).floor());
        let most = self.most.max(part(share.high).ceil().min(self.today));
        let reason = match least == most {
            true => self.reason,
            false if (least, most) == (self.least, self.most) => self.reason,
            false => Reason::Sample,
        };
        Self {
            least,
            most,
            reason,
            ..self
        }
    }

    /// Returns the range of the cost of a month.
    pub(super) fn cost(report: &Report, cost: &Cost) -> Self {
        let filtered = cost.filtered();
        let ends = [filtered.expected, filtered.conservative].map(Money::decimal);
        let sampled = cost.sampled.map(|ends| ends.map(Money::decimal));
        let today = cost.today().decimal();
        let range = Self::new(report, Of::Cost(cost.currency), today, ends, sampled);
        range.read_slowly(cost.base_rate.map(|slow| slow.map(Money::decimal)))
    }

    /// Returns the range with the figures of shards that are read at their base rate even while records wait, if that makes a
    /// difference. The size of the sample leaves as much open as without, in proportion.
    fn read_slowly(self, slow: Option<BaseRate<Decimal>>) -> Self {
        let Some(slow) = slow else {
            return self;
        };
        let [first, last] = self.orders;
        let at = |slow: Decimal, end: Decimal, fast: Decimal| {
            let part = end.checked_div(fast).unwrap_or(Decimal::ONE);
            slow.saturating_mul(part)
        };
        let figures = Slow {
            today: slow.unfiltered,
            least: at(slow.filtered, self.least, first.min(last)),
            most: at(slow.conservative, self.most, first.max(last))
                .min(slow.unfiltered.max(slow.conservative)),
        };
        let ends = [
            (figures.today, self.today),
            (figures.least, self.least),
            (figures.most, self.most),
        ];
        if !ends.iter().any(|(slow, fast)| is_apart(*slow, *fast)) {
            return self;
        }
        let both = Self {
            slow: Some(figures),
            ..self
        };
        let reason = match both.written() == self.written() {
            true => self.reason,
            false => Reason::Reads,
        };
        Self { reason, ..both }
    }

    fn new(report: &Report, of: Of, today: Decimal, orders: Ends, sampled: Option<Ends>) -> Self {
        let is_bound = report.is_upper_bound();
        let ends = orders.into_iter().chain(sampled.into_iter().flatten());
        let most = ends.clone().max().unwrap_or_default();
        let least = ends.min().unwrap_or_default();
        let finest = match of {
            Of::Invocations => Decimal::ONE,
            Of::Cost(_) => Decimal::new(1, 2),
        };
        let range = Self {
            of,
            today,
            least: if is_bound { Decimal::ZERO } else { least },
            most,
            unit: match report.period {
                Period::Sample => finest,
                Period::Month => unit(today.max(most)).max(finest),
            },
            is_bound,
            orders,
            slow: None,
            reason: Reason::Exact,
        };
        Self {
            reason: range.reason_among(orders),
            ..range
        }
    }

    /// Returns the reason for its ends. `orders` are the figures under both orders of filtering and batching; an end
    /// that is neither of them comes from the sample.
    fn reason_among(&self, orders: Ends) -> Reason {
        let [least, most] = [self.least, self.most].map(|end| self.rounded(end));
        let orders = orders.map(|end| self.rounded(end));
        let is_from_order = orders[0] != orders[1] && orders.contains(&most);
        let is_from_sample = !orders.contains(&least) || !orders.contains(&most);
        match (least == most, is_from_order, is_from_sample) {
            (true, _, _) => Reason::Exact,
            (false, true, false) => Reason::Order,
            (false, true, true) => Reason::Both,
            (false, false, _) => Reason::Sample,
        }
    }

    /// Returns the least and the most of today's figure.
    fn todays(&self) -> Ends {
        let slow = self.slow.map_or(self.today, |slow| slow.today);
        [self.today.min(slow), self.today.max(slow)]
    }

    /// Returns the fewest and the most avoided, not rounded.
    pub(super) fn avoided(&self) -> Ends {
        self.compared(|today, with| today - with)
    }

    /// Returns the fewest and the most avoided, rounded as they are written.
    pub(super) fn avoided_as_written(&self) -> Ends {
        self.compared(|today, with| self.rounded(today) - self.rounded(with))
    }

    /// Returns the least and the most of what a figure today and the one with the filter make, at the same rate of reads.
    fn compared<T: Ord + Copy>(&self, make: impl Fn(Decimal, Decimal) -> T) -> [T; 2] {
        let [from, to] = [self.most, self.least].map(|with| make(self.today, with));
        self.slow.map_or([from, to], |slow| {
            let [slow_from, slow_to] = [slow.most, slow.least].map(|with| make(slow.today, with));
            [from.min(slow_from), to.max(slow_to)]
        })
    }

    fn rounded(&self, amount: Decimal) -> Decimal {
        let units = amount.checked_div(self.unit).unwrap_or_default();
        let rounding = RoundingStrategy::MidpointAwayFromZero;
        units
            .round_dp_with_strategy(0, rounding)
            .saturating_mul(self.unit)
    }
}

/// Returns the unit of the last significant digit.
fn unit(amount: Decimal) -> Decimal {
    let ten = Decimal::TEN;
    let mut unit = Decimal::new(1, 2);
    let digits = (1..DIGITS).fold(Decimal::TEN, |all, _| all * ten);
    while unit * digits <= amount {
        unit *= ten;
    }
    unit
}

#[cfg(test)]
mod tests;
