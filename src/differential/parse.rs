//! Pattern text in: it parses and lowers, or is refused with a place to look at. Printing what was parsed and parsing
//! that again gives the same.

use tidegate::{Error, Pattern, Profile, Rule, Source};

/// Every profile there is.
const PROFILES: [Profile; 8] = [
    Profile::EventBridge,
    Profile::Pipes,
    Profile::Ruler,
    Profile::Esm(Source::Sqs),
    Profile::Esm(Source::Kinesis),
    Profile::Esm(Source::DynamoDb),
    Profile::Esm(Source::Kafka),
    Profile::Esm(Source::Mq),
];

/// The law of pattern text. Bytes that are not UTF-8 are no pattern and hold it.
///
/// # Panics
/// If the law is broken.
pub fn parse(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let pattern = match Pattern::parse(text) {
        Ok(pattern) => pattern,
        Err(error) => return check_place(text, &error),
    };
    check_round_trip(&pattern);
    for profile in PROFILES {
        if let Err(error) = Rule::lower(&pattern, profile) {
            check_place(text, &error);
        }
    }
}

/// An error's span lies in the text, on whole characters, and its message says something.
fn check_place(text: &str, error: &Error) {
    let span = error.span();
    let place = text.get(span.start..span.end);
    assert!(place.is_some(), "{error}: {span:?} is no place in {text:?}");
    assert!(!error.message().is_empty(), "{error:?} says nothing");
}

fn check_round_trip(pattern: &Pattern) {
    let printed = pattern.to_string();
    let again = Pattern::parse(&printed)
        .unwrap_or_else(|error| panic!("{error}: printed as {printed:?}, can't be parsed again"));
    assert_eq!(
        again.to_string(),
        printed,
        "printing is not the inverse of parsing"
    );
}
