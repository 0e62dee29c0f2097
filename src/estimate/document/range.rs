//! A figure with the filter as a range, beside today's figure. The range goes from expected to conservative, because
//! AWS does not document its order of filtering and batching. It is wider if the size of the sample leaves more open.
//! All three columns are rounded to one unit, so that the columns of a row subtract exactly.
//!
//! Today's figure is a range too where shards are read while records wait: AWS does not document how often. What is avoided
//! is then the difference at the same rate of reads, never that of the one rate today and the other with the filter.

use rust_decimal::RoundingStrategy;
use tidegate_figures::{Decimal, Share, count, grouped};
use tidegate_price::{Currency, Money};

use crate::model::{BaseRate, Cost, Period, Report};

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

    /// Returns the range with the figures of shards that are read at their base rate even while records wait. What the size
    /// of the sample leaves open is in proportion.
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
        let is_shown = ends
            .iter()
            .any(|(slow, fast)| self.rounded(*slow) != self.rounded(*fast));
        Self {
            slow: Some(figures),
            reason: if is_shown { Reason::Reads } else { self.reason },
            ..self
        }
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

    /// Returns today's figures.
    pub(super) fn today_words(&self) -> String {
        let [least, most] = self.todays().map(|end| self.rounded(end));
        self.span(least, most)
    }

    /// Returns the least and the most of today's figure.
    fn todays(&self) -> Ends {
        let slow = self.slow.map_or(self.today, |slow| slow.today);
        [self.today.min(slow), self.today.max(slow)]
    }

    /// Returns the figures with the filter.
    pub(super) fn filtered_words(&self) -> String {
        let least = self
            .slow
            .map_or(self.least, |slow| slow.least.min(self.least));
        let most = self.slow.map_or(self.most, |slow| slow.most.max(self.most));
        let [least, most] = [least, most].map(|end| self.rounded(end));
        match (least.is_zero(), most.is_zero()) {
            (true, true) if self.is_little() => format!("under {}", self.figure(self.unit)),
            (true, false) => format!("up to {}", self.figure(most)),
            _ => self.span(least, most),
        }
    }

    /// Returns the figures avoided.
    pub(super) fn avoided_words(&self) -> String {
        if self.rounded(self.most).is_zero() && self.is_little() {
            return self.nearly_all(self.rounded(self.todays()[0]));
        }
        let [from, to] = self.avoided_as_written();
        match (self.is_bound, from) {
            (true, from) if from <= Decimal::ZERO => "unknown".to_owned(),
            (true, from) => format!("at least {}", self.figure(from)),
            (false, from) if from.is_zero() && to > from => format!("up to {}", self.figure(to)),
            (false, from) => self.span(from, to),
        }
    }

    /// Returns the words for all of today's figure but less than one unit.
    fn nearly_all(&self, today: Decimal) -> String {
        if today <= self.unit {
            return "nearly all".to_owned();
        }
        format!("over {}", self.figure(today - self.unit))
    }

    /// Returns how many more there are with the filter, if all figures of the range are above today's.
    pub(super) fn added_words(&self) -> String {
        let [from, to] = self.avoided().map(|end| -self.rounded(end));
        if to <= Decimal::ZERO {
            return format!("up to {}", self.figure(from));
        }
        self.span(to, from)
    }

    /// Returns whether a figure with the filter that rounds to zero may be above zero.
    fn is_little(&self) -> bool {
        let is_exact = self.most.is_zero() && !self.is_bound;
        !is_exact && self.today >= self.unit
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

    /// Returns an amount in the range's unit and words.
    pub(super) fn words(&self, amount: Decimal) -> String {
        self.figure(self.rounded(amount))
    }

    /// Returns `75 to 79 %` of today's figure; empty if that is zero.
    pub(super) fn percent_words(&self) -> String {
        let shares = self.compared(|today, with| (today - with).checked_div(today));
        let ends = shares.map(|share| whole_percent(share?, Decimal::ONE));
        match ends {
            [Some(from), Some(_)] if self.is_bound => format!("at least {from} %"),
            [Some(from), Some(to)] if from == to => format!("{from} %"),
            [Some(from), Some(to)] if from == "0" || from == UNDER_ONE => format!("up to {to} %"),
            [Some(from), Some(to)] => format!("{from} to {to} %"),
            _ => String::new(),
        }
    }

    fn rounded(&self, amount: Decimal) -> Decimal {
        let units = amount.checked_div(self.unit).unwrap_or_default();
        let rounding = RoundingStrategy::MidpointAwayFromZero;
        units
            .round_dp_with_strategy(0, rounding)
            .saturating_mul(self.unit)
    }

    fn span(&self, from: Decimal, to: Decimal) -> String {
        let [from, to] = [from, to].map(|amount| self.figure(amount));
        if from == to {
            return from;
        }
        let mut words = SCALES.into_iter().map(|(_, word)| word);
        let shared = words.find(|word| to.ends_with(word));
        let short = shared.and_then(|word| from.strip_suffix(word));
        format!("{} to {to}", short.unwrap_or(&from).trim_end())
    }

    fn figure(&self, amount: Decimal) -> String {
        let (sign, size) = match amount.is_sign_negative() && !amount.is_zero() {
            true => ("-", amount.abs()),
            false => ("", amount),
        };
        match (self.of, self.scaled(size)) {
            (Of::Invocations, Some(text)) => format!("{sign}{text}"),
            (Of::Cost(currency), Some(text)) => format!("{sign}{}{text}", currency.sign()),
            (Of::Invocations, None) => {
                format!("{sign}{}", count(u64::try_from(size).unwrap_or(u64::MAX)))
            }
            (Of::Cost(currency), None) if amount.is_zero() => format!("{}0", currency.sign()),
            (Of::Cost(currency), None) => {
                let text = currency.amount(Money::from_decimal(amount));
                let short = text.strip_suffix(".00");
                let short = short.filter(|_| self.unit >= Decimal::ONE);
                short.map_or(text.clone(), str::to_owned)
            }
        }
    }

    /// Returns `12.6 million`, if the unit leaves it two decimals at most.
    fn scaled(&self, amount: Decimal) -> Option<String> {
        let hundred = Decimal::ONE_HUNDRED;
        let mut scales = SCALES.into_iter();
        let (scale, word) = scales.find(|(scale, _)| {
            let scale = Decimal::from(*scale);
            amount >= scale && self.unit * hundred >= scale
        })?;
        let scale = Decimal::from(scale);
        let decimals =
            (0..2_u32).find(|places| self.unit * Decimal::from(10_u32.pow(*places)) >= scale);
        let decimals = decimals.unwrap_or(2);
        let text = format!(
            "{:.1$}",
            (amount / scale).round_dp(decimals),
            decimals as usize
        );
        let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
        Some(format!("{}{rest} {word}", grouped(whole)))
    }
}

/// Large amounts are written in these, the largest first.
const SCALES: [(u64, &str); 3] = [
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
];

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

/// A share above zero that rounds to 0 %.
const UNDER_ONE: &str = "under 1";

/// Returns whole per cent, but `over 99` for nearly all and `under 1` for a few. `None` if the whole is zero.
fn whole_percent(part: Decimal, whole: Decimal) -> Option<String> {
    let share = part.saturating_mul(Decimal::ONE_HUNDRED);
    let share = share.checked_div(whole)?;
    let rounded = share.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    Some(if part < whole && rounded >= Decimal::ONE_HUNDRED {
        "over 99".to_owned()
    } else if rounded.is_zero() && share > Decimal::ZERO {
        UNDER_ONE.to_owned()
    } else if rounded.is_zero() {
        "0".to_owned()
    } else {
        rounded.normalize().to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(today: u64, least: u64, most: u64) -> Range {
        let [today, least, most] = [today, least, most].map(Decimal::from);
        Range {
            of: Of::Invocations,
            today,
            least,
            most,
            unit: unit(today).max(Decimal::ONE),
            is_bound: false,
            orders: [least, most],
            slow: None,
            reason: Reason::Exact,
        }
    }

    #[track_caller]
    fn assert_words(range: Range, words: [&str; 4]) {
        let cells = [
            range.today_words(),
            range.filtered_words(),
            range.avoided_words(),
            range.percent_words(),
        ];
        assert_eq!(cells, words);
    }

    #[test]
    fn columns_subtract_as_written() {
        assert_words(
            range(60_985_440, 12_636_000, 15_249_600),
            [
                "61.0 million",
                "12.6 to 15.2 million",
                "45.8 to 48.4 million",
                "75 to 79 %",
            ],
        );
        assert_words(
            range(1_036_800_000, 85_017_600, 1_100_000_000),
            [
                "1.04 billion",
                "90 million to 1.10 billion",
                "-60 to 950 million",
                "-6 to 92 %",
            ],
        );
        assert_words(
            range(86_400, 43_200, 43_200),
            ["86,400", "43,200", "43,200", "50 %"],
        );
        assert_words(range(20, 5, 5), ["20", "5", "15", "75 %"]);
    }

    #[test]
    fn small_figures_are_not_zero_and_additions_are_negative() {
        assert_words(
            range(61_000_000, 40, 40),
            [
                "61.0 million",
                "under 100,000",
                "over 60.9 million",
                "over 99 %",
            ],
        );
        assert_words(
            range(1_000, 1_080, 1_100),
            ["1,000", "1,080 to 1,100", "-100 to -80", "-10 to -8 %"],
        );
        assert_words(range(0, 0, 0), ["0", "0", "0", ""]);
    }

    #[test]
    fn figures_of_one_rate_of_reads_are_compared_with_each_other() {
        let slow = BaseRate {
            unfiltered: 31_000_000,
            filtered: 7_600_000,
            conservative: 9_000_000,
        };
        let slow =
            range(50_000_000, 15_000_000, 16_000_000).read_slowly(Some(slow.map(Decimal::from)));
        assert_eq!(slow.reason, Reason::Reads);
        assert_words(
            slow,
            [
                "31.0 to 50.0 million",
                "7.6 to 16.0 million",
                "22.0 to 35.0 million",
                "68 to 75 %",
            ],
        );
    }

    #[test]
    fn reason_is_that_of_the_ends_as_written() {
        let reason = |least, most, orders: [u64; 2]| {
            let orders = orders.map(Decimal::from);
            range(61_000_000, least, most).reason_among(orders)
        };
        let (low, high) = (12_600_000, 15_200_000);
        assert_eq!(reason(low, high, [low, high]), Reason::Order);
        assert_eq!(reason(low, high, [13_000_000, high]), Reason::Both);
        assert_eq!(reason(low, high, [13_000_000, 13_000_000]), Reason::Sample);
        // The orders differ, but within what the sample leaves open.
        assert_eq!(reason(low, high, [13_000_000, 14_000_000]), Reason::Sample);
        // They differ by less than is written.
        assert_eq!(reason(low, high, [13_000_000, 13_000_001]), Reason::Sample);
        assert_eq!(reason(low, low + 1, [low, low + 1]), Reason::Exact);
    }

    #[test]
    fn bounds_and_additions_never_read_as_nothing() {
        let bound = |today, most| Range {
            is_bound: true,
            ..range(today, 0, most)
        };
        assert_eq!(bound(5, 5).avoided_words(), "unknown");
        assert_eq!(bound(1, 0).avoided_words(), "nearly all");
        assert_eq!(bound(1_000, 40).avoided_words(), "at least 960");
        assert_eq!(range(1_000, 1_080, 1_100).added_words(), "80 to 100");
        assert_eq!(
            range(61_000_000, 61_000_001, 63_000_000).added_words(),
            "up to 2.0 million"
        );
    }
}
