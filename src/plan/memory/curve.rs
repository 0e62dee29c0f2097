//! A fit, or a single size, in; time and cost at other sizes out.

use rust_decimal::Decimal;
use tidegate_price::{Money, Rates};

use super::fit::{Fit, VCPU_MB};
use super::size::Size;

/// Sizes that are looked at besides those measured, in MB: those that Power Tuning tries, one vCPU, and steps above.
const SIZES: [u32; 14] = [
    128, 256, 512, 768, 1024, 1280, 1536, VCPU_MB, 2048, 3008, 4096, 6144, 8192, 10_240,
];

/// How far beyond the sizes measured a fit is followed, and the band of a single size.
const FITTED_TIMES: u32 = 2;
const BAND_TIMES: u32 = 4;

/// Invocations that costs are told for.
const MILLION: u32 = 1_000_000;

/// Seconds and megabytes that a GB-s is short of, in milliseconds and megabytes.
const MS_MB_PER_GB_S: u32 = 1000 * 1024;

/// One memory size of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurvePoint {
    /// In MB.
    pub memory_mb: u32,
    /// Duration in milliseconds.
    pub duration_ms: Band<Decimal>,
    /// Cost of a million invocations, requests included, free tiers not.
    pub cost: Band<Money>,
    /// Whether it lies outside the sizes measured.
    pub is_extrapolated: bool,
    /// Whether the ends of the bands say anything: not where a size was run too seldom for its scatter to be known.
    pub is_band_known: bool,
}

/// A figure and what may be true instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band<T> {
    /// No less than this.
    pub low: T,
    /// `None` if nothing within the band is likelier than the rest.
    pub expected: Option<T>,
    /// No more than this.
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

/// What a million invocations cost: milliseconds rounded up, at the prices of the first tier, and the requests.
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

/// GB-s of a million invocations.
pub(super) fn gb_s_of_million(ms: Decimal, memory_mb: u32) -> Decimal {
    let ms_mb = ms.ceil() * Decimal::from(memory_mb) * Decimal::from(MILLION);
    ms_mb / Decimal::from(MS_MB_PER_GB_S)
}

/// The curve of a fit, from the smallest size to the largest.
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

/// What a single size leaves possible: more memory may not help at all, or in full proportion to the CPU it brings; less
/// may not hurt at all, or in full proportion.
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

/// Those measured, and those of the list that are not `times` smaller or larger than all of them; ascending.
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

/// A model's time, to the microsecond and no less than one.
fn milliseconds(ms: f64) -> Decimal {
    let least = Decimal::new(1, 3);
    let exact = Decimal::try_from(ms).unwrap_or(least);
    exact.round_dp(3).max(least)
}
