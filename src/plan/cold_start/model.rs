//! Computes how many invocations start cold at a rate and an idle time.

use tidegate_figures::{Decimal, Rate, float};
use tidegate_price::Rates;
use tidegate_price::bill::FreeTier;

use super::simulation::{Load, Simulated, by_clumps, is_covered, simulate};

/// The input of a plan of cold starts.
#[derive(Clone, Debug)]
pub struct ColdStartRequest {
    /// Rate of the invocations.
    pub rate: Rate,
    /// Whether they come at a fixed interval, as from a schedule, rather than at random.
    pub is_regular: bool,
    /// Duration of a warm invocation, in milliseconds.
    pub duration_ms: Decimal,
    /// Length of one initialisation, in milliseconds.
    pub init_ms: Decimal,
    /// How long Lambda keeps an idle environment, in minutes, at least 1.
    pub idle_minutes: u32,
    /// Share of the invocations that start cold, if known; `None` simulates it.
    pub cold_share: Option<Decimal>,
    /// Share of the invocations that remain with a filter, 0 to 1; `None` without a filter.
    pub delivered: Option<Decimal>,
    /// Seed of the simulation.
    pub seed: u64,
    /// Whether the function uses SnapStart, which restores a snapshot instead of initialising.
    pub has_snapstart: bool,
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Length of the period, in hours.
    pub hours: u32,
    /// Prices of the function.
    pub rates: Rates,
    /// Free tiers that apply.
    pub free: FreeTier,
}

/// The cold starts at one rate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cold {
    /// Invocations a second.
    pub(super) per_second: f64,
    /// Invocations of the period.
    pub(super) invocations: u64,
    pub(super) share: f64,
    /// `None` if the share was stated.
    pub(super) simulated: Option<Simulated>,
}

impl Cold {
    pub(super) fn starts(&self) -> u64 {
        (self.invocations as f64 * self.share).round() as u64
    }
}

impl ColdStartRequest {
    /// Returns the cold starts if the share `left` of the rate remains.
    pub(super) fn cold(&self, left: f64) -> Cold {
        let per_second = self.rate.per_second() * left;
        let invocations = (per_second * f64::from(self.hours) * 3_600.0).round() as u64;
        let idle_seconds = f64::from(self.idle_minutes) * 60.0;
        let is_drawn = self.is_regular || is_covered(per_second, idle_seconds);
        let simulated = match self.cold_share {
            None if per_second > 0.0 && is_drawn => {
                Some(self.simulated(per_second, self.idle_minutes))
            }
            _ => None,
        };
        let known = self
            .cold_share
            .map_or_else(|| self.by_clumps(per_second, self.idle_minutes), float);
        Cold {
            per_second,
            invocations,
            share: simulated.map_or(known, |simulated| simulated.share),
            simulated,
        }
    }

    pub(super) fn by_clumps(&self, per_second: f64, idle_minutes: u32) -> f64 {
        let warm_seconds = float(self.duration_ms) / 1_000.0;
        by_clumps(per_second, warm_seconds, f64::from(idle_minutes) * 60.0)
    }

    /// Returns the cold share: simulated, or by the closed form if the simulation would be too short.
    pub(super) fn share(&self, per_second: f64, idle_minutes: u32) -> f64 {
        if self.is_regular || is_covered(per_second, f64::from(idle_minutes) * 60.0) {
            return self.simulated(per_second, idle_minutes).share;
        }
        self.by_clumps(per_second, idle_minutes)
    }

    pub(super) fn simulated(&self, per_second: f64, idle_minutes: u32) -> Simulated {
        let warm_seconds = float(self.duration_ms) / 1_000.0;
        let load = Load {
            per_second,
            is_regular: self.is_regular,
            warm_seconds,
            cold_seconds: warm_seconds + float(self.init_ms) / 1_000.0,
            is_exponential: false,
        };
        simulate(&load, f64::from(idle_minutes) * 60.0, self.seed)
    }
}
