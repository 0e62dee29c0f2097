//! Builds the request of an estimate from options and files. A mapping file gives the settings of today; an option
//! overrides it.

use tidegate::Source;
use tidegate_batch::Route;
use tidegate_estimate::{
    Arrivals, EstimateRequest, Failures, HANDLER_GUESS, Known, REGION_GUESS, handler_guessed,
    pipe_remark, region_guessed, region_without_prices, savings_plan_remark,
};
use tidegate_figures::Decimal;
use tidegate_mapping::{
    Broker, Delivery, Discarded, FailedBatch, FailureReport, MappingError, MappingFile,
    MappingFileError, MappingOptions, QueueType, StreamMode, StreamReading,
};
use tidegate_price::{Architecture, PriceBook};
use tidegate_template::FunctionSettings;

use super::function::Function;
use super::pricing;
use super::queue::{self, QueueKnown};
use crate::args::{ArrivalsName, EstimateArgs, FilterOption, NamedFile, Percent, SettingArgs};
use crate::diagnostic::with_choices;
use crate::exit::Reported;
use crate::filters::{Documents, settings_sentence};
use crate::inputs::{self, Settled, Wanted};
use crate::output::Console;
use crate::prices;

/// The request, and what it is about.
pub(super) struct EstimateInputs {
    pub(super) asked: Asked,
    pub(super) documents: Documents,
    pub(super) inputs: Settled,
}

/// The request, and the facts that the report needs beside it.
pub(super) struct Asked {
    pub(super) route: Route,
    pub(super) request: EstimateRequest,
    /// For the report's warnings.
    pub(super) remarks: Vec<String>,
    /// The settings of the mapping that are not counted.
    pub(super) left_out: Vec<String>,
    /// The settings, to which records may add that their queue is FIFO.
    options: MappingOptions,
    queue_known: QueueKnown,
    /// Further remarks, for a month that is priced.
    guesses: Vec<String>,
    handler_known: Known,
    /// The prices, if neither an option nor the mapping names their region.
    open: Option<OpenRegion>,
}

/// The guesses about the function.
pub(super) struct Guesses {
    /// A sentence each.
    pub(super) sentences: Vec<String>,
    pub(super) region: Known,
    pub(super) handler: Known,
}

/// Prices whose region the records may name.
struct OpenRegion {
    book: PriceBook,
    architecture: Architecture,
    savings_plan: Percent,
}

impl Asked {
    /// Takes a queue whose type is not stated for FIFO if its records have the mark of one.
    pub(super) fn settle_queue(
        &mut self,
        mark: Option<&'static str>,
        console: &Console,
    ) -> Result<(), Reported> {
        let Some(mark) = mark else { return Ok(()) };
        if let Some(delivery) = queue::fifo(mark, self.queue_known, &self.options, console)? {
            self.request.delivery = delivery;
            self.remarks.push(format!(
                "the queue is taken to be FIFO: the records say so ({mark})"
            ));
        }
        Ok(())
    }

    /// Prices the request by the region of the records unless another is named. Returns all guesses.
    pub(super) fn price(&mut self, found: Option<String>) -> Guesses {
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
        if let Ok(rates) = open.book.rates(&region, open.architecture) {
            pricing.rates = pricing::with_plan(rates, open.savings_plan);
            guesses.region = Known::Records;
        } else {
            guesses.sentences.push(region_without_prices(&region));
        }
        guesses
    }
}

/// Reads options and files, finds the inputs, and says what is wrong with them.
pub(super) fn read(
    args: &EstimateArgs,
    threads: usize,
    console: &Console,
) -> Result<EstimateInputs, Reported> {
    let mut file = match &args.mapping {
        Some(file) => mapping_file(file, console)?,
        None => MappingFile::default(),
    };
    let documents = Documents::open(&filters(args, &file, console)?, &args.filters.1, console)?;
    let mut settings = None;
    let mut function = FunctionSettings::default();
    if let (None, Some((document, entry))) = (&args.mapping, documents.template()) {
        file = entry.mapping_file().map_err(|error| {
            console.error(format_args!("{}: {}: {error}", document.name, entry.name));
            Reported
        })?;
        // The filters say it.
        file.origin = None;
        function = entry.function_settings();
        settings = settings_sentence(document, entry);
        if let Some(sentence) = &settings {
            console.say(sentence);
        }
    }
    let function = Function::of(&args.function, &function, console)?;
    let wanted = documents.route(wanted(args, &file, console)?, console)?;
    let inputs = inputs::settle(&args.from, wanted, threads, console)?
        .ok_or_else(|| inputs::needs_source(console))?;
    let route = inputs.route;
    let options = effective(args, &file.options);
    let delivery = mapping(&options, route.source(), console)?;
    let mut guesses = Vec::new();
    let handler = args.function.duration_ms.unwrap_or_else(|| {
        guesses.push(handler_guessed());
        HANDLER_GUESS
    });
    let region = args.function.region.as_deref().or(file.region.as_deref());
    let book = prices::book(args.function.prices.as_deref(), console)?;
    let priced_region = region.unwrap_or(REGION_GUESS);
    let pricing = pricing::pricing(
        &args.function,
        function,
        &book,
        (priced_region, route),
        console,
    )?;
    let open = region.is_none().then_some(OpenRegion {
        book,
        architecture: function.architecture,
        savings_plan: args.function.savings_plan,
    });
    let load = &args.load;
    let request = EstimateRequest {
        delivery,
        rate: load.rate,
        arrivals: match load.arrivals {
            ArrivalsName::Recorded => Arrivals::Recorded,
            ArrivalsName::Random => Arrivals::Random,
            ArrivalsName::Backlog => Arrivals::Backlog,
        },
        burst: load.burst,
        seed: load.seed,
        handler,
        failures: Failures {
            once_ppm: ppm(load.failing),
            always_ppm: ppm(load.poison),
        },
        reserved: function.reserved,
        pricing: Some(pricing),
    };
    if request.rate.is_none() && request.arrivals != Arrivals::Recorded {
        console.error("arrivals at random or from a backlog need a rate");
        console.help("pass the rate at which records arrive, such as --rate 400/s");
        return Err(Reported);
    }
    let asked = Asked {
        route,
        request,
        remarks: settings
            .into_iter()
            .chain(file.remarks)
            .chain(pipe_remark(route))
            .chain(savings_plan_remark(args.function.savings_plan.0))
            .collect(),
        left_out: file.left_out,
        options,
        queue_known: match file.origin {
            Some(_) => QueueKnown::Stated,
            None => QueueKnown::Open,
        },
        guesses,
        handler_known: match args.function.duration_ms {
            Some(_) => Known::Stated,
            None => Known::Guessed,
        },
        open,
    };
    Ok(EstimateInputs {
        asked,
        documents,
        inputs,
    })
}

fn mapping_file(file: &NamedFile, console: &Console) -> Result<MappingFile, Reported> {
    let text = prices::text(&file.path, console)?;
    MappingFile::read(&text, file.name()).map_err(|error| {
        console.error(format_args!("{}: {error}", file.path.display()));
        match error {
            MappingFileError::Choice(error) => {
                console.help(with_choices(
                    &error.help.unwrap_or_default(),
                    &error.choices,
                ));
            }
            _ => console
                .help("a mapping is what `aws lambda get-event-source-mapping --uuid ...` prints"),
        }
        Reported
    })
}

/// Returns where the records come from, if an option or the mapping says it.
fn wanted(args: &EstimateArgs, file: &MappingFile, console: &Console) -> Result<Wanted, Reported> {
    let mapped = file.origin.map(Route::Service).zip(args.mapping.as_ref());
    match (args.source, mapped) {
        (Some(typed), Some((mapped, path))) if typed != mapped => {
            console.error(format_args!(
                "--source is {typed}, but the mapping in {path} is for {mapped}"
            ));
            console.help("leave out --source, or name the other mapping");
            Err(Reported)
        }
        (Some(typed), _) => Ok(Wanted::Typed(typed)),
        (None, Some((mapped, path))) => Ok(Wanted::Told(mapped, path.to_string())),
        (None, None) => Ok(Wanted::Open),
    }
}

/// Returns the settings of the mapping: the options typed, over those of the file.
fn effective(args: &EstimateArgs, file: &MappingOptions) -> MappingOptions {
    let options = options(&args.settings, file);
    match args.from.enhanced_fan_out {
        true => MappingOptions {
            reading: StreamReading::EnhancedFanOut,
            ..options
        },
        false => options,
    }
}

fn mapping(
    options: &MappingOptions,
    source: Source,
    console: &Console,
) -> Result<Delivery, Reported> {
    Delivery::new(source, options).map_err(|error| {
        console.error(error);
        match error {
            MappingError::SqsNeedsWindow(_) => console.help("add --window 1, or more"),
            MappingError::NotBatched => console.help("leave out the options of a mapping"),
            _ => {}
        }
        Reported
    })
}

/// Returns the options typed, over those of the file.
fn options(typed: &SettingArgs, file: &MappingOptions) -> MappingOptions {
    MappingOptions {
        batch_size: typed.batch_size.or(file.batch_size),
        window_seconds: typed.window.or(file.window_seconds),
        shards: typed.shards.or(file.shards),
        parallelization_factor: typed.parallelization_factor.or(file.parallelization_factor),
        queue: if typed.fifo {
            QueueType::Fifo
        } else {
            file.queue
        },
        broker: if typed.rabbitmq {
            Broker::RabbitMq
        } else {
            file.broker
        },
        maximum_concurrency: typed.maximum_concurrency.or(file.maximum_concurrency),
        pollers: typed.provisioned_pollers.or(file.pollers),
        retries: typed.retries.or(file.retries),
        failed_batch: if typed.bisect {
            FailedBatch::Split
        } else {
            file.failed_batch
        },
        report: if typed.report_item_failures {
            FailureReport::Items
        } else {
            file.report
        },
        visibility_seconds: typed.visibility_timeout.or(file.visibility_seconds),
        maximum_record_age_seconds: typed.maximum_record_age.or(file.maximum_record_age_seconds),
        retention_seconds: typed.retention.or(file.retention_seconds),
        retry_pause: typed.retry_pause.or(file.retry_pause),
        discarded: if typed.on_failure_destination {
            Discarded::ToDestination
        } else {
            file.discarded
        },
        tumbling_seconds: typed.tumbling_window.or(file.tumbling_seconds),
        stream_mode: if typed.on_demand {
            StreamMode::OnDemand
        } else {
            file.stream_mode
        },
        reading: file.reading,
    }
}

/// Returns the filters typed; without any, those of the mapping.
fn filters(
    args: &EstimateArgs,
    file: &MappingFile,
    console: &Console,
) -> Result<Vec<FilterOption>, Reported> {
    match &args.mapping {
        Some(mapping) if args.filters.0.is_empty() => {
            if file.has_filters {
                return Ok(vec![FilterOption::File(mapping.clone())]);
            }
            console.error(format_args!(
                "{mapping}: the mapping has no filter: Lambda gets every record"
            ));
            console.help("name the filter to try with -f or -e");
            Err(Reported)
        }
        Some(mapping) => {
            let is_same = |option: &FilterOption| matches!(option, FilterOption::File(named) if named.path == mapping.path);
            if file.has_filters && !args.filters.0.iter().any(is_same) {
                console.say(format_args!(
                    "{mapping}: the mapping's own filters are not used, because -f or -e names others"
                ));
            }
            Ok(args.filters.0.clone())
        }
        None => Ok(args.filters.0.clone()),
    }
}

/// Returns per cent as parts per million.
fn ppm(share: Percent) -> u32 {
    let parts = share.0 * Decimal::from(10_000);
    u32::try_from(parts.round()).unwrap_or(0)
}
