//! Figures over time as two rows of blocks, on one scale.

use tidegate_figures::{count, span};

use super::fit::left;
use super::{INDENT, Page};
use crate::document::{Measure, Series, Tone};

/// Columns of the rows' names.
const NAME_COLUMNS: usize = 12;

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The measures that have a word.
pub(super) fn lines(page: &Page<'_>, series: &Series) -> Vec<String> {
    let measures = series.measures.iter();
    let told = measures.filter_map(|measure| Some((measure, measure.word?)));
    let told = told.filter(|(measure, _)| !measure.before.is_empty());
    told.flat_map(|(measure, word)| of_measure(page, series, measure, word))
        .collect()
}

fn of_measure(page: &Page<'_>, series: &Series, measure: &Measure, word: &str) -> Vec<String> {
    let columns = page.width - 2 * INDENT.len() - NAME_COLUMNS;
    let merged = measure.before.len().div_ceil(columns).max(1);
    let [before, after] = [&measure.before, &measure.after].map(|counts| sums(counts, merged));
    let most = before.iter().chain(&after).copied().max().unwrap_or(0);
    let scope = if series.scope.is_empty() {
        String::new()
    } else {
        format!(", {}", series.scope)
    };
    let title = format!(
        "{word} over {}{scope}: each block {}, the highest {}",
        span(series.span_ms()),
        span(series.width_ms * merged as u64),
        count(most)
    );
    let row = |name: &str, sums: &[u64], tone| {
        let blocks: String = sums.iter().map(|&sum| block(sum, most)).collect();
        let name = left(name, NAME_COLUMNS);
        format!("{INDENT}{name}{}", page.paint(tone, &blocks))
    };
    let mut lines = page.sentence(Tone::Plain, &title);
    lines.push(row(series.sides[0], &before, Tone::Faint));
    lines.push(row(series.sides[1], &after, Tone::Good));
    lines
}

fn sums(counts: &[u64], merged: usize) -> Vec<u64> {
    let parts = counts.chunks(merged);
    parts.map(|part| part.iter().sum()).collect()
}

/// Returns the block for a value: a blank for zero, at least the lowest block for anything more.
fn block(sum: u64, most: u64) -> char {
    let steps = BLOCKS.len() as u128;
    let height = (u128::from(sum) * steps).div_ceil(u128::from(most.max(1)));
    match usize::try_from(height) {
        Ok(0) | Err(_) => ' ',
        Ok(height) => BLOCKS[height.min(BLOCKS.len()) - 1],
    }
}

#[cfg(test)]
mod tests {
    use super::block;

    #[test]
    fn blocks_rise_with_the_sum_and_only_none_is_blank() {
        assert_eq!(
            [0, 1, 50, 100].map(|sum| block(sum, 100)),
            [' ', '▁', '▄', '█']
        );
        assert_eq!(block(0, 0), ' ');
        assert_eq!(block(u64::MAX, u64::MAX), '█');
    }
}
