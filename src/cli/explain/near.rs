//! Near misses: which conditions stand alone between filtered records and delivery, and how often.

use std::collections::BTreeMap;

use tidegate_batch::{Obstacle, Tally};
use tidegate_estimate::filter_label;
use tidegate_figures::{count, counted};

use super::Setting;
use super::painted::{BAD, FAINT, Line, PLAIN, STRONG};
use super::safe::{cut, safe, width};

/// Conditions listed.
const CONDITIONS_SHOWN_MAX: usize = 20;

/// Widest bar, in columns.
const BAR_COLUMNS_MAX: usize = 12;

/// Counts of records that are one condition away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Near {
    /// How many records; one that has several such conditions counts once.
    pub(crate) records: u64,
    by_obstacle: BTreeMap<Obstacle, u64>,
}

impl Near {
    /// Counts a record by what stands alone in its way; answers whether it shows something new: a condition that
    /// stood in the way of no record before.
    pub(crate) fn count(&mut self, mut obstacles: Vec<Obstacle>) -> bool {
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

    /// The conditions, most records first.
    pub(crate) fn by_count(&self) -> Vec<(&Obstacle, u64)> {
        let mut counts: Vec<_> = self.by_obstacle.iter().map(|(it, n)| (it, *n)).collect();
        counts.sort_by_key(|(_, records)| std::cmp::Reverse(*records));
        counts
    }

    /// The table, with terminal escapes for its colours.
    pub(crate) fn text(&self, setting: Setting<'_>, tally: &Tally) -> String {
        let filtered = counted(tally.filtered, "filtered record");
        let mut title = Line::default();
        title.push(STRONG, &format!("{} of {filtered}", count(self.records)));
        let are = if self.records == 1 { "is" } else { "are" };
        title.push(PLAIN, &format!(" {are} one condition away from delivery"));
        let mut out = title.finish();
        let counts = self.by_count();
        for (obstacle, records) in counts.iter().take(CONDITIONS_SHOWN_MAX) {
            out.push_str(&self.row(setting, obstacle, *records));
        }
        if counts.len() > CONDITIONS_SHOWN_MAX {
            let more = counts.len() - CONDITIONS_SHOWN_MAX;
            out.push_str(&format!("  and {more} more conditions\n"));
        }
        out
    }

    fn row(&self, setting: Setting<'_>, obstacle: &Obstacle, records: u64) -> String {
        let most = self.by_obstacle.values().max().copied().unwrap_or(1);
        let digits = width(&count(most));
        let mut line = Line::default();
        line.pad_to(2 + digits - width(&count(records)));
        line.push(STRONG, &count(records)).push(PLAIN, " ");
        let mut used = 2 + digits + 1;
        if setting.columns >= 60 {
            line.push(BAD, &bar(records, most))
                .pad_to(used + BAR_COLUMNS_MAX + 1);
            used += BAR_COLUMNS_MAX + 1;
        }
        if setting.names.len() > 1 {
            let label = safe(&filter_label(obstacle.filter, setting.names)) + "  ";
            line.push(PLAIN, &label);
            used += width(&label);
        }
        let conditions: Vec<_> = obstacle.conditions.iter().collect();
        let [condition] = conditions[..] else {
            let text = safe(&together(obstacle));
            line.push(PLAIN, &cut(&text, setting.columns.saturating_sub(used)));
            return line.finish();
        };
        let path = cut(&safe(&condition.path), setting.columns.saturating_sub(used));
        used += width(&path) + 2;
        line.push(PLAIN, &path).push(PLAIN, "  ");
        let wanted = cut(
            &safe(&condition.wanted),
            setting.columns.saturating_sub(used),
        );
        line.push(FAINT, &wanted).finish()
    }
}

/// What stands in a record's way, on one line: a path and the values wanted, or the fields that must be in one element.
pub(crate) fn condition(obstacle: &Obstacle) -> String {
    match &obstacle.conditions[..] {
        [condition] => format!("{}  {}", condition.path, condition.wanted),
        _ => together(obstacle),
    }
}

/// `body.lines: category and quantity in one element`
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

/// A bar as long as `records` is of `most`, never empty.
fn bar(records: u64, most: u64) -> String {
    let columns = records
        .saturating_mul(BAR_COLUMNS_MAX as u64)
        .div_ceil(most.max(1));
    "▇".repeat(
        usize::try_from(columns)
            .unwrap_or(BAR_COLUMNS_MAX)
            .min(BAR_COLUMNS_MAX),
    )
}
