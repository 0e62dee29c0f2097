//! What each kind of input is called, and how its name is read.

use super::containers::sheet;
use super::kind::InputKind;

impl InputKind {
    /// The name that `--input` takes: `event`, `record`, `payload`, `sqs-receive`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        sheet(self).name
    }

    /// What it is, in a few words: "what `aws sqs receive-message` prints".
    #[must_use]
    pub const fn title(self) -> &'static str {
        sheet(self).title
    }

    /// The smallest input of this kind, on a line: `{"Messages":[{"MessageId":"1",...}]}`.
    #[must_use]
    pub const fn example(self) -> &'static str {
        sheet(self).example
    }

    /// The files in `corpora/shapes` that show it.
    #[must_use]
    pub const fn samples(self) -> &'static [&'static str] {
        sheet(self).samples
    }
}

/// A text that names no kind of input.
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
