//! `compile`: filters in; a word that they compile, or what the compiled program holds, out.

use serde::Serialize;
use tidegate::{PathStats, Stats};
use tidegate_figures::counted;

use crate::args::{CompileArgs, PlainFormat, ProfileName};
use crate::exit::{Exit, Reported};
use crate::filters::{self, NamedFilters};
use crate::output::{self, Console};

#[derive(Serialize)]
struct Compiled {
    schema: &'static str,
    source: &'static str,
    filters: usize,
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
    let profile = ProfileName::resolve(args.profile, args.source);
    let filters = filters::load(&args.filters.0, args.source, profile, console)?;
    let stats = args.stats.then(|| filters.filters.program().stats());
    let text = match args.format {
        PlainFormat::Text => text(&filters, stats.as_ref()),
        PlainFormat::Json => json(&filters, stats.as_ref()),
    };
    Ok(output::after_writing(
        output::print_text(&text),
        Exit::Success,
        console,
    ))
}

fn text(filters: &NamedFilters, stats: Option<&Stats>) -> String {
    let number = counted(filters.filters.len() as u64, "filter");
    let compiled = format!("{number} for {}: compiled\n", filters.route.name());
    match stats {
        None => compiled,
        Some(stats) => compiled + &stats.to_string(),
    }
}

fn json(filters: &NamedFilters, stats: Option<&Stats>) -> String {
    tidegate_report::json(&Compiled {
        schema: "tidegate.compile/v1",
        source: filters.route.name(),
        filters: filters.filters.len(),
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
