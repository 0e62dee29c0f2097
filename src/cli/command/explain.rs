//! `explain`: reads filters and records, and says why records are delivered or not. For each record the verdict shown
//! is the one that `match` acts on.

use std::collections::BTreeSet;
use std::io;
use std::ops::ControlFlow;

use tidegate_analysis::Shrunk;
use tidegate_batch::{Disposition, Filters, Outcome, RecordExplainer};
use tidegate_estimate::deleted_messages;
use tidegate_explain::{Explained, Near, RecordOut, Setting};
use tidegate_figures::counted;
use tidegate_report::{EntryPart, Palette, Phrase, Tone};

use crate::args::{ExplainArgs, PlainFormat, ProfileName};
use crate::exit::{Exit, Reported};
use crate::filters::{self, Documents, NamedFilters};
use crate::inputs::{self, Reading, Wanted};
use crate::output::{self, Console};
use crate::summary;

use super::smallest::smallest;

/// Misses explained by default. With `--near`, the same number of near misses, each with a different condition.
const MISSES_DEFAULT: u64 = 3;

/// Runs the command.
pub(crate) fn run(args: &ExplainArgs, threads: usize, console: &Console) -> Result<Exit, Reported> {
    let records = &args.records;
    let documents = Documents::open(&args.filters.0, &args.filters.1, console)?;
    let wanted = documents.route(Wanted::typed(records.source), console)?;
    let settled = inputs::settle(&records.from, wanted, threads, console)?
        .ok_or_else(|| inputs::needs_source(console))?;
    let profile = ProfileName::resolve(records.from.profile, settled.route);
    let route = settled.route;
    let filters = filters::load(documents, route, profile, &args.findings, console)?;
    if filters.findings.are_denied(console) {
        return Ok(Exit::Negative);
    }
    let explainer = filters.filters.explainer().map_err(|error| {
        console.error(format_args!("can't explain {error}"));
        Reported
    })?;
    let mut teller = Teller::new(args, &filters, explainer);
    let reading = inputs::read_all(&filters, settled, console, &mut |index, outcome| {
        teller.take(index, outcome)
    })?;
    let shown = teller.shown;
    let missing = teller.missing();
    let missing = missing.filter(|_| reading.exit(Exit::Success) == Exit::Success);
    let written = teller.finish(&reading);
    let reader_left = matches!(&written, Err(error) if error.kind() == io::ErrorKind::BrokenPipe);
    if let Some(record) = missing {
        console.error(no_such_record(record, reading.tally.read));
        return Err(Reported);
    }
    if !reader_left {
        say_summary(args, &filters, &reading, shown, console);
    }
    let exit = reading.exit(match reading.denied {
        true => Exit::Negative,
        false => Exit::Success,
    });
    Ok(output::after_writing(written, exit, console))
}

fn no_such_record(record: u64, read: u64) -> String {
    match read {
        0 => format!("there is no record {record}: there are none at all"),
        1 => format!("there is no record {record}: there is only record 0"),
        _ => format!(
            "there is no record {record}: they are numbered 0 to {}",
            read - 1
        ),
    }
}

/// Which records are explained.
#[derive(Clone, PartialEq, Eq)]
enum Choice {
    /// The numbers of the records that have not been read yet, ascending.
    Records(BTreeSet<u64>),
    FirstMisses(u64),
    Near,
}

/// Explains records as they come.
struct Teller<'t> {
    choice: Choice,
    format: PlainFormat,
    setting: Setting<'t>,
    explainer: RecordExplainer,
    /// The filters, if each record is made as small as possible.
    shrinks: Option<&'t Filters>,
    near: Near,
    /// Records explained.
    shown: u64,
    /// Text that is held back until the counts are known.
    held: String,
    documents: Vec<RecordOut>,
    /// The first error in writing; nothing is written after it.
    failed: Option<io::Error>,
}

impl<'t> Teller<'t> {
    fn new(args: &ExplainArgs, filters: &'t NamedFilters, explainer: RecordExplainer) -> Self {
        let records: BTreeSet<u64> = args.record.iter().copied().collect();
        let choice = match (records.is_empty(), args.near) {
            (false, _) => Choice::Records(records),
            (true, true) => Choice::Near,
            (true, false) => Choice::FirstMisses(args.first_miss.unwrap_or(MISSES_DEFAULT)),
        };
        Self {
            choice,
            format: args.format,
            setting: Setting {
                route: filters.route,
                names: &filters.names,
                columns: output::stdout_columns(),
            },
            explainer,
            shrinks: args.shrink.then_some(&filters.filters),
            near: Near::default(),
            shown: 0,
            held: String::new(),
            documents: Vec::new(),
            failed: None,
        }
    }

    fn take(&mut self, index: u64, outcome: &Outcome<'_>) -> ControlFlow<()> {
        if self.is_chosen(index, outcome) {
            self.tell(index, outcome);
        }
        let all_read = matches!(&self.choice, Choice::Records(left) if left.is_empty());
        if self.failed.is_some() || all_read {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Returns the first record that was asked for and not read.
    fn missing(&self) -> Option<u64> {
        match &self.choice {
            Choice::Records(left) => left.first().copied(),
            Choice::FirstMisses(_) | Choice::Near => None,
        }
    }

    fn is_chosen(&mut self, index: u64, outcome: &Outcome<'_>) -> bool {
        match &mut self.choice {
            Choice::Records(left) => left.remove(&index),
            Choice::FirstMisses(most) => {
                outcome.judged.disposition != Disposition::Delivered && self.shown < *most
            }
            Choice::Near => {
                let obstacles = self.explainer.obstacles(outcome);
                self.near.count(obstacles) && self.shown < MISSES_DEFAULT
            }
        }
    }

    fn tell(&mut self, index: u64, outcome: &Outcome<'_>) {
        let why = self.explainer.explain(outcome);
        let repair = self.explainer.repair(outcome, &why);
        let shrunk = self
            .shrinks
            .and_then(|filters| smallest(filters, &mut self.explainer, outcome, &why));
        let explained = Explained {
            index,
            record: outcome.record,
            form: outcome.form,
            why: &why,
            repair: repair.as_ref(),
        };
        if self.format == PlainFormat::Json {
            let out = tidegate_explain::record_out(self.setting, explained);
            self.documents
                .push(out.with_smallest(shrunk.map(|shrunk| shrunk.record)));
        } else {
            let blank = if self.shown > 0 { "\n" } else { "" };
            self.held.push_str(blank);
            let mut entry = tidegate_explain::entry(self.setting, explained);
            entry
                .parts
                .extend(shrunk.map(smallest_parts).unwrap_or_default());
            let text = entry.text(self.setting.columns, &Palette::MARKS);
            self.held.push_str(&text);
            // A miss is printed at once, for users who wait at a slow pipe. Near misses wait, because their table is
            // printed first.
            if self.choice != Choice::Near {
                let text = std::mem::take(&mut self.held);
                self.failed = output::print_text(&text).err();
            }
        }
        self.shown += 1;
    }

    fn finish(self, reading: &Reading) -> io::Result<()> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let near = (self.choice == Choice::Near).then_some(&self.near);
        match (self.format, near) {
            (PlainFormat::Json, near) => {
                let document = tidegate_explain::document(
                    self.setting,
                    &self.documents,
                    near,
                    &reading.tally,
                    reading.findings.out(),
                );
                output::print_text(&document)
            }
            (PlainFormat::Text, Some(near)) => {
                let blank = if self.held.is_empty() { "" } else { "\n" };
                let standings = near.standings(self.setting, &reading.tally);
                let standings = standings.text(self.setting.columns, &Palette::MARKS);
                output::print_text(&format!("{standings}{blank}{}", self.held))
            }
            (PlainFormat::Text, None) => Ok(()),
        }
    }
}

/// Returns the smallest part as it stands below an explanation.
fn smallest_parts(shrunk: Shrunk) -> Vec<EntryPart> {
    let title = match shrunk.is_finished {
        true => "the smallest part with this fate and reason:",
        false => "a smaller part with this fate and reason (not every part was tried):",
    };
    vec![
        EntryPart::Title(vec![vec![Phrase::new(Tone::Plain, title)]]),
        EntryPart::Verbatim(shrunk.record),
    ]
}

fn say_summary(
    args: &ExplainArgs,
    filters: &NamedFilters,
    reading: &Reading,
    shown: u64,
    console: &Console,
) {
    let tally = &reading.tally;
    if tally.read == 0 || !args.record.is_empty() {
        return;
    }
    let explained = counted(shown, "record");
    console.say(format_args!("{explained} explained"));
    console.say(summary::line(tally));
    summary::say_assumed(tally, console);
    if tally.delivered == tally.read {
        console.say("nothing is missed: --record N explains why a record is delivered");
    }
    if let Some(sentence) = deleted_messages(filters.filters.source(), tally) {
        console.warn(sentence);
    }
}
