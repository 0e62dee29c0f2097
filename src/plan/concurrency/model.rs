//! Invocations with their duration, the account they run in, and how many environments they need.

use tidegate_figures::{Decimal, Rate, blocked, float, servers_for};
use tidegate_mapping::Delivery;

use crate::value::Value;

/// Default concurrency quota of an account in one region.
pub const ACCOUNT_LIMIT: u32 = 1_000;

/// Requests a second that AWS allows for each environment of the concurrency limit.
pub const RPS_PER_ENVIRONMENT: u32 = 10;

/// Concurrency that AWS keeps unreserved.
pub const UNRESERVED_MIN: u32 = 100;

/// The input of a plan of concurrency.
#[derive(Clone, Debug, PartialEq)]
pub struct ConcurrencyRequest {
    /// Rate of the invocations; for a mapping, of its batches.
    pub rate: Rate,
    /// Mean duration of an invocation, in milliseconds.
    pub duration_ms: Decimal,
    /// Share of the invocations that may be throttled, 0 to 1.
    pub target: Decimal,
    /// Reserved concurrency of the function; `None` if it has none.
    pub reserved: Option<u32>,
    /// The account it runs in.
    pub account: Account,
    /// The mapping or the rule that invokes it; `None` if it is invoked directly.
    pub delivery: Option<Delivery>,
}

/// The account's concurrency, in one region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// The account's quota.
    pub limit: u32,
    /// Concurrency reserved by other functions.
    pub reserved_elsewhere: u32,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            limit: ACCOUNT_LIMIT,
            reserved_elsewhere: 0,
        }
    }
}

impl Account {
    /// Returns the most that one function can reserve.
    ///
    /// ```
    /// use tidegate_plan::concurrency::Account;
    /// assert_eq!(Account::default().reservable(), 900);
    /// ```
    #[must_use]
    pub const fn reservable(&self) -> u32 {
        self.limit
            .saturating_sub(UNRESERVED_MIN)
            .saturating_sub(self.reserved_elsewhere)
    }

    /// Returns the concurrency that a function without a reservation may use.
    pub(super) const fn unreserved(&self) -> u32 {
        self.limit.saturating_sub(self.reserved_elsewhere)
    }
}

/// The concurrency that the function needs.
pub(super) struct Demand {
    /// Invocations a second.
    pub(super) rate: f64,
    /// Mean duration, in seconds.
    pub(super) seconds: f64,
    /// Environments busy on average.
    pub(super) load: f64,
    /// Share that may be throttled.
    pub(super) target: f64,
    /// Most invocations that the source starts at once; `None` without a mapping. Work above that waits in the source
    /// and is not throttled.
    pub(super) most: Option<u64>,
    /// Environments that keep throttling by chance within `target`, at most `most`.
    pub(super) by_chance: Option<u64>,
    /// Environments that the limit on requests asks for; `None` for asynchronous events, which have no such limit.
    pub(super) by_requests: Option<u64>,
}

impl Demand {
    pub(super) fn of(request: &ConcurrencyRequest) -> Self {
        let rate = request.rate.per_second();
        let seconds = float(request.duration_ms) / 1_000.0;
        let (load, target) = (rate * seconds, float(request.target));
        let delivery = request.delivery.as_ref();
        let most = delivery.and_then(Delivery::invocations_at_once_max);
        let by_chance = servers_for(load, target);
        let mut demand = Self {
            rate,
            seconds,
            load,
            target,
            most,
            by_chance: most.map_or(by_chance, |most| Some(by_chance.unwrap_or(most).min(most))),
            by_requests: None,
        };
        if delivery != Some(&Delivery::Rule) {
            demand.by_requests = Some(whole(demand.started() / f64::from(RPS_PER_ENVIRONMENT)));
        }
        demand
    }

    /// Returns the invocations that the source starts a second, before any is throttled.
    pub(super) fn started(&self) -> f64 {
        let most = self.most.map_or(f64::INFINITY, |most| most as f64);
        self.rate.min(most / self.seconds)
    }

    /// Returns the environments that cover both chance and the limit on requests.
    pub(super) fn needed(&self) -> Option<u64> {
        let by_requests = self.by_requests.unwrap_or(0);
        Some(self.by_chance?.max(by_requests))
    }

    /// Returns the share that the limit on requests throttles at this concurrency. The limit is taken as an average:
    /// AWS does not document how it treats the fluctuation within a second.
    pub(super) fn throttled_by_requests(&self, servers: u64) -> f64 {
        if self.by_requests.is_none() {
            return 0.0;
        }
        let cap = servers as f64 * f64::from(RPS_PER_ENVIRONMENT);
        (1.0 - cap / self.started()).max(0.0)
    }

    /// Returns the share that finds all environments busy, by Erlang B: 0 if the source never starts more at once.
    pub(super) fn throttled_by_chance(&self, servers: u64) -> f64 {
        if self.most.is_some_and(|most| most <= servers) {
            return 0.0;
        }
        blocked(self.started() * self.seconds, servers)
    }

    /// Returns the share that is throttled at this concurrency: the larger of both, because a request that finds all
    /// environments busy does not use up the limit on requests.
    pub(super) fn throttled(&self, servers: u64) -> f64 {
        self.throttled_by_requests(servers)
            .max(self.throttled_by_chance(servers))
    }

    /// Returns the mean in whole environments, at least one.
    pub(super) fn whole(&self) -> u64 {
        whole(self.load)
    }

    /// Returns a tenth above the mean.
    pub(super) fn tenth(&self) -> u64 {
        whole(self.load * 1.1)
    }

    pub(super) fn needed_value(&self) -> Value {
        self.needed().map_or(Value::Absent, Value::Count)
    }
}

/// Returns the number rounded up, ignoring floating-point error; at least one.
pub(super) fn whole(environments: f64) -> u64 {
    ((environments - 1e-13 * environments).ceil() as u64).max(1)
}
