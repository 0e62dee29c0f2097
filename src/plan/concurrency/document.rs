//! Writes the plan of concurrency: the mean, the headroom for chance, and a table of reservations.

use tidegate_figures::{blocked, count, servers_for, significant};
use tidegate_mapping::Delivery;

use super::model::{ConcurrencyRequest, Demand};
use super::{account, delay, feed};
use crate::{Figure, Plan, Table, Value};

/// The assumptions of Erlang's loss formula.
pub(super) const ERLANG: &str = "Erlang B: invocations come at random (Poisson), independently of each other; exact \
                                 for any distribution of durations; bursts throttle more";

/// Source of the tenth above the mean.
const TENTH: &str = "AWS's advice for provisioned concurrency, a tenth above the peak (Lambda Developer Guide, \
                     \"Configuring provisioned concurrency\", read 2026-11-23)";

impl ConcurrencyRequest {
    /// Returns the plan.
    ///
    /// ```
    /// use tidegate_figures::Decimal;
    /// use tidegate_plan::Value;
    /// use tidegate_plan::concurrency::{Account, ConcurrencyRequest};
    /// let request = ConcurrencyRequest {
    ///     rate: "500/s".parse()?,
    ///     duration_ms: 200.into(),
    ///     target: Decimal::new(1, 3),
    ///     reserved: None,
    ///     account: Account::default(),
    ///     mapping: None,
    /// };
    /// // 500 files/s x 200 ms = 100.
    /// let plan = request.answer();
    /// assert_eq!(plan.figure("mean").unwrap().value, Value::Number(100.0));
    /// assert_eq!(plan.figure("needed").unwrap().value, Value::Count(128));
    /// # Ok::<(), tidegate_figures::RateError>(())
    /// ```
    #[must_use]
    pub fn answer(&self) -> Plan {
        let demand = Demand::of(self);
        let mut plan = Plan::new("concurrency", self.title());
        plan.headline = self.headline(&demand);
        self.chance(&demand, &mut plan);
        account::limits(self, &demand, &mut plan);
        if let Some(mapping) = self.mapping.as_ref().and_then(Delivery::mapping) {
            feed::feed(self, mapping, &demand, &mut plan);
        }
        delay::waiting(self, &demand, &mut plan);
        plan.tables.push(self.headroom(&demand));
        plan
    }

    fn title(&self) -> String {
        let source = self.mapping.as_ref().map_or_else(
            || "invoked directly".to_owned(),
            |mapping| mapping.source().name().to_owned(),
        );
        format!("{}, {source}", self.product())
    }

    /// `500/s x 200 ms`.
    fn product(&self) -> String {
        let rate = significant(self.rate.per_second());
        format!("{rate}/s x {} ms", self.duration_ms.normalize())
    }

    fn headline(&self, demand: &Demand) -> String {
        let target = Value::Share(demand.target).shown();
        let needed = demand.needed.map_or_else(
            || "no reservation throttles less".to_owned(),
            |needed| format!("reserving {} throttles at most {target}", count(needed)),
        );
        format!(
            "{} = {} environments busy on average; reserving exactly {} throttles {} of invocations that come at \
             random; {needed}.",
            self.product(),
            significant(demand.load),
            count(demand.whole()),
            Value::Share(blocked(demand.load, demand.whole())).shown(),
        )
    }

    /// Adds the concurrency needed on average, and with headroom for chance.
    fn chance(&self, demand: &Demand, plan: &mut Plan) {
        let seconds = significant(demand.seconds);
        let load = significant(demand.load);
        let throttled = |servers| Value::Share(blocked(demand.load, servers));
        let (whole, tenth) = (demand.whole(), demand.tenth());
        plan.figures.extend([
            Figure::new("mean", "mean concurrency", Value::Number(demand.load))
                .unit("environments")
                .by_hand(format!("{}/s x {seconds} s", significant(demand.rate))),
            Figure::new(
                "throttled_at_mean",
                "throttled if only the mean is reserved",
                throttled(whole),
            )
            .by_hand(format!(
                "Erlang B of a = {load} at {}: B(0) = 1, B(k) = a B(k-1) / (k + a B(k-1))",
                count(whole)
            ))
            .source(ERLANG),
            Figure::new("needed", "needed for the target", demand.needed_value())
                .unit("environments")
                .by_hand(format!(
                    "the first k with B(k) <= {}",
                    Value::Share(demand.target).shown()
                ))
                .source(ERLANG),
            Figure::new(
                "throttled_at_tenth",
                "throttled with 10 % more than the mean",
                throttled(tenth),
            )
            .by_hand(format!("Erlang B of {load} at {}", count(tenth)))
            .source(TENTH),
        ]);
    }

    /// Returns the table of reservations and the share that each throttles.
    fn headroom(&self, demand: &Demand) -> Table {
        let mut servers = vec![demand.whole(), demand.tenth()];
        servers.extend(demand.needed);
        let targets = [0.01, 0.000_1];
        servers.extend(
            targets
                .into_iter()
                .filter_map(|share| servers_for(demand.load, share)),
        );
        servers.extend(self.reserved.map(u64::from));
        servers.sort_unstable();
        servers.dedup();
        let mut table = Table::new(
            "headroom",
            "share that a reservation throttles, by Erlang B",
            &["reserved", "throttled", "above the mean"],
        );
        for servers in servers {
            table.push([
                Value::Count(servers),
                Value::Share(blocked(demand.load, servers)),
                Value::Share(servers as f64 / demand.load - 1.0),
            ]);
        }
        table
    }
}
