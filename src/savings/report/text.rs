//! The report for a terminal. It reads the same without colour: every colour repeats a word or a glyph.

use super::Report;
use super::wrap::wrap;
use crate::counts::{filter_label, reasons};
use crate::figures::{count, counted, difference, percent, percent_of};
use crate::share::Share;

/// Narrowest and widest layout, in columns.
const WIDTH_MIN: usize = 60;
const WIDTH_MAX: usize = 120;

/// Columns of the row names, and of each figure in the table of invocations.
const NAME_COLUMNS: usize = 22;
const FIGURE_COLUMNS: usize = 12;

/// Columns of the words that stand before the notes.
const NOTE_COLUMNS: usize = 11;

/// What to write around emphasised text: terminal escapes, or nothing.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    strong: &'static str,
    good: &'static str,
    caution: &'static str,
    faint: &'static str,
    end: &'static str,
}

impl Palette {
    /// No colour.
    pub const PLAIN: Self = Self {
        strong: "",
        good: "",
        caution: "",
        faint: "",
        end: "",
    };

    /// ANSI escapes of the basic colours, which every terminal theme makes readable.
    pub const ANSI: Self = Self {
        strong: "\x1b[1m",
        good: "\x1b[1;32m",
        caution: "\x1b[33m",
        faint: "\x1b[2m",
        end: "\x1b[0m",
    };

    fn paint(&self, start: &str, text: &str) -> String {
        if text.is_empty() {
            String::new()
        } else {
            format!("{start}{text}{}", self.end)
        }
    }
}

pub(super) fn render(report: &Report, width: usize, palette: &Palette) -> String {
    let page = Page {
        report,
        width: width.clamp(WIDTH_MIN, WIDTH_MAX),
        palette,
    };
    let mut lines = page.heading();
    lines.extend(page.records());
    lines.extend(page.invocations());
    lines.extend(page.filters());
    lines.extend(page.notes());
    lines
        .iter()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

struct Page<'p> {
    report: &'p Report,
    width: usize,
    palette: &'p Palette,
}

/// A row of the table of records: glyph of the bar, colour, name, count, note.
type Row<'p> = (char, &'p str, &'static str, u64, String);

impl Page<'_> {
    fn heading(&self) -> Vec<String> {
        let title = self.palette.paint(self.palette.strong, "tidegate estimate");
        vec![format!("{title}  {}", self.report.setting()), String::new()]
    }

    fn rows(&self) -> [Row<'_>; 4] {
        let (tally, palette) = (&self.report.tally, self.palette);
        let interval = self
            .report
            .delivered_share()
            .map_or_else(String::new, |share| {
                format!("95 %: {} to {}", percent(share.low), percent(share.high))
            });
        let (dropped, unreadable) = (tally.dropped_total(), tally.unreadable_total());
        [
            ('█', palette.good, "delivered", tally.delivered, interval),
            (
                '░',
                palette.faint,
                "filtered",
                tally.filtered,
                String::new(),
            ),
            (
                '▒',
                palette.caution,
                "dropped",
                dropped,
                reasons(&tally.dropped),
            ),
            (
                '×',
                palette.caution,
                "unreadable",
                unreadable,
                reasons(&tally.unreadable),
            ),
        ]
    }

    fn records(&self) -> Vec<String> {
        let read = self.report.tally.read;
        let rows = self.rows();
        let mut lines = vec![
            format!("  {}", counted(read, "record")),
            format!("  {}", self.bar(&rows)),
        ];
        for (glyph, colour, name, number, note) in rows {
            let share =
                Share::of(number, read).map_or_else(|| "-".to_owned(), |s| percent(s.value));
            let glyph = self.palette.paint(colour, &glyph.to_string());
            lines.push(format!(
                "  {glyph} {name:<10}{:>12}{share:>11}   {note}",
                count(number)
            ));
        }
        lines.push(String::new());
        lines
    }

    /// The four counts as one bar. Each count above zero has at least one column.
    fn bar(&self, rows: &[Row<'_>]) -> String {
        let counts: Vec<_> = rows.iter().map(|row| row.3).collect();
        let columns = apportion(&counts, self.width - 4);
        let parts = rows.iter().zip(columns);
        parts
            .map(|(row, n)| self.palette.paint(row.1, &row.0.to_string().repeat(n)))
            .collect()
    }

    fn invocations(&self) -> Vec<String> {
        let (palette, forecast) = (self.palette, &self.report.forecast);
        let (unfiltered, filtered, avoided) =
            (forecast.unfiltered, forecast.filtered, forecast.avoided());
        let figures = |cells: [String; 3]| {
            cells
                .map(|cell| format!("{cell:>FIGURE_COLUMNS$}"))
                .concat()
        };
        let shares = [avoided.low, avoided.expected, avoided.high]
            .map(|level| percent_of(level, unfiltered.expected).unwrap_or_default());
        let title = figures(["low", "expected", "high"].map(str::to_owned));
        let before = figures([unfiltered.low, unfiltered.expected, unfiltered.high].map(count));
        let after = figures([filtered.low, filtered.expected, filtered.high].map(count));
        let saved = figures([avoided.low, avoided.expected, avoided.high].map(difference));
        let saved = format!("{:<NAME_COLUMNS$}{saved}", "invocations avoided");
        vec![
            format!(
                "  {:<NAME_COLUMNS$}{}",
                "",
                palette.paint(palette.faint, &title)
            ),
            format!("  {:<NAME_COLUMNS$}{before}", "invocations unfiltered"),
            format!("  {:<NAME_COLUMNS$}{after}", "invocations filtered"),
            format!("  {}", palette.paint(palette.good, &saved)),
            format!("  {:<NAME_COLUMNS$}{}", "", figures(shares)),
            String::new(),
        ]
    }

    fn filters(&self) -> Vec<String> {
        let counts = &self.report.tally.by_filter;
        if counts.len() < 2 {
            return vec![];
        }
        let mut lines: Vec<_> = counts
            .iter()
            .enumerate()
            .map(|(index, filter)| {
                let (delivered, only) = (count(filter.delivered), count(filter.only));
                let label = filter_label(index, &self.report.names);
                format!("  {delivered:>12} delivered, {only:>10} by it alone   {label}")
            })
            .collect();
        lines.push(String::new());
        lines
    }

    fn notes(&self) -> Vec<String> {
        let palette = self.palette;
        let mut lines = self.paragraphs("warning", palette.caution, &self.report.warnings());
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let mut assumptions = self.report.assumptions();
        assumptions.retain(|text| !is_shown_apart(text));
        let model = [self.report.model()];
        lines.extend(self.paragraphs("model", palette.faint, &model));
        lines.extend(self.paragraphs("sample", palette.faint, &[SAMPLE_NOTE.to_owned()]));
        lines.extend(self.paragraphs("assumes", palette.faint, &assumptions));
        lines.extend(self.paragraphs(
            "not saved",
            palette.faint,
            &[self.report.not_saved().to_owned()],
        ));
        lines
    }

    /// The word beside the first line; several paragraphs are marked as a list.
    fn paragraphs(&self, word: &str, colour: &str, texts: &[String]) -> Vec<String> {
        let mark = if texts.len() > 1 { "- " } else { "" };
        let width = self.width - 2 - NOTE_COLUMNS - mark.len();
        let mut lines = Vec::new();
        for text in texts {
            for (at, line) in wrap(text, width).into_iter().enumerate() {
                let word = if lines.is_empty() { word } else { "" };
                let mark = if at == 0 { mark } else { &"  "[..mark.len()] };
                let padded = format!("{word:<NOTE_COLUMNS$}");
                lines.push(format!(
                    "  {}{mark}{line}",
                    self.palette.paint(colour, &padded)
                ));
            }
        }
        lines
    }
}

const SAMPLE_NOTE: &str =
    "these counts are for the records read, not for a month; no price is given";

/// The list of assumptions holds the model and what is not saved too, for readers of the JSON.
fn is_shown_apart(assumption: &str) -> bool {
    assumption.starts_with("model: ") || assumption.starts_with("not saved: ")
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
