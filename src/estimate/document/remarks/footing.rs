//! Whether the sample can carry a figure for a month: enough records over a long enough time. If it can't, the headline says
//! so and what would help; if it only just can, the line below the headline does.

use tidegate_figures::{count, counted, span};

use crate::model::{Period, RateKnown, Report};

/// With fewer records than this, the interval of a share (Wilson, 95 %) can span more than half of all shares: no figure
/// for a month is made a headline.
const READ_MIN: u64 = 10;

/// With fewer records than this, the interval of a share can span more than a fifth of all shares.
const READ_FIRM: u64 = 100;

/// A rate taken from a recording shorter than this, in milliseconds, is the rate of a moment.
const RATE_MS_MIN: u64 = 60_000;

/// A recording shorter than this, in milliseconds, says little about a month: it has at most one of a day's hours.
pub(super) const RECORDED_MS_MIN: u64 = 3_600_000;

/// The help that goes with a rate taken from a short recording.
const GIVE_RATE: &str = "give --rate, or records of a day";

/// Returns the sentence that takes the place of the headline: why there is no figure for a month, and what helps. `None` if
/// there is a figure.
pub(in crate::document) fn unfounded(report: &Report) -> Option<String> {
    match report.period {
        Period::Sample => None,
        Period::Month => too_few(report).or_else(|| too_short(report)),
    }
}

fn too_few(report: &Report) -> Option<String> {
    let read = report.tally.read;
    let rate = match report.rate_known {
        RateKnown::Records { span_ms } if span_ms < RECORDED_MS_MIN => ", and give --rate",
        RateKnown::Records { .. } | RateKnown::Stated | RateKnown::Unknown => "",
    };
    (read < READ_MIN).then(|| {
        format!(
            "only {}, and a month needs {READ_MIN}: read {READ_FIRM} or more{rate}",
            counted(read, "record")
        )
    })
}

fn too_short(report: &Report) -> Option<String> {
    match report.rate_known {
        RateKnown::Records { span_ms } if span_ms < RATE_MS_MIN => Some(format!(
            "{} of records are too short for a month: {GIVE_RATE}",
            span(span_ms)
        )),
        RateKnown::Records { .. } | RateKnown::Stated | RateKnown::Unknown => None,
    }
}

/// Returns what weakens the figures, with what helps; `None` if nothing does, or if [`unfounded`] says more.
pub(super) fn weak(report: &Report) -> Option<String> {
    match report.period {
        Period::Sample => smaller_than_a_batch(report),
        Period::Month if unfounded(report).is_some() => None,
        Period::Month if report.tally.delivered == 0 => few(report),
        Period::Month => few(report).or_else(|| short(report)),
    }
}

fn smaller_than_a_batch(report: &Report) -> Option<String> {
    let batch_size = u64::from(report.delivery.batch_size().get());
    let read = report.tally.read;
    let are = if read == 1 { "is" } else { "are" };
    (read < batch_size).then(|| {
        format!(
            "{} {are} less than one batch of {}: too few to tell",
            counted(read, "record"),
            count(batch_size)
        )
    })
}

fn few(report: &Report) -> Option<String> {
    let read = report.tally.read;
    let help = match report.rate_known {
        RateKnown::Records { span_ms } if span_ms < RECORDED_MS_MIN => {
            let span = span(span_ms);
            format!("of {span} were read: read {READ_FIRM} or more, and give --rate")
        }
        RateKnown::Records { .. } | RateKnown::Stated | RateKnown::Unknown => {
            format!("were read: {READ_FIRM} or more narrow the range")
        }
    };
    (read < READ_FIRM).then(|| format!("only {} {help}", counted(read, "record")))
}

fn short(report: &Report) -> Option<String> {
    if let RateKnown::Records { span_ms } = report.rate_known {
        let rate = || format!("the rate is that of {}: {GIVE_RATE}", span(span_ms));
        return (span_ms < RECORDED_MS_MIN).then(rate);
    }
    let recorded_ms = report.basis.replay()?.recorded_span_ms?;
    (recorded_ms < RECORDED_MS_MIN).then(|| {
        format!(
            "the month repeats the arrivals of {}: records of a day have its peaks",
            span(recorded_ms)
        )
    })
}
