//! Why an input can't be read, and what to do, in Python's words: the sentences of the reader name options of the command line.

use std::path::Path;

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use tidegate_batch::InputError;

/// Returns the exception for an input that can't be read.
pub(crate) fn refusal(name: &str, error: &InputError) -> PyErr {
    let way = way(error).map(|way| format!("\n{}", in_python(&way)));
    let sentence = format!(
        "{name}: {}{}",
        in_python(&error.to_string()),
        way.unwrap_or_default()
    );
    match error {
        InputError::Io(_) => PyOSError::new_err(sentence),
        _ => PyValueError::new_err(sentence),
    }
}

/// Returns the exception for a file that can't be opened: that of Python's own `open`.
pub(crate) fn not_opened(path: &Path, error: &std::io::Error) -> PyErr {
    let name = path.display().to_string();
    let sentence = error.to_string();
    match error.raw_os_error() {
        Some(number) => {
            let sentence = sentence.trim_end_matches(&format!(" (os error {number})"));
            PyOSError::new_err((number, sentence.to_owned(), name))
        }
        None => PyOSError::new_err(format!("{name}: {sentence}")),
    }
}

/// Returns what to do instead, if it is known.
fn way(error: &InputError) -> Option<String> {
    let payloads = "--input payload (one per line) or --input payload-stream";
    match error {
        InputError::OtherOutput(output) => Some(format!(
            "{}; an object that is a payload is read with {payloads}",
            output.way()
        )),
        InputError::Unfiltered(event) => Some(event.way().to_owned()),
        InputError::ForeignText(text) => Some(text.way().to_owned()),
        InputError::ForeignSource { .. } | InputError::ForeignKind { .. } => Some(format!(
            "make the filter with that source; if they are payloads that only look like records, say {payloads}"
        )),
        InputError::OtherService { .. } => Some(format!(
            "payloads that look like this, as of a queue that gets such events, are read with {payloads}"
        )),
        InputError::NotEvents { .. } => Some(format!(
            "if they are details of events, `jq -c '{{detail: .}}'` puts them where they belong; {payloads} takes each as a whole event"
        )),
        InputError::Ambiguous { .. } => {
            Some("say which one is meant, by the argument after it".to_owned())
        }
        _ => None,
    }
}

/// Returns a sentence about a setting with its name in Python.
pub(crate) fn setting_in_python(sentence: &str) -> String {
    sentence
        .replace("with --prices", "with prices=")
        .replace("#NAME picks", "name= picks")
}

/// Returns a sentence with `--input NAME` written as an argument: `input="NAME"`.
fn in_python(sentence: &str) -> String {
    const OPTION: &str = "--input ";
    let mut parts = sentence.split(OPTION);
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // Lines may be broken after the option.
        let part = part.trim_start();
        let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        let (name, rest) = part.split_at(end.unwrap_or(part.len()));
        written.push_str(&format!("input=\"{name}\"{rest}"));
    }
    written
}
