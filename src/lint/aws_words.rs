//! The messages with which AWS refuses patterns, by service.

use tidegate::{Code, Source};
use tidegate_batch::Route;

/// All that AWS Lambda says about a pattern it refuses.
/// (Answer of `CreateEventSourceMapping`, `InvalidParameterValueException`, observed 2025-11-25.)
pub const LAMBDA_REFUSAL: &str = "Invalid filter pattern definition.";

/// The words that `PutRule` puts before its reason.
pub const EVENTBRIDGE_REFUSAL: &str = "Event pattern is not valid. Reason: ";

/// Returns AWS's words for a pattern with this error; `None` if they are not known, as those of pipes are not.
#[must_use]
pub fn aws_words(error: &tidegate::Error, route: Route) -> Option<String> {
    match route {
        Route::Service(Source::EventBridge) => error
            .aws_message()
            .map(|reason| format!("{EVENTBRIDGE_REFUSAL}{reason}")),
        // The length is checked by the API's own validation, which has other words; the bound on states is tidegate's
        // own.
        Route::Service(_) if matches!(error.code(), Code::PatternTooLong | Code::TooManyStates) => {
            None
        }
        Route::Service(_) => Some(LAMBDA_REFUSAL.to_owned()),
        Route::Pipe(_) => None,
    }
}
