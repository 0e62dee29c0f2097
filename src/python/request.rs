//! From keyword arguments to the request of an estimate. A mapping that AWS printed gives the settings of today; an argument
//! overrides it. Defaults and guesses are those of the command line.

use std::fmt::Display;
use std::str::FromStr;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tidegate_batch::Route;
use tidegate_estimate::{
    Arrivals, Carrier, EstimateRequest, Failures, HANDLER_GUESS, Known, Pricing, REGION_GUESS,
    SnapStart, handler_guessed, pipe_remark, region_guessed, region_without_prices,
    savings_plan_remark,
};
use tidegate_figures::{Decimal, HandlerDuration, Rate};
use tidegate_mapping::{
    Broker, Delivery, Discarded, FailedBatch, FailureReport, MappingFile, MappingOptions, Pollers,
    QueueType, RetryPause, StreamMode, StreamReading,
};
use tidegate_price::bill::{FreeTier, Init, LOG_BYTES_TEXT};
use tidegate_price::{Architecture, PriceBook, Rates};

use crate::settings::Settings;

/// The longest cold start, in milliseconds.
const INIT_MS_MAX: u32 = 10_000;

/// A request, and the facts that the report needs beside it.
pub(crate) struct Asked {
    pub(crate) request: EstimateRequest,
    /// For the report's warnings.
    pub(crate) remarks: Vec<String>,
    guesses: Vec<String>,
    handler_known: Known,
    /// The prices, if neither an argument nor the mapping names their region.
    open: Option<OpenRegion>,
}

/// The guesses about the function, for a month that is priced.
pub(crate) struct Guesses {
    /// A sentence each.
    pub(crate) sentences: Vec<String>,
    pub(crate) region: Known,
    pub(crate) handler: Known,
}

/// Prices whose region the records may name.
struct OpenRegion {
    book: PriceBook,
    architecture: Architecture,
    savings_plan: Decimal,
}

impl Asked {
    pub(crate) fn new(route: Route, settings: &Settings) -> PyResult<Self> {
        let file = mapping_file(route, settings)?;
        let handler = settings
            .duration_ms
            .as_deref()
            .map(|text| parsed::<HandlerDuration>("duration_ms", text));
        let handler = handler.transpose()?;
        let savings_plan = percent("savings_plan", &settings.savings_plan)?;
        let architecture = parsed::<Architecture>("arch", &settings.arch)?;
        let region = settings.region.as_deref().or(file.region.as_deref());
        let book = book(settings)?;
        let rates = book
            .rates(region.unwrap_or(REGION_GUESS), architecture)
            .map_err(refused)?;
        let remarks = file.remarks.into_iter().chain(pipe_remark(route));
        let options = options(settings, &file.options);
        Ok(Self {
            request: EstimateRequest {
                delivery: Delivery::new(route.source(), &options).map_err(refused)?,
                rate: settings
                    .rate
                    .as_deref()
                    .map(|text| parsed::<Rate>("rate", text))
                    .transpose()?,
                arrivals: arrivals(&settings.arrivals)?,
                burst: in_range("burst", settings.burst, 1, 1_000_000)?,
                seed: settings.seed,
                handler: handler.unwrap_or(HANDLER_GUESS),
                failures: Failures {
                    once_ppm: ppm(percent("failing", &settings.failing)?),
                    always_ppm: ppm(percent("poison", &settings.poison)?),
                },
                reserved: settings
                    .reserved
                    .map(|it| in_range("reserved", it, 1, u32::MAX))
                    .transpose()?,
                pricing: Some(pricing(route, settings, with_plan(rates, savings_plan))?),
            }
            .checked()?,
            remarks: remarks.chain(savings_plan_remark(savings_plan)).collect(),
            guesses: handler
                .is_none()
                .then(handler_guessed)
                .into_iter()
                .collect(),
            handler_known: handler.map_or(Known::Guessed, |_| Known::Stated),
            open: region.is_none().then_some(OpenRegion {
                book,
                architecture,
                savings_plan,
            }),
        })
    }

    /// Prices the request by the region of the records unless another is named. Returns all guesses.
    pub(crate) fn price(&mut self, found: Option<String>) -> Guesses {
        let mut guesses = Guesses {
            sentences: std::mem::take(&mut self.guesses),
            region: Known::Stated,
            handler: self.handler_known,
        };
        let (Some(open), Some(pricing)) = (self.open.take(), &mut self.request.pricing) else {
            return guesses;
        };
        guesses.region = Known::Guessed;
        let Some(region) = found else {
            guesses.sentences.push(region_guessed());
            return guesses;
        };
        match open.book.rates(&region, open.architecture) {
            Ok(rates) => {
                pricing.rates = with_plan(rates, open.savings_plan);
                guesses.region = Known::Records;
            }
            Err(_) => guesses.sentences.push(region_without_prices(&region)),
        }
        guesses
    }
}

/// What can be wrong with a request as a whole.
trait Checked: Sized {
    fn checked(self) -> PyResult<Self>;
}

impl Checked for EstimateRequest {
    fn checked(self) -> PyResult<Self> {
        if self.rate.is_none() && self.arrivals != Arrivals::Recorded {
            let sentence =
                "arrivals at random or from a backlog need a rate, such as rate=\"400/s\"";
            return Err(PyValueError::new_err(sentence));
        }
        Ok(self)
    }
}

fn mapping_file(route: Route, settings: &Settings) -> PyResult<MappingFile> {
    let Some(text) = &settings.mapping else {
        return Ok(MappingFile::default());
    };
    let file = MappingFile::read(text, settings.mapping_name.as_deref()).map_err(refused)?;
    let told = file.origin.map(Route::Service);
    match told.filter(|told| *told != route) {
        Some(told) => Err(PyValueError::new_err(format!(
            "the filter is for {route}, but the mapping is of {told}: name another mapping"
        ))),
        None => Ok(file),
    }
}

fn options(settings: &Settings, file: &MappingOptions) -> MappingOptions {
    let pair = |(min, max)| Pollers { min, max };
    let pause = |(first_seconds, most_seconds)| RetryPause {
        first_seconds,
        most_seconds,
    };
    MappingOptions {
        batch_size: settings.batch_size.or(file.batch_size),
        window_seconds: settings.window.or(file.window_seconds),
        shards: settings.shards.or(file.shards),
        parallelization_factor: settings
            .parallelization_factor
            .or(file.parallelization_factor),
        queue: if settings.fifo {
            QueueType::Fifo
        } else {
            file.queue
        },
        broker: if settings.rabbitmq {
            Broker::RabbitMq
        } else {
            file.broker
        },
        maximum_concurrency: settings.maximum_concurrency.or(file.maximum_concurrency),
        pollers: settings.provisioned_pollers.map(pair).or(file.pollers),
        retries: settings.retries.or(file.retries),
        failed_batch: if settings.bisect {
            FailedBatch::Split
        } else {
            file.failed_batch
        },
        report: if settings.report_item_failures {
            FailureReport::Items
        } else {
            file.report
        },
        visibility_seconds: settings.visibility_timeout.or(file.visibility_seconds),
        maximum_record_age_seconds: settings
            .maximum_record_age
            .or(file.maximum_record_age_seconds),
        retention_seconds: settings.retention.or(file.retention_seconds),
        retry_pause: settings.retry_pause.map(pause).or(file.retry_pause),
        discarded: if settings.on_failure_destination {
            Discarded::ToDestination
        } else {
            file.discarded
        },
        tumbling_seconds: settings.tumbling_window.or(file.tumbling_seconds),
        stream_mode: if settings.on_demand {
            StreamMode::OnDemand
        } else {
            file.stream_mode
        },
        reading: if settings.enhanced_fan_out {
            StreamReading::EnhancedFanOut
        } else {
            file.reading
        },
    }
}

fn pricing(route: Route, settings: &Settings, rates: Rates) -> PyResult<Pricing> {
    let init_ms = settings
        .init_ms
        .as_deref()
        .map(|text| parsed::<Decimal>("init_ms", text))
        .transpose()?;
    let is_valid = |ms: &Decimal| (Decimal::ZERO..=Decimal::from(INIT_MS_MAX)).contains(ms);
    if init_ms.is_some_and(|ms| !is_valid(&ms)) {
        return Err(PyValueError::new_err(format!(
            "init_ms: write milliseconds, 0 to {INIT_MS_MAX}"
        )));
    }
    if init_ms.is_none() && settings.snapstart {
        return Err(PyValueError::new_err(
            "snapstart needs init_ms: how long a snapshot takes to restore",
        ));
    }
    let cold_share = percent("cold_share", &settings.cold_share)? / Decimal::ONE_HUNDRED;
    Ok(Pricing {
        rates,
        memory_mb: in_range("memory", settings.memory, 128, 10_240)?,
        storage_mb: in_range("storage", settings.storage, 512, 10_240)?,
        init: init_ms.map(|milliseconds| Init {
            cold_share,
            milliseconds,
        }),
        log_bytes: settings.log_bytes.unwrap_or(LOG_BYTES_TEXT),
        free: free_tier(&settings.free_tier)?,
        snapstart: if settings.snapstart {
            SnapStart::On
        } else {
            SnapStart::Off
        },
        carrier: match route {
            Route::Service(_) => Carrier::Lambda,
            Route::Pipe(_) => Carrier::Pipe,
        },
    })
}

fn book(settings: &Settings) -> PyResult<PriceBook> {
    let book = PriceBook::built_in();
    let Some(path) = &settings.prices else {
        return Ok(book);
    };
    let text = std::fs::read_to_string(path)?;
    book.with_file(&text, &path.display().to_string())
        .map_err(refused)
}

fn with_plan(rates: Rates, plan: Decimal) -> Rates {
    if plan > Decimal::ZERO {
        rates.with_savings_plan(plan / Decimal::ONE_HUNDRED)
    } else {
        rates
    }
}

fn arrivals(name: &str) -> PyResult<Arrivals> {
    match name {
        "recorded" => Ok(Arrivals::Recorded),
        "random" => Ok(Arrivals::Random),
        "backlog" => Ok(Arrivals::Backlog),
        _ => Err(PyValueError::new_err(format!(
            "arrivals: write recorded, random or backlog, not {name}"
        ))),
    }
}

fn free_tier(names: &[String]) -> PyResult<FreeTier> {
    let mut free = FreeTier::NONE;
    for name in names {
        match name.as_str() {
            "all" => free = FreeTier::ALL,
            "lambda" => free.lambda = true,
            "sqs" => free.sqs = true,
            "logs" => free.logs = true,
            _ => {
                return Err(PyValueError::new_err(format!(
                    "free_tier: write all, lambda, sqs or logs, not {name}"
                )));
            }
        }
    }
    Ok(free)
}

fn percent(name: &str, text: &str) -> PyResult<Decimal> {
    let percent = parsed::<Decimal>(name, text.trim().trim_end_matches('%').trim_end())?;
    match (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&percent) {
        true => Ok(percent),
        false => Err(PyValueError::new_err(format!(
            "{name}: write per cent, 0 to 100, not {text}"
        ))),
    }
}

/// Returns per cent as parts per million.
fn ppm(percent: Decimal) -> u32 {
    u32::try_from((percent * Decimal::from(10_000)).round()).unwrap_or(0)
}

fn in_range(name: &str, value: u32, least: u32, most: u32) -> PyResult<u32> {
    match (least..=most).contains(&value) {
        true => Ok(value),
        false => Err(PyValueError::new_err(format!(
            "{name}: write {least} to {most}, not {value}"
        ))),
    }
}

fn parsed<T: FromStr<Err: Display>>(name: &str, text: &str) -> PyResult<T> {
    text.parse()
        .map_err(|error| PyValueError::new_err(format!("{name}={text:?}: {error}")))
}

fn refused(error: impl Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}
