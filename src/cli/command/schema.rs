//! `schema`: prints the JSON Schema of a filter, of a file of cases, or of what a command writes as JSON.

use crate::args::SchemaArgs;
use crate::exit::Exit;
use crate::output::{self, Console};
use crate::schemas::{names, schema};

/// Runs the command.
pub(crate) fn run(args: &SchemaArgs, console: &Console) -> Exit {
    let text = match &args.name {
        Some(name) => schema(name),
        None => names().join("\n") + "\n",
    };
    output::after_writing(output::print_text(&text), Exit::Success, console)
}
