//! Compares tidegate with similar tools: each gets the same records and patterns, their counts are compared, and their
//! measurements alternate.
//!
//! `benches/README.md` explains how to run it; `contestants/mod.rs` lists the contestants.
#![forbid(unsafe_code)]

mod by_hand;
mod clock;
mod contestant;
mod contestants;
mod machine;
mod place;
mod race;
mod records;
mod report;
mod scale;
mod serve;
mod structs;
mod work;
mod works;

use std::process::ExitCode;

use contestants::Built;
use machine::Machine;
use place::{benches, folder};
use report::Report;
use work::Extent;
use works::Works;

const ROUNDS_DEFAULT: usize = 5;
const ROUNDS_QUICK: usize = 2;
const USAGE: &str = "usage: tidegate-peers [--quick] [--rounds N] [--only NAME]

  --quick       few records and patterns, to see that it works; two rounds
  --rounds N    how often each contestant has its turn (5)
  --only NAME   the work whose name contains NAME: citylots/EXACT, sensors, scale/mixed

Results go to benches/; those of --quick and --only to the folder of the build.";

/// The options of the command line.
#[derive(Debug)]
struct Options {
    extent: Extent,
    rounds: usize,
    only: Option<String>,
    is_help: bool,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let result = match &words[..] {
        [serve, name] if serve == "serve" => serve_one(name),
        _ => options().and_then(|options| run(&options)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

type AnyError = Box<dyn std::error::Error>;

fn serve_one(name: &str) -> Result<(), AnyError> {
    let mut contestant = contestants::served(name).ok_or("unknown contestant")?;
    Ok(serve::serve(contestant.as_mut())?)
}

fn options() -> Result<Options, AnyError> {
    use lexopt::prelude::{Long, ValueExt};
    let (mut extent, mut rounds, mut only, mut is_help) = (Extent::Full, None, None, false);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("quick") => extent = Extent::Quick,
            Long("rounds") => rounds = Some(parser.value()?.parse()?),
            Long("only") => only = Some(parser.value()?.string()?),
            Long("help") => is_help = true,
            _ => return Err(argument.unexpected().into()),
        }
    }
    let usual = match extent {
        Extent::Quick => ROUNDS_QUICK,
        Extent::Full => ROUNDS_DEFAULT,
    };
    Ok(Options {
        extent,
        rounds: rounds.unwrap_or(usual).max(1),
        only,
        is_help,
    })
}

fn run(options: &Options) -> Result<(), AnyError> {
    if options.is_help {
        println!("{USAGE}");
        return Ok(());
    }
    std::fs::create_dir_all(folder())?;
    let built = Built::build(options.extent);
    for missing in &built.missing {
        eprintln!("skipped: {missing}");
    }
    let wanted = |name: &str| {
        options
            .only
            .as_ref()
            .is_none_or(|only| name.contains(only.as_str()))
    };
    let works = Works::new(options.extent)?;
    let mut races = Vec::new();
    {
        let mut contestants = built.all();
        for work in works.all()?.iter().filter(|work| wanted(&work.name)) {
            eprintln!("{}", work.name);
            races.push(race::run(work, &mut contestants, options.rounds));
        }
    }
    let events = works.scale_events()?;
    let scales = scale::run(&events, &built, options.extent, options.rounds, &wanted)?;
    let report = Report {
        machine: Machine::look(),
        command: command(),
        rounds: options.rounds,
        missing: built.missing,
        races,
        scales,
    };
    let is_whole = options.extent == Extent::Full && options.only.is_none();
    let place = if is_whole { benches() } else { folder() };
    report.write(&place)?;
    println!("{}", report.markdown());
    eprintln!("written: {}", place.join("RESULTS.md").display());
    Ok(())
}

fn command() -> String {
    let words = std::env::args().skip(1);
    std::iter::once("benches/peers/run.sh".to_owned())
        .chain(words)
        .collect::<Vec<_>>()
        .join(" ")
}
