//! The summary at the end of a run.

use tidegate::Source;
use tidegate_batch::{DropReason, Tally};
use tidegate_estimate::{assumed_records, deleted_messages, filter_overlaps, record_parts};
use tidegate_figures::counted;
use tidegate_report::{Block, Document, Section};

use crate::output::Console;

/// Returns the records by fate and by filter, and the number that AWS deletes.
pub(crate) fn document(source: Source, tally: &Tally, names: &[Option<String>]) -> Document {
    let filters = Block::Overlaps(filter_overlaps(tally, names));
    let mut document = of_records(tally);
    document
        .sections
        .push(Section::new("filters", "By filter", vec![filters]));
    document.warnings = deleted_messages(source, tally)
        .into_iter()
        .map(Into::into)
        .collect();
    document
}

/// Says once how many records have a fate that rests on a decision of ours, and what was not examined.
pub(crate) fn say_assumed(tally: &Tally, console: &Console) {
    let aggregates = tally.dropped.get(&DropReason::KplAggregated);
    if let Some(count) = aggregates {
        console.say(format_args!(
            "{} of the Kinesis Producer Library: filters can't look into them, unless the mapping reads with enhanced \
             fan-out (--enhanced-fan-out)",
            counted(*count, "aggregate")
        ));
    }
    if tally.passed_over > 0 {
        console.say(format_args!(
            "{} without a record left out",
            counted(tally.passed_over, "log message")
        ));
    }
    if let Some(line) = assumed_records(tally) {
        console.say(line);
    }
}

/// Returns `1,200 records read: 219 delivered, 980 filtered, 1 dropped (not-json 1), 0 unreadable`.
pub(crate) fn line(tally: &Tally) -> String {
    of_records(tally).brief().concat()
}

fn of_records(tally: &Tally) -> Document {
    let records = Block::Parts(record_parts(tally));
    Document {
        sections: vec![Section::new("records", "Records", vec![records])],
        ..Document::default()
    }
}
