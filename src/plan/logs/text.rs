//! `REPORT RequestId: ...` in, its figures out. Fields are told apart by their names, whatever white space stands between
//! them: the service writes tabs, consoles and terminals show spaces.
//!
//! Format: Lambda Developer Guide, "Working with Lambda function logs", read 2026-11-23.

use super::found::Found;
use super::invocation::{Ending, Figures, number};

/// How a report begins, and the report of an initialisation that no invocation followed.
pub(super) const REPORT: &str = "REPORT RequestId:";
pub(super) const INIT_REPORT: &str = "INIT_REPORT ";

/// A report that begins at the first character.
pub(super) fn report(line: &str) -> Found {
    match figures(line).and_then(|figures| figures.finish()) {
        Ok(invocation) => Found::Report(invocation),
        Err(reason) => Found::Malformed(reason),
    }
}

/// Walks the words: those up to one that ends in a colon are a field's name, the next its value, then its unit.
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
        return Err(format!("`{name} {value}` is no number of {wanted}"));
    };
    if unit != Some(wanted) {
        return Err(format!(
            "`{name} {value}` is cut off: `{wanted}` should follow"
        ));
    }
    if slot.replace(read).is_some() {
        return Err(format!("`{name}` stands in it twice"));
    }
    Ok(())
}

/// From `Status:` of a line or `status` of a record.
pub(super) fn ending(status: &str) -> Ending {
    match status {
        "success" => Ending::Success,
        "timeout" => Ending::Timeout,
        _ => Ending::Error,
    }
}
