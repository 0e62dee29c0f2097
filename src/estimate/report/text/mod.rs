//! The report for a terminal. It reads the same without colour: every colour repeats a word or a glyph.

mod load;
mod records;

use tidegate_figures::count;
use tidegate_report::text::columns::{self, INDENT};
use tidegate_report::text::{WIDTH_MAX, WIDTH_MIN, notes, wrap};
use tidegate_report::{Palette, Table};

use super::headline::{Headline, headline};
use super::remarks::{LEGEND, LEGEND_MARK, MODEL_MARK, NOT_SAVED_MARK, not_saved_lines};
use super::tables;
use super::{Period, Report};

pub(super) fn render(report: &Report, width: usize, palette: &Palette) -> String {
    let page = Page {
        report,
        width: width.clamp(WIDTH_MIN, WIDTH_MAX),
        palette,
    };
    let sections = [
        page.heading(),
        page.records(),
        page.invocations(),
        page.cost(),
        page.filters(),
        page.near(),
        page.load(),
        page.curves(),
        page.notes(),
    ];
    let lines = sections.iter().flatten();
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

struct Page<'p> {
    report: &'p Report,
    width: usize,
    palette: &'p Palette,
}

impl Page<'_> {
    fn heading(&self) -> Vec<String> {
        let title = self.palette.paint(self.palette.strong, "tidegate estimate");
        let mut lines = vec![format!("{title}  {}", self.report.setting()), String::new()];
        if self.report.period == Period::Month {
            let headline = headline(self.report);
            let colour = if headline.is_saving {
                self.palette.good
            } else {
                self.palette.caution
            };
            lines.extend(self.headline(&headline, colour));
            lines.push(String::new());
        }
        lines
    }

    /// In one line, or in two where it is too long.
    fn headline(&self, headline: &Headline, colour: &str) -> Vec<String> {
        let length = headline.lead.chars().count() + 1 + headline.rest.chars().count();
        let lead = self.palette.paint(colour, &headline.lead);
        if INDENT.len() + length <= self.width {
            return vec![format!("{INDENT}{lead} {}", headline.rest)];
        }
        let mut lines = vec![format!("{INDENT}{lead}")];
        lines.extend(self.indented(&headline.rest));
        lines
    }

    fn table(&self, table: &Table) -> Vec<String> {
        let mut lines = columns::lines(table, self.width, self.palette);
        lines.push(String::new());
        lines
    }

    fn captioned(&self, table: &Table) -> Vec<String> {
        let mut lines = self.indented(&table.caption);
        lines.extend(self.table(table));
        lines
    }

    fn indented(&self, text: &str) -> Vec<String> {
        let lines = wrap(text, self.width - INDENT.len());
        lines.iter().map(|line| format!("{INDENT}{line}")).collect()
    }

    fn invocations(&self) -> Vec<String> {
        let mut table = tables::invocations(self.report);
        if self.report.period == Period::Sample {
            return self.table(&table);
        }
        for row in &mut table.rows {
            row.name = row.name.trim_start_matches("invocations ").to_owned();
        }
        let mut lines = self.captioned(&table);
        if let Some(sampling) = self.report.sampling {
            lines.pop();
            lines.extend(self.indented(&format!(
                "{} to {} invocations filtered from the size of the sample alone (95 %)",
                count(sampling.low),
                count(sampling.high)
            )));
            lines.push(String::new());
        }
        lines
    }

    fn cost(&self) -> Vec<String> {
        let Some(cost) = &self.report.cost else {
            return vec![];
        };
        let table = tables::cost(self.report, cost);
        let mut lines = self.indented(&table.caption);
        let setting = wrap(
            &tables::setting(self.report, cost),
            self.width - INDENT.len(),
        );
        lines.extend(
            setting
                .iter()
                .map(|line| format!("{INDENT}{}", self.palette.paint(self.palette.faint, line))),
        );
        lines.extend(self.table(&table));
        if let Some(table) = tables::unchanged(cost) {
            lines.extend(self.captioned(&table));
        }
        lines
    }

    fn curves(&self) -> Vec<String> {
        let tables = self
            .report
            .curves
            .iter()
            .map(|curve| tables::curve(self.report, curve));
        tables.flat_map(|table| self.captioned(&table)).collect()
    }

    fn notes(&self) -> Vec<String> {
        let (report, palette) = (self.report, self.palette);
        let advice: Vec<_> = report
            .advice
            .iter()
            .map(|advice| advice.text.clone())
            .collect();
        let mut lines = self.paragraphs_apart("next", palette.good, &advice);
        lines.extend(self.paragraphs_apart("warning", palette.caution, &report.warnings()));
        let mut assumptions = report.assumptions();
        assumptions.retain(|text| !is_shown_apart(text));
        lines.extend(self.paragraphs("model", palette.faint, &[report.model()]));
        lines.extend(self.paragraphs("sample", palette.faint, &self.sample_note()));
        lines.extend(self.paragraphs("assumes", palette.faint, &assumptions));
        lines.extend(self.paragraphs("evidence", palette.faint, &[LEGEND.to_owned()]));
        lines.extend(self.paragraphs("not saved", palette.faint, &not_saved_lines(report)));
        lines
    }

    /// Why there is no money, or no month.
    fn sample_note(&self) -> Vec<String> {
        let note = match (self.report.period, &self.report.cost) {
            (Period::Sample, _) => SAMPLE_NOTE,
            (Period::Month, None) => "no price is given, so there is no cost",
            (Period::Month, Some(_)) => return vec![],
        };
        vec![note.to_owned()]
    }

    fn paragraphs_apart(&self, word: &str, colour: &str, texts: &[String]) -> Vec<String> {
        let mut lines = self.paragraphs(word, colour, texts);
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }

    fn paragraphs(&self, word: &str, colour: &str, texts: &[String]) -> Vec<String> {
        notes::paragraphs((word, colour), texts, self.width, self.palette)
    }
}

const SAMPLE_NOTE: &str =
    "these counts are for the records read, not for a month; give --rate for money";

/// The list of assumptions holds the model, the letters and what is not saved too, for readers of the JSON.
fn is_shown_apart(assumption: &str) -> bool {
    let marks = [MODEL_MARK, NOT_SAVED_MARK, LEGEND_MARK];
    marks.iter().any(|mark| assumption.starts_with(mark))
}
