//! Statements: the assumptions of figures, and warnings.

/// Statements with a word before the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Names their kind, such as `model`.
    pub word: &'static str,
    /// Their place and their layout.
    pub kind: NoteKind,
    /// A sentence each.
    pub statements: Vec<Statement>,
}

/// The place of a note on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// Makes sense with its word only.
    Named,
    /// A list of sentences that need no word.
    List,
    /// As [`Named`](Self::Named), but pages show it at the top rather than in the fine print.
    Remark,
}

/// A sentence, without its full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The sentence.
    pub text: String,
    /// A letter for its evidence.
    pub letter: Option<&'static str>,
}

/// A warning, without its full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The sentence.
    pub text: String,
    /// The title of the banner that it has on a page; `None` if it stands in the list of warnings.
    pub banner: Option<&'static str>,
}

impl Note {
    /// A note of plain sentences.
    #[must_use]
    pub fn new<T: Into<String>>(
        word: &'static str,
        kind: NoteKind,
        texts: impl IntoIterator<Item = T>,
    ) -> Self {
        let statements = texts.into_iter().map(Statement::plain);
        Self {
            word,
            kind,
            statements: statements.collect(),
        }
    }
}

impl Statement {
    /// A sentence without a letter.
    pub fn plain<T: Into<String>>(text: T) -> Self {
        Self {
            text: text.into(),
            letter: None,
        }
    }
}

/// The sentence, its letter in brackets after it.
impl std::fmt::Display for Statement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)?;
        match self.letter {
            Some(letter) => write!(f, " [{letter}]"),
            None => Ok(()),
        }
    }
}

impl<T: Into<String>> From<T> for Warning {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            banner: None,
        }
    }
}
