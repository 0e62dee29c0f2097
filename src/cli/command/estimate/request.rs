//! Builds the request of an estimate from options and files. A mapping file gives the settings of today; an option
//! overrides it.

use tidegate_batch::Route;
use tidegate_estimate::{
    Arrivals, Asked, AskedError, EstimateOptions, FunctionOptions, FunctionToday, LoadOptions,
    SnapStart, Today,
};
use tidegate_mapping::{
    Broker, Discarded, FailedBatch, FailureReport, MappingError, MappingFile, MappingFileError,
    MappingOptions, PollerGroup, QueueType, StreamMode, StreamReading,
};
use tidegate_template::{Entry, EntryKind, FunctionSettings};

use crate::args::{
    ArrivalsName, EstimateArgs, FilterOption, FunctionArgs, InputArgs, LoadArgs, NamedFile,
    SettingArgs,
};
use crate::diagnostic::{Document, with_choices};
use crate::exit::Reported;
use crate::filters::{Documents, mapping_of_template};
use crate::inputs::{self, Settled, Wanted};
use crate::output::Console;
use crate::prices;

/// The options of a month, whichever command has them.
#[derive(Clone, Copy, Debug)]
pub(in crate::command) struct MonthArgs<'a> {
    pub(in crate::command) from: &'a InputArgs,
    pub(in crate::command) settings: &'a SettingArgs,
    pub(in crate::command) load: &'a LoadArgs,
    pub(in crate::command) function: &'a FunctionArgs,
}

/// The request, and what it is about.
pub(super) struct EstimateInputs {
    pub(super) asked: Asked,
    pub(super) route: Route,
    pub(super) documents: Documents,
    pub(super) inputs: Settled,
}

/// Reads options and files, finds the inputs, and says what is wrong with them.
pub(super) fn read(
    args: &EstimateArgs,
    threads: usize,
    console: &Console,
) -> Result<EstimateInputs, Reported> {
    let of_template = match &args.mapping {
        Some(file) => mapping_of_template(file, &args.filters.1, console)?,
        None => None,
    };
    let mut file = match (&args.mapping, &of_template) {
        (_, Some((document, entry))) => of_entry(document, entry, console)?,
        (Some(file), None) => mapping_file(file, console)?,
        (None, None) => MappingFile::default(),
    };
    let documents = Documents::open(&filters(args, &file, console)?, &args.filters.1, console)?;
    let named = of_template
        .as_ref()
        .map(|(document, entry)| (document, entry));
    // A pipe's filters say that a pipe applies them.
    if named.is_some_and(|(_, entry)| entry.kind == EntryKind::Pipe) {
        file.origin = None;
    }
    if let (None, Some((document, entry))) = (&args.mapping, documents.template()) {
        file = of_entry(document, entry, console)?;
        // The filters say it.
        file.origin = None;
    }
    let template = match &args.mapping {
        Some(_) => named,
        None => documents.template(),
    };
    let options = month(args).options();
    let mut today = template.map_or_else(Today::default, |of| settings_of(of, &options, console));
    let wanted = documents.route(wanted(args, &file, console)?, console)?;
    let inputs = inputs::settle(&args.from, wanted, threads, console)?
        .ok_or_else(|| inputs::needs_source(console))?;
    today.mapping = file;
    let book = prices::book(args.function.prices.as_deref(), console)?;
    let asked = Asked::new(inputs.route, &options, today, book);
    Ok(EstimateInputs {
        asked: asked.map_err(|error| refused(&error, console))?,
        route: inputs.route,
        documents,
        inputs,
    })
}

/// Returns the settings that an entry of a template has today, without its filters.
///
/// # Errors
/// A setting of the mapping can't be read.
pub(in crate::command) fn today_of(
    (document, entry): (&Document, &Entry),
    options: &EstimateOptions,
    console: &Console,
) -> Result<Today, Reported> {
    let mut mapping = of_entry(document, entry, console)?;
    // The filters say it.
    mapping.origin = None;
    Ok(Today {
        mapping,
        ..settings_of((document, entry), options, console)
    })
}

/// Returns the settings of an entry's function, and says which settings are taken from the template.
fn settings_of(
    (document, entry): (&Document, &Entry),
    options: &EstimateOptions,
    console: &Console,
) -> Today {
    let taken = entry.taken(&document.name, &document.text);
    let taken = taken.sentence(&options.stated());
    if let Some(sentence) = &taken {
        console.say(sentence);
    }
    Today {
        function: function_today(entry.function_settings()),
        taken,
        ..Today::default()
    }
}

pub(in crate::command) fn refused(error: &AskedError, console: &Console) -> Reported {
    console.error(error);
    match error {
        AskedError::Mapping(MappingError::SqsNeedsWindow(_)) => {
            console.help("add --window 1, or more");
        }
        AskedError::Mapping(MappingError::NotBatched) => {
            console.help("leave out the options of a mapping");
        }
        AskedError::NeedsRate => {
            console.help("pass the rate at which records arrive, such as --rate 400/s");
        }
        AskedError::Architecture(_) => {
            console.help("Architectures of a function is [x86_64] or [arm64]");
        }
        AskedError::Mapping(_) | AskedError::Prices(_) => {}
    }
    Reported
}

fn function_today(settings: FunctionSettings) -> FunctionToday {
    FunctionToday {
        memory_mb: settings.memory_mb,
        storage_mb: settings.storage_mb,
        architecture: settings.architecture,
        reserved: settings.reserved,
    }
}

const fn month(args: &EstimateArgs) -> MonthArgs<'_> {
    MonthArgs {
        from: &args.from,
        settings: &args.settings,
        load: &args.load,
        function: &args.function,
    }
}

impl MonthArgs<'_> {
    /// Returns the options as an estimate takes them.
    pub(in crate::command) fn options(self) -> EstimateOptions {
        EstimateOptions {
            mapping: MappingOptions {
                reading: match self.from.enhanced_fan_out {
                    true => StreamReading::EnhancedFanOut,
                    false => StreamReading::Shared,
                },
                ..mapping(self.settings)
            },
            load: load(self.load),
            function: function(self.function),
        }
    }
}

fn load(typed: &LoadArgs) -> LoadOptions {
    LoadOptions {
        rate: typed.rate,
        arrivals: match typed.arrivals {
            ArrivalsName::Recorded => Arrivals::Recorded,
            ArrivalsName::Random => Arrivals::Random,
            ArrivalsName::Backlog => Arrivals::Backlog,
        },
        burst: typed.burst,
        seed: typed.seed,
        failing: typed.failing.0,
        poison: typed.poison.0,
    }
}

fn function(typed: &FunctionArgs) -> FunctionOptions {
    FunctionOptions {
        memory_mb: typed.memory,
        storage_mb: typed.storage,
        architecture: typed.arch,
        reserved: typed.reserved,
        handler: typed.duration_ms,
        init_ms: typed.init_ms,
        cold_share: typed.cold_share.0,
        snapstart: match typed.snapstart {
            true => SnapStart::On,
            false => SnapStart::Off,
        },
        savings_plan: typed.savings_plan.0,
        log_bytes: typed.log_bytes,
        region: typed.region.clone(),
        free: typed.free_tier,
    }
}

/// Returns the settings of a mapping of a template.
fn of_entry(
    document: &Document,
    entry: &Entry,
    console: &Console,
) -> Result<MappingFile, Reported> {
    entry.mapping_file().map_err(|error| {
        console.error(format_args!("{}: {}: {error}", document.name, entry.name));
        Reported
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

fn mapping(typed: &SettingArgs) -> MappingOptions {
    MappingOptions {
        batch_size: typed.batch_size,
        window_seconds: typed.window,
        shards: typed.shards,
        parallelization_factor: typed.parallelization_factor,
        queue: match typed.fifo {
            true => QueueType::Fifo,
            false => QueueType::Standard,
        },
        broker: match typed.rabbitmq {
            true => Broker::RabbitMq,
            false => Broker::ActiveMq,
        },
        maximum_concurrency: typed.maximum_concurrency,
        pollers: typed.provisioned_pollers,
        poller_group: typed.poller_group.map(PollerGroup::Others),
        retries: typed.retries,
        failed_batch: match typed.bisect {
            true => FailedBatch::Split,
            false => FailedBatch::Whole,
        },
        report: match typed.report_item_failures {
            true => FailureReport::Items,
            false => FailureReport::Batch,
        },
        visibility_seconds: typed.visibility_timeout,
        maximum_record_age_seconds: typed.maximum_record_age,
        retention_seconds: typed.retention,
        retry_pause: typed.retry_pause,
        discarded: typed.on_failure.map_or(Discarded::Lost, Discarded::To),
        tumbling_seconds: typed.tumbling_window,
        stream_mode: match typed.on_demand {
            true => StreamMode::OnDemand,
            false => StreamMode::Provisioned,
        },
        reading: StreamReading::Shared,
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
