//! Makes the report of a request and a sample.

use tidegate_figures::{RULE_OF_THREE, Rate, Share, count};
use tidegate_mapping::Delivery;
use tidegate_mapping::simulate::Unfinished;

use super::capacity::{self, Work};
use super::inputs::{Arrivals, EstimateRequest, RecordsRead};
use super::month::{MonthCounts, window_ends};
use super::ratio::ratio;
use super::replay::{Replayed, with_records};
use super::sample::{LINES_MAX, Recording, Sample};
use super::spread::Chosen;
use super::{advice, cost, curves};
use crate::forecast::Forecast;
use crate::model::{BaseRate, Basis, Known, Period, Proof, RateKnown, Report, Sampling};
use crate::sample::SampleModel;

impl EstimateRequest {
    /// Returns the report.
    ///
    /// # Errors
    /// The replay would take too long, because records are retried too often.
    pub fn answer(&self, sample: Sample, read: RecordsRead) -> Result<Report, Unfinished> {
        self.answer_chosen(&self.choose(sample), read)
    }

    /// Returns the report of the records that were chosen for it.
    pub(crate) fn answer_chosen(
        &self,
        chosen: &Chosen,
        read: RecordsRead,
    ) -> Result<Report, Unfinished> {
        // A match disproves any proof.
        let read = match read.tally.delivered {
            0 => read,
            _ => RecordsRead {
                proof: Proof::Open,
                ..read
            },
        };
        let recording = &chosen.recording;
        let by_lines = self.by_lines(recording);
        let request = by_lines.as_ref().unwrap_or(self);
        let mut report = request.counted(&chosen.model, recording, read)?;
        let are_shared = by_lines.is_some() && recording.lines >= LINES_MAX as usize;
        report.remarks.extend(are_shared.then(too_many_lines));
        Ok(Report {
            stray: recording.stray,
            rate_known: self.rate_known(recording),
            ..report
        })
    }

    fn rate_known(&self, recording: &Recording) -> RateKnown {
        let span_ms = recording.span_ms;
        match self.rate {
            Some(_) => RateKnown::Stated,
            None if self.is_recorded(recording) => RateKnown::Records { span_ms },
            None => RateKnown::Unknown,
        }
    }

    fn counted(
        &self,
        model: &SampleModel,
        recording: &Recording,
        read: RecordsRead,
    ) -> Result<Report, Unfinished> {
        if self.delivery == Delivery::Rule {
            return Ok(self.per_match(recording, read));
        }
        match (self.arrivals, self.rate) {
            (Arrivals::Backlog, Some(rate)) => Ok(self.backlog(recording, read, rate)),
            (_, None) if !self.is_recorded(recording) => Ok(self.groups(model, read)),
            _ if recording.rows.is_empty() => Ok(self.groups(model, read)),
            _ => self.replay(recording, read),
        }
    }

    fn blank(&self, read: RecordsRead, forecast: Forecast, period: Period, basis: Basis) -> Report {
        Report {
            route: read.route,
            delivery: self.delivery.clone(),
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
            stray: None,
            capacity: None,
            curves: Vec::new(),
            near: read.near,
            advice: Vec::new(),
            remarks: read.remarks,
            left_out: Vec::new(),
            rate_known: RateKnown::Unknown,
            region_known: Known::Stated,
            handler_known: Known::Stated,
            findings: read.findings,
            proof: read.proof,
        }
    }

    fn groups(&self, model: &SampleModel, read: RecordsRead) -> Report {
        let (size, forecast) = (model.group_size(), model.finish());
        self.blank(read, forecast, Period::Sample, Basis::Groups { size })
    }

    fn per_match(&self, recording: &Recording, read: RecordsRead) -> Report {
        let (tally, rules) = (&read.tally, read.tally.by_filter.len() as u64);
        let matches = tally.by_filter.iter().map(|filter| filter.delivered).sum();
        let forecast = Forecast::per_match(tally.read, rules, matches);
        let is_known = self.rate.is_some() || self.is_recorded(recording);
        let Some(month) = is_known.then(|| recording.month_records(self.rate)) else {
            return self.blank(read, forecast, Period::Sample, Basis::PerMatch);
        };
        let scaled = |count| ratio(count, month, tally.read);
        let matches = if read.missed().is_some() {
            RULE_OF_THREE.min(tally.read)
        } else {
            matches
        };
        let forecast = Forecast::per_match(tally.read, rules, matches);
        let forecast = Forecast {
            unfiltered: forecast.unfiltered.map(scaled),
            filtered: forecast.filtered.map(scaled),
        };
        let sampling = Share::of(matches, tally.read.saturating_mul(rules))
            .filter(|_| read.interval().is_some())
            .map(|share| of_share(share, forecast));
        let [unfiltered, filtered] =
            [forecast.unfiltered, forecast.filtered].map(|levels| Work::single(levels.expected));
        let capacity = capacity::of_month(self, recording, month, [unfiltered, filtered, filtered]);
        let held = |events| Work::single(events).held(self).invocations;
        let forecast = Forecast {
            unfiltered: forecast.unfiltered.map(held),
            filtered: forecast.filtered.map(held),
        };
        let sampling = sampling.map(|ends| Sampling {
            low: held(ends.low),
            high: held(ends.high),
        });
        let cost = cost::per_match(self, forecast, sampling, (month, recording.totals.sizes));
        let report = self.blank(read, forecast, Period::Month, Basis::PerMatch);
        Report {
            cost,
            sampling,
            capacity,
            ..report
        }
    }

    fn backlog(&self, recording: &Recording, read: RecordsRead, rate: Rate) -> Report {
        let counted = curves::backlog(self, recording, &read, rate);
        let (records, size) = (rate.per_month(), counted.batch_size);
        let counts = counted.counts.with_window_ends(self);
        let cost = cost::of_counts(self, &counts);
        let basis = Basis::Backlog { records, size };
        let curves = curves::of_backlog(self, recording, &read, rate);
        let report = self.blank(read, counts.forecast, Period::Month, basis);
        finish(
            self,
            Report {
                cost,
                curves,
                capacity: counted.capacity,
                sampling: self.with_window_ends(counted.sampling, &counts),
                ..report
            },
        )
    }

    /// Returns the range with the invocations at the ends of tumbling windows, which `counts` has already.
    fn with_window_ends(
        &self,
        sampling: Option<Sampling>,
        counts: &MonthCounts,
    ) -> Option<Sampling> {
        if window_ends(self) == 0 {
            return sampling;
        }
        let expected = counts.forecast.filtered.expected;
        let [low, high] = counts.sampled?.map(|work| work.invocations);
        Some(Sampling {
            low: low.min(expected),
            high: high.max(expected),
        })
    }

    /// Returns the counts of shards that are read at their base rate, with the invocations at the ends of tumbling windows.
    fn base_rate_with_window_ends(&self, replayed: &Replayed) -> Option<BaseRate<u64>> {
        let slow = with_records(replayed.basis.base_rate?, &replayed.counts);
        Some(slow.map(|work| work.with_window_ends(self).invocations))
    }

    fn replay(&self, recording: &Recording, read: RecordsRead) -> Result<Report, Unfinished> {
        let mut replayed = Replayed::of(self, recording, &read)?;
        replayed.basis.base_rate = self.base_rate_with_window_ends(&replayed);
        let counts = replayed.counts.with_window_ends(self);
        let cost = cost::of_counts(self, &counts);
        let curves = curves::of_replay(self, recording, &read, &replayed);
        let report = self.blank(
            read,
            counts.forecast,
            Period::Month,
            Basis::Replay(replayed.basis),
        );
        let report = Report {
            sampling: self.with_window_ends(replayed.sampling, &counts),
            load: Some(replayed.load),
            environments: replayed.environments,
            capacity: replayed.capacity,
            cost,
            curves,
            ..report
        };
        Ok(finish(self, report))
    }
}

/// Returns the remark about lines that have no number of their own.
fn too_many_lines() -> String {
    let most = count(LINES_MAX.into());
    format!(
        "the records name {most} shards, partitions or message groups or more: they are counted as {most}, so that some batches \
         hold records of several"
    )
}

/// Returns the matches at both ends of the interval of the share, which counts each event once for each rule.
fn of_share(share: Share, forecast: Forecast) -> Sampling {
    let whole = forecast.unfiltered.expected as f64;
    let expected = forecast.filtered.expected;
    Sampling {
        low: ((whole * share.low).round() as u64).min(expected),
        high: ((whole * share.high).round() as u64).max(expected),
    }
}

/// Adds the next steps, which depend on the rest of the report.
fn finish(request: &EstimateRequest, report: Report) -> Report {
    let advice = advice::advice(request, &report);
    Report { advice, ..report }
}
