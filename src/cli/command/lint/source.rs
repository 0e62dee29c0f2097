//! Where the records of a file of patterns come from, if the file does not say it.

use tidegate_batch::Route;
use tidegate_batch::criteria::FilterText;

use super::find::{Candidate, Wish};
use super::found::Told;
use crate::filters::{Guess, of_rows, rows_beside};

/// Returns what is known about the source of the patterns in a file.
pub(super) fn told(candidate: &Candidate, filters: &[FilterText]) -> Told {
    if let Some(route) = of_rows(&rows_beside(&candidate.path)) {
        return Told::Named(route);
    }
    let guess = Guess::of(filters.iter().map(|it| it.text.as_str()));
    match (guess, candidate.wish) {
        (Some(guess), _) => Told::Guessed(Route::Service(guess.source)),
        (None, Wish::Named) => Told::Unknown,
        (None, Wish::Met) => Told::UnknownOfMet,
    }
}
