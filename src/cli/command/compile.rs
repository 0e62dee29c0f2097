//! `compile`: validates filters. Prints that they compile, and with `--stats` the contents of the compiled program.

use serde::Serialize;
use tidegate::{PathStats, Stats};
use tidegate_batch::Route;
use tidegate_estimate::FilterFinding;
use tidegate_figures::counted;
use tidegate_report::{Block, Document, Figure, Row, Section, Table};

use crate::args::{CompileArgs, PlainFormat, ProfileName};
use crate::exit::{Exit, Reported};
use crate::filters::{self, Documents, NamedFilters, Refused};
use crate::inputs::{NAME_THE_SOURCE, Wanted};
use crate::output::{self, Console};

use super::dot::dot;
use super::simplified::{Simplified, simplified};

/// The name and version of the JSON.
const SCHEMA: &str = "tidegate.compile/v1";

#[derive(Serialize)]
struct Compiled {
    schema: &'static str,
    source: &'static str,
    filters: usize,
    findings: Vec<FilterFinding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    simplified: Option<Simplified>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stats: Option<StatsOut>,
}

#[derive(Serialize)]
struct StatsOut {
    branches: usize,
    verified: usize,
    terms: usize,
    states: usize,
    bytes: usize,
    always: usize,
    paths: Vec<PathOut>,
}

#[derive(Serialize)]
struct PathOut {
    path: String,
    bytes: usize,
    structures: Vec<StructureOut>,
}

#[derive(Serialize)]
struct StructureOut {
    name: &'static str,
    entries: usize,
}

/// Runs the command.
pub(crate) fn run(args: &CompileArgs, console: &Console) -> Result<Exit, Reported> {
    let documents = match (
        Documents::open(&args.filters.0, &args.filters.1, console),
        args.source,
    ) {
        (Ok(documents), _) => documents,
        (Err(reported), Some(route)) => {
            return Ok(say_refused(args, route, &Refused::from(reported), console));
        }
        (Err(reported), None) => return Err(reported),
    };
    let route = route(args, &documents, console)?;
    let profile = ProfileName::resolve(args.profile, route);
    let loaded = filters::load(documents, route, profile, &args.findings, console);
    let filters = match loaded {
        Ok(filters) => filters,
        Err(refused) => return Ok(say_refused(args, route, &refused, console)),
    };
    let stats = args.stats.then(|| filters.filters.program().stats());
    let simplified = args.simplify.then(|| simplified(&filters));
    let written = match args.format {
        PlainFormat::Text if args.dot => output::print_text(&dot(&filters)),
        PlainFormat::Text => {
            let document = document(&filters, stats.as_ref(), simplified.as_ref());
            let lines = simplified.as_ref().map(Simplified::lines);
            output::print_brief(&document)
                .and_then(|()| output::print_text(&lines.unwrap_or_default()))
        }
        PlainFormat::Json => output::print_text(&json(&filters, stats.as_ref(), simplified)),
    };
    let is_denied = filters.findings.are_denied(console);
    let exit = match is_denied || filters.findings.has_errors() {
        true => Exit::Negative,
        false => Exit::Success,
    };
    Ok(output::after_writing(written, exit, console))
}

/// Returns where the records will come from, as it was typed or as the filters' file says.
fn route(args: &CompileArgs, documents: &Documents, console: &Console) -> Result<Route, Reported> {
    let wanted = documents.route(Wanted::typed(args.source), console)?;
    wanted.route_or_guess(console).ok_or_else(|| {
        console.error("nothing says where the records will come from");
        console.help(NAME_THE_SOURCE);
        Reported
    })
}

/// Reports filters that AWS would refuse. With JSON output they are listed on stdout, too.
fn say_refused(args: &CompileArgs, route: Route, refused: &Refused, console: &Console) -> Exit {
    let written = match args.format {
        PlainFormat::Text => Ok(()),
        PlainFormat::Json => output::print_text(&tidegate_report::json(&Compiled {
            schema: SCHEMA,
            source: route.name(),
            filters: refused.filters,
            findings: refused.findings.out(),
            simplified: None,
            stats: None,
        })),
    };
    output::after_writing(written, Exit::Failure, console)
}

/// Returns the number of filters compiled, and the sizes of the program.
fn document(
    filters: &NamedFilters,
    stats: Option<&Stats>,
    simplified: Option<&Simplified>,
) -> Document {
    let number = counted(filters.filters.len() as u64, "filter");
    let compiled = format!("{number} for {}: compiled", filters.route.name());
    let mut blocks = vec![Block::Text(compiled)];
    blocks.extend(stats.map(|stats| Block::Figures(sizes(stats))));
    blocks.extend(stats.map(|stats| Block::Table(plans(stats))));
    blocks.extend(simplified.map(|simplified| Block::Text(simplified.sentence())));
    Document {
        sections: vec![Section::new("program", "Program", blocks)],
        ..Document::default()
    }
}

fn sizes(stats: &Stats) -> Vec<Figure> {
    let figure = |name: &str, value: String| Figure {
        name: name.to_owned(),
        value,
        ..Figure::default()
    };
    let number = |name, number: usize| figure(name, number.to_string());
    let branches = format!("{} ({} verified)", stats.branches, stats.verified);
    vec![
        number("patterns", stats.patterns),
        figure("branches", branches),
        number("terms", stats.terms),
        number("paths", stats.paths.len()),
        number("states", stats.states),
        number("bytes", stats.bytes),
    ]
}

/// Returns a table of the structures in which each path's values are looked up.
fn plans(stats: &Stats) -> Table {
    let rows = stats.paths.iter().map(|path| {
        let structures = path.structures.iter();
        let structures: Vec<_> = structures
            .map(|(name, n)| format!("{name} ({n})"))
            .collect();
        let plan = if structures.is_empty() {
            "presence only".to_owned()
        } else {
            structures.join(", ")
        };
        Row::plain(path.path.as_str(), [plan, format!("{} bytes", path.bytes)])
    });
    Table::new("", &["path", "looked up in", "size"]).with(rows)
}

fn json(filters: &NamedFilters, stats: Option<&Stats>, simplified: Option<Simplified>) -> String {
    tidegate_report::json(&Compiled {
        schema: SCHEMA,
        source: filters.route.name(),
        filters: filters.filters.len(),
        findings: filters.findings.out(),
        simplified,
        stats: stats.map(stats_out),
    })
}

fn stats_out(stats: &Stats) -> StatsOut {
    StatsOut {
        branches: stats.branches,
        verified: stats.verified,
        terms: stats.terms,
        states: stats.states,
        bytes: stats.bytes,
        always: stats.always,
        paths: stats.paths.iter().map(path_out).collect(),
    }
}

fn path_out(path: &PathStats) -> PathOut {
    let structures = path.structures.iter();
    PathOut {
        path: path.path.clone(),
        bytes: path.bytes,
        structures: structures
            .map(|&(name, entries)| StructureOut { name, entries })
            .collect(),
    }
}
