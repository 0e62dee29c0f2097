//! Ends a plan that needs an unknown price.

use tidegate_price::NoPrice;

use crate::exit::Reported;
use crate::output::Console;

/// Says why a plan has no price, and returns that it was reported.
pub(super) fn unpriced(why: &NoPrice, console: &Console) -> Reported {
    console.error(why);
    Reported
}
