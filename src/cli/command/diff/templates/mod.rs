//! Templates as OLD and NEW. Their mappings, rules and pipes are matched by name, and each pair is compared: a template
//! changes as a whole, so a reviewer wants to see all that a change of it does.

mod change;
mod document;
mod inputs;
mod json;
mod pair;
mod settings;
mod sides;

use crate::args::{DiffArgs, DiffFormat};
use crate::exit::{Exit, Reported};
use crate::output::{self, Console};

use change::{Change, changes};
use inputs::Inputs;
use pair::pairs;

pub(super) use sides::Templates;

/// Compares templates, and writes the result.
pub(super) fn run(
    templates: &Templates,
    args: &DiffArgs,
    threads: usize,
    console: &Console,
) -> Result<Exit, Reported> {
    let [old, new] = &templates.templates;
    let pairs = pairs([old, new]);
    let inputs = Inputs::of(args, &pairs, threads, console)?;
    let changes = changes(templates, &pairs, &inputs, args, console)?;
    let document = || document::document(templates, &changes, console);
    let text = match args.format {
        DiffFormat::Md => document()?.markdown(),
        DiffFormat::Json => json::json(&changes, console)?,
        DiffFormat::Text => document()?.text(output::stdout_columns(), &output::palette()),
    };
    let exit = match changes.iter().all(Change::is_none) {
        true => Exit::Success,
        false => Exit::Negative,
    };
    let exit = changes.iter().fold(exit, |exit, change| change.exit(exit));
    Ok(output::after_writing(
        output::print_text(&text),
        exit,
        console,
    ))
}
