//! A plan that cannot be made.

use std::fmt::Display;

use crate::exit::Reported;
use crate::output::Console;

/// Says why there is no plan, and returns that it was reported.
pub(super) fn refused(why: impl Display, console: &Console) -> Reported {
    console.error(why);
    Reported
}
