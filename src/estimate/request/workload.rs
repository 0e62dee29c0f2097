//! Builds the records for the simulator from a sample and its arrivals: a span of the stream that represents a month.
//! Random choices come from a seed, so the same request has the same result.

use std::sync::Arc;

use fastrand::Rng;
use tidegate_figures::{MONTH_SECONDS, Rate};
use tidegate_mapping::Delivery;
use tidegate_mapping::simulate::{Counts, Kind, NEVER_US, Order, RECEIVE_MAX, Record, Settings};

use super::draw::{Draw, MILLION, Matching};
use super::frame::Frame;
use super::inputs::{EstimateRequest, Failures};
use super::ratio::ratio;
use super::sample::{Recording, Row};
use super::spread::Spread;

/// Most records of a replay.
pub(super) const RECORDS_MAX: usize = super::sample::REPLAYED_MAX;

/// A replay lasts for this many windows, so that the first and the last hardly matter.
const WINDOWS_MIN: u64 = 30;

/// Shortest replay, unless the rate would bring more records than [`RECORDS_MAX`].
const SECONDS_MIN: u64 = 600;

/// A stretch of stream.
#[derive(Clone, Debug)]
pub(super) struct Workload {
    /// Sorted by arrival.
    pub(super) records: Vec<Record>,
    /// Records of the month that it stands for.
    pub(super) month_records: u64,
    /// Lanes replayed, and all lanes: lanes are alike, so some of them are enough.
    pub(super) lanes: u32,
    pub(super) lanes_all: u32,
    pub(super) span_us: u64,
    /// Most invocations of these lanes at once.
    at_once_max: u64,
    /// Whether the times are the sample's own.
    is_recorded: bool,
    /// Whether records were dealt out to the lanes by chance, because they do not say where they belong.
    pub(super) are_lanes_alike: bool,
    /// The number of times that the recording is repeated in it.
    pub(super) repeats: u64,
    /// The machines that replay it instead of this one, and what they make its records by.
    pub(super) spread: Option<(Arc<Spread>, Frame)>,
}

impl Workload {
    /// Returns the sample as it arrived, its times stretched to the stated rate, repeated if it is short. If fewer records
    /// than those of an estimate are asked for, the beginning of the sample is enough.
    pub(super) fn recorded(
        recording: &Recording,
        request: &EstimateRequest,
        matching: Matching,
        most: usize,
    ) -> Self {
        let frame = Frame::new(recording, request, matching, most);
        let rows = recording.rows.iter().take(frame.rows());
        Self {
            month_records: recording.month_records(request.rate),
            records: frame.records((0..).zip(rows)),
            lanes: request.delivery.lanes(),
            lanes_all: request.delivery.lanes(),
            span_us: frame.span_us(),
            at_once_max: at_once_max(request, request.delivery.lanes()),
            is_recorded: true,
            repeats: frame.turns(),
            are_lanes_alike: !recording.has_lane_keys(),
            spread: recording.spread.clone().map(|spread| (spread, frame)),
        }
    }

    /// Returns records of the sample in random order, arriving at random: single ones, or in bursts of a mean size.
    pub(super) fn random(
        recording: &Recording,
        request: &EstimateRequest,
        rate: Rate,
        matching: Matching,
        most: usize,
    ) -> Self {
        let per_month = rate.per_month();
        let lanes_all = request.delivery.lanes();
        let mapping = request.delivery.mapping();
        let factor = mapping.map_or(1, |mapping| mapping.lanes_per_shard().max(1));
        let seconds = (WINDOWS_MIN * u64::from(request.delivery.window_ms()) / 1_000)
            .clamp(SECONDS_MIN, MONTH_SECONDS);
        let wanted = ratio(per_month, seconds, MONTH_SECONDS).max(1);
        let lanes = if wanted > most as u64 {
            // Whole shards, whose lanes share their reads.
            let shards = ratio(u64::from(lanes_all / factor), most as u64, wanted);
            u32::try_from(shards.max(1)).map_or(lanes_all, |shards| shards * factor)
        } else {
            lanes_all
        };
        // Its share of the month's records, but never more than all of them.
        let lane_month = ratio(per_month, u64::from(lanes), u64::from(lanes_all)).max(1);
        let count = lane_month.min(most as u64);
        let span_us = ratio(count, MONTH_SECONDS * 1_000_000, lane_month).max(1);
        let mut times = Times::new(request, count, span_us);
        let mut draw = Draw::new(request.seed, matching, request.failures);
        let mut order = Mixed::new(&recording.rows, count, request.seed);
        let records = (0..count).map(|_| {
            let (arrival_us, drawn) = (times.next_us(), draw.next());
            draw.record(order.next_row(), arrival_us, &drawn)
        });
        Self {
            records: records.collect(),
            month_records: per_month,
            lanes,
            lanes_all,
            span_us,
            at_once_max: at_once_max(request, lanes),
            is_recorded: false,
            repeats: 1,
            are_lanes_alike: !recording.has_lane_keys(),
            spread: None,
        }
    }

    /// Returns the mapping as it is simulated for these records.
    pub(super) fn settings(
        &self,
        delivery: &Delivery,
        order: Order,
        request: &EstimateRequest,
    ) -> Settings {
        let mut settings = delivery.settings(order, request.handler);
        if request.failures == Failures::default() {
            // Records then only expire where they are too many. That takes longer than a replay lasts, and the capacity
            // of the mapping says it.
            settings.age_us_max = NEVER_US;
        }
        let settings = settings.with_lanes(self.lanes);
        let Kind::Queue(mut queue) = settings.kind else {
            return settings;
        };
        if self.is_recorded {
            return settings;
        }
        // A steady stream has the pollers it needs; only bursts of recorded times make them grow.
        let taken = settings.batch_size.min(RECEIVE_MAX);
        let batches = self.records.len() as u64 / u64::from(taken.max(1));
        let busy = ratio(
            batches,
            settings.handler_us(taken as usize),
            self.span_us.max(1),
        ) + 1;
        let needed = u32::try_from(busy).unwrap_or(u32::MAX);
        let pollers = &mut queue.pollers;
        pollers.start = pollers.start.max(needed).min(pollers.max);
        Settings {
            kind: Kind::Queue(queue),
            ..settings
        }
    }

    /// Returns a count of this stretch, scaled to a month.
    pub(super) fn for_month(&self, count: u64) -> u64 {
        ratio(
            count,
            self.month_records,
            (self.records.len() as u64).max(1),
        )
    }

    /// Returns a count of retries that block lanes, scaled to a month.
    ///
    /// Retries go on after the stretch: a record that always fails can block its lane for days, but the stretch lasts
    /// for minutes or hours. In a month the next records arrive meanwhile. So the retries of the stretch stand for all
    /// the time that its lanes needed, and not for the stretch alone.
    pub(super) fn retried(&self, counts: &Counts, retried: u64) -> u64 {
        ratio(
            self.for_month(retried),
            self.lanes_us(),
            self.needed_us(counts),
        )
    }

    /// Returns the share of the time in which the lanes are blocked by retries, in parts per million.
    pub(super) fn retrying_ppm(&self, counts: &Counts) -> u64 {
        let needed_us = self.needed_us(counts);
        ratio(counts.retrying_us.min(needed_us), MILLION.into(), needed_us)
    }

    /// Returns the time that the lanes needed for the stretch, all together.
    fn needed_us(&self, counts: &Counts) -> u64 {
        self.lanes_us().saturating_add(counts.overtime_us)
    }

    /// Returns the time of the lanes in the stretch, all together.
    fn lanes_us(&self) -> u64 {
        self.span_us.saturating_mul(self.at_once_max).max(1)
    }
}

impl Frame {
    /// Returns the frame of at most `most` records. If these are fewer than those of an estimate, the beginning of the
    /// sample is enough.
    fn new(
        recording: &Recording,
        request: &EstimateRequest,
        matching: Matching,
        most: usize,
    ) -> Self {
        let all = &recording.rows;
        let is_cut = most < RECORDS_MAX.min(all.len());
        let rows = if is_cut { &all[..most.max(1)] } else { all };
        let first_ms = rows.first().and_then(|row| row.arrival_ms()).unwrap_or(0);
        let own_us = match recording.stretches {
            Some((length_ms, _)) if !is_cut => length_ms * 1_000,
            Some(_) | None => own_period_us(rows),
        };
        let count = rows.len() as u64;
        let month_us = MONTH_SECONDS * 1_000_000;
        let period_us = match request.rate {
            Some(rate) => ratio(count, month_us, rate.per_month()),
            None => own_us,
        }
        .max(1);
        let wanted_us = (WINDOWS_MIN * u64::from(request.delivery.window_ms()) * 1_000)
            .max(SECONDS_MIN * 1_000_000)
            .max(failing_us(request.failures, period_us, count).min(month_us));
        let repeats = wanted_us
            .div_ceil(period_us)
            .clamp(1, (most as u64 / count.max(1)).max(1));
        let mut frame = Self {
            rows: count,
            first_ms,
            own_us,
            period_us,
            starts_us: Vec::new(),
            seed: request.seed,
            matching,
            failures: request.failures,
        };
        let mut starts = Rng::with_seed(request.seed ^ 0x7475_726e);
        // Each turn but the first begins at another record: pollers would otherwise meet the same records in each.
        let starts = (0..repeats).map(|turn| match turn {
            0 => 0,
            _ => frame.after_first_us(&rows[starts.usize(..rows.len())]),
        });
        frame.starts_us = starts.collect();
        frame
    }
}

/// Fewer failing records than this would make the retries of a month a matter of chance.
const FAILING_MIN: u64 = 100;

/// Returns how long it takes until [`FAILING_MIN`] records fail, if `count` of them come in a period; 0 if none fails.
fn failing_us(failures: Failures, period_us: u64, count: u64) -> u64 {
    let ppm = u64::from(failures.once_ppm) + u64::from(failures.always_ppm);
    let records = (FAILING_MIN * u64::from(MILLION)).checked_div(ppm);
    ratio(records.unwrap_or(0), period_us, count.max(1))
}

/// Returns how long the rows take, including one mean gap after the last.
fn own_period_us(rows: &[Row]) -> u64 {
    let ends = rows.first().zip(rows.last());
    let span_ms =
        ends.and_then(|(first, last)| Some(last.arrival_ms()?.abs_diff(first.arrival_ms()?)));
    let count = rows.len() as u64;
    ratio(span_ms.unwrap_or(0) * 1_000, count, count.saturating_sub(1))
}

/// Returns the most invocations at once of this number of lanes.
fn at_once_max(request: &EstimateRequest, lanes: u32) -> u64 {
    let settings = request
        .delivery
        .settings(Order::FilterFirst, request.handler);
    settings.with_lanes(lanes).kind.invocations_at_once_max()
}

/// Arrival times: bursts as a Poisson process, the records of a burst together.
struct Times {
    rng: Rng,
    gap_us: f64,
    burst: f64,
    now_us: f64,
    left: u64,
}

impl Times {
    fn new(request: &EstimateRequest, count: u64, span_us: u64) -> Self {
        let burst = f64::from(request.burst.max(1));
        Self {
            rng: Rng::with_seed(request.seed ^ 0x7469_6d65),
            gap_us: span_us as f64 / (count as f64).max(1.0) * burst,
            burst,
            now_us: 0.0,
            left: 0,
        }
    }

    fn next_us(&mut self) -> u64 {
        if self.left == 0 {
            self.now_us += -(1.0 - self.rng.f64()).ln() * self.gap_us;
            self.left = self.burst_size();
        }
        self.left -= 1;
        self.now_us as u64
    }

    /// Returns the size of a burst. It is geometric, so that sizes scatter around their mean; 1 if bursts are single
    /// records.
    fn burst_size(&mut self) -> u64 {
        let ends = 1.0 / self.burst;
        if ends >= 1.0 {
            return 1;
        }
        let drawn = (1.0 - self.rng.f64()).ln() / (-ends).ln_1p();
        1 + drawn as u64
    }
}

/// The rows in random order, each as often as any other. All turns of the sample are mixed, so that the next row hardly
/// depends on the rows before it, and yet the share that matches is the sample's own. (Turn by turn, ten records of
/// which one matches would put a match into every batch of ten.)
struct Mixed<'r> {
    rows: &'r [Row],
    order: std::vec::IntoIter<u32>,
}

impl<'r> Mixed<'r> {
    fn new(rows: &'r [Row], count: u64, seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed ^ 0x6f72_6465);
        let mut turn: Vec<_> = (0..u32::try_from(rows.len()).unwrap_or(u32::MAX)).collect();
        // The last turn may be cut: which rows it has is chance.
        rng.shuffle(&mut turn);
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let mut order: Vec<_> = turn.into_iter().cycle().take(count).collect();
        rng.shuffle(&mut order);
        Self {
            rows,
            order: order.into_iter(),
        }
    }

    fn next_row(&mut self) -> &'r Row {
        let index = self.order.next().unwrap_or(0);
        &self.rows[index as usize]
    }
}
