//! `test`: rows of cases in, misses and counts out. Every row is run, whatever the ones before it did.

mod ask;
mod error_text;
mod expect;
mod file_findings;
mod files;
mod results;
mod row;
mod tell;

use std::fs;
use std::path::Path;

use crate::args::{PlainFormat, TestArgs};
use crate::exit::Exit;
use crate::output::{self, Console};

use ask::FilterFiles;
use file_findings::FileFindings;
use results::{Differences, Results};
use row::Row;

/// Runs the command.
pub(crate) fn run(args: &TestArgs, console: &Console) -> Exit {
    let (files, failures) = files::find(&args.paths);
    let mut run = Run {
        console,
        files: FilterFiles::default(),
        results: Results::default(),
        findings: FileFindings::new(&args.findings),
        broken: false,
    };
    for (path, error) in failures {
        let why = output::io_reason(&error);
        run.break_off(format_args!("can't search {}: {why}", path.display()));
    }
    for file in &files {
        run.look_at_filters(file);
    }
    if run.findings.are_denied(console) {
        return Exit::Negative;
    }
    for file in &files {
        run.file(file);
    }
    let exit = run.exit();
    let shown = if args.verbose {
        Differences::Listed
    } else {
        Differences::Counted
    };
    let written = match args.format {
        PlainFormat::Text => output::print_brief(&run.results.document(shown)),
        PlainFormat::Json => output::print_text(&run.results.json(run.findings.out())),
    };
    output::after_writing(written, exit, console)
}

struct Run<'c> {
    console: &'c Console,
    files: FilterFiles,
    results: Results,
    findings: FileFindings,
    /// Whether a row or a file could not be run.
    broken: bool,
}

impl Run<'_> {
    fn break_off(&mut self, message: std::fmt::Arguments<'_>) {
        self.console.error(message);
        self.broken = true;
    }

    fn file(&mut self, path: &Path) {
        let name = path.display();
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let why = output::io_reason(&error);
                return self.break_off(format_args!("can't read {name}: {why}"));
            }
        };
        for (at, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
            let line = line.trim_ascii();
            if !line.is_empty() {
                self.row(path, at + 1, line);
            }
        }
    }

    /// Looks at the filter files that the rows of this file name; what is wrong with the file is said when it is run.
    fn look_at_filters(&mut self, path: &Path) {
        let bytes = fs::read(path).unwrap_or_default();
        for line in bytes.split(|&byte| byte == b'\n') {
            if let Ok(row) = read_row(line.trim_ascii()) {
                self.findings.look_at(&row, path, self.console);
            }
        }
    }

    fn row(&mut self, path: &Path, number: usize, line: &[u8]) {
        let row = read_row(line);
        let asked = row.and_then(|row| {
            let answer = ask::ask(&row, path, &mut self.files)?;
            Ok((row, answer))
        });
        match asked {
            Ok((row, answer)) => {
                let place = format!("{}:{number}", path.display());
                let tree = || ask::tree(&row, path, &mut self.files);
                self.results.add(&row, &answer, place, tree);
            }
            Err(why) => self.break_off(format_args!(
                "{}:{number}: malformed row: {why}",
                path.display()
            )),
        }
    }

    fn exit(&self) -> Exit {
        if !self.broken && self.results.is_empty() {
            self.console
                .error("no rows: name files of rows, or directories that hold *.cases.jsonl");
        }
        match (
            self.broken || self.results.is_empty(),
            self.results.failed(),
        ) {
            (true, _) => Exit::Failure,
            (false, 0) => Exit::Success,
            (false, _) => Exit::Negative,
        }
    }
}

fn read_row(line: &[u8]) -> Result<Row, String> {
    let text = std::str::from_utf8(line).map_err(|error| error.to_string())?;
    Row::read(text)
}
