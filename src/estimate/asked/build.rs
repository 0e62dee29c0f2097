//! The request and what its report needs beside it, made of options, the settings of today and prices.

use std::num::NonZeroU32;

use tidegate_batch::Route;
use tidegate_figures::Decimal;
use tidegate_mapping::simulate::Unfinished;
use tidegate_mapping::{Delivery, MappingOptions};
use tidegate_price::bill::{Init, LOG_BYTES_TEXT};
use tidegate_price::{Architecture, PriceBook, Rates};

use super::error::AskedError;
use super::options::{EstimateOptions, FunctionOptions, MEMORY_DEFAULT_MB, STORAGE_DEFAULT_MB};
use super::today::{FunctionToday, Today, over};
use crate::guesses::{
    HANDLER_GUESS, REGION_GUESS, handler_guessed, pipe_remark, region_guessed,
    region_without_prices, savings_plan_remark,
};
use crate::model::{Known, Report};
use crate::request::{
    Arrivals, Carrier, Chosen, EstimateRequest, Failures, Pricing, RecordsRead, Sample, SnapStart,
};

/// A request, and the facts that its report needs beside it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub(super) route: Route,
    pub(super) request: EstimateRequest,
    /// For the report's warnings.
    pub(super) remarks: Vec<String>,
    /// The settings of the mapping that are not counted.
    left_out: Vec<String>,
    /// The settings, to which records may add that their queue is FIFO.
    pub(super) options: MappingOptions,
    pub(super) queue: QueueKnown,
    /// The prices, if neither an option nor the mapping names their region.
    open: Option<OpenRegion>,
    /// Further remarks, for a month that is priced.
    pub(super) guesses: Vec<String>,
    handler_known: Known,
    pub(super) region_known: Known,
}

/// Prices whose region the records may name.
#[derive(Clone, Debug)]
struct OpenRegion {
    book: PriceBook,
    architecture: Architecture,
    savings_plan: Decimal,
}

/// How the type of the queue became known before any record was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QueueKnown {
    /// By an option, or by the queue's name in the mapping.
    Stated,
    /// Not at all: standard is only the default.
    Open,
}

impl Asked {
    /// Makes the request. `book` holds the prices.
    ///
    /// # Errors
    /// Settings that AWS refuses, a region without prices, or arrivals that need a rate and have none.
    pub fn new(
        route: Route,
        given: &EstimateOptions,
        today: Today,
        book: PriceBook,
    ) -> Result<Self, AskedError> {
        let (load, function) = (&given.load, &given.function);
        let file = today.mapping;
        let options = over(&given.mapping, &file.options);
        let delivery = Delivery::new(route.source(), &options).map_err(AskedError::Mapping)?;
        let architecture = architecture(function, &today.function)?;
        let region = function.region.as_deref().or(file.region.as_deref());
        let rates = book.rates(region.unwrap_or(REGION_GUESS), architecture);
        let rates = with_plan(rates.map_err(AskedError::Prices)?, function.savings_plan);
        if load.rate.is_none() && load.arrivals != Arrivals::Recorded {
            return Err(AskedError::NeedsRate);
        }
        let pricing = pricing(route, function, &today.function, rates);
        let remarks = today.taken.into_iter().chain(file.remarks);
        let remarks = remarks.chain(pipe_remark(route));
        let guess = function.handler.is_none().then(handler_guessed);
        Ok(Self {
            route,
            request: request(given, &today.function, delivery, pricing),
            remarks: remarks
                .chain(savings_plan_remark(function.savings_plan))
                .collect(),
            left_out: file.left_out,
            options,
            queue: file.origin.map_or(QueueKnown::Open, |_| QueueKnown::Stated),
            open: region.is_none().then_some(OpenRegion {
                book,
                architecture,
                savings_plan: function.savings_plan,
            }),
            guesses: guess.into_iter().collect(),
            handler_known: match function.handler {
                Some(_) => Known::Stated,
                None => Known::Guessed,
            },
            region_known: Known::Stated,
        })
    }

    /// Returns the most records in one invocation, which a [`Sample`] needs.
    #[must_use]
    pub fn batch_size(&self) -> NonZeroU32 {
        self.request.delivery.batch_size()
    }

    /// Prices the request by the region of the records unless another is named.
    pub fn settle_region(&mut self, found: Option<String>) {
        let (Some(open), Some(pricing)) = (self.open.take(), &mut self.request.pricing) else {
            return;
        };
        self.region_known = Known::Guessed;
        let Some(region) = found else {
            self.guesses.push(region_guessed());
            return;
        };
        match open.book.rates(&region, open.architecture) {
            Ok(rates) => {
                pricing.rates = with_plan(rates, open.savings_plan);
                self.region_known = Known::Records;
            }
            Err(_) => self.guesses.push(region_without_prices(&region)),
        }
    }

    /// Returns the report of a sample.
    ///
    /// # Errors
    /// The replay would take too long, because records are retried too often.
    pub fn answer(self, sample: Sample, read: RecordsRead) -> Result<Report, Unfinished> {
        let chosen = self.choose(sample);
        self.answer_chosen(&chosen, read)
    }

    /// Returns the report of the records that were chosen for it.
    pub(super) fn answer_chosen(
        self,
        chosen: &Chosen,
        mut read: RecordsRead,
    ) -> Result<Report, Unfinished> {
        read.remarks.splice(0..0, self.remarks);
        let mut report = self.request.answer_chosen(chosen, read)?;
        report.left_out = self.left_out;
        if report.cost.is_some() {
            report.remarks.extend(self.guesses);
            report.region_known = self.region_known;
            report.handler_known = self.handler_known;
        }
        Ok(report)
    }
}

fn request(
    given: &EstimateOptions,
    today: &FunctionToday,
    delivery: Delivery,
    pricing: Pricing,
) -> EstimateRequest {
    let (load, function) = (&given.load, &given.function);
    EstimateRequest {
        delivery,
        rate: load.rate,
        arrivals: load.arrivals,
        burst: load.burst,
        seed: load.seed,
        handler: function.handler.unwrap_or(HANDLER_GUESS),
        failures: Failures {
            once_ppm: ppm(load.failing),
            always_ppm: ppm(load.poison),
        },
        // A function with no concurrency reserved never runs, which no estimate is about.
        reserved: function.reserved.or(today.reserved.filter(|it| *it > 0)),
        pricing: Some(pricing),
    }
}

fn architecture(
    given: &FunctionOptions,
    today: &FunctionToday,
) -> Result<Architecture, AskedError> {
    let written = today.architecture.as_deref().map(str::parse);
    let written = written.transpose().map_err(AskedError::Architecture)?;
    Ok(given.architecture.or(written).unwrap_or_default())
}

fn pricing(route: Route, given: &FunctionOptions, today: &FunctionToday, rates: Rates) -> Pricing {
    let memory_mb = given.memory_mb.or(today.memory_mb);
    let storage_mb = given.storage_mb.or(today.storage_mb);
    Pricing {
        rates,
        memory_mb: memory_mb.unwrap_or(MEMORY_DEFAULT_MB),
        storage_mb: storage_mb.unwrap_or(STORAGE_DEFAULT_MB),
        init: given.init_ms.map(|milliseconds| Init {
            cold_share: given.cold_share / Decimal::ONE_HUNDRED,
            milliseconds,
        }),
        log_bytes: given.log_bytes.unwrap_or(LOG_BYTES_TEXT),
        free: given.free,
        snapstart: match given.init_ms {
            Some(_) => given.snapstart,
            None => SnapStart::Off,
        },
        carrier: match route {
            Route::Service(_) => Carrier::Lambda,
            Route::Pipe(_) => Carrier::Pipe,
        },
    }
}

/// Returns the prices under a Savings Plan of this many per cent, or as they are without one.
fn with_plan(rates: Rates, percent: Decimal) -> Rates {
    match percent > Decimal::ZERO {
        true => rates.with_savings_plan(percent / Decimal::ONE_HUNDRED),
        false => rates,
    }
}

/// Returns per cent as parts per million.
fn ppm(percent: Decimal) -> u32 {
    let parts = percent * Decimal::from(10_000);
    u32::try_from(parts.round()).unwrap_or(0)
}
