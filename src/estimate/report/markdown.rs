//! GitHub Markdown: a headline, tables, and the fine print folded away.

use super::headline::{headline, money};
use super::tables::{self, Row, Table, Weight};
use super::{Period, Report};
use crate::figures::count;

/// Lets a bot find its own comment and update it.
const MARK: &str = "<!-- tidegate:estimate -->";

/// Why there is no money.
const SAMPLE_NOTE: &str =
    "These counts are for the records read, not for a month; give `--rate` for money.";

pub(super) fn render(report: &Report) -> String {
    let headline = headline(report);
    let parts = [
        format!("{MARK}\n### tidegate estimate: {}\n", report.setting()),
        format!(
            "**{}** {}.\n",
            escaped(&headline.lead),
            escaped(&headline.rest)
        ),
        warnings(report),
        cost(report),
        table(&tables::invocations(report)),
        sampling(report),
        table(&with_read(report)),
        tables::filters(report)
            .map(|filters| table(&filters))
            .unwrap_or_default(),
        advice(report),
        environments(report),
        near(report),
        curves(report),
        fine_print(report),
    ];
    let filled: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join("\n")
}

/// Text that Markdown and HTML leave alone, on one line; a name that mentions a person mentions nobody.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in crate::safe::safe(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '$' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out
}

pub(crate) fn table(table: &Table) -> String {
    let head: Vec<_> = table.head.iter().map(|name| escaped(name)).collect();
    let mut rules = vec!["---:"; table.head.len() - 1];
    if let Some(last) = rules.last_mut().filter(|_| table.ends_in_words) {
        *last = "---";
    }
    let mut out = format!("| {} |\n|---|{}|\n", head.join(" | "), rules.join("|"));
    for row in &table.rows {
        out.push_str(&line(row));
    }
    out
}

fn line(row: &Row) -> String {
    let strong = |text: &str| match row.weight {
        Weight::Sum | Weight::Saved if !text.is_empty() => format!("**{}**", escaped(text)),
        _ => escaped(text),
    };
    let cells: Vec<_> = row.cells.iter().map(|cell| strong(cell)).collect();
    format!("| {} | {} |\n", strong(&row.name), cells.join(" | "))
}

/// The table of records ends with their number.
fn with_read(report: &Report) -> Table {
    let mut table = tables::records(report);
    table.rows.push(Row {
        name: "read".to_owned(),
        cells: vec![count(report.tally.read), String::new(), String::new()],
        weight: Weight::Plain,
    });
    table
}

fn captioned(shown: &Table) -> String {
    format!(
        "{}\n\n{}",
        capitalised(&escaped(&shown.caption)),
        table(shown)
    )
}

pub(crate) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}

fn cost(report: &Report) -> String {
    let Some(cost) = &report.cost else {
        return match report.period {
            Period::Sample => format!("{SAMPLE_NOTE}\n"),
            Period::Month => String::new(),
        };
    };
    let setting = escaped(&tables::setting(report, cost));
    let mut out = format!("{}\n{setting}\n", captioned(&tables::cost(report, cost)));
    for line in &cost.unchanged {
        let amount = escaped(&money(cost, line.amount));
        out.push_str(&format!(
            "\nNot saved: {}, {amount} a month either way.\n",
            line.name
        ));
    }
    out
}

fn sampling(report: &Report) -> String {
    report.sampling.map_or_else(String::new, |sampling| {
        format!(
            "{} to {} invocations filtered from the size of the sample alone (95 %).\n",
            count(sampling.low),
            count(sampling.high)
        )
    })
}

fn warnings(report: &Report) -> String {
    let warnings = report.warnings();
    let lines: Vec<_> = warnings
        .iter()
        .map(|warning| format!("> **Warning:** {}\n", escaped(warning)))
        .collect();
    lines.join(">\n")
}

pub(crate) fn bullets(texts: &[String]) -> String {
    texts
        .iter()
        .map(|text| format!("- {}\n", escaped(text)))
        .collect()
}

fn advice(report: &Report) -> String {
    let texts: Vec<_> = report
        .advice
        .iter()
        .map(|advice| advice.text.clone())
        .collect();
    if texts.is_empty() {
        return String::new();
    }
    format!("What to do next:\n\n{}", bullets(&texts))
}

pub(crate) fn folded(summary: &str, body: &str) -> String {
    format!("<details><summary>{summary}</summary>\n\n{body}\n</details>\n")
}

fn near(report: &Report) -> String {
    tables::near(report).map_or_else(String::new, |near| folded("Near misses", &captioned(&near)))
}

fn environments(report: &Report) -> String {
    tables::environments(report).map_or_else(String::new, |table| {
        folded("Concurrency and cold starts", &captioned(&table))
    })
}

fn curves(report: &Report) -> String {
    let curves = report
        .curves
        .iter()
        .map(|curve| captioned(&tables::curve(report, curve)));
    let curves: Vec<_> = curves.collect();
    if curves.is_empty() {
        return String::new();
    }
    folded("Other batch sizes and windows", &curves.join("\n"))
}

fn fine_print(report: &Report) -> String {
    let mut body = bullets(&report.assumptions());
    if let Some(cost) = &report.cost {
        body.push_str(&bullets(&cost.unpriced));
        body.push('\n');
        body.push_str(&captioned(&tables::prices(cost)));
    }
    folded("Model and assumptions", &body)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_that_markdown_acts_upon_is_left() {
        assert_eq!(
            escaped("a|b <script> `x` @all\n[l](u)"),
            "a\\|b &lt;script&gt; \\`x\\` &#64;all\\\\n\\[l\\](u)"
        );
    }
}
