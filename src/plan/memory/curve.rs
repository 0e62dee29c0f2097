//! Computes time and cost at other memory sizes, from a fit or from a single measured size.

use rust_decimal::Decimal;
use tidegate_price::{Money, Rates};

use super::fit::{Fit, VCPU_MB};
use super::size::Size;

/// Memory sizes on the curve besides those measured, in MB: the sizes that Power Tuning tries, one vCPU, and steps
/// above.
pub(super) const SIZES: [u32; 14] = [
    128, 256, 512, 768, 1024, 1280, 1536, VCPU_MB, 2048, 3008, 4096, 6144, 8192, 10_240,
];

/// How many times below or above the measured sizes a fit is extrapolated, and the band of a single size.
const FITTED_TIMES: u32 = 2;
const BAND_TIMES: u32 = 4;

/// Number of invocations that costs are given for.
const MILLION: u32 = 1_000_000;

/// One GB-s in milliseconds times megabytes.
const MS_MB_PER_GB_S: u32 = 1000 * 1024;

/// One memory size of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurvePoint {
    /// Memory, in MB.
    pub memory_mb: u32,
    /// Duration in milliseconds.
    pub duration_ms: Band<Decimal>,
    /// Cost of a million invocations with requests, without free tiers.
    pub cost: Band<Money>,
    /// Whether it lies outside the measured sizes.
    pub is_extrapolated: bool,
    /// Whether the ends of the bands are known. They are not if a size had too few runs to know their scatter.
    pub is_band_known: bool,
}

/// A number with its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band<T> {
    /// Lower end.
    pub low: T,
    /// `None` if no value within the band is likelier than the others.
    pub expected: Option<T>,
    /// Upper end.
    pub high: T,
}

impl<T: Copy> Band<T> {
    fn map<U>(self, change: impl Fn(T) -> U) -> Band<U> {
        Band {
            low: change(self.low),
            expected: self.expected.map(&change),
            high: change(self.high),
        }
    }
}

/// Returns the cost of a million invocations: milliseconds rounded up, at first-tier prices, plus requests.
///
/// ```
/// use tidegate_plan::memory::million;
/// use tidegate_price::{Architecture, PriceBook};
/// let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
/// assert_eq!(million(&rates, 11_722.into(), 128).to_string(), "24.62");
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
#[must_use]
pub fn million(rates: &Rates, ms: Decimal, memory_mb: u32) -> Money {
    let gb_s = gb_s_of_million(ms, memory_mb);
    let requests = rates.requests().first() * Decimal::from(MILLION);
    Money::from_decimal(gb_s * rates.duration().first() + requests)
}

/// Returns the GB-s of a million invocations.
pub(super) fn gb_s_of_million(ms: Decimal, memory_mb: u32) -> Decimal {
    let ms_mb = ms.ceil() * Decimal::from(memory_mb) * Decimal::from(MILLION);
    ms_mb / Decimal::from(MS_MB_PER_GB_S)
}

/// Returns the curve of a fit, from the smallest size to the largest.
pub(super) fn fitted(fit: &Fit, sizes: &[Size], rates: &Rates) -> Vec<CurvePoint> {
    let all = memory_sizes(sizes, FITTED_TIMES);
    let point = |memory_mb: u32| {
        let prediction = fit.at(memory_mb);
        let margin = prediction.margin_ms.unwrap_or(0.0);
        let mut least = prediction.ms - margin;
        if !fit.is_threads_known && memory_mb > VCPU_MB {
            least = least.min(fit.parallel_ms(memory_mb) - margin);
        }
        let band = Band {
            low: milliseconds(least),
            expected: Some(milliseconds(prediction.ms)),
            high: milliseconds(prediction.ms + margin),
        };
        CurvePoint {
            is_band_known: prediction.margin_ms.is_some(),
            ..curve_point(memory_mb, band, sizes, rates)
        }
    };
    all.into_iter().map(point).collect()
}

/// Returns the range that a single size leaves open. More memory may not help at all, or may help in full proportion to
/// its CPU. Less may not hurt at all, or may hurt in full proportion.
pub(super) fn band(only: &Size, rates: &Rates) -> Vec<CurvePoint> {
    let sizes = std::slice::from_ref(only);
    let point = |memory_mb: u32| {
        let same = only.handler_ms;
        let scaled = same * Decimal::from(only.memory_mb) / Decimal::from(memory_mb);
        let band = Band {
            low: same.min(scaled).round_dp(3),
            expected: (memory_mb == only.memory_mb).then_some(same.round_dp(3)),
            high: same.max(scaled).round_dp(3),
        };
        curve_point(memory_mb, band, sizes, rates)
    };
    let all = memory_sizes(sizes, BAND_TIMES).into_iter();
    all.map(point).collect()
}

fn curve_point(
    memory_mb: u32,
    duration_ms: Band<Decimal>,
    sizes: &[Size],
    rates: &Rates,
) -> CurvePoint {
    let measured = || sizes.iter().map(|size| size.memory_mb);
    let range = measured().min().zip(measured().max());
    CurvePoint {
        memory_mb,
        duration_ms,
        cost: duration_ms.map(|ms| million(rates, ms, memory_mb)),
        is_band_known: true,
        is_extrapolated: range.is_none_or(|(least, most)| !(least..=most).contains(&memory_mb)),
    }
}

/// Returns the measured sizes and the sizes of the list that are at most `times` smaller or larger than those,
/// ascending.
fn memory_sizes(sizes: &[Size], times: u32) -> Vec<u32> {
    let measured = || sizes.iter().map(|size| size.memory_mb);
    let least = measured().min().unwrap_or(0) / times;
    let most = measured().max().unwrap_or(0).saturating_mul(times);
    let near = SIZES.into_iter().filter(|mb| (least..=most).contains(mb));
    let mut all: Vec<u32> = near.chain(measured()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Returns a model's time rounded to microseconds, at least one microsecond.
fn milliseconds(ms: f64) -> Decimal {
    let least = Decimal::new(1, 3);
    let exact = Decimal::try_from(ms).unwrap_or(least);
    exact.round_dp(3).max(least)
}
