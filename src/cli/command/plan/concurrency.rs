//! `plan concurrency`: from a rate and a duration, or from a replay.

use std::path::Path;

use tidegate_batch::Route;
use tidegate_mapping::{Broker, Delivery, MappingOptions, QueueType};
use tidegate_plan::Plan;
use tidegate_plan::concurrency::{Account, Comparison, ConcurrencyRequest, EstimateFile};

use super::refused::refused;
use crate::args::{ConcurrencyArgs, FeedArgs};
use crate::exit::Reported;
use crate::output::Console;
use crate::prices;

pub(super) fn plan(args: &ConcurrencyArgs, console: &Console) -> Result<Plan, Reported> {
    if let Some(path) = &args.estimate {
        return Ok(estimate(path, console)?.answer(args.throttled.share()));
    }
    let (Some(rate), Some(duration_ms)) = (args.rate, args.duration_ms) else {
        unreachable!("the definitions of the arguments ask for both or for --estimate");
    };
    let request = ConcurrencyRequest {
        rate,
        duration_ms,
        target: args.throttled.share(),
        reserved: args.reserved,
        account: Account {
            limit: args.account_limit,
            reserved_elsewhere: args.reserved_elsewhere,
        },
        delivery: mapping(&args.feed, console)?,
    };
    let mut plan = request.answer();
    if args.compare {
        let comparison = Comparison {
            memory_mb: args.memory,
            rates: prices::of(&args.prices, console)?,
            free: args.prices.free_tier,
        };
        let added = comparison.add_to(&mut plan, &request);
        added.map_err(|why| refused(why, console))?;
    }
    Ok(plan)
}

fn estimate(path: &Path, console: &Console) -> Result<EstimateFile, Reported> {
    let text = prices::text(path, console)?;
    EstimateFile::read(&text).map_err(|error| {
        console.error(format_args!("{}: {error}", path.display()));
        console.help("a month needs times in the records, or --rate");
        Reported
    })
}

fn mapping(feed: &FeedArgs, console: &Console) -> Result<Option<Delivery>, Reported> {
    let Some(route) = feed.source else {
        return Ok(None);
    };
    if let Route::Pipe(source) = route {
        console.warn(format_args!(
            "a pipe is planned as an event source mapping of {source}: how pipes scale differs"
        ));
    }
    let options = MappingOptions {
        shards: feed.shards,
        parallelization_factor: feed.parallelization_factor,
        queue: if feed.fifo {
            QueueType::Fifo
        } else {
            QueueType::Standard
        },
        broker: if feed.rabbitmq {
            Broker::RabbitMq
        } else {
            Broker::ActiveMq
        },
        maximum_concurrency: feed.maximum_concurrency,
        pollers: feed.provisioned_pollers,
        ..MappingOptions::default()
    };
    let mapping = Delivery::new(route.source(), &options);
    mapping.map(Some).map_err(|error| refused(error, console))
}
