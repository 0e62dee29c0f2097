//! Fits a curve to the times at several memory sizes: t(m) = waits + computes / min(m / 1769, threads).
//!
//! Lambda gives CPU in proportion to memory; 1,769 MB is one vCPU (Lambda Developer Guide, "Configure Lambda function
//! memory", read 2026-11-23). One thread can't use more than one vCPU. The fit minimises the squares of relative
//! errors, because times differ by a factor of ten and more.

use statrs::distribution::{ContinuousCDF, StudentsT};
use tidegate_figures::float;

use super::size::Size;

/// Memory at which a function has one vCPU, in MB.
pub const VCPU_MB: u32 = 1769;

/// Most threads that the fit tries: a function has at most this many vCPUs.
const THREADS_MAX: u32 = 6;

/// A fitted curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Time that does not depend on CPU, in milliseconds.
    pub waits_ms: f64,
    /// Computing time on one vCPU, in milliseconds.
    pub computes_ms: f64,
    /// Threads that the function keeps busy, as far as the log shows.
    pub threads: u32,
    /// Whether the number of threads was measured: this needs three sizes, one of them above one vCPU.
    pub is_threads_known: bool,
    /// Largest distance of a measured size from the curve, as a share of the measured time.
    pub worst: f64,
    points: Vec<Point>,
    bound: Bound,
}

/// A measured size, in the numbers that the fit needs.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    memory_mb: u32,
    ms: f64,
    variance: Option<f64>,
    kept: u64,
}

/// Whether one of the two parts would be negative, and was set to zero.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    Free,
    NoWaits,
    NoComputing,
}

/// Where the number of threads of a fit comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Threads {
    Measured,
    Assumed,
}

/// A time with the 95 % interval that follows from the scatter of the measured times.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// The time, in milliseconds.
    pub ms: f64,
    /// Half the width of the interval, in milliseconds; `None` if a size was measured fewer than three times.
    pub margin_ms: Option<f64>,
}

/// Returns how many times longer computing takes than on one vCPU: the inverse of the vCPUs that `threads` threads can
/// use.
fn slowness(memory_mb: u32, threads: u32) -> f64 {
    let vcpus = f64::from(memory_mb) / f64::from(VCPU_MB);
    1.0 / vcpus.min(f64::from(threads))
}

impl Fit {
    /// Returns the fit, or `None` for fewer than two sizes.
    #[must_use]
    pub fn of(sizes: &[Size]) -> Option<Self> {
        if sizes.len() < 2 {
            return None;
        }
        let points: Vec<_> = sizes.iter().map(point).collect();
        let above = sizes.iter().any(|size| size.memory_mb > VCPU_MB);
        let source = match above && sizes.len() > 2 {
            true => Threads::Measured,
            false => Threads::Assumed,
        };
        let most = match source {
            Threads::Measured => THREADS_MAX,
            Threads::Assumed => 1,
        };
        let fits = (1..=most).map(|threads| Self::with(&points, threads, source));
        // Of fits that explain the log equally well, the one with the fewest threads is kept.
        fits.reduce(|best, fit| {
            if fit.squares() < best.squares() * (1.0 - 1e-9) {
                fit
            } else {
                best
            }
        })
    }

    fn with(points: &[Point], threads: u32, source: Threads) -> Self {
        let mut fit = Self {
            waits_ms: 0.0,
            computes_ms: 0.0,
            threads,
            is_threads_known: source == Threads::Measured,
            worst: 0.0,
            points: points.to_vec(),
            bound: Bound::Free,
        };
        fit.solve();
        if fit.waits_ms < 0.0 {
            fit.bound = Bound::NoWaits;
            fit.solve();
        } else if fit.computes_ms < 0.0 {
            fit.bound = Bound::NoComputing;
            fit.solve();
        }
        let off = |point: &Point| (fit.time(point.memory_mb) / point.ms - 1.0).abs();
        fit.worst = points.iter().map(off).fold(0.0, f64::max);
        fit
    }

    /// Computes both parts, which are linear in the measured times: the curve at slowness 0, and its slope.
    fn solve(&mut self) {
        self.waits_ms = self.sum(|fit, point| fit.weight(point, 0.0));
        self.computes_ms = self.sum(|fit, point| fit.weight(point, 1.0)) - self.waits_ms;
    }

    fn sum(&self, of: impl Fn(&Self, &Point) -> f64) -> f64 {
        let parts = self.points.iter().map(|point| of(self, point) * point.ms);
        parts.sum()
    }

    /// Returns the weight of one measured time in the curve at slowness `x`.
    fn weight(&self, point: &Point, x: f64) -> f64 {
        let weights = || self.points.iter().map(|it| (it, it.ms.powi(-2)));
        let at = |point: &Point| slowness(point.memory_mb, self.threads);
        let all: f64 = weights().map(|(_, weight)| weight).sum();
        let own = point.ms.powi(-2);
        match self.bound {
            Bound::NoComputing => own / all,
            Bound::NoWaits => {
                let squares: f64 = weights().map(|(it, weight)| weight * at(it).powi(2)).sum();
                x * own * at(point) / squares
            }
            Bound::Free => {
                let mean = weights().map(|(it, weight)| weight * at(it)).sum::<f64>() / all;
                let spread: f64 = weights()
                    .map(|(it, weight)| weight * (at(it) - mean).powi(2))
                    .sum();
                let rise = if spread > 0.0 {
                    (x - mean) * own * (at(point) - mean) / spread
                } else {
                    0.0
                };
                own / all + rise
            }
        }
    }

    /// Returns the sum of the squared relative errors.
    fn squares(&self) -> f64 {
        let off = |point: &Point| (self.time(point.memory_mb) / point.ms - 1.0).powi(2);
        self.points.iter().map(off).sum()
    }

    fn time(&self, memory_mb: u32) -> f64 {
        self.waits_ms + self.computes_ms * slowness(memory_mb, self.threads)
    }

    /// Returns the time at a memory size.
    #[must_use]
    pub fn at(&self, memory_mb: u32) -> Prediction {
        let x = slowness(memory_mb, self.threads);
        let parts = self
            .points
            .iter()
            .map(|point| Some(self.weight(point, x).powi(2) * point.variance?));
        let variance: Option<f64> = parts.sum();
        let fewest = self.points.iter().map(|point| point.kept).min();
        let quantile = student(fewest.unwrap_or(0).saturating_sub(1));
        Prediction {
            ms: self.time(memory_mb),
            margin_ms: variance.map(|variance| quantile * variance.sqrt()),
        }
    }

    /// Returns the time if the function used all vCPUs: the shortest possible time above one vCPU.
    #[must_use]
    pub fn parallel_ms(&self, memory_mb: u32) -> f64 {
        self.waits_ms + self.computes_ms * slowness(memory_mb, THREADS_MAX)
    }
}

fn point(size: &Size) -> Point {
    Point {
        memory_mb: size.memory_mb,
        // Avoids an infinite weight for a duration of zero.
        ms: float(size.handler_ms).max(1e-3),
        variance: size.handler_variance,
        kept: size.kept,
    }
}

/// Returns the two-sided 95 % quantile of Student's t. One degree of freedom counts as two: its interval would be wider
/// than any time that was measured.
fn student(freedom: u64) -> f64 {
    let distribution = StudentsT::new(0.0, 1.0, freedom.max(2) as f64);
    distribution.map_or(f64::NAN, |distribution| distribution.inverse_cdf(0.975))
}

#[cfg(test)]
mod tests {
    use tidegate_figures::Decimal;

    use super::*;

    fn size(memory_mb: u32, ms: f64) -> Size {
        Size {
            memory_mb,
            invocations: 10,
            cold: 0,
            duration_ms: Decimal::ZERO,
            billed_ms: Decimal::ZERO,
            handler_ms: Decimal::try_from(ms).unwrap(),
            handler_variance: Some(4.0),
            kept: 10,
            max_memory_mb: None,
        }
    }

    /// Fitting times made from the model returns its constants.
    #[test]
    fn times_made_from_the_model_return_its_constants() {
        for threads in [1, 2, 4] {
            let at = |mb| 30.0 + 600.0 * slowness(mb, threads);
            let sizes = [128, 512, 1769, 3008, 6144, 8192].map(|mb| size(mb, at(mb)));
            let fit = Fit::of(&sizes).unwrap();
            assert_eq!((fit.threads, fit.is_threads_known), (threads, true));
            assert!((fit.waits_ms - 30.0).abs() < 1e-6 && (fit.computes_ms - 600.0).abs() < 1e-6);
            assert!((fit.at(1024).ms - at(1024)).abs() < 1e-6 && fit.worst < 1e-9);
        }
    }

    #[test]
    fn negative_part_is_set_to_zero() {
        let steep = Fit::of(&[size(128, 1000.0), size(256, 400.0)]).unwrap();
        assert_eq!(steep.waits_ms, 0.0);
        assert!(steep.worst > 0.1, "{steep:?}");
        let rising = Fit::of(&[size(128, 100.0), size(256, 120.0)]).unwrap();
        assert!(rising.computes_ms.abs() < 1e-9, "{rising:?}");
        assert!((100.0..120.0).contains(&rising.at(512).ms));
        assert!(Fit::of(&[size(128, 100.0)]).is_none());
    }

    /// At a measured size the curve through two points meets the point, and its interval is the point's: 2.262 times 2
    /// ms.
    #[test]
    fn interval_at_a_measured_size_is_that_of_the_point() {
        let fit = Fit::of(&[size(128, 1000.0), size(256, 600.0)]).unwrap();
        let margin = fit.at(256).margin_ms.unwrap();
        assert!((margin - 2.262 * 2.0).abs() < 0.01, "{margin}");
        assert!(fit.at(1024).margin_ms.unwrap() > margin);
    }

    #[test]
    fn student_quantiles_match_published_tables() {
        for (freedom, quantile) in [
            (2, 4.303),
            (4, 2.776),
            (9, 2.262),
            (30, 2.042),
            (1_000, 1.962),
        ] {
            let found = student(freedom);
            assert!(
                (found / quantile - 1.0).abs() < 0.0005,
                "{freedom}: {found}"
            );
        }
    }
}
