//! GitHub Markdown: a headline, tables, and the fine print folded away.

use tidegate_figures::count;
use tidegate_report::markdown::{bullets, captioned, escaped, folded, table};
use tidegate_report::{Row, Table, Weight};

use super::headline::{headline, money};
use super::tables;
use super::{Period, Report};

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
