//! From keyword arguments to the request of an estimate. Defaults, guesses and what overrides what are the package
//! `estimate`'s, so that the command line has the same.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tidegate_batch::Route;
use tidegate_estimate::{
    Arrivals, Asked, AskedError, BURST, EstimateOptions, FunctionOptions, INIT_MS_MAX, LoadOptions,
    MEMORY_MB, STORAGE_MB, SnapStart, Today,
};
use tidegate_figures::Decimal;
use tidegate_mapping::{
    Broker, Discarded, FailedBatch, FailureReport, MappingFile, MappingOptions, PollerGroup,
    Pollers, QueueType, RetryPause, StreamMode, StreamReading,
};
use tidegate_price::PriceBook;
use tidegate_price::bill::FreeTier;

use crate::compiled::Compiled;
use crate::refusal::{not_opened, setting_in_python};
use crate::settings::Settings;

/// Returns the request that the settings describe. A mapping among them, or else that of the filters' template, gives the
/// settings of today.
pub(crate) fn asked(compiled: &Compiled, settings: &Settings) -> PyResult<Asked> {
    let options = EstimateOptions {
        mapping: mapping(settings)?,
        load: load(settings)?,
        function: function(settings)?,
    };
    let today = match &settings.mapping {
        Some(text) => of_mapping(text, compiled.route, settings)?,
        None => compiled.today(&options),
    };
    let asked = Asked::new(compiled.route, &options, today, book(settings)?);
    asked.map_err(|error| match error {
        AskedError::NeedsRate => refused(format!("{error}, such as rate=\"400/s\"")),
        AskedError::Mapping(_) | AskedError::Architecture(_) | AskedError::Prices(_) => {
            refused(error)
        }
    })
}

fn of_mapping(text: &str, route: Route, settings: &Settings) -> PyResult<Today> {
    let mapping = MappingFile::read(text, settings.mapping_name.as_deref()).map_err(refused)?;
    let told = mapping.origin.map(Route::Service);
    match told.filter(|told| *told != route) {
        Some(told) => Err(refused(format!(
            "the filter is for {route}, but the mapping is of {told}: name another mapping"
        ))),
        None => Ok(Today {
            mapping,
            ..Today::default()
        }),
    }
}

fn mapping(settings: &Settings) -> PyResult<MappingOptions> {
    let pair = |(min, max)| Pollers { min, max };
    let pause = |(first_seconds, most_seconds)| RetryPause {
        first_seconds,
        most_seconds,
    };
    let destination = parsed("on_failure", settings.on_failure.as_deref())?;
    Ok(MappingOptions {
        batch_size: settings.batch_size,
        window_seconds: settings.window,
        shards: settings.shards,
        parallelization_factor: settings.parallelization_factor,
        queue: match settings.fifo {
            true => QueueType::Fifo,
            false => QueueType::Standard,
        },
        broker: match settings.rabbitmq {
            true => Broker::RabbitMq,
            false => Broker::ActiveMq,
        },
        maximum_concurrency: settings.maximum_concurrency,
        pollers: settings.provisioned_pollers.map(pair),
        poller_group: settings.poller_group.map(PollerGroup::Others),
        retries: settings.retries,
        failed_batch: match settings.bisect {
            true => FailedBatch::Split,
            false => FailedBatch::Whole,
        },
        report: match settings.report_item_failures {
            true => FailureReport::Items,
            false => FailureReport::Batch,
        },
        visibility_seconds: settings.visibility_timeout,
        maximum_record_age_seconds: settings.maximum_record_age,
        retention_seconds: settings.retention,
        retry_pause: settings.retry_pause.map(pause),
        discarded: destination.map_or(Discarded::Lost, Discarded::To),
        tumbling_seconds: settings.tumbling_window,
        stream_mode: match settings.on_demand {
            true => StreamMode::OnDemand,
            false => StreamMode::Provisioned,
        },
        reading: match settings.enhanced_fan_out {
            true => StreamReading::EnhancedFanOut,
            false => StreamReading::Shared,
        },
    })
}

fn load(settings: &Settings) -> PyResult<LoadOptions> {
    let default = LoadOptions::default();
    let burst = settings
        .burst
        .map(|it| in_range("burst", it, BURST))
        .transpose()?;
    Ok(LoadOptions {
        rate: parsed("rate", settings.rate.as_deref())?,
        arrivals: match settings.arrivals.as_deref() {
            None => default.arrivals,
            Some("recorded") => Arrivals::Recorded,
            Some("random") => Arrivals::Random,
            Some("backlog") => Arrivals::Backlog,
            Some(name) => {
                return Err(refused(format!(
                    "arrivals: write recorded, random or backlog, not {name}"
                )));
            }
        },
        burst: burst.unwrap_or(default.burst),
        seed: settings.seed.unwrap_or(default.seed),
        failing: percent("failing", settings.failing.as_deref())?.unwrap_or(default.failing),
        poison: percent("poison", settings.poison.as_deref())?.unwrap_or(default.poison),
    })
}

fn function(settings: &Settings) -> PyResult<FunctionOptions> {
    let default = FunctionOptions::default();
    let within = |name, value: Option<u32>, range| {
        let checked = value.map(|it| in_range(name, it, range));
        checked.transpose()
    };
    let plan = percent("savings_plan", settings.savings_plan.as_deref())?;
    Ok(FunctionOptions {
        memory_mb: within("memory", settings.memory, MEMORY_MB)?,
        storage_mb: within("storage", settings.storage, STORAGE_MB)?,
        architecture: parsed("arch", settings.arch.as_deref())?,
        reserved: within("reserved", settings.reserved, 1..=u32::MAX)?,
        handler: parsed("duration_ms", settings.duration_ms.as_deref())?,
        init_ms: init_ms(settings)?,
        cold_share: percent("cold_share", settings.cold_share.as_deref())?
            .unwrap_or(default.cold_share),
        snapstart: match settings.snapstart {
            true => SnapStart::On,
            false => SnapStart::Off,
        },
        savings_plan: plan.unwrap_or(default.savings_plan),
        log_bytes: settings.log_bytes,
        region: settings.region.clone(),
        free: free_tier(&settings.free_tier)?,
    })
}

/// Returns how long a cold start takes. Settings about cold starts mean nothing without it.
fn init_ms(settings: &Settings) -> PyResult<Option<Decimal>> {
    let init_ms = parsed::<Decimal>("init_ms", settings.init_ms.as_deref())?;
    let is_valid = |ms: &Decimal| (Decimal::ZERO..=Decimal::from(INIT_MS_MAX)).contains(ms);
    match init_ms {
        Some(ms) if !is_valid(&ms) => Err(refused(format!(
            "init_ms: write milliseconds, 0 to {INIT_MS_MAX}"
        ))),
        None if settings.snapstart => Err(refused(
            "snapstart needs init_ms: how long a snapshot takes to restore",
        )),
        None if settings.cold_share.is_some() => Err(refused(
            "cold_share needs init_ms: how long a cold start takes",
        )),
        Some(_) | None => Ok(init_ms),
    }
}

fn book(settings: &Settings) -> PyResult<PriceBook> {
    let book = PriceBook::built_in();
    let Some(path) = &settings.prices else {
        return Ok(book);
    };
    let text = std::fs::read_to_string(path).map_err(|error| not_opened(path, &error))?;
    book.with_file(&text, &path.display().to_string())
        .map_err(refused)
}

fn free_tier(names: &[String]) -> PyResult<FreeTier> {
    if names.is_empty() {
        return Ok(FunctionOptions::default().free);
    }
    let text = names.join(",");
    let read = text.parse::<FreeTier>();
    read.map_err(|error| refused(format!("free_tier: {error}, not {text}")))
}

fn percent(name: &str, text: Option<&str>) -> PyResult<Option<Decimal>> {
    let number = text.map(|text| text.trim().trim_end_matches('%').trim_end());
    match parsed::<Decimal>(name, number)? {
        Some(percent) if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&percent) => Err(
            refused(format!("{name}: write per cent, 0 to 100, not {percent}")),
        ),
        percent => Ok(percent),
    }
}

fn in_range(name: &str, value: u32, range: RangeInclusive<u32>) -> PyResult<u32> {
    let (least, most) = (range.start(), range.end());
    match range.contains(&value) {
        true => Ok(value),
        false => Err(refused(format!(
            "{name}: write {least} to {most}, not {value}"
        ))),
    }
}

fn parsed<T: FromStr<Err: Display>>(name: &str, text: Option<&str>) -> PyResult<Option<T>> {
    let read = text.map(|text| {
        let read = text.parse::<T>();
        read.map_err(|error| refused(format!("{name}={text:?}: {error}")))
    });
    read.transpose()
}

fn refused(error: impl Display) -> PyErr {
    PyValueError::new_err(setting_in_python(&error.to_string()))
}
