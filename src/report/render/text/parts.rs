//! Counts beside one another: one bar with its legend, counts in words, counts with a bar each.

use tidegate_figures::{count, counted};

use super::fit::{left, right, width, wrap};
use super::line::Line;
use super::{INDENT, Page, ROOMY};
use crate::document::{Overlap, Overlaps, Part, Parts, PartsLayout, Ranking, Tone};
use crate::safe::safe;

/// Columns of the names of parts.
const PART_COLUMNS: usize = 10;

/// The blanks before each part of a line.
const GAP: &str = "  ";

/// Columns of the counts of a ranking, and of its bars.
const RANKED_COLUMNS: usize = 12;
const BAR_COLUMNS: usize = 12;

/// The whole, its parts as one bar, and what the glyphs mean.
pub(super) fn parts(page: &Page<'_>, parts: &Parts) -> Vec<String> {
    match parts.layout {
        PartsLayout::List => listed(page, parts),
        PartsLayout::Line => in_line(page, parts),
    }
}

/// A bar, and below it each part beside its glyph; as many to a line as there is room for.
fn in_line(page: &Page<'_>, parts: &Parts) -> Vec<String> {
    let indent = GAP.len() + 2;
    let mut lines = vec![Line::default()];
    for part in parts.told() {
        let mut words = wrap(&safe(&parts.words(part)), page.width - indent).into_iter();
        let first = words.next().unwrap_or_default();
        let taken = lines.last().map_or(0, Line::columns);
        let is_whole = words.len() == 0 && taken + indent + width(&first) <= page.width;
        if taken > 0 && !is_whole {
            lines.push(Line::default());
        }
        if let Some(line) = lines.last_mut() {
            line.push(page.palette, Tone::Plain, GAP)
                .push(page.palette, part.tone, glyph(part))
                .push(page.palette, Tone::Plain, " ")
                .push(page.palette, Tone::Plain, &first);
        }
        lines.extend(words.map(|text| {
            let mut line = Line::default();
            line.pad_to(indent).push(page.palette, Tone::Plain, &text);
            line
        }));
    }
    let lines = lines.iter().map(Line::finish);
    std::iter::once(format!("{INDENT}{}", bar(page, parts)))
        .chain(lines)
        .collect()
}

fn listed(page: &Page<'_>, parts: &Parts) -> Vec<String> {
    let mut lines = vec![
        format!("{INDENT}{}", counted(parts.whole, parts.noun)),
        format!("{INDENT}{}", bar(page, parts)),
    ];
    // Fewer columns where a note after the figures would not fit.
    let (counts, shares) = if page.width < ROOMY {
        (11, 9)
    } else {
        (12, 11)
    };
    for part in &parts.parts {
        let name = left(part.name, PART_COLUMNS);
        let number = right(&count(part.count), counts);
        let figures = format!("{name}{number}{}  ", right(&parts.share(part), shares));
        let taken = INDENT.len() + 2 + width(&figures);
        let mut notes = wrap(&safe(&part.note), page.width - taken).into_iter();
        let note = notes.next().unwrap_or_default();
        let glyph = painted(page, part, 1);
        lines.push(format!("{INDENT}{glyph} {figures}{note}"));
        lines.extend(notes.map(|note| " ".repeat(taken) + &note));
    }
    lines
}

/// All parts side by side. Each that is not empty has at least one column.
fn bar(page: &Page<'_>, parts: &Parts) -> String {
    let counts: Vec<_> = parts.parts.iter().map(|part| part.count).collect();
    let columns = apportion(&counts, page.width - 2 * INDENT.len());
    let parts = parts.parts.iter().zip(columns);
    parts.map(|(part, n)| painted(page, part, n)).collect()
}

fn painted(page: &Page<'_>, part: &Part, times: usize) -> String {
    page.paint(part.tone, &glyph(part).repeat(times))
}

const fn glyph(part: &Part) -> &'static str {
    match part.tone {
        Tone::Good => "█",
        Tone::Plain | Tone::Strong | Tone::Faint => "░",
        Tone::Caution => "▒",
        Tone::Alarm => "×",
    }
}

/// Shares `columns` among `counts` by size: every count above zero gets one at least, and all are used.
fn apportion(counts: &[u64], columns: usize) -> Vec<usize> {
    let total: u128 = counts.iter().map(|&count| u128::from(count)).sum();
    if total == 0 {
        return vec![0; counts.len()];
    }
    let share = |count: u64| usize::try_from(u128::from(count) * columns as u128 / total);
    let mut widths: Vec<_> = counts
        .iter()
        .map(|&count| share(count).unwrap_or(0).max(usize::from(count > 0)))
        .collect();
    let used: usize = widths.iter().sum();
    let largest = (0..counts.len()).max_by_key(|&at| counts[at]).unwrap_or(0);
    widths[largest] = (widths[largest] + columns).saturating_sub(used);
    widths
}

/// Counts in words, and the name after them.
pub(super) fn overlaps(page: &Page<'_>, overlaps: &Overlaps) -> Vec<String> {
    // Wide columns, or on a narrow terminal those that the figures need.
    let columns = |roomy: usize, of: fn(&Overlap) -> u64| {
        let longest = overlaps.rows.iter().map(|row| count(of(row)).len()).max();
        let roomy = if page.width < ROOMY { 0 } else { roomy };
        longest.unwrap_or(0).max(roomy)
    };
    let (covered, alone) = (columns(12, |row| row.covered), columns(10, |row| row.alone));
    let rows = overlaps.rows.iter().flat_map(|row| {
        let figures = format!(
            "{INDENT}{} {}, {} {}   ",
            right(&count(row.covered), covered),
            overlaps.covers[1],
            right(&count(row.alone), alone),
            overlaps.alone[1]
        );
        hung(&figures, &row.name, page.width)
    });
    rows.collect()
}

/// Counts, a bar for each, and the name after it.
pub(super) fn ranking(page: &Page<'_>, ranking: &Ranking) -> Vec<String> {
    let mut lines = page.sentence(Tone::Plain, &ranking.title());
    let most = u128::from(ranking.most());
    for row in &ranking.rows {
        let columns = u128::from(row.count) * BAR_COLUMNS as u128;
        let columns = usize::try_from(columns.div_ceil(most)).unwrap_or(BAR_COLUMNS);
        let bar = page.paint(Tone::Caution, &"▒".repeat(columns));
        let blank = " ".repeat(BAR_COLUMNS.saturating_sub(columns));
        let number = right(&count(row.count), RANKED_COLUMNS);
        let taken = INDENT.len() + RANKED_COLUMNS + 2 + BAR_COLUMNS + 2;
        let head = format!("{INDENT}{number}  {bar}{blank}  ");
        lines.extend(hung_after(head, taken, &row.name, page.width));
    }
    lines
}

/// `text` after `head`, its further lines below the first.
fn hung(head: &str, text: &str, width_max: usize) -> Vec<String> {
    hung_after(head.to_owned(), width(head), text, width_max)
}

/// The same after a head with colours that takes `taken` columns.
fn hung_after(head: String, taken: usize, text: &str, width_max: usize) -> Vec<String> {
    let mut words = wrap(&safe(text), width_max.saturating_sub(taken)).into_iter();
    let mut lines = vec![head + &words.next().unwrap_or_default()];
    lines.extend(words.map(|line| " ".repeat(taken) + &line));
    lines
}

#[cfg(test)]
mod tests {
    use super::apportion;

    #[test]
    fn a_bar_uses_all_columns_and_hides_no_count() {
        for counts in [
            [1, 1_000_000, 0, 3],
            [5, 5, 5, 5],
            [0, 0, 0, 9],
            [u64::MAX, 1, 1, 1],
        ] {
            let widths = apportion(&counts, 56);
            assert_eq!(widths.iter().sum::<usize>(), 56, "{counts:?}");
            for (count, width) in counts.iter().zip(widths) {
                assert_eq!(*count > 0, width > 0, "{counts:?}");
            }
        }
    }

    #[test]
    fn no_record_no_bar() {
        assert_eq!(apportion(&[0, 0], 56), [0, 0]);
    }
}
