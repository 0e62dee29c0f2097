//! The options of `plan provisioned`.

use clap::Args;
use tidegate_figures::{Decimal, Rate, Time, duration};

use super::prices::PriceArgs;
use crate::args::quantities::{duration_ms, memory};

#[derive(Args, Debug)]
pub(crate) struct ProvisionedArgs {
    /// Environments kept ready [default: what the load needs and a tenth more]
    #[arg(long, value_name = "N", required_unless_present_any = ["rate", "invocations"],
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) environments: Option<u32>,
    /// Memory of the function in MB, 128 to 10240, or as 1GB
    #[arg(long, value_name = "MB", default_value_t = 128, value_parser = memory())]
    pub(crate) memory: u32,
    /// How long they are enabled in the month: hours, or days x hours of a schedule, such as 22x3
    #[arg(long, value_name = "HOURS", default_value = "720", value_parser = hours)]
    pub(crate) hours: Decimal,
    /// Invocations while they are enabled: N/s, N/min, N/h, N/day or N/month
    #[arg(
        long,
        value_name = "N/UNIT",
        requires = "duration_ms",
        conflicts_with = "invocations"
    )]
    pub(crate) rate: Option<Rate>,
    /// Invocations in all of these hours together, instead of --rate
    #[arg(long, value_name = "N", requires = "duration_ms")]
    pub(crate) invocations: Option<u64>,
    /// Mean duration of an invocation, in milliseconds or as 1.5s
    #[arg(long, value_name = "MS", value_parser = duration_ms)]
    pub(crate) duration_ms: Option<Decimal>,
    /// Invocations come evenly, not at random: none runs on demand while an environment is free
    #[arg(long, requires = "duration_ms")]
    pub(crate) steady: bool,
    /// Invocations that run on demand in any case, such as outside the schedule
    #[arg(long, value_name = "N", requires = "on_demand_ms")]
    pub(crate) on_demand: Option<u64>,
    /// Mean duration of these, in milliseconds or as 1.5s
    #[arg(long, value_name = "MS", value_parser = duration_ms, requires = "on_demand")]
    pub(crate) on_demand_ms: Option<Decimal>,
    #[command(flatten)]
    pub(crate) prices: PriceArgs,
}

/// Hours of the longest calendar month.
const HOURS_MAX: u32 = 744;

fn hours(text: &str) -> Result<Decimal, String> {
    let (days, hours) = text.split_once('x').unwrap_or(("1", text));
    let parts = (days.trim().parse::<Decimal>(), duration(hours, Time::Hour));
    let (Ok(days), Some(hours)) = parts else {
        return Err("write hours, or days and hours, such as 66, 30d or 22x3".to_owned());
    };
    let all = days.checked_mul(hours).unwrap_or(Decimal::MAX);
    let is_possible = all > Decimal::ZERO && all <= Decimal::from(HOURS_MAX);
    let is_schedule = !days.is_sign_negative();
    (is_possible && is_schedule)
        .then_some(all)
        .ok_or_else(|| format!("write hours of a month, above 0 and up to {HOURS_MAX}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_schedules_are_parsed() {
        assert_eq!(hours("720"), Ok(Decimal::from(720)));
        assert_eq!(hours("22x3"), Ok(Decimal::from(66)));
        assert_eq!(hours("30d"), Ok(Decimal::from(720)));
        assert_eq!(hours(" 30 x 0.5 "), Ok(Decimal::from(15)));
        for text in ["", "x", "0", "-1", "745", "-22x-3", "22x", "3hx"] {
            assert!(hours(text).is_err(), "{text}");
        }
    }
}
