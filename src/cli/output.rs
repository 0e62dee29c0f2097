//! The two streams: stderr takes all messages, and stdout takes only data. A reader that closes stdout ends the output
//! quietly; it is never an error.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use tidegate_report::{Document, Palette, wrap};
use unicode_width::UnicodeWidthStr;

use crate::bar;
use crate::exit::Exit;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();

/// Spaces before the second and each further line of a message.
const INDENT: usize = 2;

/// Fewest columns that messages are broken into.
pub(crate) const COLUMNS_MIN: usize = 60;

/// Columns that are assumed without a terminal.
const COLUMNS_DEFAULT: usize = 80;

/// The messages that stderr gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Messages {
    All,
    /// Errors alone, as --quiet asks for.
    Errors,
}

/// stderr, for people.
#[derive(Debug)]
pub(crate) struct Console {
    messages: Messages,
}

impl Console {
    pub(crate) fn new(messages: Messages) -> Self {
        Self { messages }
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.messages == Messages::Errors
    }

    /// Prints a line; --quiet silences it.
    pub(crate) fn say(&self, line: impl Display) {
        if !self.is_quiet() {
            print_line(folded(&line.to_string(), 0, INDENT));
        }
    }

    /// Prints a warning; --quiet silences it.
    pub(crate) fn warn(&self, message: impl Display) {
        if !self.is_quiet() {
            print_line(labelled("warning", WARNING, message));
        }
    }

    /// Prints a line for each fact of a document, and its warnings; --quiet silences them.
    pub(crate) fn show(&self, document: &Document) {
        for line in document.brief() {
            self.say(line);
        }
        for warning in &document.warnings {
            self.warn(&warning.text);
        }
    }

    /// Prints an error. It is always shown.
    #[expect(
        clippy::unused_self,
        reason = "only code that has the console may print"
    )]
    pub(crate) fn error(&self, message: impl Display) {
        print_line(labelled("error", ERROR, message));
    }

    /// Prints the line of help below an error. It is always shown.
    #[expect(
        clippy::unused_self,
        reason = "only code that has the console may print"
    )]
    pub(crate) fn help(&self, message: impl Display) {
        print_line(labelled("help", HELP, message));
    }

    /// Prints a drawn diagnostic that is an error, with its line break. It is always shown.
    #[expect(
        clippy::unused_self,
        reason = "only code that has the console may print"
    )]
    pub(crate) fn drawn(&self, text: &str) {
        print_line(text);
    }
}

/// Returns `warning: ...` in lines that fit the terminal, all but the first indented by the label.
fn labelled(label: &str, style: Style, message: impl Display) -> String {
    let indent = label.len() + ": ".len();
    let message = folded(&message.to_string(), indent, indent);
    format!("{style}{label}{style:#}: {message}")
}

/// Returns the text in lines that fit stderr. The first line follows a label of `taken` columns, and its further lines
/// are indented by `indent`. Lines that the text has itself keep their own indentation.
fn folded(text: &str, taken: usize, indent: usize) -> String {
    let columns = stderr_columns().max(COLUMNS_MIN);
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = match taken + first.width() <= columns {
        true => first.to_owned(),
        false => wrap(first, columns - indent).join(&format!("\n{}", " ".repeat(indent))),
    };
    let rest = rest
        .lines()
        .map(|line| format!("\n{}", fitted(line, columns)));
    first + &rest.collect::<String>()
}

/// Returns the line in lines of at most `columns`. Further lines are indented by [`INDENT`] more than the first.
pub(crate) fn fitted(line: &str, columns: usize) -> String {
    let own = line.len() - line.trim_start_matches(' ').len();
    if line.width() <= columns {
        return line.to_owned();
    }
    let indent = own + INDENT;
    let lines = wrap(line, columns.saturating_sub(indent));
    " ".repeat(own) + &lines.join(&format!("\n{}", " ".repeat(indent)))
}

/// Prints a line. Errors are ignored: if stderr is closed, they can't be reported to anybody.
fn print_line(line: impl Display) {
    let _ = bar::aside(|| writeln!(anstream::stderr().lock(), "{line}"));
}

/// Prints an error about the options, which begins with `error:`.
pub(crate) fn print_refusal(text: &str) {
    let rest = text.strip_prefix("error:").unwrap_or(text);
    print_line(format_args!("{ERROR}error{ERROR:#}:{rest}"));
}

/// Returns why a file can't be opened, in words.
pub(crate) fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Returns the columns for text on `stream`: the terminal's, else those of COLUMNS, else [`COLUMNS_DEFAULT`].
fn columns(stream: &impl IsTerminal) -> usize {
    let terminal = stream
        .is_terminal()
        .then(terminal_size::terminal_size)
        .flatten();
    let declared = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal
        .map(|(terminal_size::Width(columns), _)| usize::from(columns))
        .or_else(declared)
        .unwrap_or(COLUMNS_DEFAULT)
}

/// Returns the columns for a report on stdout.
pub(crate) fn stdout_columns() -> usize {
    columns(&io::stdout())
}

/// Returns the columns for a drawing on stderr.
pub(crate) fn stderr_columns() -> usize {
    columns(&io::stderr())
}

/// Returns a palette without escapes if stdout supports none, so that columns are counted correctly.
pub(crate) fn palette() -> Palette {
    match anstream::AutoStream::choice(&io::stdout()) {
        anstream::ColorChoice::Never => Palette::PLAIN,
        _ => Palette::ANSI,
    }
}

/// Writes a finished text to stdout, keeping its colours only if stdout takes them.
pub(crate) fn print_text(text: &str) -> io::Result<()> {
    on_stdout(|| {
        let mut stdout = anstream::stdout().lock();
        stdout.write_all(text.as_bytes())?;
        stdout.flush()
    })
}

/// Writes whole lines to stdout, without the bar of progress if they share a terminal.
fn on_stdout(write: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    if io::stdout().is_terminal() {
        bar::aside(write)
    } else {
        write()
    }
}

/// Writes a line to stdout for each fact of a document; a long one is continued on an indented line.
pub(crate) fn print_brief(document: &Document) -> io::Result<()> {
    let columns = stdout_columns().max(COLUMNS_MIN);
    let lines = document.brief();
    let lines = lines.iter().map(|line| fitted(line, columns) + "\n");
    print_text(&lines.collect::<String>())
}

/// Writes bytes to stdout as they are.
pub(crate) fn print_bytes(bytes: &[u8]) -> io::Result<()> {
    on_stdout(|| {
        let mut stdout = io::stdout().lock();
        stdout.write_all(bytes)?;
        stdout.flush()
    })
}

/// Returns `exit`, or a failure if writing failed for any reason other than a reader that left.
pub(crate) fn after_writing(written: io::Result<()>, exit: Exit, console: &Console) -> Exit {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            console.error(format_args!("can't write to stdout: {error}"));
            Exit::Failure
        }
        _ => exit,
    }
}
