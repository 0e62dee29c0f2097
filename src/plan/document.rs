//! Turns a plan into a document: its figures, its tables, and their assumptions and sources.

use tidegate_report::{
    Block, Chart, Closing, Document, Drawing, Figure as ShownFigure, Headline, LastColumn, Note,
    NoteKind, Row, Section, Shown, Table as Cells, Tone, Warning,
};

use crate::plan::{Figure, Plan, Table};
use crate::value::Value;

/// Title of the collapsed section with assumptions and sources.
const FINE_PRINT: &str = "Assumptions and sources";

impl Plan {
    /// Returns the document, for every format except JSON.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut sections = Vec::new();
        if !self.figures.is_empty() {
            let figures = self.figures.iter().map(figure).collect();
            let blocks = vec![Block::Figures(figures)];
            sections.push(Section::new("figures", "Figures", blocks));
        }
        sections.extend(self.tables.iter().map(section));
        Document {
            command: format!("tidegate plan {}", self.kind),
            setting: self.title.clone(),
            headline: Some(Headline {
                lead: self.headline.clone(),
                rest: String::new(),
                tone: Tone::Good,
                shown: Shown::Everywhere,
            }),
            sections,
            next: self.next.clone(),
            warnings: self.warnings.iter().map(Warning::from).collect(),
            fine_print: fine_print(self).into_iter().collect(),
            closing: Closing::Together,
            ..Document::default()
        }
    }
}

fn figure(figure: &Figure) -> ShownFigure {
    let shown = figure.value.shown();
    let unit = match (shown.as_str(), figure.unit) {
        ("1", "environments") => "environment",
        ("1", "invocations") => "invocation",
        (_, unit) => unit,
    };
    let value = format!("{shown} {unit}");
    ShownFigure {
        name: figure.name.clone(),
        rank: figure.rank,
        value: value.trim_end().to_owned(),
        by_hand: figure.by_hand.clone(),
    }
}

fn section(table: &Table) -> Section {
    let cells = cells(table);
    let block = match &table.plot {
        Some(plot) => Block::Chart(Chart {
            drawing: Drawing::Plots(vec![plot.clone()]),
            table: cells,
        }),
        None => Block::Table(cells),
    };
    Section::new(table.key, table.key, vec![block])
}

fn cells(table: &Table) -> Cells {
    let row = |values: &Vec<Value>| {
        let mut cells = values.iter().map(Value::shown);
        let name = cells.next().unwrap_or_default();
        Row::plain(name, cells.collect::<Vec<_>>())
    };
    Cells {
        caption: table.caption.clone(),
        head: table.head.clone(),
        rows: table.rows.iter().map(row).collect(),
        last: if table.ends_in_words {
            LastColumn::Words
        } else {
            LastColumn::Figures
        },
        ..Cells::new("", &[])
    }
}

fn fine_print(plan: &Plan) -> Option<Section> {
    let notes = [
        Note::new("assumes", NoteKind::List, &plan.assumptions),
        Note::new("source", NoteKind::List, sources(plan)),
    ];
    let notes: Vec<_> = notes
        .into_iter()
        .filter(|note| !note.statements.is_empty())
        .collect();
    let section = || Section::new("sources", FINE_PRINT, vec![Block::Notes(notes.clone())]);
    (!notes.is_empty())
        .then(section)
        .map(|it| it.folded(FINE_PRINT))
}

/// Returns each source, preceded by the names of the figures that rest on it, in the order of the figures.
fn sources(plan: &Plan) -> Vec<String> {
    let mut found: Vec<(Vec<&str>, &str)> = Vec::new();
    for figure in plan.figures.iter().filter(|it| !it.source.is_empty()) {
        let known = found
            .iter_mut()
            .find(|(_, source)| *source == figure.source);
        match known {
            Some((names, _)) => names.push(&figure.name),
            None => found.push((vec![&figure.name], &figure.source)),
        }
    }
    let found = found.into_iter();
    found
        .map(|(names, source)| format!("{}: {source}", names.join(", ")))
        .collect()
}
