//! The command line of the developers' tool.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use serde::de::{DeserializeOwned, IntoDeserializer, value};
use tidegate_differential::{CompareRun, Law, OracleRun, Pairs, Run, SuiteRun};
use tidegate_fixtures::{Corpus, Envelope, Form, LogForm, Recipe};

/// The developers' tool of tidegate: compares the engine with the reference, and makes corpora.
///
/// Exit code: 0 if there is no difference, 1 if there are differences, 2 if the command could not run.
#[derive(Debug, Parser)]
#[command(name = "tidegate-differential", arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run rows of JSON Lines (id, dialect, pattern, event, expect) through engine and reference
    Cases {
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Run seeded cases of one law; print what they were made of and the first differences, made small
    Random(RandomArgs),
    /// Compare engine and reference with AWS's event-ruler, which src/differential/oracle/fetch.sh makes ready
    Oracle(OracleArgs),
    /// Compare filters of pairs drawn at random, and try to refute the results
    Compare(CompareArgs),
    /// Make suites for filters drawn at random, and judge every record by the reference
    Gen(GenArgs),
    /// Measure the share of mistakes planted in the repository's filters that suites catch
    Mutants {
        /// The records of each suite
        #[arg(long, value_name = "N", default_value_t = 20)]
        records: usize,
        /// The folder of filters
        #[arg(default_value = "filters")]
        folder: PathBuf,
    },
    /// Measure what input built to be expensive costs beside a plain event
    Hostile {
        /// Size of each event
        #[arg(long, value_name = "N", default_value_t = 1_000_000)]
        bytes: usize,
    },
    /// Write inputs for the fuzz target of a law
    Seeds {
        #[arg(value_parser = law_named)]
        law: Law,
        folder: PathBuf,
        #[arg(long, value_name = "N", default_value_t = 200)]
        count: u64,
    },
    /// Write a corpus to standard output: the same arguments make the same bytes on every machine
    Corpus(CorpusArgs),
    /// Write a look-alike of the 213,068 records of citylots2, for machines that can't fetch those
    Citylots {
        #[arg(long, value_name = "S")]
        seed: u64,
    },
    /// Write the log of a function that ran N times at each of six memory sizes
    Reports {
        /// text, json, export, tail, events, subscription, query, csv, figures or telemetry
        #[arg(long, value_parser = named::<LogForm>)]
        form: LogForm,
        #[arg(long, value_name = "N")]
        per_size: u32,
        #[arg(long, value_name = "S")]
        seed: u64,
    },
}

/// How much is drawn, from which seed, and by how many threads.
#[derive(Args, Debug)]
struct Draw {
    /// How many cases, pairs or filters
    #[arg(long, value_name = "N")]
    count: u64,
    #[arg(long, value_name = "S")]
    seed: u64,
    /// All cores unless given; what is found does not depend on it
    #[arg(long, value_name = "T")]
    threads: Option<usize>,
}

impl Draw {
    fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.unwrap_or_else(cores).max(1)
    }
}

/// The kind of filters that are drawn.
#[derive(Args, Debug)]
struct Kind {
    /// Draw filters of event source mappings instead of rules of a bus
    #[arg(long)]
    sources: bool,
}

impl Kind {
    fn pairs(&self) -> Pairs {
        match self.sources {
            true => Pairs::Sources,
            false => Pairs::Events,
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct RandomArgs {
    #[command(flatten)]
    draw: Draw,
    /// The law: `agree` compares engine and reference; a wrong name lists the others
    #[arg(long, default_value = "agree", value_parser = law_named)]
    law: Law,
    /// The number of the first case
    #[arg(long, value_name = "N", default_value_t = 0)]
    first: u64,
    /// Differences after which it ends
    #[arg(long, value_name = "N", default_value_t = 1)]
    differences: usize,
}

impl RandomArgs {
    pub(crate) fn run(&self) -> Run {
        Run {
            law: self.law,
            count: self.draw.count,
            seed: self.draw.seed,
            first: self.first,
            differences_max: self.differences.max(1),
            threads: self.draw.threads(),
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct CompareArgs {
    #[command(flatten)]
    draw: Draw,
    #[command(flatten)]
    kind: Kind,
    /// How many records each pair is tried on
    #[arg(long, value_name = "N", default_value_t = 100)]
    records: usize,
    /// The number of the first pair
    #[arg(long, value_name = "N", default_value_t = 0)]
    first: u64,
}

impl CompareArgs {
    pub(crate) fn run(&self) -> CompareRun {
        CompareRun {
            pairs: self.kind.pairs(),
            count: self.draw.count,
            seed: self.draw.seed,
            first: self.first,
            records: self.records,
            threads: self.draw.threads(),
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct GenArgs {
    #[command(flatten)]
    draw: Draw,
    #[command(flatten)]
    kind: Kind,
    /// The records of each suite
    #[arg(long, value_name = "N", default_value_t = 100)]
    records: usize,
}

impl GenArgs {
    pub(crate) fn run(&self) -> SuiteRun {
        SuiteRun {
            pairs: self.kind.pairs(),
            count: self.draw.count,
            seed: self.draw.seed,
            records: self.records,
            threads: self.draw.threads(),
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct OracleArgs {
    /// How many comparisons of a pattern with an event
    #[arg(long, value_name = "N")]
    count: u64,
    #[arg(long, value_name = "S")]
    seed: u64,
    /// The release of event-ruler
    #[arg(long, value_name = "R", default_value = "2.0.1")]
    pub(crate) release: String,
    /// The program `java`
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) java: Option<PathBuf>,
    /// The number of the first case
    #[arg(long, value_name = "N", default_value_t = 0)]
    first: u64,
    /// Differences of each cause that are shown, made small
    #[arg(long, value_name = "N", default_value_t = 1)]
    shown: usize,
    /// Differences without a cause after which it ends
    #[arg(long, value_name = "N", default_value_t = 1)]
    differences: u64,
}

impl OracleArgs {
    pub(crate) fn run(&self) -> OracleRun {
        OracleRun {
            count: self.count,
            seed: self.seed,
            first: self.first,
            shown_max: self.shown,
            differences_max: self.differences.max(1),
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct CorpusArgs {
    /// `sensors` or `kinesis`: readings of devices; `orders` or `sqs`: order events
    #[arg(value_parser = named::<Corpus>)]
    corpus: Corpus,
    #[arg(long, value_name = "N")]
    records: u64,
    #[arg(long, value_name = "S")]
    seed: u64,
    /// `record`: one record a line; `event`: one Lambda event with all records, on one line; `payload`: one payload a line
    #[arg(long, value_parser = named::<Form>)]
    form: Option<Form>,
    /// `kinesis` or `sqs`; each corpus has its own unless given
    #[arg(long, value_parser = named::<Envelope>)]
    envelope: Option<Envelope>,
    /// Records a day on average [default: 864000]; days have quiet nights and bursts
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=86_400_000_000))]
    per_day: Option<u64>,
    /// Thousandths of the records that are awkward: not JSON, escapes, nulls [default: 30]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1000))]
    awkward: Option<u32>,
}

impl CorpusArgs {
    pub(crate) fn recipe(&self) -> Recipe {
        let plain = Recipe::new(self.corpus, self.records, self.seed);
        Recipe {
            form: self.form.unwrap_or(plain.form),
            envelope: self.envelope.unwrap_or(plain.envelope),
            per_day: self.per_day.unwrap_or(plain.per_day),
            awkward: self.awkward.unwrap_or(plain.awkward),
            ..plain
        }
    }
}

/// Returns the variant of this name, or an error that lists the names.
fn named<T: DeserializeOwned>(name: &str) -> Result<T, value::Error> {
    T::deserialize(name.into_deserializer())
}

fn law_named(name: &str) -> Result<Law, String> {
    let names = || Law::ALL.iter().map(|law| law.name).collect::<Vec<_>>();
    Law::named(name).ok_or_else(|| format!("expected one of {}, canary", names().join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Command, String> {
        let parsed =
            Arguments::try_parse_from(["tidegate-differential"].into_iter().chain(line.split(' ')));
        parsed
            .map(|arguments| arguments.command)
            .map_err(|error| error.to_string())
    }

    #[track_caller]
    fn recipe(line: &str) -> Recipe {
        match parse(line) {
            Ok(Command::Corpus(args)) => args.recipe(),
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn corpus_options_replace_the_defaults_of_the_recipe() {
        assert_eq!(
            recipe("corpus kinesis --records 10 --seed 4"),
            Recipe::new(Corpus::Sensors, 10, 4)
        );
        let wrapped = Recipe {
            form: Form::Event,
            envelope: Envelope::Kinesis,
            per_day: 5,
            awkward: 1000,
            ..Recipe::new(Corpus::Orders, 1, 2)
        };
        let line = "corpus --seed=2 orders --records 1 --form event --envelope kinesis --per-day 5 --awkward 1000";
        assert_eq!(recipe(line), wrapped);
    }

    #[test]
    fn mistake_is_named() {
        for (line, part) in [
            (
                "corpus lots --records 1 --seed 1",
                "unknown variant `lots`, expected",
            ),
            ("corpus sqs --seed 1", "--records"),
            ("corpus sqs --records 1", "--seed"),
            ("corpus --records 1 --seed 1", "<CORPUS>"),
            (
                "corpus sqs --records 1 --seed 1 --form list",
                "`record`, `event`, `payload`",
            ),
            ("corpus sqs --records 1 --seed 1 --awkward 1001", "0..=1000"),
            ("corpus sqs --records 1 --seed 1 --per-day 0", "--per-day"),
            ("reports --form xml --per-size 1 --seed 1", "`xml`"),
            (
                "random --count 1 --seed 1 --law zzz",
                "expected one of parse",
            ),
            ("cases", "<FILE>"),
            ("korpus", "'corpus'"),
        ] {
            let message = parse(line).unwrap_err();
            assert!(message.contains(part), "{line}: {message}");
        }
    }
}
