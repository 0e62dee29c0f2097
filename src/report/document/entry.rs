//! Entries of a list, each explained by a heading and by trees that compare the values wanted with those found.

use super::Tone;

/// An entry, such as a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the list, from 0; `None` if it stands in none.
    pub number: Option<u64>,
    /// Its name, if it has one.
    pub id: Option<String>,
    /// The decision about it.
    pub seal: Phrase,
    /// The consequence, in a sentence.
    pub sentence: String,
    /// From top to bottom.
    pub parts: Vec<EntryPart>,
}

/// A part of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryPart {
    /// Groups of phrases on one line, a dash between the groups.
    Title(Vec<Vec<Phrase>>),
    /// Fields, and below them the fields they hold.
    Tree(Vec<Branch>),
    /// Names, each with a text about it.
    Facts(Vec<Fact>),
    /// A tree for which there is no room, in one line.
    Aside(Aside),
    /// Text to be copied: never cut, never wrapped.
    Verbatim(String),
}

/// Words of one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Their tone.
    pub tone: Tone,
    /// The words.
    pub text: String,
}

/// A step of a path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branch {
    /// The step, or several that lead to nothing else, joined by dots.
    pub name: String,
    /// The test of the field; `None` if the step only leads to others.
    pub leaf: Option<Leaf>,
    /// The steps below it.
    pub branches: Vec<Self>,
}

/// The test of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Whether the field meets it.
    pub check: Check,
    /// The value.
    pub found: String,
    /// The pattern's value for the field, as JSON.
    pub wanted: String,
    /// Why the value does not meet it; empty if it does.
    pub reason: String,
}

/// Whether something is as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// It is.
    Met,
    /// It is not.
    Missed,
}

impl From<bool> for Check {
    /// `true` is met.
    fn from(is_met: bool) -> Self {
        match is_met {
            true => Self::Met,
            false => Self::Missed,
        }
    }
}

/// A text about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The thing.
    pub name: String,
    /// The text about it.
    pub text: String,
}

/// A tree in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Its name.
    pub name: String,
    /// Whether all of it is met.
    pub check: Check,
    /// The tests that are not met.
    pub text: String,
}

impl Entry {
    /// Its place and its name, as far as it has them: `#3 8f2a`.
    pub(crate) fn label(&self) -> String {
        let number = self.number.map(|number| format!("#{number}"));
        let parts: Vec<_> = number.into_iter().chain(self.id.clone()).collect();
        parts.join(" ")
    }
}

impl Phrase {
    /// Words of this tone.
    pub fn new<T: Into<String>>(tone: Tone, text: T) -> Self {
        Self {
            tone,
            text: text.into(),
        }
    }
}

impl Check {
    /// The mark that stands for it.
    #[must_use]
    pub fn mark(self) -> Phrase {
        match self {
            Self::Met => Phrase::new(Tone::Good, "✓"),
            Self::Missed => Phrase::new(Tone::Alarm, "✗"),
        }
    }
}
