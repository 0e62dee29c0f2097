//! Records that only one side delivers, each with the reasons of both sides.

use tidegate_batch::{Outcome, RecordExplanation, RecordForm};
use tidegate_estimate::filter_label;
use tidegate_report::{Entry, EntryPart, Phrase, Tone};

use crate::exit::Reported;
use crate::output::{self, Console};
use tidegate_explain::identity;
use tidegate_explain::{self as explain, Explained, Setting};

use super::side::{Side, Sides};

/// Filters of a side up to which each one's conditions are shown.
const FILTERS_SHOWN_MAX: usize = 5;

/// A record, its place in the inputs, and the side that alone delivers it.
#[derive(Clone, Copy)]
pub(super) struct Shown<'s> {
    pub(super) index: Option<u64>,
    pub(super) record: &'s [u8],
    pub(super) form: RecordForm,
    pub(super) only: Only,
}

/// The side that alone delivers a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Only {
    Old,
    New,
}

impl Only {
    /// Returns the side that delivers and the side that does not.
    pub(super) const fn of(self, sides: &Sides) -> (&Side, &Side) {
        match self {
            Self::Old => (&sides.old, &sides.new),
            Self::New => (&sides.new, &sides.old),
        }
    }
}

/// Returns why a side treats the record as it does.
pub(super) fn explained(
    side: &Side,
    shown: Shown<'_>,
    console: &Console,
) -> Result<RecordExplanation, Reported> {
    let mut judge = side.filters().judge();
    let outcome = Outcome {
        index: 0,
        offset: 0,
        read: shown.record,
        record: shown.record,
        form: shown.form,
        judged: judge.judge(shown.record, shown.form),
    };
    Ok(side.explainer(console)?.explain(&outcome))
}

pub(super) fn setting(side: &Side) -> Setting<'_> {
    Setting {
        route: side.named.route,
        names: &side.named.names,
        columns: output::stdout_columns(),
    }
}

/// Returns the record with both sides' reasons.
pub(super) fn entry(sides: &Sides, shown: Shown<'_>, console: &Console) -> Result<Entry, Reported> {
    let (delivering, refusing) = shown.only.of(sides);
    let (why, why_not) = (
        explained(delivering, shown, console)?,
        explained(refusing, shown, console)?,
    );
    let tone = match shown.only {
        Only::Old => Tone::Alarm,
        Only::New => Tone::Good,
    };
    let fate = explain::fate(sides.route, why_not.disposition);
    let text = String::from_utf8_lossy(shown.record).into_owned();
    let mut parts = vec![EntryPart::Verbatim(text)];
    parts.extend(decoded(&why, shown));
    parts.push(title(delivering, &delivered_by(delivering, &why)));
    parts.extend(reasons(refusing, shown, &why_not));
    let id = identity(sides.route.source(), shown.record, shown.form);
    Ok(Entry {
        number: shown.index,
        id: id.filter(|_| shown.index.is_some()),
        seal: Phrase::new(tone, format!("only {} delivers this", delivering.label)),
        sentence: format!("with {}, {fate}", refusing.label),
        parts,
    })
}

fn title(side: &Side, text: &str) -> EntryPart {
    let label = Phrase::new(Tone::Strong, side.label.clone());
    EntryPart::Title(vec![vec![label], vec![Phrase::new(Tone::Plain, text)]])
}

/// Returns the decoded payload of a record that holds it in base64.
fn decoded(why: &RecordExplanation, shown: Shown<'_>) -> Option<EntryPart> {
    let text = String::from_utf8_lossy(&why.beginning);
    let is_legible = shown
        .record
        .windows(why.beginning.len().max(1))
        .any(|it| *it == *why.beginning);
    let is_quoted = shown.record.contains(&b'\\');
    (why.payload_shape.is_some() && !is_legible && !is_quoted)
        .then(|| EntryPart::Verbatim(format!("payload: {text}")))
}

fn delivered_by(side: &Side, why: &RecordExplanation) -> String {
    let labels = why
        .filters
        .iter()
        .map(|index| filter_label(*index, &side.named.names));
    let labels: Vec<String> = labels.collect();
    match labels.len() {
        0 => "no filter: every record is delivered".to_owned(),
        1 => format!("{} matches", labels[0]),
        _ => format!("{} match", labels.join(", ")),
    }
}

/// Returns why none of the side's filters delivers the record.
fn reasons(side: &Side, shown: Shown<'_>, why: &RecordExplanation) -> Vec<EntryPart> {
    let count = side.filters().len();
    if count > FILTERS_SHOWN_MAX {
        return vec![title(side, &format!("none of {count} filters matches"))];
    }
    let explained = Explained {
        index: 0,
        record: shown.record,
        form: shown.form,
        why,
        repair: None,
    };
    let mut parts = vec![title(side, why.disposition.name())];
    parts.extend(explain::entry(setting(side), explained).parts);
    parts
}
