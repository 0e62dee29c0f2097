//! `tidegate`: the command line. Arguments and files in; data on stdout, everything said about it on stderr, and an
//! exit code out. The only package that prints.
#![forbid(unsafe_code)]

mod args;
mod bar;
mod check;
mod command;
mod diagnostic;
mod exit;
mod explain;
mod filters;
mod findings;
mod identity;
mod inputs;
mod interruption;
mod output;
mod prices;
mod progress;
mod refusal;
mod summary;

fn main() -> std::process::ExitCode {
    let args = args::parse();
    args.terminal.color.write_global();
    let console = output::Console::new(match args.terminal.quiet {
        true => output::Messages::Errors,
        false => output::Messages::All,
    });
    command::run(&args, &console).into()
}
