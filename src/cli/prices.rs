//! The prices that were asked for: the built-in ones, with a file laid over them.

use std::fs;
use std::io;
use std::path::Path;

use tidegate_price::{Architecture, PriceBook, Rates};

use crate::args::PriceArgs;
use crate::exit::Reported;
use crate::output::{self, Console};

/// Returns all prices; those of `file` replace the built-in ones.
pub(crate) fn book(file: Option<&Path>, console: &Console) -> Result<PriceBook, Reported> {
    let book = PriceBook::built_in();
    let Some(path) = file else { return Ok(book) };
    let text = text(path, console)?;
    book.with_file(&text, &path.display().to_string())
        .map_err(|error| {
            console.error(error);
            Reported
        })
}

/// Returns the prices of a plan.
pub(crate) fn of(args: &PriceArgs, console: &Console) -> Result<Rates, Reported> {
    rates(args.prices.as_deref(), &args.region, args.arch, console)
}

/// Returns the prices of one region and architecture.
pub(crate) fn rates(
    file: Option<&Path>,
    region: &str,
    arch: Architecture,
    console: &Console,
) -> Result<Rates, Reported> {
    book(file, console)?.rates(region, arch).map_err(|error| {
        console.error(error);
        Reported
    })
}

/// Returns the whole text of a file; `-` is stdin.
pub(crate) fn text(path: &Path, console: &Console) -> Result<String, Reported> {
    let read = if path == Path::new("-") {
        io::read_to_string(io::stdin())
    } else {
        fs::read_to_string(path)
    };
    read.map_err(|error| {
        let why = output::io_reason(&error);
        console.error(format_args!("can't read {}: {why}", path.display()));
        Reported
    })
}
