//! Parses the command line into a [`Command`], or returns a message about the error.

use std::path::PathBuf;

use lexopt::prelude::{Long, Short, Value, ValueExt};
use tidegate_differential::{Law, OracleRun, Run};

pub(crate) const USAGE: &str = "\
usage: tidegate-differential cases FILE...
       tidegate-differential random --count N --seed S [--law LAW] [--threads T] [--first N]
           [--differences N]
       tidegate-differential seeds LAW FOLDER [--count N]
       tidegate-differential hostile [--bytes N]
       tidegate-differential oracle --count N --seed S [--release R] [--java PROGRAM]
           [--first N] [--shown N] [--differences N]";

pub(crate) const HELP: &str = "\
tidegate-differential: compares the engine with the reference.

usage: tidegate-differential cases FILE...
       tidegate-differential random --count N --seed S [--law LAW] [--threads T] [--first N]
           [--differences N]
       tidegate-differential seeds LAW FOLDER [--count N]
       tidegate-differential hostile [--bytes N]
       tidegate-differential oracle --count N --seed S [--release R] [--java PROGRAM]
           [--first N] [--shown N] [--differences N]

  cases     runs rows of JSON Lines (id, dialect, pattern, event, expect) through engine and reference
  random    runs seeded cases of one law: agree (the default), lower, scan, esm, union, explain,
            simulate, reprint, permute, extra_field, widen, cut, packed, threads, envelope,
            estimate_args, canary; prints counts of the cases and the first differences, minimised
  seeds     writes inputs for the fuzz target of a law
  oracle    compares engine and reference with AWS's event-ruler, release 2.0.1 by default, which
            src/differential/oracle/fetch.sh installs; prints differences by cause, --shown (1)
            of each cause, minimised. N counts comparisons of a pattern with an event
  hostile   compares the cost of expensive input with that of a plain event; N bytes each (1000000)
  --first   the number of the first case (0)
  --threads all cores by default; the results do not depend on it

Exit code: 0 no difference, 1 differences, 2 could not run.";

/// The command to run.
#[derive(Debug)]
pub(crate) enum Command {
    Help,
    Cases(Vec<String>),
    Random(Run),
    /// Measures the cost of hostile events of this many bytes.
    Hostile(usize),
    Oracle {
        run: OracleRun,
        release: String,
        java: Option<PathBuf>,
    },
    Seeds {
        law: Law,
        count: u64,
        folder: PathBuf,
    },
}

/// Reads the whole command line.
pub(crate) fn parse(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    match parser.next()? {
        Some(Value(word)) if word == "cases" => parse_cases(parser),
        Some(Value(word)) if word == "random" => parse_random(parser),
        Some(Value(word)) if word == "hostile" => parse_hostile(parser),
        Some(Value(word)) if word == "oracle" => parse_oracle(parser),
        Some(Value(word)) if word == "seeds" => parse_seeds(parser),
        Some(Long("help") | Short('h')) | None => Ok(Command::Help),
        Some(Value(word)) => Err(format!("unknown command {word:?}").into()),
        Some(other) => Err(other.unexpected()),
    }
}

fn parse_cases(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut files = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(file) => files.push(file.string()?),
            other => return Err(other.unexpected()),
        }
    }
    if files.is_empty() {
        return Err("no files given".into());
    }
    Ok(Command::Cases(files))
}

fn parse_random(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut count, mut seed, mut law) = (None, None, Law::AGREE);
    let (mut first, mut differences_max) = (0, 1_usize);
    let mut threads = std::thread::available_parallelism().map_or(1, usize::from);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("count") => count = Some(parser.value()?.parse()?),
            Long("seed") => seed = Some(parser.value()?.parse()?),
            Long("law") => law = law_named(&parser.value()?.string()?)?,
            Long("threads") => threads = parser.value()?.parse()?,
            Long("first") => first = parser.value()?.parse()?,
            Long("differences") => differences_max = parser.value()?.parse()?,
            other => return Err(other.unexpected()),
        }
    }
    let count = count.ok_or("--count N is missing")?;
    let seed = seed.ok_or("--seed S is missing")?;
    let (threads, differences_max) = (threads.max(1), differences_max.max(1));
    Ok(Command::Random(Run {
        law,
        count,
        seed,
        first,
        differences_max,
        threads,
    }))
}

fn parse_hostile(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut bytes = 1_000_000;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("bytes") => bytes = parser.value()?.parse()?,
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Hostile(bytes))
}

fn parse_oracle(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut count, mut seed, mut java) = (None, None, None);
    let (mut first, mut shown_max, mut release) = (0, 1_usize, "2.0.1".to_owned());
    let mut differences_max = 1_u64;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("count") => count = Some(parser.value()?.parse()?),
            Long("seed") => seed = Some(parser.value()?.parse()?),
            Long("first") => first = parser.value()?.parse()?,
            Long("differences") => differences_max = parser.value()?.parse()?,
            Long("shown") => shown_max = parser.value()?.parse()?,
            Long("release") => release = parser.value()?.string()?,
            Long("java") => java = Some(PathBuf::from(parser.value()?)),
            other => return Err(other.unexpected()),
        }
    }
    let run = OracleRun {
        count: count.ok_or("--count N is missing")?,
        seed: seed.ok_or("--seed S is missing")?,
        first,
        shown_max,
        differences_max: differences_max.max(1),
    };
    Ok(Command::Oracle { run, release, java })
}

fn parse_seeds(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut law, mut folder, mut count) = (None, None, 200);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(name) if law.is_none() => law = Some(law_named(&name.string()?)?),
            Value(path) if folder.is_none() => folder = Some(PathBuf::from(path)),
            Long("count") => count = parser.value()?.parse()?,
            other => return Err(other.unexpected()),
        }
    }
    let law = law.ok_or("no law given")?;
    let folder = folder.ok_or("no folder given")?;
    Ok(Command::Seeds { law, count, folder })
}

fn law_named(name: &str) -> Result<Law, lexopt::Error> {
    let names = || {
        Law::ALL
            .iter()
            .map(|law| law.name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    Law::named(name)
        .ok_or_else(|| format!("unknown law `{name}`: expected one of {}, canary", names()).into())
}
