//! GitHub's Markdown: headline, figures, tables, and the fine print folded away.

use tidegate_report::markdown::{bullets, capitalised, escaped, folded, table};
use tidegate_report::{Row, Table, Weight};

use super::{cells, shown, sources};
use crate::Plan;

pub(crate) fn render(plan: &Plan) -> String {
    let mut parts = vec![
        format!(
            "### tidegate plan {}: {}\n",
            plan.kind,
            escaped(&plan.title)
        ),
        format!("**{}**\n", escaped(&plan.headline)),
        listed("> **Warning:** ", ">\n", &plan.warnings),
        table(&figures(plan)),
    ];
    parts.extend(plan.tables.iter().map(|shown| {
        let shown = cells(shown);
        format!(
            "{}\n\n{}",
            capitalised(&escaped(&shown.caption)),
            table(&shown)
        )
    }));
    if !plan.next.is_empty() {
        parts.push(format!("What to do next:\n\n{}", bullets(&plan.next)));
    }
    parts.push(fine_print(plan));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn listed(mark: &str, between: &str, texts: &[String]) -> String {
    let lines: Vec<_> = texts
        .iter()
        .map(|text| format!("{mark}{}\n", escaped(text)))
        .collect();
    lines.join(between)
}

fn figures(plan: &Plan) -> Table {
    let row = |figure: &crate::Figure| Row {
        name: figure.name.clone(),
        cells: vec![shown(figure), figure.by_hand.clone()],
        weight: Weight::Plain,
    };
    Table {
        caption: String::new(),
        head: ["", "value", "by hand"].map(str::to_owned).into(),
        rows: plan.figures.iter().map(row).collect(),
        ends_in_words: true,
    }
}

fn fine_print(plan: &Plan) -> String {
    let sources = sources(plan).into_iter();
    let mut texts: Vec<_> = sources
        .map(|(names, source)| format!("{names}: {source}"))
        .collect();
    texts.extend(plan.assumptions.iter().cloned());
    if texts.is_empty() {
        return String::new();
    }
    folded("Assumptions and sources", &bullets(&texts))
}
