//! Where the records of a file of patterns come from, if the file does not say it.

use std::path::Path;

use tidegate_batch::Route;
use tidegate_batch::criteria::FilterText;

use super::found::Told;
use crate::filters::{Guess, of_rows, rows_beside};

/// Returns what is known about the source of the patterns in the file at `path`.
pub(super) fn told(path: &Path, filters: &[FilterText]) -> Told {
    if let Some(route) = of_rows(&rows_beside(path)) {
        return Told::Named(route);
    }
    let guess = Guess::of(filters.iter().map(|it| it.text.as_str()));
    guess.map_or(Told::Unknown, |it| Told::Guessed(Route::Service(it.source)))
}
