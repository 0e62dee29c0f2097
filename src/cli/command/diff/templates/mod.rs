//! Templates as OLD and NEW. Their mappings, rules and pipes are matched by name, and each pair is compared: a template
//! changes as a whole, so a reviewer wants to see all that a change of it does.

mod change;
mod document;
mod pair;
mod settings;
mod sides;

use crate::args::{DiffArgs, DiffFormat};
use crate::exit::{Exit, Reported};
use crate::output::{self, Console};

use change::{Change, changes};

pub(super) use sides::Templates;

/// Compares templates, and writes the result.
pub(super) fn run(
    templates: &Templates,
    args: &DiffArgs,
    console: &Console,
) -> Result<Exit, Reported> {
    if !args.records.from.inputs.is_empty() {
        console.error("records are judged by the filters of one mapping, and these templates may have several");
        console.help("name it on both sides: OLD#NAME NEW#NAME");
        return Err(Reported);
    }
    if args.format == DiffFormat::Json {
        console.error("the comparison of whole templates has no JSON form");
        console.help("name a mapping on both sides: OLD#NAME NEW#NAME");
        return Err(Reported);
    }
    let changes = changes(templates, &args.findings, console)?;
    let document = document::document(templates, &changes, console)?;
    let text = match args.format {
        DiffFormat::Md => document.markdown(),
        DiffFormat::Text | DiffFormat::Json => {
            document.text(output::stdout_columns(), &output::palette())
        }
    };
    let exit = match changes.iter().all(Change::is_none) {
        true => Exit::Success,
        false => Exit::Negative,
    };
    Ok(output::after_writing(
        output::print_text(&text),
        exit,
        console,
    ))
}
