//! The changes of a template as a document.

use tidegate_figures::counted;
use tidegate_report::{Block, Closing, Document, Headline, Section, Shown, Tone, Warning};

use crate::exit::Reported;
use crate::output::Console;

use super::super::document::{MARK, of_records, witnesses};
use super::super::words;
use super::change::{Change, Compared, FiltersChange};
use super::sides::Templates;

pub(super) fn document(
    templates: &Templates,
    changes: &[Change],
    console: &Console,
) -> Result<Document, Reported> {
    let [old, new] = &templates.labels;
    let is_shown = |it: &&Change| !it.is_none() || !it.settings.is_empty() || is_compared(it);
    let mut blocks = Vec::new();
    for change in changes.iter().filter(is_shown) {
        blocks.extend(of_change(change, console)?);
    }
    let heading = "Mappings, rules and pipes";
    let mut sections = vec![Section::new("changes", heading, blocks)];
    if changes.iter().any(is_compared) {
        let scope = Block::Text(words::SCOPE_OF_EACH.to_owned());
        sections.push(Section::new("scope", "Scope", vec![scope]));
    }
    Ok(Document {
        command: "tidegate diff".to_owned(),
        setting: format!("{old} → {new}"),
        headline: Some(Headline {
            lead: summary(changes),
            rest: String::new(),
            tone: match changes.iter().all(Change::is_none) {
                true => Tone::Good,
                false => Tone::Caution,
            },
            shown: Shown::Everywhere,
        }),
        sections,
        warnings: changes.iter().filter_map(deletion).collect(),
        closing: Closing::FirstScreen,
        mark: Some(MARK),
        ..Document::default()
    })
}

const fn is_compared(change: &Change) -> bool {
    matches!(change.filters, FiltersChange::Compared(_))
}

/// Returns how many entries there are of each fate.
fn summary(changes: &[Change]) -> String {
    let count = |has: fn(&FiltersChange) -> bool| {
        changes.iter().filter(|it| has(&it.filters)).count() as u64
    };
    let same = changes.iter().filter(|it| it.is_none()).count() as u64;
    let added = count(|it| matches!(it, FiltersChange::Added(_)));
    let removed = count(|it| matches!(it, FiltersChange::Removed));
    let open = count(|it| matches!(it, FiltersChange::NotCompared(_)));
    let different = changes.len() as u64 - same - added - removed - open;
    let of_all = match changes {
        [only] => format!("one {}", only.kind.noun()),
        _ => format!("{} mappings, rules and pipes", changes.len()),
    };
    let parts = [
        (same, "the same"),
        (different, "changed"),
        (added, "added"),
        (removed, "removed"),
        (open, "not compared"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    match parts.is_empty() {
        true => "neither template has a mapping, a rule or a pipe".to_owned(),
        false => format!("{of_all}: {}", parts.join(", ")),
    }
}

fn of_change(change: &Change, console: &Console) -> Result<Vec<Block>, Reported> {
    let mut blocks = Vec::new();
    let lead = |text: &str| Block::Text(format!("{}: {text}", title(change)));
    match &change.filters {
        FiltersChange::Added(0) => blocks.push(lead("added, without filters")),
        FiltersChange::Added(filters) => {
            let filters = counted(*filters as u64, "filter");
            blocks.push(lead(&format!("added, with {filters}")));
        }
        FiltersChange::Removed => blocks.push(lead("removed")),
        FiltersChange::Same => blocks.push(lead("the same filters")),
        FiltersChange::NotCompared(why) => {
            blocks.push(lead(&format!("filters not compared: {why}")));
        }
        FiltersChange::Compared(compared) => {
            blocks.push(lead(&words::decision(&compared.difference())));
            blocks.extend(more(compared));
            blocks.extend(witnesses(&compared.difference(), console)?.blocks);
            for section in of_records(&compared.difference(), console)? {
                blocks.extend(section.blocks);
            }
        }
    }
    let settings = change.settings.iter();
    blocks.extend(settings.map(|it| Block::Text(format!("setting {}", it.line()))));
    Ok(blocks)
}

/// Returns the sentences that follow a decision.
fn more(compared: &Compared) -> impl Iterator<Item = Block> {
    let with_lists = words::with_lists(&compared.difference());
    let open = words::undecided(&compared.comparison, &compared.sides);
    let set = words::one_set(&compared.sides);
    with_lists
        .into_iter()
        .chain(open)
        .chain(set)
        .map(Block::Text)
}

fn title(change: &Change) -> String {
    match change.route {
        Some(route) => format!("{} {} ({route})", change.kind.noun(), change.name),
        None => format!("{} {}", change.kind.noun(), change.name),
    }
}

fn deletion(change: &Change) -> Option<Warning> {
    let FiltersChange::Compared(compared) = &change.filters else {
        return None;
    };
    let warning = words::deletion(&compared.difference())?;
    Some(Warning::from(format!("{}: {warning}", change.name)))
}
