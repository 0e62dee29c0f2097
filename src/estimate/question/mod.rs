//! From a sample to a report: records with their fates, a mapping and how records arrive, in; invocations, money,
//! curves and advice, out.
//!
//! Four ways to count, from the least that is known to the most: a sample without times is counted in groups
//! ([`SampleModel`](crate::SampleModel)); a stated backlog by the closed form; a stated rate by replaying drawn
//! arrivals; recorded times by replaying them. Only the last three say anything about a month, hence about money.

mod advice;
mod cost;
mod curves;
mod environments;
mod load;
mod replay;
mod sample;
mod workload;

use tidegate_batch::Tally;
use tidegate_figures::{Handler, Levels, Rate};
use tidegate_mapping::Delivery;
use tidegate_price::Rates;
use tidegate_price::bill::{FreeTier, Init};

use crate::forecast::Forecast;
use crate::report::{Basis, NearMisses, Period, Report};

pub use sample::{REPLAYED_MAX, Sample};

use replay::Replayed;

/// Matches that a sample without any leaves possible at 95 % (rule of three).
const MATCHES_MISSED: u64 = 3;

/// How the records of a month arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrivals {
    /// As the sample's did, if its records say when; otherwise at random.
    Recorded,
    /// At random, single or in bursts.
    Random,
    /// More than the function keeps up with: every read finds a full batch.
    Backlog,
}

/// How often records make the function fail, in parts per million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// Records that fail once and pass when tried again.
    pub once_ppm: u32,
    /// Records that never pass.
    pub always_ppm: u32,
}

/// What the function is and what its time costs.
#[derive(Clone, Debug)]
pub struct Pricing {
    /// Prices of that region and of the function's architecture.
    pub rates: Rates,
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Ephemeral storage of the function, in MB; up to 512 are free.
    pub storage_mb: u32,
    /// Cold starts; none are priced if `None`.
    pub init: Option<Init>,
    /// What an invocation writes to its log, in bytes.
    pub log_bytes: u64,
    /// Free tiers that are still there for this function.
    pub free: FreeTier,
}

/// What is asked about a sample.
#[derive(Clone, Debug)]
pub struct Question {
    /// The mapping, today's or planned, or a rule.
    pub mapping: Delivery,
    /// Records a month; `None`: as the sample's times say.
    pub rate: Option<Rate>,
    /// How they arrive.
    pub arrivals: Arrivals,
    /// Mean size of a burst; 1 is no bursts.
    pub burst: u32,
    /// Of everything that is drawn.
    pub seed: u64,
    /// How long the function runs.
    pub handler: Handler,
    /// How often it fails.
    pub failures: Failures,
    /// `None`: counts alone, no money.
    pub pricing: Option<Pricing>,
}

/// What was read, apart from the sample itself.
#[derive(Clone, Debug)]
pub struct Read {
    /// The records' fates.
    pub tally: Tally,
    /// The filters' names, by index; `None` where a filter has none.
    pub names: Vec<Option<String>>,
    /// Conditions that alone keep records out, if they were looked for.
    pub near: Option<NearMisses>,
    /// Remarks of the caller's, to stand among the warnings.
    pub remarks: Vec<String>,
}

impl Question {
    /// The report.
    #[must_use]
    pub fn answer(&self, sample: &Sample, read: Read) -> Report {
        match self.by_lines(sample) {
            Some((question, sample)) => question.counted(&sample, read),
            None => self.counted(sample, read),
        }
    }

    /// The question about the shards, partitions or message groups that the records were read from, if they say and
    /// nobody has said how many there are.
    fn by_lines(&self, sample: &Sample) -> Option<(Self, Sample)> {
        let mapping = self.mapping.mapping()?;
        if !self.is_recorded(sample) || mapping.shards().is_some() {
            return None;
        }
        let lines = sample.lines();
        let mapping = mapping.with_shards(lines.len())?;
        let sample = sample.on_lines(&lines, &mapping);
        let question = Self {
            mapping: Delivery::Mapping(mapping),
            ..self.clone()
        };
        Some((question, sample))
    }

    fn counted(&self, sample: &Sample, read: Read) -> Report {
        if self.mapping == Delivery::Rule {
            return self.per_match(sample, read);
        }
        match (self.arrivals, self.rate) {
            (Arrivals::Backlog, Some(rate)) => self.backlog(sample, read, rate),
            (_, None) if !self.is_recorded(sample) => self.groups(sample, read),
            _ => self.replay(sample, read),
        }
    }

    /// Whether the sample's own times are replayed.
    fn is_recorded(&self, sample: &Sample) -> bool {
        self.arrivals == Arrivals::Recorded && sample.is_timed()
    }

    fn blank(&self, read: Read, forecast: Forecast, period: Period, basis: Basis) -> Report {
        Report {
            origin: self.mapping.source(),
            mapping: self.mapping.clone(),
            tally: read.tally,
            names: read.names,
            forecast,
            period,
            basis,
            handler: self.handler,
            sampling: None,
            cost: None,
            load: None,
            environments: None,
            curves: Vec::new(),
            near: read.near,
            advice: Vec::new(),
            remarks: read.remarks,
        }
    }

    fn groups(&self, sample: &Sample, read: Read) -> Report {
        let size = sample.model.group_size();
        let forecast = sample.model.finish();
        self.blank(read, forecast, Period::Sample, Basis::Groups { size })
    }

    fn per_match(&self, sample: &Sample, read: Read) -> Report {
        let (tally, rules) = (&read.tally, read.tally.by_filter.len() as u64);
        let matches = tally.by_filter.iter().map(|filter| filter.delivered).sum();
        let forecast = Forecast::per_match(tally.read, rules, matches);
        let Some(month) = self.month_records(sample) else {
            return self.blank(read, forecast, Period::Sample, Basis::PerMatch);
        };
        let scaled = |count| workload::ratio(count, month, tally.read);
        let matches = if replay::at_most(tally).is_some() {
            MATCHES_MISSED.min(tally.read)
        } else {
            matches
        };
        let forecast = Forecast::per_match(tally.read, rules, matches);
        let forecast = Forecast {
            unfiltered: forecast.unfiltered.map(scaled),
            filtered: forecast.filtered.map(scaled),
        };
        let cost = cost::per_match(self, forecast);
        let report = self.blank(read, forecast, Period::Month, Basis::PerMatch);
        Report { cost, ..report }
    }

    /// Records of a month, by the stated rate or by the sample's times.
    fn month_records(&self, sample: &Sample) -> Option<u64> {
        let recorded = || {
            let month_ms = tidegate_figures::MONTH_SECONDS * 1_000;
            let gaps = (sample.kept() as u64).saturating_sub(1);
            workload::ratio(gaps, month_ms, sample.span_ms())
        };
        let stated = self.rate.map(Rate::per_month);
        stated.or_else(|| self.is_recorded(sample).then(recorded))
    }

    fn backlog(&self, sample: &Sample, read: Read, rate: Rate) -> Report {
        let counted = curves::backlog(self, sample, &read.tally, rate);
        let (records, size) = (rate.per_month(), counted.batch_size);
        let cost = cost::of_counts(self, &counted.counts);
        let basis = Basis::Backlog { records, size };
        let curves = curves::of_backlog(self, sample, &read.tally, rate);
        let report = self.blank(read, counted.counts.forecast, Period::Month, basis);
        finish(
            self,
            Report {
                cost,
                curves,
                ..report
            },
        )
    }

    fn replay(&self, sample: &Sample, read: Read) -> Report {
        let replayed = Replayed::of(self, sample, &read.tally);
        let cost = cost::of_counts(self, &replayed.counts);
        let curves = curves::of_replay(self, sample, &read.tally);
        let report = self.blank(
            read,
            replayed.counts.forecast,
            Period::Month,
            Basis::Replay(replayed.basis),
        );
        let report = Report {
            sampling: replayed.sampling,
            load: Some(replayed.load),
            environments: replayed.environments,
            cost,
            curves,
            ..report
        };
        finish(self, report)
    }
}

/// Adds the advice, which looks at everything else.
fn finish(question: &Question, report: Report) -> Report {
    let advice = advice::advice(question, &report);
    Report { advice, ..report }
}

/// Invocations of a month and what they work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MonthCounts {
    pub(crate) forecast: Forecast,
    /// Records handed to the function without filters.
    pub(crate) unfiltered_records: u64,
    /// Records handed to the function with them, by level.
    pub(crate) filtered_records: Levels<u64>,
    /// Records that the source brings.
    pub(crate) records: u64,
    /// `ReceiveMessage` calls of a queue; 0 of other sources.
    pub(crate) receives: u64,
}
