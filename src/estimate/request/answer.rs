//! Makes the report of a request and a sample.

use tidegate_figures::{RULE_OF_THREE, Rate, Share};
use tidegate_mapping::Delivery;

use super::inputs::{Arrivals, EstimateRequest, RecordsRead};
use super::replay::Replayed;
use super::sample::Sample;
use super::workload::ratio;
use super::{advice, cost, curves};
use crate::forecast::Forecast;
use crate::model::{Basis, Known, Period, Proof, Report, Sampling};

impl EstimateRequest {
    /// Returns the report.
    #[must_use]
    pub fn answer(&self, sample: &Sample, read: RecordsRead) -> Report {
        // A match disproves any proof.
        let read = match read.tally.delivered {
            0 => read,
            _ => RecordsRead {
                proof: Proof::Open,
                ..read
            },
        };
        match self.by_lines(sample) {
            Some((request, sample)) => request.counted(&sample, read),
            None => self.counted(sample, read),
        }
    }

    fn counted(&self, sample: &Sample, read: RecordsRead) -> Report {
        if self.mapping == Delivery::Rule {
            return self.per_match(sample, read);
        }
        match (self.arrivals, self.rate) {
            (Arrivals::Backlog, Some(rate)) => self.backlog(sample, read, rate),
            (_, None) if !self.is_recorded(sample) => self.groups(sample, read),
            _ => self.replay(sample, read),
        }
    }

    fn blank(&self, read: RecordsRead, forecast: Forecast, period: Period, basis: Basis) -> Report {
        Report {
            route: read.route,
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
            region_known: Known::Stated,
            handler_known: Known::Stated,
            findings: read.findings,
            proof: read.proof,
        }
    }

    fn groups(&self, sample: &Sample, read: RecordsRead) -> Report {
        let size = sample.model.group_size();
        let forecast = sample.model.finish();
        self.blank(read, forecast, Period::Sample, Basis::Groups { size })
    }

    fn per_match(&self, sample: &Sample, read: RecordsRead) -> Report {
        let (tally, rules) = (&read.tally, read.tally.by_filter.len() as u64);
        let matches = tally.by_filter.iter().map(|filter| filter.delivered).sum();
        let forecast = Forecast::per_match(tally.read, rules, matches);
        let Some(month) = self.month_records(sample) else {
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
        let cost = cost::per_match(self, forecast, sampling);
        let report = self.blank(read, forecast, Period::Month, Basis::PerMatch);
        Report {
            cost,
            sampling,
            ..report
        }
    }

    /// Records of a month, by the stated rate or by the sample's times.
    fn month_records(&self, sample: &Sample) -> Option<u64> {
        let recorded = || {
            let month_ms = tidegate_figures::MONTH_SECONDS * 1_000;
            let gaps = (sample.kept() as u64).saturating_sub(1);
            ratio(gaps, month_ms, sample.span_ms())
        };
        let stated = self.rate.map(Rate::per_month);
        stated.or_else(|| self.is_recorded(sample).then(recorded))
    }

    fn backlog(&self, sample: &Sample, read: RecordsRead, rate: Rate) -> Report {
        let counted = curves::backlog(self, sample, &read, rate);
        let (records, size) = (rate.per_month(), counted.batch_size);
        let cost = cost::of_counts(self, &counted.counts);
        let basis = Basis::Backlog { records, size };
        let curves = curves::of_backlog(self, sample, &read, rate);
        let report = self.blank(read, counted.counts.forecast, Period::Month, basis);
        finish(
            self,
            Report {
                cost,
                curves,
                sampling: counted.sampling,
                ..report
            },
        )
    }

    fn replay(&self, sample: &Sample, read: RecordsRead) -> Report {
        let replayed = Replayed::of(self, sample, &read);
        let cost = cost::of_counts(self, &replayed.counts);
        let curves = curves::of_replay(self, sample, &read);
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
