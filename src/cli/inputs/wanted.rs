//! Where the records come from, before one of them is read.

use tidegate::Source;
use tidegate_batch::Route;

use crate::filters::Guess;
use crate::output::Console;

/// The source that the records must have, and where that is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// It is not stated: the records must name it.
    Open,
    /// It is not stated; this is a guess for commands without records. Records must name it.
    Guessed(Guess),
    /// `--source`.
    Typed(Route),
    /// The ARN in the file of this name.
    Told(Route, String),
}

impl Wanted {
    /// Returns the source of `--source`, if it is given.
    pub(crate) fn typed(route: Option<Route>) -> Self {
        route.map_or(Self::Open, Self::Typed)
    }

    pub(crate) const fn route(&self) -> Option<Route> {
        match self {
            Self::Open | Self::Guessed(_) => None,
            Self::Typed(route) | Self::Told(route, _) => Some(*route),
        }
    }

    /// Returns the source for a command that may have no records: as it is stated, or as it is guessed, which is said.
    pub(crate) fn route_or_guess(&self, console: &Console) -> Option<Route> {
        if let Self::Guessed(guess) = self {
            console.say(guess.sentence());
            return Some(Route::Service(guess.source));
        }
        self.route()
    }

    pub(super) fn source(&self) -> Option<Source> {
        self.route().map(Route::source)
    }

    /// Returns a sentence that says where the source is stated: `--source is sqs`.
    pub(crate) fn sentence(&self, route: Route) -> String {
        match self {
            Self::Open | Self::Guessed(_) => format!("the records are of {route}"),
            Self::Typed(_) => format!("--source is {route}"),
            Self::Told(_, file) => format!("{file} is for {route}"),
        }
    }

    /// Returns the help for records of another source.
    pub(super) fn remedy(&self) -> String {
        const PAYLOADS: &str = "payloads that look like this are read with --input payload (one per line) or payload-stream";
        match self {
            Self::Open | Self::Guessed(_) | Self::Typed(_) => {
                format!("leave out --source, or name the right one; {PAYLOADS}")
            }
            Self::Told(route, file) => {
                format!("{file} says {route}: name records of that source; {PAYLOADS}")
            }
        }
    }
}
