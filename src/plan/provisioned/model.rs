//! Computes the cost of provisioned concurrency, the share that spills over, and the use above which it pays.

use tidegate_figures::{Decimal, blocked, float};
use tidegate_price::bill::{self, FreeTier, Line};
use tidegate_price::{Item, Money, NoPrice, PriceBook, Rates};

use crate::plan::Runs;

/// Most numbers of environments whose bills are compared.
const TRIED_MAX: u32 = 1_000;

/// Seconds of an hour.
pub(super) const HOUR: u32 = 3_600;

/// The input of a plan of provisioned concurrency.
#[derive(Clone, Debug)]
pub struct ProvisionedRequest {
    /// All prices, for the break-even of every region.
    pub book: PriceBook,
    /// Prices of the function.
    pub rates: Rates,
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Environments kept ready; `None` takes the mean that the load needs plus a tenth.
    pub environments: Option<u32>,
    /// How long the environments are enabled in the period, in hours.
    pub hours: Decimal,
    /// Invocations while they are enabled; invocations that find no free environment spill over.
    pub runs: Option<Runs>,
    /// Whether invocations come evenly rather than at random, so that none spills over while an environment is free.
    pub is_steady: bool,
    /// Invocations that run on demand in any case, such as outside the schedule.
    pub on_demand: Option<Runs>,
    /// Free tier of the run time on demand. Free requests are deducted from both kinds together, as in AWS's first
    /// example.
    pub free: FreeTier,
}

/// Returns the utilisation above which provisioned concurrency is cheaper than on demand; above 1 it never is.
///
/// ```
/// use tidegate_plan::provisioned::break_even;
/// use tidegate_price::{Architecture, PriceBook};
/// let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
/// assert_eq!(break_even(&rates).unwrap().round_dp(2).to_string(), "0.60");
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
///
/// # Errors
/// A price is missing in the region.
pub fn break_even(rates: &Rates) -> Result<Decimal, NoPrice> {
    break_even_at(rates, rates.duration().first())
}

/// Returns the use above which provisioned concurrency is cheaper than on-demand run time at `on_demand` for each GB-s;
/// [`Decimal::MAX`] if it never is.
pub(super) fn break_even_at(rates: &Rates, on_demand: Decimal) -> Result<Decimal, NoPrice> {
    let arch = rates.architecture();
    let ready = rates.price(Item::provisioned(arch))?.first();
    let gained = on_demand - rates.price(Item::provisioned_duration(arch))?.first();
    Ok(ready
        .checked_div(gained)
        .filter(|_| gained > Decimal::ZERO)
        .unwrap_or(Decimal::MAX))
}

/// A month's bill for one number of environments.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bill {
    pub(super) environments: u32,
    pub(super) utilisation: f64,
    pub(super) spilled: f64,
    /// Mean on-demand price of a GB-s that runs on the environments instead. Beyond the first price tier, and within
    /// the free tier, it is lower than the first tier's.
    pub(super) replaced: Decimal,
    pub(super) ready: Line,
    pub(super) running: Line,
    pub(super) spill: Line,
    pub(super) requests: Line,
}

impl Bill {
    pub(super) fn total(&self) -> Money {
        bill::total([&self.ready, &self.running, &self.spill, &self.requests])
    }
}

impl ProvisionedRequest {
    /// Returns the enabled time in seconds.
    pub(super) fn seconds(&self) -> u64 {
        let seconds = (self.hours * Decimal::from(HOUR)).ceil();
        seconds.try_into().unwrap_or(u64::MAX)
    }

    /// Returns the share of the time in which each of this many environments runs.
    pub(super) fn used(&self, environments: u32) -> f64 {
        let load = self.load();
        let kept = 1.0 - self.spilled(environments);
        load * kept / f64::from(environments.max(1))
    }

    /// Returns the share of the invocations that find all of this many environments busy.
    pub(super) fn spilled(&self, environments: u32) -> f64 {
        let load = self.load();
        if load <= 0.0 {
            0.0
        } else if self.is_steady {
            (1.0 - f64::from(environments) / load).max(0.0)
        } else {
            blocked(load, environments.into())
        }
    }

    /// Returns the environments busy on average during the enabled time.
    pub(super) fn load(&self) -> f64 {
        let busy = self.runs.map_or(0.0, |runs| float(runs.seconds()));
        busy / (self.seconds() as f64).max(1.0)
    }

    pub(super) fn with_a_tenth(&self) -> u32 {
        let environments = (self.load() * 1.1 - 1e-9).ceil().max(1.0);
        environments.min(f64::from(u32::MAX)) as u32
    }

    pub(super) fn bill(&self, environments: u32) -> Result<Bill, NoPrice> {
        let runs = self.runs.unwrap_or(Runs {
            invocations: 0,
            duration_ms: Decimal::ZERO,
        });
        let spilled = self.spilled(environments);
        let spilled_runs = (runs.invocations as f64 * spilled).round() as u64;
        let kept = Runs {
            invocations: runs.invocations - spilled_runs.min(runs.invocations),
            ..runs
        };
        let spilled_runs = Runs {
            invocations: runs.invocations - kept.invocations,
            ..runs
        };
        let beside = self
            .on_demand
            .map_or(Decimal::ZERO, |runs| runs.gb_seconds(self.memory_mb));
        let on_demand = spilled_runs.gb_seconds(self.memory_mb) + beside;
        let requests = runs.invocations + self.on_demand.map_or(0, |runs| runs.invocations);
        Ok(Bill {
            environments,
            utilisation: self.used(environments),
            spilled,
            replaced: self.replaced(kept.gb_seconds(self.memory_mb), on_demand),
            ready: bill::provisioned_concurrency(
                &self.rates,
                environments,
                self.memory_mb,
                self.seconds(),
            )?,
            running: bill::provisioned_duration(&self.rates, kept.gb_seconds(self.memory_mb))?,
            spill: bill::duration(&self.rates, on_demand, &self.free),
            requests: bill::requests(&self.rates, requests, &self.free),
        })
    }

    /// Returns the mean on-demand price of `kept` GB-s on top of `on_demand` GB-s.
    fn replaced(&self, kept: Decimal, on_demand: Decimal) -> Decimal {
        let price = self.rates.duration();
        let cost = |gb_s| price.cost(bill::duration(&self.rates, gb_s, &self.free).quantity);
        let saved = cost(on_demand + kept) - cost(on_demand);
        saved.checked_div(kept).unwrap_or_else(|| price.first())
    }

    /// Returns the number of environments up to `most` with the lowest total, if that is below the cost without any. At
    /// most [`TRIED_MAX`] numbers are tried, evenly spread.
    pub(super) fn cheapest(&self, most: u32) -> Result<Option<u32>, NoPrice> {
        let step = most.div_ceil(TRIED_MAX).max(1);
        let mut best = (self.without(), None);
        for number in (1..=most).step_by(step as usize) {
            let total = self.bill(number)?.total();
            if total < best.0 {
                best = (total, Some(number));
            }
        }
        Ok(best.1)
    }

    /// Returns the cost if everything runs on demand.
    pub(super) fn without(&self) -> Money {
        let works = self.runs.iter().chain(&self.on_demand);
        let gb_s = works
            .clone()
            .map(|runs| runs.gb_seconds(self.memory_mb))
            .sum();
        let requests = works.map(|runs| runs.invocations).sum();
        bill::total([
            &bill::duration(&self.rates, gb_s, &self.free),
            &bill::requests(&self.rates, requests, &self.free),
        ])
    }
}
