//! Reads invocations from logs of Lambda functions, in any of the containers below. Every line is counted once: as an
//! invocation, as malformed (with its place and reason), as a failed initialisation, or as another line.
//!
//! Containers are recognised by their content: lines as Lambda writes them, with or without the time that exports and
//! `aws logs tail` put before them; JSON of `aws logs filter-log-events`, `get-log-events` and `get-query-results`, of
//! subscriptions and of the Telemetry API; CSV and JSON of Logs Insights.

mod cells;
mod container;
mod csv;
mod document;
mod found;
mod invocation;
mod line;
mod record;
mod regime;
mod text;

use serde_json::Value;

pub use container::Container;
pub use invocation::{Ending, Invocation, MEMORY_MB_MAX, MEMORY_MB_MIN};
pub use regime::{InitBilling, Regime, Rounding};

use found::Found;

/// Most malformed lines that are named; further ones are only counted.
pub const MALFORMED_NAMED_MAX: usize = 100;

/// The contents of logs.
///
/// ```
/// use tidegate_plan::logs::{Container, Logs};
/// let mut logs = Logs::default();
/// let text = "REPORT RequestId: 1\tDuration: 26.73 ms\tBilled Duration: 27 ms\tMemory Size: 128 MB\t\n\
///             REPORT RequestId: 2\tDuration: 26.73 ms\tBilled Dur\n";
/// assert_eq!(logs.read("app.log", text)?, Container::Lines);
/// assert_eq!(logs.invocations[0].duration_us, 26_730);
/// assert_eq!(logs.malformed[0].to_string(), "app.log: line 2: the report has no billed duration");
/// # Ok::<(), tidegate_plan::logs::LogError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Logs {
    /// In the order of the logs.
    pub invocations: Vec<Invocation>,
    /// The first [`MALFORMED_NAMED_MAX`] reports that can't be read.
    pub malformed: Vec<Malformed>,
    /// Number of reports that can't be read.
    pub malformed_total: u64,
    /// Initialisations that failed or timed out and have a line of their own.
    pub failed_inits: u64,
    /// Lines that are not reports: `START`, `END`, lines that the function wrote.
    pub others: u64,
}

/// A report that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Name of the input.
    pub input: String,
    /// Line or event, counted from 1.
    pub place: Place,
    /// Why it can't be read, in words.
    pub reason: String,
}

/// A place in an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line of text.
    Line(usize),
    /// An event of a JSON document.
    Event(usize),
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { input, reason, .. } = self;
        match self.place {
            Place::Line(line) => write!(f, "{input}: line {line}: {reason}"),
            Place::Event(event) => write!(f, "{input}: event {event}: {reason}"),
        }
    }
}

/// Why a log can't be read any further.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LogError {
    /// Broken or truncated JSON: line, column and reason.
    Syntax(usize, usize, String),
    /// CSV without the columns of a report: the columns that it has.
    Columns(String),
}

impl std::fmt::Display for LogError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(line, column, reason) => {
                write!(f, "line {line}, column {column}: {reason}")
            }
            Self::Columns(columns) => write!(
                f,
                "line 1: the columns {columns} have neither @message nor @duration, @billedDuration and @memorySize"
            ),
        }
    }
}

impl std::error::Error for LogError {}

impl Logs {
    /// Adds the contents of `text`; `name` names the input in messages.
    ///
    /// # Errors
    /// The JSON is broken or truncated, or the CSV lacks the columns of reports. Everything read before the error is
    /// kept.
    pub fn read(&mut self, name: &str, text: &str) -> Result<Container, LogError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if let Some(container) = self.documents(name, text)? {
            return Ok(container);
        }
        if is_csv(text) {
            self.csv(name, text)?;
            return Ok(Container::Csv);
        }
        for (at, line) in text.lines().enumerate() {
            if !line.trim().is_empty() {
                self.take(name, Place::Line(at + 1), line::line(line));
            }
        }
        Ok(Container::Lines)
    }

    /// Returns `None` if the text is not a JSON document that holds events. One JSON record per line counts as text.
    fn documents(&mut self, name: &str, text: &str) -> Result<Option<Container>, LogError> {
        if !text.trim_start().starts_with(['{', '[']) {
            return Ok(None);
        }
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        let first = match values.next() {
            Some(Ok(value)) => value,
            Some(Err(error)) if names_a_container(text) => return Err(syntax(&error)),
            _ => return Ok(None),
        };
        let Some(container) = Container::of(&first) else {
            return Ok(None);
        };
        let mut at = 0;
        let mut each = |value: &Value| {
            document::each(value, &mut |found| {
                at += 1;
                self.take(name, Place::Event(at), found);
            });
        };
        each(&first);
        for value in values {
            each(&value.map_err(|error| syntax(&error))?);
        }
        Ok(Some(container))
    }

    fn csv(&mut self, name: &str, text: &str) -> Result<(), LogError> {
        let mut rows = csv::rows(text).into_iter();
        let head = rows.next().map(|row| row.cells).unwrap_or_default();
        let place = |column: &str| head.iter().position(|cell| cell == column);
        let has = |column: &str| place(column).is_some();
        if !has(cells::MESSAGE) && !cells::FIGURES.iter().all(|column| has(column)) {
            return Err(LogError::Columns(
                head.iter().collect::<Vec<_>>().join(", "),
            ));
        }
        for row in rows {
            let cell = |column: &str| row.cells.get(place(column)?).map(str::to_owned);
            let found = match cells::found(&cell) {
                Found::Report(_) if row.is_cut => {
                    Found::Malformed("the text ends inside a quoted cell".to_owned())
                }
                found => found,
            };
            self.take(name, Place::Line(row.line), found);
        }
        Ok(())
    }

    fn take(&mut self, name: &str, place: Place, found: Found) {
        match found {
            Found::Report(invocation) => self.invocations.push(invocation),
            Found::FailedInit => self.failed_inits += 1,
            Found::Other => self.others += 1,
            Found::Malformed(reason) => {
                self.malformed_total += 1;
                if self.malformed.len() < MALFORMED_NAMED_MAX {
                    let input = name.to_owned();
                    self.malformed.push(Malformed {
                        input,
                        place,
                        reason,
                    });
                }
            }
        }
    }
}

/// Returns whether broken JSON was meant to hold events: it is a list, or its start names one.
fn names_a_container(text: &str) -> bool {
    let text = text.trim_start();
    let head: String = text.chars().take(HEAD_CHARACTERS).collect();
    let names = ["\"events\"", "\"logEvents\"", "\"results\""];
    text.starts_with('[') || names.iter().any(|name| head.contains(name))
}

/// Characters in which the name of a list of events is searched for.
const HEAD_CHARACTERS: usize = 400;

/// Returns whether the first line names columns and one of them is a field of Logs Insights.
fn is_csv(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let mut columns = first.split(',').map(|cell| cell.trim_matches('"'));
    columns.any(|column| column.starts_with('@') && !column.contains(char::is_whitespace))
}

fn syntax(error: &serde_json::Error) -> LogError {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or_default();
    LogError::Syntax(error.line(), error.column(), reason.to_owned())
}
