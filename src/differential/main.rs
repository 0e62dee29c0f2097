//! The developers' tool: compares the engine with the reference on rows and on random cases, and both with event-ruler;
//! makes corpora. Differences and corpora go to standard output. The exit code is 1 if there were differences, 2 if the command could not run.
#![forbid(unsafe_code)]

mod args;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use args::{Arguments, Command};
use clap::Parser;
use tidegate_differential::{
    Cause, CompareRun, Law, Oracle, OracleRun, Run, Score, SuiteRun, compare, costs, minimise,
    oracle, random, read_rows, repository_filters, run_row, score, suites,
};
use tidegate_fixtures::{Made, write_citylots, write_corpus, write_reports};

fn main() -> ExitCode {
    match run(&Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// Returns whether no difference was found.
fn run(command: &Command) -> Result<bool, String> {
    match command {
        Command::Cases { files } => cases(files),
        Command::Random(args) => Ok(report(&args.run())),
        Command::Oracle(args) => ask_oracle(&args.run(), &args.release, args.java.as_deref()),
        Command::Compare(args) => Ok(show_comparisons(&args.run())),
        Command::Gen(args) => Ok(show_suites(&args.run())),
        Command::Mutants { records, folder } => show_score(*records, folder),
        Command::Hostile { bytes } => show_costs(*bytes),
        Command::Seeds { law, count, folder } => seeds(*law, *count, folder),
        Command::Corpus(args) => {
            let made = write_corpus(&args.recipe(), &mut io::stdout().lock());
            written(made.map(|made| show_counts(&made)))
        }
        Command::Citylots { seed } => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            written(write_citylots(*seed, &mut out))
        }
        Command::Reports {
            form,
            per_size,
            seed,
        } => written(write_reports(
            *form,
            *per_size,
            *seed,
            &mut io::stdout().lock(),
        )),
    }
}

/// A reader that has enough closes the pipe, which is not an error.
fn written(done: io::Result<()>) -> Result<bool, String> {
    match done {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("standard output can't be written: {error}"))
        }
        Ok(()) | Err(_) => Ok(true),
    }
}

/// Prints what a corpus is made of to standard error. A closed standard error is not an error.
fn show_counts(made: &Made) {
    let mut text = format!("{} records, {} bytes\n", made.records, made.bytes);
    for (kind, count) in &made.by_kind {
        text.push_str(&format!("  {kind}: {count}\n"));
    }
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Runs the rows of all files; the last line is the count.
fn cases(files: &[PathBuf]) -> Result<bool, String> {
    let (mut passed, mut failed, mut apart) = (0_usize, 0_usize, 0_usize);
    for file in files {
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        for row in read_rows(&text).map_err(|error| format!("{}: {error}", file.display()))? {
            let missed = run_row(&row);
            for miss in &missed {
                let note = if row.is_doubtful {
                    " (counted separately)"
                } else {
                    ""
                };
                println!(
                    "{}: {} returns {}, expected {}{note}",
                    row.id, miss.side, miss.got, row.expect
                );
            }
            match missed.is_empty() {
                _ if row.is_doubtful || row.dialect.is_none() => apart += 1,
                true => passed += 1,
                false => failed += 1,
            }
        }
    }
    if apart > 0 {
        println!("{apart} rows counted separately: doubtful, or in an unsupported dialect");
    }
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0)
}

fn report(run: &Run) -> bool {
    let start = std::time::Instant::now();
    let found = random(run);
    let seconds = start.elapsed().as_secs_f64();
    for (index, difference) in &found.differences {
        println!(
            "case {index} of seed {}: {}\n",
            run.seed,
            minimise(run.law, difference.clone())
        );
    }
    println!(
        "law {}, seed {}: {} cases in {seconds:.1} s",
        run.law.name,
        run.seed,
        found.mix.cases()
    );
    println!("{}", found.mix);
    if run.law.name == Law::AGREE.name {
        for shortfall in found.mix.shortfalls() {
            println!("too rare: {shortfall}");
        }
    }
    found.differences.is_empty()
}

/// Most faults of comparisons that are printed.
const FAULTS_SHOWN_MAX: usize = 5;

/// Returns whether no comparison was refuted.
fn show_comparisons(run: &CompareRun) -> bool {
    let start = std::time::Instant::now();
    let tally = compare(run);
    for (number, fault) in tally.faults.iter().take(FAULTS_SHOWN_MAX) {
        println!("pair {number} of seed {}: {fault}\n", run.seed);
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("comparisons, seed {}: {seconds:.1} s", run.seed);
    println!("{tally}");
    tally.faults.is_empty()
}

/// Returns whether nothing is wrong with the suites.
fn show_suites(run: &SuiteRun) -> bool {
    let start = std::time::Instant::now();
    let tally = suites(run);
    for (number, fault) in tally.faults.iter().take(FAULTS_SHOWN_MAX) {
        println!("filter {number} of seed {}: {fault}\n", run.seed);
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("suites, seed {}: {seconds:.1} s", run.seed);
    println!("{tally}");
    tally.faults.is_empty()
}

/// Prints the share of planted mistakes that suites catch.
fn show_score(records: usize, folder: &Path) -> Result<bool, String> {
    let mut total = Score::default();
    for scored in repository_filters(folder)? {
        score(&scored, records, &mut total);
    }
    for missed in &total.examples {
        println!("missed: {missed}");
    }
    println!("suites of {records} records: {total}");
    Ok(true)
}

/// Returns whether every difference has a known cause.
fn ask_oracle(run: &OracleRun, release: &str, java: Option<&Path>) -> Result<bool, String> {
    let start = std::time::Instant::now();
    let mut ruler = Oracle::start(release, java)?;
    let tally = oracle(&mut ruler, run)?;
    for cause in Cause::ALL {
        for difference in tally.shown(cause) {
            println!("{}: {difference}\n", cause.name());
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{}, seed {}: {seconds:.1} s", ruler.name(), run.seed);
    println!("{tally}");
    Ok(tally.differences(Cause::Unknown) == 0)
}

/// Largest cost of a byte of hostile input as a multiple of a plain byte, which takes less than half a nanosecond; and
/// the largest multiple if the table gives a reason.
const RATIO_MAX: u64 = 10;
const RATIO_MAX_DEARER: u64 = 250;

/// Returns whether no entry costs more than allowed.
fn show_costs(bytes: usize) -> Result<bool, String> {
    println!(
        "{:<46}{:>10}  {:<10}{:>9}{:>7}{:>9}  why",
        "event", "bytes", "result", "ns/byte", "times", "memory"
    );
    let mut is_clean = true;
    costs(bytes, &mut |cost| {
        let tenths = cost.picoseconds * 10 / cost.plain_picoseconds.max(1);
        let is_dear = tenths > RATIO_MAX * 10;
        let most = match cost.dearer {
            "" => RATIO_MAX,
            _ => RATIO_MAX_DEARER,
        };
        is_clean &= tenths <= most * 10;
        let why = if is_dear { cost.dearer } else { "" };
        let memory = cost
            .memory
            .map_or("?".to_owned(), |bytes| format!("{} MB", bytes >> 20));
        let nanoseconds = format!(
            "{}.{:02}",
            cost.picoseconds / 1000,
            cost.picoseconds % 1000 / 10
        );
        let times = format!("{}.{}", tenths / 10, tenths % 10);
        println!(
            "{:<46}{:>10}  {:<10}{nanoseconds:>9}{times:>7}{memory:>9}  {why}",
            cost.name, cost.bytes, cost.answer
        );
    })?;
    Ok(is_clean)
}

/// Writes inputs for a fuzz target to start from.
fn seeds(law: Law, count: u64, folder: &Path) -> Result<bool, String> {
    let failed = |error| format!("{}: {error}", folder.display());
    std::fs::create_dir_all(folder).map_err(failed)?;
    for index in 0..count {
        let bytes = law.seeded(0, index);
        std::fs::write(folder.join(format!("seed-{index:05}")), bytes).map_err(failed)?;
    }
    Ok(true)
}
