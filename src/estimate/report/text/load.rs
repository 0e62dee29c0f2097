//! Load over time as two rows of blocks, on one scale.

use tidegate_figures::{count, span};
use tidegate_report::text::columns::INDENT;

use super::Page;
use crate::report::{Load, LoadPoint, tables};

/// Columns of the rows' names.
const NAME_COLUMNS: usize = 12;

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

impl Page<'_> {
    pub(super) fn load(&self) -> Vec<String> {
        let Some(load) = self
            .report
            .load
            .as_ref()
            .filter(|load| !load.unfiltered.is_empty())
        else {
            return vec![];
        };
        let columns = self.width - 2 * INDENT.len() - NAME_COLUMNS;
        let merged = load.unfiltered.len().div_ceil(columns).max(1);
        let [before, after] = [&load.unfiltered, &load.filtered].map(|points| sums(points, merged));
        let most = before.iter().chain(&after).copied().max().unwrap_or(0);
        let palette = self.palette;
        let row = |name: &str, sums: &[u64], colour| {
            let blocks: String = sums.iter().map(|&sum| block(sum, most)).collect();
            format!(
                "{INDENT}{name:<NAME_COLUMNS$}{}",
                palette.paint(colour, &blocks)
            )
        };
        let mut lines = self.indented(&title(load, merged as u64, most));
        lines.push(row("unfiltered", &before, palette.faint));
        lines.push(row("filtered", &after, palette.good));
        lines.push(String::new());
        if let Some(table) = tables::environments(self.report) {
            lines.extend(self.captioned(&table));
        }
        lines
    }
}

fn title(load: &Load, merged: u64, most: u64) -> String {
    let width_ms = load.width_ms * merged;
    let lanes = if load.lanes < load.lanes_all {
        format!(
            ", {} of {} lanes",
            count(load.lanes.into()),
            count(load.lanes_all.into())
        )
    } else {
        String::new()
    };
    let all_ms = load.width_ms * load.unfiltered.len() as u64;
    format!(
        "invocations over {}{lanes}: each block {}, the highest {}",
        span(all_ms),
        span(width_ms),
        count(most)
    )
}

fn sums(points: &[LoadPoint], merged: usize) -> Vec<u64> {
    let parts = points.chunks(merged);
    parts
        .map(|part| part.iter().map(|point| point.invocations).sum())
        .collect()
}

/// A blank for none, the lowest block for any.
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
