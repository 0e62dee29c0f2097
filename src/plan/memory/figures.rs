//! The title, headline and figures of a memory plan.

use tidegate_figures::{Decimal, count, counted, float};
use tidegate_price::Money;
use tidegate_price::bill::{self, total};

use super::choice::{Candidate, Choice};
use super::curve::{gb_s_of_million, million};
use super::fit::{Fit, VCPU_MB};
use super::log;
use super::model::{HEADROOM_PERCENT, MemoryPlan, MemoryRequest, floor_mb, used_mb};
use super::size::Size;
use crate::{Figure, Value};

const TUNING: &str = "AWS Lambda Power Tuning 4.4.0, lambda/utils.js, read 2026-11-23";
pub(super) const CPU: &str = "CPU in proportion to memory, 1,769 MB being one vCPU (Lambda Developer Guide, read 2026-11-23)";
pub(super) fn title(request: &MemoryRequest, answer: &MemoryPlan) -> String {
    format!(
        "{} at {}, {} {}",
        counted(request.logs.invocations.len() as u64, "invocation"),
        counted(answer.sizes.len() as u64, "memory size"),
        request.rates.region(),
        request.rates.architecture()
    )
}

pub(super) fn headline(request: &MemoryRequest, answer: &MemoryPlan) -> String {
    let Some(choice) = &answer.choice else {
        if answer.sizes.len() > 1 {
            return format!(
                "No size of the log leaves a fifth of headroom: {} MB were used, so the function needs at least {} MB.",
                count(used_mb(&request.logs).unwrap_or(0).into()),
                count(floor_mb(&request.logs).into())
            );
        }
        let only = &answer.sizes[0];
        let cost = million(&request.rates, only.billed_ms, only.memory_mb);
        return format!(
            "{} MB takes {} ms and costs {} per million; the log has no other size, so for other sizes only a range is known.",
            count(only.memory_mb.into()),
            Value::Number(float(only.duration_ms)).shown(),
            money(answer, cost).shown(),
        );
    };
    let of = |it: &Candidate| {
        let cost = money(answer, Money::from_decimal(it.cost)).shown();
        let ms = Value::Number(float(it.duration_ms)).shown();
        format!(
            "{} MB ({cost} per million, {ms} ms)",
            count(it.memory_mb.into())
        )
    };
    let Choice {
        cheapest,
        fastest,
        balanced,
    } = choice;
    format!(
        "Cheapest: {}. Fastest: {}. Balanced: {}.",
        of(cheapest),
        of(fastest),
        of(balanced)
    )
}

pub(super) fn money(answer: &MemoryPlan, amount: Money) -> Value {
    Value::Money(amount, answer.currency)
}

pub(super) fn figures(request: &MemoryRequest, answer: &MemoryPlan) -> Vec<Figure> {
    let mut figures = log::read(request, answer);
    figures.extend(log::cold(request, answer));
    figures.extend(answer.fit.iter().flat_map(fitted));
    figures.extend(
        answer
            .choice
            .iter()
            .flat_map(|it| chosen(request, answer, it)),
    );
    figures
}

fn fitted(fit: &Fit) -> Vec<Figure> {
    let number = |key, name: &str, value: f64| Figure::number(key, name, value).source(CPU);
    let threads = if fit.is_threads_known {
        "the number that best explains the sizes above 1,769 MB"
    } else {
        "assumed, because no size is above 1,769 MB or there are too few sizes"
    };
    vec![
        number("waits", "waiting time", fit.waits_ms)
            .unit("ms")
            .by_hand("time with unlimited CPU, by least squares of the relative errors"),
        number("computes", "computing time on one vCPU", fit.computes_ms)
            .unit("ms")
            .by_hand("additional time at 1,769 MB"),
        Figure::count("threads", "threads", fit.threads).by_hand(threads),
        Figure::share("worst", "largest distance from the curve", fit.worst)
            .by_hand("over the measured sizes"),
    ]
}

fn chosen(request: &MemoryRequest, answer: &MemoryPlan, choice: &Choice) -> Vec<Figure> {
    let named = [
        ("cheapest", "cheapest_month", &choice.cheapest),
        ("fastest", "fastest_month", &choice.fastest),
        ("balanced", "balanced_month", &choice.balanced),
    ];
    let mut figures = vec![floor(request)];
    for (key, month, it) in named {
        figures.push(
            Figure::count(key, key, it.memory_mb)
                .unit("MB")
                .by_hand(by_hand(request, answer, it))
                .source(TUNING),
        );
        if let Some(rate) = request.rate {
            let invocations = rate.per_month();
            let gb_s = gb_s_of_million(billed_ms(answer, it), it.memory_mb)
                * Decimal::from(invocations)
                / Decimal::from(1_000_000);
            let lines = [
                bill::requests(&request.rates, invocations, &request.free),
                bill::duration(&request.rates, gb_s, &request.free),
            ];
            let [requests, duration] = &lines;
            figures.push(
                Figure::new(
                    month,
                    format!("{key}, a month"),
                    money(answer, total(&lines)),
                )
                .by_hand(format!(
                    "{} invocations: {} requests + {} duration",
                    count(invocations),
                    requests.amount,
                    duration.amount
                )),
            );
        }
    }
    figures
}

fn floor(request: &MemoryRequest) -> Figure {
    let floor = floor_mb(&request.logs);
    let by_hand = match used_mb(&request.logs) {
        Some(used) => format!(
            "{HEADROOM_PERCENT} % of the {} MB that were used, at least 128",
            count(used.into())
        ),
        None => "Lambda's least: the log does not say how much was used".to_owned(),
    };
    Figure::count("floor", "least memory", floor)
        .unit("MB")
        .by_hand(by_hand)
        .source("a rule of thumb")
}

/// Returns the mean billed duration of a measured size.
fn billed_ms(answer: &MemoryPlan, it: &Candidate) -> Decimal {
    let mut sizes = answer.sizes.iter();
    let size = sizes.find(|size| size.memory_mb == it.memory_mb);
    size.map_or(it.duration_ms, |size| size.billed_ms)
}

fn by_hand(request: &MemoryRequest, answer: &MemoryPlan, it: &Candidate) -> String {
    format!(
        "{} ms billed x {} / 1,024 GB x {} + requests = {} per million",
        count_of(billed_ms(answer, it).ceil()),
        count(it.memory_mb.into()),
        request.rates.duration().first().normalize(),
        Money::from_decimal(it.cost)
    )
}

fn count_of(whole: Decimal) -> String {
    whole
        .normalize()
        .to_string()
        .parse()
        .map_or_else(|_| whole.to_string(), count)
}

/// Returns whether the largest measured size has at most one vCPU.
pub(super) fn ends_below_vcpu(sizes: &[Size]) -> bool {
    sizes.iter().all(|size| size.memory_mb <= VCPU_MB)
}
