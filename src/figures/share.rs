//! A share of a sample, with its interval: two counts in, three fractions out. `low <= value <= high`.

/// The probability with which the interval holds the true share.
pub const CONFIDENCE: f64 = 0.95;

/// The two-sided quantile of the normal distribution for [`CONFIDENCE`].
const Z: f64 = 1.959_963_984_540_054;

/// A share measured on a sample, with its Wilson score interval (Wilson 1927), which stays sensible for shares of
/// 0 and 1: no hit in a sample does not prove that there are none.
///
/// The interval takes the records for independent draws. Neighbours in a stream seldom are.
///
/// ```
/// use tidegate_figures::Share;
/// let share = Share::of(0, 100).unwrap();
/// assert_eq!((share.value, share.low), (0.0, 0.0));
/// assert!(share.high > 0.03);
/// assert_eq!(Share::of(0, 0), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Hits by sample size.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Share {
    /// The share of `hits` in `sample`; `None` for an empty sample.
    #[must_use]
    pub fn of(hits: u64, sample: u64) -> Option<Self> {
        if sample == 0 {
            return None;
        }
        // Rounded above 2^53, which no share with two decimals shows.
        let (n, value) = (sample as f64, hits as f64 / sample as f64);
        let z2_by_n = Z * Z / n;
        let centre = value + z2_by_n / 2.0;
        let margin = Z * (value * (1.0 - value) / n + z2_by_n / (4.0 * n)).sqrt();
        let end = |signed: f64| ((centre + signed) / (1.0 + z2_by_n)).clamp(0.0, 1.0);
        // At the ends the formula gives exactly 0 and 1, its rounding not quite.
        let low = if hits == 0 { 0.0 } else { end(-margin) };
        let high = if hits >= sample { 1.0 } else { end(margin) };
        Some(Self { value, low, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the quadratic equation that the interval solves: |p - x| = z sqrt(x (1 - x) / n).
    #[test]
    fn the_ends_solve_the_defining_equation() {
        for (hits, sample) in [
            (1_u32, 10_u32),
            (5, 10),
            (81, 263),
            (999, 1000),
            (3, 1_000_000),
        ] {
            let share = Share::of(hits.into(), sample.into()).unwrap();
            for end in [share.low, share.high] {
                let right = Z * (end * (1.0 - end) / f64::from(sample)).sqrt();
                assert!(
                    ((share.value - end).abs() - right).abs() < 1e-12,
                    "{hits}/{sample}: {end}"
                );
            }
            assert!(share.low < share.value && share.value < share.high);
        }
    }

    /// The worked example of Newcombe 1998 (Statistics in Medicine 17): 81 of 263 gives 0.2553 to 0.3662.
    #[test]
    fn a_published_example() {
        let share = Share::of(81, 263).unwrap();
        assert!((share.low - 0.2553).abs() < 5e-5 && (share.high - 0.3662).abs() < 5e-5);
    }

    #[test]
    fn all_and_none_have_exact_ends() {
        let (none, all) = (Share::of(0, 50).unwrap(), Share::of(50, 50).unwrap());
        assert_eq!(
            (none.low.to_bits(), all.high.to_bits()),
            (0, 1.0_f64.to_bits())
        );
        assert!((none.high - (1.0 - all.low)).abs() < 1e-12);
    }
}
