//! `test --init`: reads a filter file and records, and writes a first file of rows. Each row is run before it is
//! written, so that the file passes at once.

mod blank;
mod choose;
mod digest;
mod payload;
mod personal;
mod redact;
mod written;

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use tidegate_batch::{Route, Tally};
use tidegate_figures::counted;
use tidegate_template::Values;

use super::ask::{self, FilterFiles};
use super::row::Row;
use crate::args::{FilterOption, NamedFile, TestArgs};
use crate::exit::{Exit, Reported};
use crate::filters::{self, Documents, NamedFilters};
use crate::inputs::{self, Wanted};
use crate::output::{self, Console};
use crate::summary;

use choose::{Choice, Fate, ROWS_EACH};
use redact::Redaction;
use written::{Draft, Target};

/// Writes the first file of rows for the filter file at `filter`.
pub(super) fn run(
    filter: &NamedFile,
    args: &TestArgs,
    threads: usize,
    console: &Console,
) -> Result<Exit, Reported> {
    let target = Target::beside(filter);
    if target.cases.exists() {
        return Err(exists(&target.cases, console));
    }
    if args.paths.is_empty() {
        return blank_rows(&target, args, console);
    }
    let (documents, wanted) = open(filter, args, console)?;
    let settled = inputs::settle(&args.records(), wanted, threads, console)?
        .ok_or_else(|| inputs::needs_source(console))?;
    let filters = match load(documents, settled.route, args, console)? {
        Ok(filters) => filters,
        Err(exit) => return Ok(exit),
    };
    let mut choice = Choice::default();
    let reading = inputs::read_all(&filters, settled, console, &mut |_, outcome| {
        choice.take(outcome)
    })?;
    let exit = reading.exit(Exit::Success);
    if exit != Exit::Success {
        console.error("not every record was read, so no file was written");
        return Ok(exit);
    }
    if reading.denied {
        console.error("no file was written");
        return Ok(Exit::Negative);
    }
    if reading.tally.read == 0 {
        console.error("there are no records, so no file was written");
        return Err(Reported);
    }
    say_outcomes(&reading.tally, console);
    let mut rows = Rows::new(&target, filters.route, &args.init.redact);
    for (fate, drafts) in choice.into_drafts() {
        rows.take(&fate, drafts, console);
    }
    let ending = rows.ending();
    let exit = rows.write(console)?;
    ending.say(console);
    Ok(exit)
}

/// Says how the filters judge the records, since the rows will expect just that.
fn say_outcomes(tally: &Tally, console: &Console) {
    console.say(summary::line(tally));
}

/// Returns the filter file, and what it and `--source` say about the records.
fn open(
    filter: &NamedFile,
    args: &TestArgs,
    console: &Console,
) -> Result<(Documents, Wanted), Reported> {
    let documents = Documents::open(
        &[FilterOption::File(filter.clone())],
        &Values::default(),
        console,
    )?;
    let wanted = documents.route(Wanted::typed(args.init.source), console)?;
    Ok((documents, wanted))
}

fn load(
    documents: Documents,
    route: Route,
    args: &TestArgs,
    console: &Console,
) -> Result<Result<NamedFilters, Exit>, Reported> {
    let filters = filters::load(documents, route, route.profile(), &args.findings, console)?;
    if filters.findings.are_denied(console) {
        return Ok(Err(Exit::Negative));
    }
    Ok(Ok(filters))
}

fn blank_rows(target: &Target, args: &TestArgs, console: &Console) -> Result<Exit, Reported> {
    let (documents, wanted) = open(&target.filter, args, console)?;
    let Some(route) = wanted.route() else {
        console.error("there are no records, so nothing says where they come from");
        console.help("name files of records after the filter, or the --source");
        return Err(Reported);
    };
    let filters = match load(documents, route, args, console)? {
        Ok(filters) => filters,
        Err(exit) => return Ok(exit),
    };
    let origins = filters.findings.origins().iter();
    let texts = origins.map(|origin| origin.filter.text.as_str());
    let mut rows = Rows::new(target, route, &args.init.redact);
    for draft in blank::drafts(route.source(), texts) {
        rows.fill_in(draft);
    }
    let ending = rows.ending();
    let exit = rows.write(console)?;
    console.say("the records in it are made up: put your own in their place");
    ending.say(console);
    Ok(exit)
}

fn exists(cases: &Path, console: &Console) -> Reported {
    console.error(format_args!("{} exists already", cases.display()));
    console.help("--init writes new files only: move this one away, or add rows to it by hand");
    Reported
}

/// The last line: that no row expects `delivered`, because such a file passes with a filter that never matches.
struct Ending(Option<String>);

impl Ending {
    fn say(self, console: &Console) {
        if let Some(sentence) = self.0 {
            console.warn(sentence);
        }
    }
}

/// The rows so far.
struct Rows<'t> {
    target: &'t Target,
    route: Route,
    redaction: Redaction,
    files: FilterFiles,
    text: String,
    /// By fate, in the order written.
    fates: Vec<(String, usize)>,
    /// Fields that look personal, and are written as they were read.
    personal: BTreeSet<String>,
    /// Rows whose payload is text, into which no path leads.
    opaque: usize,
}

impl<'t> Rows<'t> {
    fn new(target: &'t Target, route: Route, paths: &[String]) -> Self {
        Self {
            target,
            route,
            redaction: Redaction::new(paths),
            files: FilterFiles::default(),
            text: String::new(),
            fates: Vec::new(),
            personal: BTreeSet::new(),
            opaque: 0,
        }
    }

    /// Writes rows for the first few records that keep their fate.
    fn take(&mut self, fate: &Fate, drafts: Vec<Draft>, console: &Console) {
        let (mut written, mut is_changed) = (Vec::<Draft>::new(), false);
        for draft in drafts {
            let event = self.redaction.apply(self.route.source(), &draft);
            let redacted = Draft { event, ..draft };
            if written.len() == ROWS_EACH || written.iter().any(|it| it.event == redacted.event) {
                continue;
            }
            if self.fate_of(&redacted).as_ref() == Some(&fate.text) {
                self.push(&fate.text, &redacted);
                self.look_at(&redacted);
                written.push(redacted);
            } else {
                is_changed |= redacted.event != draft.event;
            }
        }
        if written.is_empty() {
            let why = match is_changed {
                true => "their fate depends on values that --redact replaces",
                false => "a row can't hold these records",
            };
            console.warn(format_args!("no row for records {fate}: {why}"));
        }
    }

    /// Notes what looks personal in a row.
    fn look_at(&mut self, draft: &Draft) {
        let found = personal::fields(self.route.source(), draft);
        let open = found.paths.into_iter();
        self.personal
            .extend(open.filter(|path| !self.redaction.covers(path)));
        self.opaque += usize::from(found.is_opaque);
    }

    /// Writes a row for a made-up record, unless there is one with its fate.
    fn fill_in(&mut self, draft: Draft) {
        let Some(fate) = self.fate_of(&draft) else {
            return;
        };
        if fate == "delivered" || !self.fates.iter().any(|(it, _)| *it == fate) {
            self.push(&fate, &draft);
        }
    }

    /// Returns the fate that `test` will find; `None` if it can't run the row.
    fn fate_of(&mut self, draft: &Draft) -> Option<String> {
        let line = draft.line(self.target, self.route, "row", "delivered");
        let row = Row::read(&line).ok()?;
        let answer = ask::ask(&row, &self.target.cases, &mut self.files).ok()?;
        Some(answer.to_string())
    }

    fn push(&mut self, fate: &str, draft: &Draft) {
        let number = match self.fates.iter_mut().find(|(it, _)| it == fate) {
            Some((_, number)) => {
                *number += 1;
                *number
            }
            None => {
                self.fates.push((fate.to_owned(), 1));
                1
            }
        };
        let id = format!("{}-{number}", fate.replace(':', "-"));
        let line = draft.line(self.target, self.route, &id, fate);
        self.text += &line;
        self.text.push('\n');
    }

    fn ending(&self) -> Ending {
        let is_delivered = self.fates.iter().any(|(fate, _)| fate == "delivered");
        Ending((!is_delivered).then(|| {
            format!(
                "no record is delivered, and the rows expect that: is {} right?",
                self.target.filter
            )
        }))
    }

    fn write(self, console: &Console) -> Result<Exit, Reported> {
        let name = self.target.cases.display();
        if self.fates.is_empty() {
            console.error("no record could be turned into a row, so no file was written");
            return Err(Reported);
        }
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&self.target.cases);
        let written = file.and_then(|mut file| file.write_all(self.text.as_bytes()));
        written.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => exists(&self.target.cases, console),
            _ => {
                let why = output::io_reason(&error);
                console.error(format_args!("can't write {name}: {why}"));
                Reported
            }
        })?;
        let total = self.fates.iter().map(|(_, number)| *number as u64).sum();
        let fates = self.fates.iter();
        let fates: Vec<_> = fates
            .map(|(fate, number)| format!("{number} {fate}"))
            .collect();
        let rows = counted(total, "row");
        console.say(format_args!("{name}: {rows} written: {}", fates.join(", ")));
        self.warn(console);
        Ok(Exit::Success)
    }

    fn warn(&self, console: &Console) {
        for path in self.redaction.unused() {
            console.warn(format_args!(
                "--redact {path}: none of the records written has this field"
            ));
        }
        if self.opaque > 0 {
            let rows = counted(self.opaque as u64, "row");
            console.warn(format_args!(
                "--redact can't look into payloads that are not JSON: read them ({rows}) before you share the file"
            ));
        }
        if self.personal.is_empty() {
            return;
        }
        let paths: Vec<_> = self.personal.iter().map(String::as_str).collect();
        console.warn(format_args!(
            "these fields look personal, and are written as they were read: {}",
            paths.join(", ")
        ));
        let typed = self.redaction.used().chain(paths);
        let typed: Vec<_> = typed.collect();
        console.help(format_args!(
            "delete {}, and run the command again with --redact '{}'",
            self.target.cases.display(),
            typed.join(",")
        ));
    }
}
