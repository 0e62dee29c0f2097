//! The form in which each kind of input states what it is like.

use tidegate::Source;

use crate::judged::RecordForm;
use crate::record::marks::Marks;

/// What a kind of input is like.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// The name that `--input` takes.
    pub(crate) name: &'static str,
    /// What it is, in a few words.
    pub(crate) title: &'static str,
    /// Files in `corpora/shapes`.
    pub(crate) samples: &'static [&'static str],
    /// The smallest that is one, on a line.
    pub(crate) example: &'static str,
    /// Whose records it holds; `None`: any source's.
    pub(crate) source: Option<Source>,
    pub(crate) rule: Rule,
    pub(crate) rows: RowForm,
    /// What the user should know of its records, in one sentence.
    pub(crate) caveat: Option<&'static str>,
}

/// How a row becomes a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowForm {
    /// It is one.
    AsItIs(RecordForm),
    /// It is written anew.
    Converted,
}

/// How it is known.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    /// By what the sources' own records and events are like.
    Sources,
    /// It is what is left.
    Rest,
    /// By the keys of its rows, which stand under a key of its documents, in a list, or by themselves.
    Rows {
        /// The key that a document has a list of rows under.
        list: Option<&'static str>,
        marks: Marks,
        /// Keys of a document that tell its kind even if its list is empty.
        signs: &'static [&'static str],
    },
    /// By how its lines begin.
    Lines,
}

/// How the rows of an input stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One per line.
    Lines,
    /// In documents, under keys of theirs.
    Documents,
    /// One behind the other, spread over lines or not.
    Stream,
    /// In lists that stand by themselves.
    List,
    /// There is none: the input is an empty list, or `null`.
    Nothing,
    /// In documents, under keys of theirs; the documents stand in lists.
    DocumentList,
}
