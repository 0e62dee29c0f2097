//! Reads the figures of a `REPORT RequestId: ...` line. Fields are recognised by name, with any white space between
//! them: Lambda writes tabs, consoles and terminals show spaces.
//!
//! Format: Lambda Developer Guide, "Working with Lambda function logs", read 2026-11-23.

use super::found::Found;
use super::invocation::{Ending, Figures, number};

/// The start of a report, and of the report of an initialisation that no invocation followed.
pub(super) const REPORT: &str = "REPORT RequestId:";
pub(super) const INIT_REPORT: &str = "INIT_REPORT ";

/// Reads a report that starts at the first character.
pub(super) fn report(line: &str) -> Found {
    match figures(line).and_then(|figures| figures.finish()) {
        Ok(invocation) => Found::Report(invocation),
        Err(reason) => Found::Malformed(reason),
    }
}

/// Reads word by word: the words up to one that ends with a colon are a field's name, then follow its value and its
/// unit.
fn figures(line: &str) -> Result<Figures, String> {
    let mut figures = Figures::default();
    let mut words = line.split_whitespace().peekable();
    let mut name: Vec<&str> = Vec::new();
    while let Some(word) = words.next() {
        name.push(word);
        if word.ends_with(':') {
            let value = words.next().unwrap_or_default();
            let unit = words.next_if(|next| matches!(*next, "ms" | "MB"));
            take(&mut figures, &name.join(" "), value, unit)?;
            name.clear();
        }
    }
    Ok(figures)
}

fn take(figures: &mut Figures, name: &str, value: &str, unit: Option<&str>) -> Result<(), String> {
    let (slot, wanted) = match name {
        "Duration:" => (&mut figures.duration_ms, "ms"),
        "Billed Duration:" => (&mut figures.billed_ms, "ms"),
        "Memory Size:" => (&mut figures.memory_mb, "MB"),
        "Max Memory Used:" => (&mut figures.max_memory_mb, "MB"),
        "Init Duration:" => (&mut figures.init_ms, "ms"),
        "Restore Duration:" => (&mut figures.restore_ms, "ms"),
        "Billed Restore Duration:" => (&mut figures.billed_restore_ms, "ms"),
        "Status:" => {
            figures.ending = Some(ending(value));
            return Ok(());
        }
        _ => return Ok(()),
    };
    let Some(read) = number(value) else {
        return Err(format!("`{name} {value}` is not a number of {wanted}"));
    };
    if unit != Some(wanted) {
        return Err(format!(
            "`{name} {value}` is cut off: `{wanted}` should follow"
        ));
    }
    if slot.replace(read).is_some() {
        return Err(format!("`{name}` occurs twice"));
    }
    Ok(())
}

/// Reads the `Status:` of a line or the `status` of a record.
pub(super) fn ending(status: &str) -> Ending {
    match status {
        "success" => Ending::Success,
        "timeout" => Ending::Timeout,
        _ => Ending::Error,
    }
}
