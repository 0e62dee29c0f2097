//! A plan for a terminal. It reads the same without colour.

use tidegate_report::text::columns::{self, INDENT};
use tidegate_report::text::{WIDTH_MAX, WIDTH_MIN, notes, wrap};
use tidegate_report::{Palette, safe};

use super::{cells, shown, sources};
use crate::{Figure, Plan};

/// Fewest columns in which a check stands beside its figure.
const CHECK_COLUMNS: usize = 40;

pub(crate) fn render(plan: &Plan, width: usize, palette: &Palette) -> String {
    let page = Page {
        plan,
        width: width.clamp(WIDTH_MIN, WIDTH_MAX),
        palette,
    };
    let sections = [page.heading(), page.figures(), page.tables(), page.notes()];
    let lines = sections.iter().flatten();
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

struct Page<'p> {
    plan: &'p Plan,
    width: usize,
    palette: &'p Palette,
}

impl Page<'_> {
    fn heading(&self) -> Vec<String> {
        let (plan, palette) = (self.plan, self.palette);
        let title = palette.paint(palette.strong, &format!("tidegate plan {}", plan.kind));
        let taken = "tidegate plan ".len() + plan.kind.len() + 2;
        let mut rest = wrap(&safe(&plan.title), self.width - taken).into_iter();
        let mut lines = vec![format!("{title}  {}", rest.next().unwrap_or_default())];
        lines.extend(rest.map(|line| " ".repeat(taken) + &line));
        lines.push(String::new());
        lines.extend(self.painted(palette.good, &plan.headline));
        lines.push(String::new());
        lines
    }

    fn painted(&self, colour: &str, text: &str) -> Vec<String> {
        let lines = wrap(&safe(text), self.width - INDENT.len()).into_iter();
        let paint = |line: String| format!("{INDENT}{}", self.palette.paint(colour, &line));
        lines.map(paint).collect()
    }

    /// Names and values in columns; the check beside them, or below where it would be squeezed.
    fn figures(&self) -> Vec<String> {
        let figures = &self.plan.figures;
        if figures.is_empty() {
            return Vec::new();
        }
        let longest = |of: &dyn Fn(&Figure) -> String| {
            let lengths = figures.iter().map(|figure| of(figure).chars().count());
            lengths.max().unwrap_or(0)
        };
        let (names, values) = (longest(&|figure| figure.name.clone()), longest(&shown));
        let taken = INDENT.len() + names + 2 + values + 2;
        let mut lines = Vec::new();
        for figure in figures {
            let head = format!(
                "{INDENT}{:<names$}  {:<values$}",
                figure.name,
                shown(figure)
            );
            lines.extend(self.checked(head, taken, &figure.by_hand));
        }
        lines.push(String::new());
        lines
    }

    fn checked(&self, head: String, taken: usize, by_hand: &str) -> Vec<String> {
        if by_hand.is_empty() {
            return vec![head];
        }
        let beside = taken + CHECK_COLUMNS <= self.width;
        let start = if beside { taken } else { 2 * INDENT.len() };
        let faint = |line: &str| self.palette.paint(self.palette.faint, line);
        let mut checks = wrap(&format!("= {}", safe(by_hand)), self.width - start).into_iter();
        let mut lines = vec![head];
        if beside && let Some(first) = checks.next() {
            lines[0] = format!("{}  {}", lines[0], faint(&first));
        }
        let indent = " ".repeat(start + if beside { 2 } else { 0 });
        lines.extend(checks.map(|line| format!("{indent}{}", faint(&line))));
        lines
    }

    fn tables(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for table in &self.plan.tables {
            let table = cells(table);
            lines.extend(self.painted("", &table.caption));
            lines.extend(columns::lines(&table, self.width, self.palette));
            lines.push(String::new());
        }
        lines
    }

    fn notes(&self) -> Vec<String> {
        let (plan, palette) = (self.plan, self.palette);
        let mut lines = self.paragraphs("next", palette.good, &plan.next);
        lines.extend(self.paragraphs("warning", palette.caution, &plan.warnings));
        lines.extend(self.paragraphs("assumes", palette.faint, &plan.assumptions));
        let sources = sources(plan).into_iter();
        let sources: Vec<_> = sources
            .map(|(names, source)| format!("{names}: {source}"))
            .collect();
        lines.extend(self.paragraphs("source", palette.faint, &sources));
        lines
    }

    fn paragraphs(&self, word: &str, colour: &str, texts: &[String]) -> Vec<String> {
        notes::paragraphs((word, colour), texts, self.width, self.palette)
    }
}
