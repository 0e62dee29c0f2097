//! One file per command. Each takes its arguments and the console, and returns an exit code.

mod compile;
mod diff;
mod dot;
mod estimate;
mod explain;
mod explain_code;
mod gen_;
mod generate;
mod lint;
mod match_;
mod plan;
mod schema;
mod simplified;
mod smallest;
mod test;

use crate::args::{Command, Tidegate};
use crate::exit::Exit;
use crate::output::Console;

/// Runs the command that was typed.
pub(crate) fn run(args: &Tidegate, console: &Console) -> Exit {
    let threads = args.terminal.threads;
    let Some(command) = &args.command else {
        return match args.explain {
            Some(code) => explain_code::run(code, console),
            None => generate::no_command(),
        };
    };
    match command {
        Command::Match(args) => match_::run(args, threads, console).into(),
        Command::Explain(args) => explain::run(args, threads, console).into(),
        Command::Test(args) => test::run(args, threads, console).into(),
        Command::Diff(args) => diff::run(args, threads, console).into(),
        Command::Gen(args) => gen_::run(args, threads, console).into(),
        Command::Estimate(args) => estimate::run(args, threads, console).into(),
        Command::Plan(args) => plan::run(args, threads, console).into(),
        Command::Schema(args) => schema::run(args, console),
        Command::Lint(args) => lint::run(args, console).into(),
        Command::Compile(args) => compile::run(args, console).into(),
        Command::Completions { shell } => generate::completions(*shell, console),
        Command::Man { of } => generate::man(of, console),
    }
}
