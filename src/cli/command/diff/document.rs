//! The difference as a document.

use tidegate_analysis::{Comparison, Inclusions, Relation};
use tidegate_batch::RecordForm;
use tidegate_report::{Block, Closing, Document, Headline, Section, Shown, Tone, Warning};

use crate::exit::Reported;
use crate::output::Console;

use super::difference::Difference;
use super::month_section;
use super::records::Group;
use super::witness::{self, Only};
use super::words;

/// A hidden name in Markdown, by which a bot finds its own comment.
pub(super) const MARK: &str = "tidegate diff";

pub(super) fn document(
    difference: &Difference<'_>,
    console: &Console,
) -> Result<Document, Reported> {
    let sides = difference.sides;
    let relation = difference.compared.flat();
    let mut sections = vec![witnesses(difference, console)?];
    sections.extend(of_records(difference, console)?);
    let scope = words::scope(difference).map(Block::Text);
    sections.extend(scope.map(|scope| Section::new("scope", "Scope", vec![scope])));
    let warnings = words::deletion(difference).into_iter().map(Warning::from);
    Ok(Document {
        command: "tidegate diff".to_owned(),
        setting: format!("{} → {}", sides.old.label, sides.new.label),
        headline: Some(Headline {
            lead: words::decision(difference),
            rest: String::new(),
            tone: tone(relation),
            shown: Shown::Everywhere,
        }),
        about_headline: words::with_lists(difference)
            .into_iter()
            .chain(words::undecided(difference.compared, sides))
            .chain(words::one_set(sides))
            .collect(),
        sections,
        warnings: warnings.collect(),
        closing: Closing::FirstScreen,
        mark: Some(MARK),
        ..Document::default()
    })
}

const fn tone(relation: Relation) -> Tone {
    match relation {
        Relation::Equivalent => Tone::Good,
        Relation::Narrower | Relation::Wider | Relation::Different => Tone::Caution,
        Relation::Unknown => Tone::Alarm,
    }
}

/// Returns a record for each difference: for records without lists of objects, and for all if that is another.
pub(super) fn witnesses(
    difference: &Difference<'_>,
    console: &Console,
) -> Result<Section, Reported> {
    let mut blocks = Vec::new();
    for shown in shown(difference.compared) {
        let entry = witness::entry(difference.sides, shown, console)?;
        blocks.push(Block::Entry(entry));
        let near = difference.changes.and_then(|it| it.near(shown.only));
        blocks.extend(near.map(|near| Block::Text(words::near(near))));
    }
    Ok(Section::new(
        "witnesses",
        "Records that one side delivers",
        blocks,
    ))
}

/// Returns the record of each proof, with the side that delivers it.
pub(super) fn shown(compared: &Comparison) -> Vec<witness::Shown<'_>> {
    let directions = [
        (&compared.old_in_new, Only::Old),
        (&compared.new_in_old, Only::New),
    ];
    let shown = directions.into_iter().filter_map(|(inclusions, only)| {
        Some(witness::Shown {
            index: None,
            record: records(inclusions)?.as_bytes(),
            form: RecordForm::Record,
            only,
        })
    });
    shown.collect()
}

/// Returns the witness for records without lists of objects, or else the one for all records.
pub(super) fn records(inclusions: &Inclusions) -> Option<&str> {
    let witness = inclusions.flat.witness().or(inclusions.all.witness());
    witness.map(|witness| witness.record.as_str())
}

/// Returns what the records of the inputs say: those that change, and the month if a rate is given.
pub(super) fn of_records(
    difference: &Difference<'_>,
    console: &Console,
) -> Result<Vec<Section>, Reported> {
    let month = difference.changes.and_then(|it| it.month.as_ref());
    let month = month.and_then(|month| month_section::section(month, difference.sides));
    let changes = changes(difference, console)?;
    Ok(changes.into_iter().chain(month).collect())
}

/// Returns the records of the inputs that change.
fn changes(difference: &Difference<'_>, console: &Console) -> Result<Option<Section>, Reported> {
    let Some(changes) = difference.changes else {
        return Ok(None);
    };
    let mut blocks = vec![Block::Text(words::changes(changes, difference.sides))];
    for (group, only) in [
        (&changes.only_old, Only::Old),
        (&changes.only_new, Only::New),
    ] {
        blocks.extend(entries(difference, group, only, console)?);
    }
    Ok(Some(Section::new(
        "records",
        "Records of the inputs",
        blocks,
    )))
}

fn entries(
    difference: &Difference<'_>,
    group: &Group,
    only: Only,
    console: &Console,
) -> Result<Vec<Block>, Reported> {
    let entries = group.shown.iter().map(|changed| {
        let shown = witness::Shown {
            index: Some(changed.index),
            record: &changed.record,
            form: changed.form,
            only,
        };
        witness::entry(difference.sides, shown, console).map(Block::Entry)
    });
    entries.collect()
}
