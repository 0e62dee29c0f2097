//! The values of `--source`: the name of a source, with or without `pipes/` before it. A route says which service
//! filters the records and in which language. Every route has exactly one name, and the name parses back to it.

use std::str::FromStr;

use tidegate::{Profile, Source};

use crate::source::datasheet;

/// A source, and the service that reads from it and filters its records.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_batch::Route;
/// let route: Route = "pipes/sqs".parse()?;
/// assert_eq!((route, route.name()), (Route::Pipe(Source::Sqs), "pipes/sqs"));
/// assert_eq!(route.profile(), Profile::Pipes(Source::Sqs));
/// # Ok::<(), tidegate_batch::UnknownRoute>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// The rules of a bus, or a Lambda event source mapping.
    Service(Source),
    /// A pipe of EventBridge that reads from the source. No pipe reads from a bus, so `Pipe(EventBridge)` is not in
    /// [`ALL`](Self::ALL) and no name parses to it.
    Pipe(Source),
}

impl Route {
    /// Every route, in the order in which the manual lists them.
    pub const ALL: [Self; 11] = [
        Self::Service(Source::Sqs),
        Self::Service(Source::Kinesis),
        Self::Service(Source::DynamoDb),
        Self::Service(Source::Kafka),
        Self::Service(Source::Mq),
        Self::Service(Source::EventBridge),
        Self::Pipe(Source::Sqs),
        Self::Pipe(Source::Kinesis),
        Self::Pipe(Source::DynamoDb),
        Self::Pipe(Source::Kafka),
        Self::Pipe(Source::Mq),
    ];

    /// Returns the source of the records.
    #[must_use]
    pub const fn source(self) -> Source {
        match self {
            Self::Service(source) | Self::Pipe(source) => source,
        }
    }

    /// Returns the language that filters of this route are written in, unless the user chooses another.
    #[must_use]
    pub const fn profile(self) -> Profile {
        match self {
            Self::Service(source) => Profile::Service(source),
            Self::Pipe(source) => Profile::Pipes(source),
        }
    }

    /// Returns the name as `--source` takes it, in lower case: `sqs`, `pipes/sqs`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Service(source) => source.name(),
            Self::Pipe(source) => datasheet(source).pipe_name,
        }
    }
}

impl std::fmt::Display for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// The error for a name that no route has.
///
/// ```
/// use tidegate_batch::Route;
/// let unknown = "pipes/sns".parse::<Route>().unwrap_err();
/// assert!(unknown.to_string().starts_with("unknown source `pipes/sns`: expected one of sqs, "));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRoute(String);

impl std::fmt::Display for UnknownRoute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = Route::ALL.map(Route::name).join(", ");
        write!(f, "unknown source `{}`: expected one of {names}", self.0)
    }
}

impl std::error::Error for UnknownRoute {}

impl FromStr for Route {
    type Err = UnknownRoute;

    /// Reads a name in any case.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|route| route.name().eq_ignore_ascii_case(name))
            .ok_or_else(|| UnknownRoute(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_in_any_case_parses_to_its_route() {
        for route in Route::ALL {
            assert_eq!(route.name().parse(), Ok(route));
            assert_eq!(route.name().to_uppercase().parse(), Ok(route));
        }
    }

    #[test]
    fn every_source_has_a_route_and_every_source_but_the_bus_a_pipe() {
        for source in Source::ALL {
            assert!(Route::ALL.contains(&Route::Service(source)), "{source}");
            let pipe = Route::Pipe(source);
            assert_eq!(pipe.name(), format!("pipes/{source}"));
            assert_eq!(Route::ALL.contains(&pipe), source != Source::EventBridge);
        }
    }

    #[test]
    fn unknown_name_is_refused_with_a_list_of_the_names() {
        for name in [
            "sns",
            "pipes",
            "pipes/",
            "pipes/eventbridge",
            "pipe/sqs",
            "",
        ] {
            let message = name.parse::<Route>().unwrap_err().to_string();
            assert!(message.contains(&format!("`{name}`")), "{message}");
            assert!(message.contains("eventbridge, pipes/sqs, "), "{message}");
        }
    }
}
