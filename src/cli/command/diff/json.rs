//! The difference as JSON, by the schema `tidegate.diff/v1`.

use serde::Serialize;
use serde_json::value::RawValue;
use tidegate_analysis::{Inclusion, Inclusions};
use tidegate_batch::RecordForm;
use tidegate_estimate::FilterFinding;
use tidegate_estimate::v1::Estimate;

use crate::exit::Reported;
use crate::output::Console;
use tidegate_explain::{Explained, RecordOut, record_out};

use super::difference::Difference;
use super::document::records;
use super::month::Month;
use super::records::{Changes, Group};
use super::side::Side;
use super::witness::{self, Only};

#[derive(Serialize)]
struct DocumentOut {
    schema: &'static str,
    #[serde(flatten)]
    difference: DifferenceOut,
}

/// What is said of two sets of filters.
#[derive(Serialize)]
pub(super) struct DifferenceOut {
    source: &'static str,
    /// For records without lists of objects.
    decision: &'static str,
    /// For all records.
    with_lists: &'static str,
    only_old: Option<WitnessOut>,
    only_new: Option<WitnessOut>,
    not_decided: Vec<NotDecided>,
    records: Option<ChangesOut>,
    month: Option<MonthOut>,
    findings: FindingsOut,
}

/// The estimates of both sides, by the schema `tidegate.estimate/v1`.
#[derive(Serialize)]
struct MonthOut {
    /// Records that arrive.
    records: u64,
    old: Estimate,
    new: Estimate,
}

/// A record that one side delivers.
#[derive(Serialize)]
struct WitnessOut {
    record: Box<RawValue>,
    /// Whether it has lists of objects that make the difference.
    by_lists: bool,
    old: RecordOut,
    new: RecordOut,
    nearest: Option<NearOut>,
}

/// The record of the inputs that is nearest to a record of a proof.
#[derive(Serialize)]
struct NearOut {
    /// Its place in the inputs, from 0.
    index: u64,
    /// The fields whose conditions it satisfies otherwise.
    differs_in: Vec<String>,
}

#[derive(Serialize)]
struct NotDecided {
    /// The side whose records may all be delivered by the other.
    side: &'static str,
    reason: &'static str,
    searched: usize,
}

#[derive(Serialize)]
struct ChangesOut {
    read: u64,
    both: u64,
    neither: u64,
    only_old: GroupOut,
    only_new: GroupOut,
}

#[derive(Serialize)]
struct GroupOut {
    count: u64,
    /// The first of them, by their place in the inputs.
    first: Vec<u64>,
}

#[derive(Serialize)]
struct FindingsOut {
    old: Vec<FilterFinding>,
    new: Vec<FilterFinding>,
}

pub(super) fn json(difference: &Difference<'_>, console: &Console) -> Result<String, Reported> {
    Ok(tidegate_report::json(&DocumentOut {
        schema: "tidegate.diff/v1",
        difference: of_difference(difference, console)?,
    }))
}

pub(super) fn of_difference(
    difference: &Difference<'_>,
    console: &Console,
) -> Result<DifferenceOut, Reported> {
    let compared = difference.compared;
    let witness = |inclusions, only| witness_out(difference, inclusions, only, console);
    Ok(DifferenceOut {
        source: difference.sides.route.name(),
        decision: compared.flat().name(),
        with_lists: compared.all().name(),
        only_old: witness(&compared.old_in_new, Only::Old)?,
        only_new: witness(&compared.new_in_old, Only::New)?,
        not_decided: [("old", &compared.old_in_new), ("new", &compared.new_in_old)]
            .into_iter()
            .filter_map(not_decided)
            .collect(),
        records: difference.changes.map(changes_out),
        month: difference
            .changes
            .and_then(|it| it.month.as_ref())
            .map(month_out),
        findings: FindingsOut {
            old: difference.sides.old.named.findings.out(),
            new: difference.sides.new.named.findings.out(),
        },
    })
}

fn not_decided((side, inclusions): (&'static str, &Inclusions)) -> Option<NotDecided> {
    match inclusions.all {
        Inclusion::Unknown { reason, searched } => Some(NotDecided {
            side,
            reason: reason.words(),
            searched,
        }),
        Inclusion::Holds | Inclusion::Fails(_) => None,
    }
}

fn witness_out(
    difference: &Difference<'_>,
    inclusions: &Inclusions,
    only: Only,
    console: &Console,
) -> Result<Option<WitnessOut>, Reported> {
    let Some(record) = records(inclusions) else {
        return Ok(None);
    };
    let shown = witness::Shown {
        index: None,
        record: record.as_bytes(),
        form: RecordForm::Record,
        only,
    };
    let raw = RawValue::from_string(record.to_owned()).expect("a witness is JSON");
    Ok(Some(WitnessOut {
        record: raw,
        by_lists: inclusions.flat.witness().is_none(),
        old: side_out(&difference.sides.old, shown, console)?,
        new: side_out(&difference.sides.new, shown, console)?,
        nearest: near(difference, only),
    }))
}

fn near(difference: &Difference<'_>, only: Only) -> Option<NearOut> {
    let near = difference.changes?.near(only)?;
    Some(NearOut {
        index: near.index,
        differs_in: near.fields.clone(),
    })
}

/// Returns how one side treats the record, as `explain` writes it.
fn side_out(
    side: &Side,
    shown: witness::Shown<'_>,
    console: &Console,
) -> Result<RecordOut, Reported> {
    let why = witness::explained(side, shown, console)?;
    let explained = Explained {
        index: 0,
        record: shown.record,
        form: shown.form,
        why: &why,
        repair: None,
    };
    Ok(record_out(witness::setting(side), explained))
}

fn month_out(month: &Month) -> MonthOut {
    MonthOut {
        records: month.records,
        old: Estimate::from(&month.old),
        new: Estimate::from(&month.new),
    }
}

fn changes_out(changes: &Changes) -> ChangesOut {
    let group = |group: &Group| GroupOut {
        count: group.count,
        first: group.shown.iter().map(|changed| changed.index).collect(),
    };
    ChangesOut {
        read: changes.read_count(),
        both: changes.both,
        neither: changes.neither,
        only_old: group(&changes.only_old),
        only_new: group(&changes.only_new),
    }
}
