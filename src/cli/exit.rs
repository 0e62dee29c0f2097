//! Exit codes. The one invariant: a bad record never changes the code; a bad option, filter or input does.

use std::process::ExitCode;

use crate::interruption::Signal;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: `match` delivered something, `test` is clean, the others did their work.
    Success,
    /// 1: `match` delivered nothing, `test` has failures.
    Negative,
    /// 2: it could not run, or not to the end.
    Failure,
    /// 128 and the signal's number: a signal ended it early.
    Interrupted(Signal),
}

/// Something went wrong and has been said on stderr.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reported;

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Success => 0,
            Exit::Negative => 1,
            Exit::Failure => 2,
            Exit::Interrupted(signal) => signal.exit_code(),
        })
    }
}

impl From<Result<Exit, Reported>> for Exit {
    fn from(result: Result<Self, Reported>) -> Self {
        result.unwrap_or(Self::Failure)
    }
}
