//! A range in words: `12.6 to 15.2 million`, `75 to 79 %`.

use rust_decimal::RoundingStrategy;
use tidegate_figures::{Decimal, count, grouped};
use tidegate_price::Money;

use super::{Of, Range};

/// A power of ten and its name.
type Scale = (u64, &'static str);

/// Large amounts are written in these, the largest first.
const SCALES: [Scale; 3] = [
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
];

/// A share above zero that rounds to 0 %.
const UNDER_ONE: &str = "under 1";

impl Range {
    /// Returns today's figures.
    pub(in crate::document) fn today_words(&self) -> String {
        let [least, most] = self.todays().map(|end| self.rounded(end));
        self.span(least, most)
    }

    /// Returns the figures with the filter.
    pub(in crate::document) fn filtered_words(&self) -> String {
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
    pub(in crate::document) fn avoided_words(&self) -> String {
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
    pub(in crate::document) fn added_words(&self) -> String {
        let [from, to] = self.avoided().map(|end| -self.rounded(end));
        if to <= Decimal::ZERO {
            return format!("up to {}", self.figure(from));
        }
        self.span(to, from)
    }

    /// Returns an amount in the range's unit and words.
    pub(in crate::document) fn words(&self, amount: Decimal) -> String {
        self.figure(self.rounded(amount))
    }

    /// Returns `75 to 79 %` of today's figure; empty if that is zero.
    pub(in crate::document) fn percent_words(&self) -> String {
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

    /// Returns the figures of its row, in words.
    pub(in crate::document) fn written(&self) -> [String; 3] {
        [
            self.today_words(),
            self.filtered_words(),
            self.avoided_words(),
        ]
    }

    /// Returns whether a figure with the filter that rounds to zero may be above zero.
    fn is_little(&self) -> bool {
        let is_exact = self.most.is_zero() && !self.is_bound;
        !is_exact && self.today >= self.unit
    }

    /// Returns `0.52 to 1.10 million`: both in the scale of the second one.
    fn span(&self, from: Decimal, to: Decimal) -> String {
        let scale = self.scale_of(to.abs());
        let small = scale.filter(|(scale, _)| from.abs() < Decimal::from(*scale));
        let to_text = self.figure(to);
        let from_text = match small {
            Some(_) if from.is_zero() => self.figure(from),
            Some(scale) => self.in_scale(from, Some(scale)),
            None => self.figure(from),
        };
        if from_text == to_text {
            return to_text;
        }
        let shared = scale.and_then(|(_, word)| from_text.strip_suffix(word));
        format!("{} to {to_text}", shared.unwrap_or(&from_text).trim_end())
    }

    fn figure(&self, amount: Decimal) -> String {
        self.in_scale(amount, self.scale_of(amount.abs()))
    }

    /// Returns the amount in this scale; in full without one.
    fn in_scale(&self, amount: Decimal, scale: Option<Scale>) -> String {
        let (sign, size) = match amount.is_sign_negative() && !amount.is_zero() {
            true => ("-", amount.abs()),
            false => ("", amount),
        };
        match (self.of, scale.map(|scale| self.scaled(size, scale))) {
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

    /// Returns the scale in which an amount is written, if the unit leaves it two decimals at most.
    fn scale_of(&self, amount: Decimal) -> Option<Scale> {
        let hundred = Decimal::ONE_HUNDRED;
        SCALES.into_iter().find(|(scale, _)| {
            let scale = Decimal::from(*scale);
            amount >= scale && self.unit * hundred >= scale
        })
    }

    /// Returns `12.6 million`.
    fn scaled(&self, amount: Decimal, (scale, word): Scale) -> String {
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
        format!("{}{rest} {word}", grouped(whole))
    }
}

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
