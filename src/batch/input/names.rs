//! The names of the kinds of input, for the option `--input` and for messages. The sheet of each kind in `containers`
//! holds them. A name parses back to its kind.

use super::containers::sheet;
use super::kind::InputKind;

impl InputKind {
    /// Returns the name that `--input` takes: `event`, `record`, `payload`, `sqs-receive`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        sheet(self).name
    }

    /// Returns a short description: "messages as `aws sqs receive-message` prints them".
    #[must_use]
    pub const fn title(self) -> &'static str {
        sheet(self).title
    }

    /// Returns the smallest input of this kind, on one line: `{"Messages":[{"MessageId":"1",...}]}`.
    #[must_use]
    pub const fn example(self) -> &'static str {
        sheet(self).example
    }

    /// Returns the files in `corpora/shapes` that are of this kind.
    #[must_use]
    pub const fn samples(self) -> &'static [&'static str] {
        sheet(self).samples
    }
}

/// The error for a name that no kind of input has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownInputKind(String);

impl std::fmt::Display for UnknownInputKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = InputKind::ALL.map(InputKind::name).join(", ");
        write!(f, "unknown input `{}`: expected one of {names}", self.0)
    }
}

impl std::error::Error for UnknownInputKind {}

impl std::str::FromStr for InputKind {
    type Err = UnknownInputKind;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let mut kinds = Self::ALL.into_iter();
        kinds
            .find(|kind| kind.name() == name)
            .ok_or_else(|| UnknownInputKind(name.to_owned()))
    }
}
