//! Writes the plan of concurrency: the mean, the headroom for chance, and a table of reservations.

use tidegate_figures::{count, servers_for, significant};
use tidegate_mapping::Delivery;

use super::model::{ConcurrencyRequest, Demand, RPS_PER_ENVIRONMENT};
use super::{account, delay, feed, headline};
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
    ///     delivery: None,
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
        plan.headline = headline::headline(self, &demand);
        self.chance(&demand, &mut plan);
        account::limits(self, &demand, &mut plan);
        if let Some(mapping) = self.delivery.as_ref().and_then(Delivery::mapping) {
            feed::feed(self, mapping, &demand, &mut plan);
        }
        delay::waiting(self, &demand, &mut plan);
        plan.tables.push(self.headroom(&demand));
        plan
    }

    fn title(&self) -> String {
        let source = self.delivery.as_ref().map_or_else(
            || "invoked directly".to_owned(),
            |delivery| delivery.source().name().to_owned(),
        );
        format!("{}, {source}", self.product())
    }

    /// Returns the rate and the duration, such as `500/s x 200 ms`.
    pub(super) fn product(&self) -> String {
        let rate = significant(self.rate.per_second());
        format!("{rate}/s x {} ms", self.duration_ms.normalize())
    }

    /// Returns what a rate counts if a mapping invokes the function.
    fn what_rate_counts(&self) -> &'static str {
        match &self.delivery {
            None => "",
            Some(_) => {
                "; --rate counts batches: for a rate of records, divide it by the records of a batch"
            }
        }
    }

    /// Adds the concurrency needed on average, with headroom for chance, and for the limit on requests.
    fn chance(&self, demand: &Demand, plan: &mut Plan) {
        let seconds = significant(demand.seconds);
        let load = significant(demand.load);
        let throttled = |servers| Value::Share(demand.throttled(servers));
        let (whole, tenth) = (demand.whole(), demand.tenth());
        plan.figures.extend([
            Figure::number("mean", "mean concurrency", demand.load)
                .unit("environments")
                .by_hand(format!(
                    "{}/s x {seconds} s{}",
                    significant(demand.rate),
                    self.what_rate_counts()
                )),
            Figure::new(
                "throttled_at_mean",
                "throttled if only the mean is reserved",
                throttled(whole),
            )
            .by_hand(throttled_by_hand(demand, whole))
            .source(ERLANG),
            Figure::new("needed", "needed for the target", demand.needed_value())
                .unit("environments")
                .by_hand(needed_by_hand(demand))
                .source(ERLANG),
        ]);
        plan.figures.extend(self.parts(demand));
        plan.figures.push(
            Figure::new(
                "throttled_at_tenth",
                "throttled with 10 % more than the mean",
                throttled(tenth),
            )
            .by_hand(format!("as above, of {load} at {}", count(tenth)))
            .source(TENTH),
        );
    }

    /// Returns the two needs that make up the needed concurrency.
    fn parts(&self, demand: &Demand) -> Vec<Figure> {
        let by_chance = demand.by_chance.map_or(Value::Absent, Value::Count);
        let mut parts = vec![
            Figure::new("needed_by_chance", "for chance", by_chance)
                .part()
                .unit("environments")
                .by_hand(chance_by_hand(demand))
                .source(ERLANG),
        ];
        parts.extend(demand.by_requests.map(|needed| {
            Figure::count("needed_by_requests", "for the limit on requests", needed)
                .part()
                .unit("environments")
                .by_hand(format!(
                    "{} / {RPS_PER_ENVIRONMENT}, rounded up",
                    significant(demand.started())
                ))
                .source(account::QUOTAS)
        }));
        parts
    }

    /// Returns the table of reservations and the share that each throttles.
    fn headroom(&self, demand: &Demand) -> Table {
        let mut servers = vec![demand.whole(), demand.tenth()];
        servers.extend(demand.by_chance);
        servers.extend(demand.needed());
        let targets = [0.01, 0.000_1];
        servers.extend(
            targets
                .into_iter()
                .filter_map(|share| servers_for(demand.load, share)),
        );
        servers.extend(self.reserved.map(u64::from));
        // A source that starts `most` at once never uses more.
        let largest = demand.most.max(self.reserved.map(u64::from));
        let largest = demand.most.and(largest).unwrap_or(u64::MAX);
        servers.retain(|servers| *servers <= largest);
        servers.extend(
            demand
                .most
                .filter(|most| (*most as f64) < demand.load * 2.0),
        );
        servers.sort_unstable();
        servers.dedup();
        let mut table = Table::new(
            "headroom",
            "share that a reservation throttles: by chance (Erlang B) or by the limit on requests, whichever is larger",
            &["reserved", "throttled", "above the mean"],
        );
        for servers in servers {
            table.push([
                Value::Count(servers),
                Value::Share(demand.throttled(servers)),
                Value::Share(servers as f64 / demand.load - 1.0),
            ]);
        }
        table
    }
}

fn throttled_by_hand(demand: &Demand, servers: u64) -> String {
    let load = significant(demand.started() * demand.seconds);
    let erlang = format!(
        "Erlang B of a = {load} at {}: B(0) = 1, B(k) = a B(k-1) / (k + a B(k-1))",
        count(servers)
    );
    if demand.most.is_some_and(|most| most <= servers) {
        return "the source never starts more at once".to_owned();
    }
    if demand.throttled_by_requests(servers) <= demand.throttled_by_chance(servers) {
        return erlang;
    }
    format!(
        "1 - {RPS_PER_ENVIRONMENT} x {} / {}, by the limit on requests",
        count(servers),
        significant(demand.started())
    )
}

fn needed_by_hand(demand: &Demand) -> &'static str {
    match demand.by_requests {
        Some(_) => "the larger of the two below",
        None => "for chance: asynchronous events have no limit on requests",
    }
}

fn chance_by_hand(demand: &Demand) -> String {
    let target = Value::Share(demand.target).shown();
    let first = format!("the first k with B(k) <= {target}");
    match demand.most {
        Some(most) if demand.by_chance == Some(most) => format!(
            "{first}, or {} if that is less: the source starts no more at once",
            count(most)
        ),
        Some(_) | None => first,
    }
}
