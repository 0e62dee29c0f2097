//! `tidegate`: the command line. It reads arguments and files, writes data to stdout and all messages to stderr, and
//! ends with an exit code. The only package that prints.
#![forbid(unsafe_code)]

mod args;
mod bar;
mod check;
mod command;
mod diagnostic;
mod exit;
mod filters;
mod findings;
mod inputs;
mod interruption;
mod output;
mod prices;
mod progress;
mod schemas;
mod summary;
mod workflow;
mod xml;

fn main() -> std::process::ExitCode {
    let args = args::parse();
    args.terminal.color.write_global();
    let console = output::Console::new(match args.terminal.quiet {
        true => output::Messages::Errors,
        false => output::Messages::All,
    });
    command::run(&args, &console).into()
}
