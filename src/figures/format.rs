//! Formats numbers for people: counts with commas, shares as per cent. No locale is used, so the text is the same everywhere.

use rust_decimal::Decimal;

/// Formats a count with a comma every three digits.
///
/// ```
/// assert_eq!(tidegate_figures::count(1_204_331), "1,204,331");
/// ```
#[must_use]
pub fn count(count: u64) -> String {
    grouped(&count.to_string())
}

/// Formats a difference, which may be negative, with a comma every three digits.
#[must_use]
pub fn difference(count: i64) -> String {
    let sign = if count < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(&count.unsigned_abs().to_string()))
}

/// Formats a count and its noun: `1 record`, `2,000 records`.
#[must_use]
pub fn counted(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", count(number))
}

/// Formats a share as per cent with two decimals.
///
/// ```
/// assert_eq!(tidegate_figures::percent(0.1825), "18.25 %");
/// ```
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.2} %", share * 100.0)
}

/// Formats a share as per cent, for running text: one decimal, or two below 1 %, without trailing zeros.
///
/// ```
/// use tidegate_figures::percent_short;
/// assert_eq!([0.082, 0.996, 0.0004, 1.0, 0.0].map(percent_short), ["8.2 %", "99.6 %", "0.04 %", "100 %", "0 %"]);
/// ```
#[must_use]
pub fn percent_short(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.01 {
        return "under 0.01 %".to_owned();
    }
    if percent < 100.0 && percent > 99.9 {
        return "over 99.9 %".to_owned();
    }
    let decimals = if percent >= 1.0 { 1 } else { 2 };
    let text = format!("{percent:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text} %")
}

/// Formats two shares as a range, each like [`percent_short`]; as one share if both are written alike.
///
/// ```
/// assert_eq!(tidegate_figures::percent_range(0.061, 0.109), "6.1 to 10.9 %");
/// assert_eq!(tidegate_figures::percent_range(0.0999, 0.1001), "10 %");
/// ```
#[must_use]
pub fn percent_range(low: f64, high: f64) -> String {
    let [low, high] = [low, high].map(percent_short);
    if low == high {
        return low;
    }
    let low = low.strip_suffix(" %").unwrap_or(&low);
    format!("{low} to {high}")
}

/// Formats `part` of `whole` in whole per cent, with halves rounded away from zero; `None` if `whole` is 0.
///
/// ```
/// assert_eq!(tidegate_figures::percent_of(-1, 8).as_deref(), Some("-13 %"));
/// ```
#[must_use]
pub fn percent_of(part: i64, whole: u64) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let rounded = (part.abs() * 200 + whole) / (2 * whole);
    Some(format!("{} %", if part < 0 { -rounded } else { rounded }))
}

/// Formats a fraction with at most nine decimals, without trailing zeros.
///
/// ```
/// assert_eq!(tidegate_figures::decimal(0.1), "0.1");
/// ```
#[must_use]
pub fn decimal(number: f64) -> String {
    let written = format!("{number:.9}");
    let short = written.trim_end_matches('0').trim_end_matches('.');
    short.to_owned()
}

/// Formats a decimal exactly, without trailing zeros and with commas in its whole part.
#[must_use]
pub fn exact(number: Decimal) -> String {
    let written = number.normalize().to_string();
    let whole = written.find('.').unwrap_or(written.len());
    grouped(&written[..whole]) + &written[whole..]
}

/// Formats a length of time in its two largest units, rounded.
///
/// ```
/// use tidegate_figures::span;
/// assert_eq!(span(3_720_000), "1 h 2 min");
/// assert_eq!(span(7_199_940), "2 h");
/// assert_eq!(span(1_500), "1 s 500 ms");
/// ```
#[must_use]
pub fn span(ms: u64) -> String {
    let Some(first) = UNITS.iter().position(|&(_, size)| ms >= size) else {
        return "0 ms".to_owned();
    };
    // Rounding may complete a larger unit, so parts are taken from one unit above the first.
    let finest = UNITS[(first + 1).min(UNITS.len() - 1)].1;
    let mut left = ms.saturating_add(finest / 2) / finest * finest;
    let parts = UNITS[first.saturating_sub(1)..]
        .iter()
        .filter_map(|&(name, size)| {
            let times = left / size;
            left %= size;
            (times > 0).then(|| format!("{} {name}", count(times)))
        });
    parts.collect::<Vec<_>>().join(" ")
}

/// Units of time and their lengths in milliseconds, the largest first.
const UNITS: [(&str, u64); 5] = [
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("min", 60_000),
    ("s", 1_000),
    ("ms", 1),
];

/// Significant digits of numbers that come from models.
const DIGITS: usize = 4;

/// Shares below this are shown as `< 0.000001 %`.
const TINY: f64 = 1e-8;

/// Formats a share as per cent with four significant digits.
#[must_use]
pub fn per_cent(share: f64) -> String {
    if share > 0.0 && share < TINY {
        return "< 0.000001 %".to_owned();
    }
    format!("{} %", significant(share * 100.0))
}

/// Rounds a number to six significant digits, to hide differences in the last bits between platforms.
#[must_use]
pub fn rounded(number: f64) -> f64 {
    format!("{number:.5e}").parse().unwrap_or(number)
}

/// Formats a number with four significant digits, without trailing zeros. The whole part is always written in full, with
/// commas.
#[must_use]
pub fn significant(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if !number.is_finite() {
        return "unbounded".to_owned();
    }
    let exponent = rounded(number).abs().log10().floor();
    let decimals = (DIGITS as f64 - 1.0 - exponent).clamp(0.0, 12.0) as usize;
    let written = format!("{number:.decimals$}");
    let short = if written.contains('.') {
        written.trim_end_matches('0').trim_end_matches('.')
    } else {
        &written
    };
    let (sign, digits) = match short.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", short),
    };
    let whole = digits.find('.').unwrap_or(digits.len());
    format!("{sign}{}{}", grouped(&digits[..whole]), &digits[whole..])
}

/// Inserts a comma every three digits.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_a_comma_every_three_digits() {
        let written = [0, 7, 999, 1_000, 65_536, 1_234_567].map(count);
        assert_eq!(written, ["0", "7", "999", "1,000", "65,536", "1,234,567"]);
        assert_eq!(
            [-1_000, -5, 12_345].map(difference),
            ["-1,000", "-5", "12,345"]
        );
    }

    #[test]
    fn significant_numbers_have_four_digits() {
        for (number, shown) in [
            (100.0, "100"),
            (99.999_999_9, "100"),
            (7.716_6, "7.717"),
            (254.44, "254.4"),
            (12_345.6, "12,346"),
            (-0.5, "-0.5"),
            (0.0, "0"),
            (1e-9, "0.000000001"),
            (f64::INFINITY, "unbounded"),
        ] {
            assert_eq!(significant(number), shown, "{number}");
        }
    }

    #[test]
    fn count_of_one_is_singular() {
        assert_eq!(counted(1, "record"), "1 record");
        assert_eq!(counted(0, "record"), "0 records");
    }

    #[test]
    fn percent_of_counts_is_rounded() {
        assert_eq!(percent_of(2, 3).as_deref(), Some("67 %"));
        assert_eq!(percent_of(0, 3).as_deref(), Some("0 %"));
        assert_eq!(percent_of(5, 0), None);
    }
}
