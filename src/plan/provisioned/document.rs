//! Writes the plan of provisioned concurrency: headline, figures and tables.

use tidegate_figures::{Decimal, count, counted, exact, float, significant};
use tidegate_price::{Item, Money, NoPrice, Rates};

use super::model::{Bill, ProvisionedRequest, break_even_at};
use super::tables::{self, MONTH_HOURS};
use crate::plan::{price_source, priced};
use crate::{Figure, Plan, Value};

const BREAK_EVEN: &str = "share u of the enabled time in which an environment runs; per GB-s, provisioned costs P + u \
                          x R and on demand u x D, equal at u = P / (D - R); above 1 it never pays";

impl ProvisionedRequest {
    /// Returns the plan.
    ///
    /// ```
    /// use tidegate_plan::Value;
    /// use tidegate_plan::provisioned::ProvisionedRequest;
    /// use tidegate_price::bill::FreeTier;
    /// use tidegate_price::{Architecture, PriceBook};
    /// let book = PriceBook::built_in();
    /// let request = ProvisionedRequest {
    ///     rates: book.rates("us-east-1", Architecture::X86_64)?,
    ///     book,
    ///     memory_mb: 1024,
    ///     environments: Some(5),
    ///     hours: 720.into(),
    ///     runs: None,
    ///     is_steady: false,
    ///     on_demand: None,
    ///     free: FreeTier::NONE,
    /// };
    /// // Five provisioned, kept warm all month.
    /// assert_eq!(request.answer()?.figure("ready").unwrap().value.shown(), "$54.00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Provisioned concurrency has no price in the region.
    pub fn answer(&self) -> Result<Plan, NoPrice> {
        let environments = self.environments.unwrap_or_else(|| self.with_a_tenth());
        let bill = self.bill(environments)?;
        let break_even = break_even_at(&self.rates, bill.replaced)?;
        let mut plan = Plan::new("provisioned", self.title(environments));
        plan.headline = self.headline(&bill, break_even);
        plan.figures = self.figures(&bill, break_even);
        if self.runs.is_some() {
            plan.tables.push(self.choices(environments)?);
        }
        plan.tables.push(self.schedules(environments)?);
        plan.tables.push(tables::regions(&self.book));
        plan.next.extend(self.advice(&bill)?);
        plan.assumptions = vec![
            "initialisation is billed when environments are prepared and when they are recycled, even without traffic; \
             it is not included (Lambda Developer Guide, read 2026-11-23)"
                .to_owned(),
            "invocations that spill over run on demand and may start cold".to_owned(),
        ];
        if self.is_tiered(&bill) {
            plan.assumptions.push(
                "price tiers count the run time of this function alone; AWS adds up that of the whole account".to_owned(),
            );
        }
        Ok(plan)
    }

    fn title(&self, environments: u32) -> String {
        format!(
            "{} of {} MB for {} h, {}, {}",
            counted(environments.into(), "environment"),
            count(self.memory_mb.into()),
            self.hours.normalize(),
            self.rates.region(),
            self.rates.architecture()
        )
    }

    pub(super) fn money(&self, amount: Money) -> Value {
        Value::Money(amount, self.rates.currency())
    }

    fn headline(&self, bill: &Bill, break_even: Decimal) -> String {
        let region = self.rates.region();
        let volume = if self.is_tiered(bill) {
            " at this volume"
        } else {
            ""
        };
        let never = if break_even > Decimal::ONE {
            format!("in {region} it never pays for itself{volume}: buy it only for latency")
        } else {
            let share = Value::Share(float(break_even)).shown();
            format!(
                "in {region} it pays for itself{volume} when environments run more than {share} of the time"
            )
        };
        let cost = self.money(bill.ready.amount).shown();
        if self.runs.is_none() {
            return format!(
                "{} provisioned, kept warm {}: {cost} before requests and run time; {never}.",
                count(bill.environments.into()),
                if self.hours == Decimal::from(MONTH_HOURS) {
                    "all month".to_owned()
                } else {
                    format!("for {} h", self.hours.normalize())
                }
            );
        }
        format!(
            "{} provisioned: {} in total, {} if all ran on demand; they run {} of the time, and {never}.",
            count(bill.environments.into()),
            self.money(bill.total()).shown(),
            self.money(self.without()).shown(),
            Value::Share(bill.utilisation).shown(),
        )
    }

    fn figures(&self, bill: &Bill, break_even: Decimal) -> Vec<Figure> {
        let mut figures = vec![self.ready(bill)];
        if self.runs.is_some() || self.on_demand.is_some() {
            figures.extend([
                priced(
                    "running",
                    "run time, provisioned",
                    &bill.running,
                    &self.rates,
                ),
                priced("on_demand", "run time, on demand", &bill.spill, &self.rates),
                priced("requests", "requests", &bill.requests, &self.rates),
                Figure::new("total", "total", self.money(bill.total()))
                    .by_hand("sum of the four lines above"),
                Figure::new(
                    "without",
                    "everything on demand",
                    self.money(self.without()),
                )
                .by_hand("the same run time and requests at on-demand prices"),
            ]);
        }
        if self.runs.is_some() {
            figures.extend(self.chances(bill));
        }
        figures.push(self.break_even_figure(bill, break_even));
        figures
    }

    /// Returns whether the replaced run time has a lower price than the first tier's.
    fn is_tiered(&self, bill: &Bill) -> bool {
        bill.replaced < self.rates.duration().first()
    }

    fn break_even_figure(&self, bill: &Bill, break_even: Decimal) -> Figure {
        let arch = self.rates.architecture();
        let first = |item| {
            let price = self.rates.price(item);
            price.map_or_else(|_| "?".to_owned(), |price| exact(price.first()))
        };
        let mean = if self.is_tiered(bill) {
            ": D is the mean on-demand price of the run time taken over"
        } else {
            ""
        };
        let value = if break_even == Decimal::MAX {
            Value::Text("never".to_owned())
        } else {
            Value::Share(float(break_even))
        };
        Figure::new("break_even", "break-even use", value)
            .by_hand(format!(
                "{} / ({} - {}){mean}",
                first(Item::provisioned(arch)),
                exact(bill.replaced.round_dp(10)),
                first(Item::provisioned_duration(arch))
            ))
            .source(BREAK_EVEN)
    }

    fn ready(&self, bill: &Bill) -> Figure {
        let price = bill.ready.amount;
        Figure::new("ready", "kept ready", self.money(price))
            .by_hand(format!(
                "{} x {} GB x {} s x {}",
                count(bill.environments.into()),
                exact(Decimal::from(self.memory_mb) / Decimal::from(1024)),
                count(self.seconds().div_ceil(300) * 300),
                unit_price(&self.rates)
            ))
            .source(price_source(&bill.ready))
    }

    fn chances(&self, bill: &Bill) -> [Figure; 2] {
        let load = significant(self.load());
        let environments = count(bill.environments.into());
        let (by_hand, source) = if self.is_steady {
            (
                format!("1 - {environments} / {load}, not below 0"),
                "invocations come evenly, as given",
            )
        } else {
            (
                format!("Erlang B of {load} at {environments}"),
                "invocations come at random over the enabled hours; bursts spill more",
            )
        };
        [
            Figure::share("utilisation", "used", bill.utilisation).by_hand(format!(
                "{load} busy on average x (1 - spilled) / {environments}"
            )),
            Figure::share("spilled", "spilled over", bill.spilled)
                .by_hand(by_hand)
                .source(source),
        ]
    }

    fn advice(&self, bill: &Bill) -> Result<Option<String>, NoPrice> {
        if self.runs.is_none() {
            return Ok(None);
        }
        let (with, without) = (bill.total(), self.without());
        if with == without {
            return Ok(Some(
                "provisioned concurrency costs as much as running on demand: decide by latency"
                    .to_owned(),
            ));
        }
        if with < without {
            return Ok(Some(format!(
                "provisioned concurrency saves {}",
                self.money(without - with).shown()
            )));
        }
        let more = self.money(with - without).shown();
        Ok(Some(match self.cheapest(bill.environments)? {
            None => format!(
                "the lower latency costs {more}: at this load no smaller number of environments is cheaper than running on \
                 demand"
            ),
            Some(number) => format!(
                "the lower latency costs {more}; {} would be cheaper than running on demand",
                counted(number.into(), "environment")
            ),
        }))
    }
}

fn unit_price(rates: &Rates) -> String {
    let item = Item::provisioned(rates.architecture());
    rates
        .price(item)
        .map_or_else(|_| String::new(), |price| exact(price.first()))
}
