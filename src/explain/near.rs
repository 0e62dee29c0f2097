//! Near misses: which conditions stand alone between filtered records and delivery, and how often.

use std::collections::BTreeMap;

use tidegate_batch::{Obstacle, Tally};
use tidegate_estimate::filter_label;
use tidegate_figures::{count, counted};
use tidegate_report::{Phrase, Standing, Standings, Tone};

use super::setting::Setting;

/// Conditions listed.
const CONDITIONS_SHOWN_MAX: usize = 20;

/// Counts of records that are one condition away.
#[derive(Clone, Debug, Default)]
pub struct Near {
    /// How many records; one that has several such conditions counts once.
    pub records: u64,
    by_obstacle: BTreeMap<Obstacle, u64>,
}

impl Near {
    /// Counts a record by the one condition that keeps it out. Returns whether the record shows something new: a
    /// condition that kept out no record before.
    pub fn count(&mut self, mut obstacles: Vec<Obstacle>) -> bool {
        obstacles.sort_unstable();
        obstacles.dedup();
        self.records += u64::from(!obstacles.is_empty());
        let mut is_new = false;
        for obstacle in obstacles {
            let records = self.by_obstacle.entry(obstacle).or_default();
            *records += 1;
            is_new |= *records == 1;
        }
        is_new
    }

    /// Returns the conditions, most records first.
    #[must_use]
    pub fn by_count(&self) -> Vec<(&Obstacle, u64)> {
        let mut counts: Vec<_> = self.by_obstacle.iter().map(|(it, n)| (it, *n)).collect();
        counts.sort_by_key(|(_, records)| std::cmp::Reverse(*records));
        counts
    }

    /// Returns the conditions beside their counts.
    #[must_use]
    pub fn standings(&self, setting: Setting<'_>, tally: &Tally) -> Standings {
        let filtered = counted(tally.filtered, "filtered record");
        let are = if self.records == 1 { "is" } else { "are" };
        let rest = format!(" {are} one condition away from delivery");
        let counts = self.by_count();
        let shown = counts.iter().take(CONDITIONS_SHOWN_MAX);
        Standings {
            title: vec![
                Phrase::new(
                    Tone::Strong,
                    format!("{} of {filtered}", count(self.records)),
                ),
                Phrase::new(Tone::Plain, rest),
            ],
            rows: shown
                .map(|(obstacle, records)| standing(setting, obstacle, *records))
                .collect(),
            noun: "conditions",
            more: counts.len().saturating_sub(CONDITIONS_SHOWN_MAX) as u64,
        }
    }
}

fn standing(setting: Setting<'_>, obstacle: &Obstacle, records: u64) -> Standing {
    let group = if setting.names.len() > 1 {
        filter_label(obstacle.filter, setting.names)
    } else {
        String::new()
    };
    let (name, detail) = match &obstacle.conditions[..] {
        [condition] => (condition.path.clone(), condition.wanted.clone()),
        _ => (together(obstacle), String::new()),
    };
    Standing {
        count: records,
        group,
        name,
        detail,
    }
}

/// Returns the condition that a record fails, on one line: a path and the values wanted, or the fields that must be in
/// one element.
#[must_use]
pub fn condition(obstacle: &Obstacle) -> String {
    match &obstacle.conditions[..] {
        [condition] => format!("{}  {}", condition.path, condition.wanted),
        _ => together(obstacle),
    }
}

/// Returns `body.lines: category and quantity in one element`
fn together(obstacle: &Obstacle) -> String {
    let paths: Vec<&str> = obstacle.conditions.iter().map(|it| &*it.path).collect();
    let first = paths.first().copied().unwrap_or_default();
    let ends = first.match_indices('.').map(|(at, _)| at + 1);
    let shared = ends
        .rev()
        .find(|end| paths.iter().all(|path| path.starts_with(&first[..*end])));
    let shared = shared.unwrap_or(0);
    let names: Vec<_> = paths.iter().map(|path| &path[shared..]).collect();
    let list = first[..shared].trim_end_matches('.');
    let colon = if list.is_empty() { "" } else { ": " };
    format!("{list}{colon}{} in one element", names.join(" and "))
}
