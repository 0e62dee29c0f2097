//! `completions` and `man`: both printed from the definitions of the arguments, so both stay up to date.

use clap::CommandFactory;
use clap::error::ErrorKind;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::args::Tidegate;
use crate::exit::Exit;
use crate::output::{self, Console};

/// Prints the completion script of a shell.
pub(crate) fn completions(shell: Shell, console: &Console) -> Exit {
    let mut script = Vec::new();
    let mut command = Tidegate::command();
    clap_complete::generate(shell, &mut command, "tidegate", &mut script);
    print(&script, console)
}

/// Prints the manual page of `tidegate`, of a command, or of a command under another one.
pub(crate) fn man(of: &[String], console: &Console) -> Exit {
    let mut root = Tidegate::command();
    root.build();
    let page = of
        .iter()
        .try_fold(root, |command, name| command.find_subcommand(name).cloned());
    let Some(page) = page else {
        console.error(format_args!(
            "there is no command `{}`, so there is no manual page for it",
            of.join(" ")
        ));
        return Exit::Failure;
    };
    let mut roff = Vec::new();
    if let Err(error) = Man::new(page).render(&mut roff) {
        console.error(format_args!("can't write the manual page: {error}"));
        return Exit::Failure;
    }
    print(&roff, console)
}

/// Says that a command is missing.
pub(crate) fn no_command() -> Exit {
    let mut root = Tidegate::command();
    let names = root.get_subcommands().map(clap::Command::get_name);
    let names = names.collect::<Vec<_>>().join(", ");
    let error = root.error(
        ErrorKind::MissingSubcommand,
        format!("a command is missing: {names}"),
    );
    // If stderr is closed, the error can't be reported to anybody.
    drop(error.print());
    Exit::Failure
}

fn print(text: &[u8], console: &Console) -> Exit {
    output::after_writing(output::print_bytes(text), Exit::Success, console)
}
