//! The month with the filters before and after the change, if a rate is given. Each side is estimated from the same records
//! as `estimate` does it.

use tidegate_batch::{Judged, Outcome, Route, Tally};
use tidegate_estimate::{
    Asked, AskedError, EstimateOptions, FifoFinder, Proof, RecordsRead, RegionFinder, Report,
    Sample, Today,
};

use crate::args::DiffArgs;
use crate::command::estimate::{MonthArgs, refused, settle_queue};
use crate::exit::Reported;
use crate::filters::NamedFilters;
use crate::inputs::Reading;
use crate::output::Console;
use crate::prices;

use super::side::Sides;

/// The options of the month.
pub(super) fn options(args: &DiffArgs) -> EstimateOptions {
    let month = MonthArgs {
        from: &args.records.from,
        settings: &args.settings,
        load: &args.load,
        function: &args.function,
    };
    month.options()
}

/// The requests of both sides, and the records counted so far.
pub(super) struct MonthCount {
    route: Route,
    asked: [Asked; 2],
    samples: [Sample; 2],
    /// The records as the new filters judge them.
    judged_new: Tally,
    records: u64,
    region: RegionFinder,
    fifo: FifoFinder,
}

/// The estimates of both sides.
pub(super) struct Month {
    pub(super) old: Report,
    pub(super) new: Report,
    /// Records that arrive in a month.
    pub(super) records: u64,
}

impl MonthCount {
    /// Prepares the month; `None` without a rate. `today`: the settings that the templates of both sides have.
    pub(super) fn of(
        args: &DiffArgs,
        sides: &Sides,
        today: [Today; 2],
        console: &Console,
    ) -> Result<Option<Self>, Reported> {
        let Some(rate) = args.load.rate else {
            return Ok(None);
        };
        let book = prices::book(args.function.prices.as_deref(), console)?;
        let options = options(args);
        let [old, new] = today.map(|today| {
            let asked = Asked::new(sides.route, &options, today, book.clone());
            asked.map_err(|error| refused(&error, console))
        });
        let asked = [old?, new?];
        Ok(Some(Self {
            route: sides.route,
            samples: [0, 1].map(|side: usize| Sample::new(asked[side].batch_size())),
            asked,
            judged_new: Tally::new(sides.new.filters().len()),
            records: rate.per_month(),
            region: RegionFinder::default(),
            fifo: FifoFinder::default(),
        }))
    }

    /// Takes a record as the old filters judge it, with the judgement of the new ones.
    pub(super) fn take(&mut self, old: &Outcome<'_>, new: Judged<'_>) {
        let source = self.route.source();
        self.samples[0].push(source, old);
        self.samples[1].push(
            source,
            &Outcome {
                judged: new,
                ..*old
            },
        );
        self.judged_new.add(&new);
        self.region.look(source, old);
        self.fifo.look(source, old);
    }

    /// Returns the month; `None` if the inputs were not read to their end: half a sample looks just like a whole one.
    pub(super) fn finish(
        self,
        sides: &Sides,
        reading: &Reading,
        console: &Console,
    ) -> Result<Option<Month>, Reported> {
        if reading.failed || reading.interrupted.is_some() {
            console.warn("no month: not all of the input was read");
            return Ok(None);
        }
        if reading.tally.read == 0 {
            console.warn("no month: there is no record to make it from");
            return Ok(None);
        }
        let Self {
            asked: [mut old, mut new],
            samples: [old_sample, new_sample],
            judged_new,
            records,
            region,
            fifo,
            ..
        } = self;
        let (region, fifo) = (region.found(), fifo.found());
        old.settle_queue(fifo)
            .map_err(|error| refused(&AskedError::Mapping(error), console))?;
        settle_queue(&mut new, fifo, console)?;
        for asked in [&mut old, &mut new] {
            asked.settle_region(region.clone());
        }
        let (old_read, new_read) = (
            read(&sides.old.named, reading.tally.clone()),
            read(&sides.new.named, judged_new),
        );
        let reports = [(old, old_sample, old_read), (new, new_sample, new_read)]
            .map(|(asked, sample, read)| asked.answer(sample, read));
        match reports {
            [Ok(old), Ok(new)] => Ok(Some(Month { old, new, records })),
            [Err(unfinished), _] | [_, Err(unfinished)] => {
                console.error(format_args!("no month: {unfinished}"));
                console.help("limit the retries with --retries, or how old a record gets with --maximum-record-age");
                Err(Reported)
            }
        }
    }
}

fn read(named: &NamedFilters, tally: Tally) -> RecordsRead {
    RecordsRead {
        route: named.route,
        tally,
        names: named.names.clone(),
        near: None,
        remarks: Vec::new(),
        findings: named.findings.out(),
        proof: match named.never_match() {
            true => Proof::NeverMatches,
            false => Proof::Open,
        },
    }
}
