//! `test`: runs rows of cases, and reports misses and counts. Every row is run, whatever the results of the rows before
//! it. With `--init` it reads a filter and records, and writes a first file of rows.

mod ask;
mod error_text;
mod expect;
mod file_findings;
mod files;
mod github;
mod init;
mod junit;
mod place;
mod results;
mod row;
mod tell;

use std::fs;
use std::io;
use std::path::Path;

use crate::args::{TestArgs, TestFormat};
use crate::exit::{Exit, Reported};
use crate::output::{self, Console};

use ask::FilterFiles;
use file_findings::FileFindings;
use files::Found;
use place::Place;
use results::{Broken, Differences, Results};
use row::Row;

/// Runs the command.
pub(crate) fn run(args: &TestArgs, threads: usize, console: &Console) -> Result<Exit, Reported> {
    match &args.init.init {
        Some(filter) => init::run(filter, args, threads, console),
        None => Ok(run_rows(args, console)),
    }
}

fn run_rows(args: &TestArgs, console: &Console) -> Exit {
    let Found {
        files,
        failures,
        empty,
    } = files::find(&args.paths);
    let mut run = Run {
        console,
        files: FilterFiles::default(),
        results: Results::default(),
        findings: FileFindings::new(&args.findings),
    };
    for (path, error) in failures {
        let why = output::io_reason(&error);
        run.break_off(&path, format!("can't search {}: {why}", path.display()));
    }
    for (path, others) in empty {
        run.skip(&path, others);
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
    let written = run.write(args);
    output::after_writing(written, exit, console)
}

struct Run<'c> {
    console: &'c Console,
    files: FilterFiles,
    results: Results,
    findings: FileFindings,
}

impl Run<'_> {
    fn write(&self, args: &TestArgs) -> io::Result<()> {
        let (results, findings) = (&self.results, self.findings.out());
        let shown = if args.verbose {
            Differences::Listed
        } else {
            Differences::Counted
        };
        match args.format {
            TestFormat::Text => output::print_brief(&results.document(shown)),
            TestFormat::Json => output::print_text(&results.json(findings)),
            TestFormat::Junit => output::print_text(&junit::document(results)),
            TestFormat::Github => output::print_text(&github::lines(results, &findings)),
        }
    }

    /// Reports a file that can't be run.
    fn break_off(&mut self, file: &Path, why: String) {
        self.console.error(&why);
        let place = place(file, None);
        self.results.broken.push(Broken { place, why });
    }

    /// Reports a directory without a file of rows.
    fn skip(&self, directory: &Path, others: u64) {
        let name = directory.display();
        let skipped = match others {
            0 => String::new(),
            1 => ", and the .jsonl file in it is not run".to_owned(),
            _ => format!(", and the {others} .jsonl files in it are not run"),
        };
        self.console.warn(format_args!(
            "{name}: there is no *.cases.jsonl in this directory{skipped}"
        ));
        if others > 0 {
            self.console.help(format_args!(
                "name the files: `tidegate test '{name}/*.jsonl'`"
            ));
        }
    }

    fn file(&mut self, path: &Path) {
        let name = path.display();
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let why = output::io_reason(&error);
                return self.break_off(path, format!("can't read {name}: {why}"));
            }
        };
        if let Some(why) = files::filter_instead(path, &bytes) {
            return self.break_off(path, why);
        }
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
        let place = place(path, Some(number));
        let asked = row.and_then(|row| {
            let answer = ask::ask(&row, path, &mut self.files)?;
            Ok((row, answer))
        });
        match asked {
            Ok((row, answer)) => {
                let tree = || ask::tree(&row, path, &mut self.files);
                self.results.add(&row, &answer, place, tree);
            }
            Err(why) => {
                let why = format!("malformed row: {why}");
                self.console.error(format_args!("{place}: {why}"));
                self.results.broken.push(Broken { place, why });
            }
        }
    }

    fn exit(&self) -> Exit {
        let is_broken = !self.results.broken.is_empty();
        if !is_broken && self.results.is_empty() {
            self.console
                .error("no rows: name files of rows, or directories that hold *.cases.jsonl");
        }
        match (is_broken || self.results.is_empty(), self.results.failed()) {
            (true, _) => Exit::Failure,
            (false, 0) => Exit::Success,
            (false, _) => Exit::Negative,
        }
    }
}

fn place(file: &Path, line: Option<usize>) -> Place {
    let file = file.display().to_string();
    Place { file, line }
}

fn read_row(line: &[u8]) -> Result<Row, String> {
    let text = std::str::from_utf8(line).map_err(|error| error.to_string())?;
    Row::read(text)
}
