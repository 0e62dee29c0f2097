//! The description of a kind of input. The file of each kind fills in one [`Sheet`]. Recognition, cutting and messages
//! look properties up there.

use tidegate::Source;

use crate::judged::RecordForm;
use crate::record::marks::Marks;

/// The description of a kind of input.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// The name that `--input` takes.
    pub(crate) name: &'static str,
    /// A short description for messages and the manual.
    pub(crate) title: &'static str,
    /// The files in `corpora/shapes` that are of this kind.
    pub(crate) samples: &'static [&'static str],
    /// The smallest input of this kind, on one line.
    pub(crate) example: &'static str,
    /// The source of its records; `None` if it can be any.
    pub(crate) source: Option<Source>,
    pub(crate) rule: Rule,
    pub(crate) rows: RowForm,
    /// A warning about its records in one sentence, if users need one.
    pub(crate) caveat: Option<&'static str>,
}

/// How a row becomes a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowForm {
    /// The row is a record.
    AsItIs(RecordForm),
    /// The row is rewritten as records.
    Converted,
}

/// How a kind of input is recognised.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    /// By the keys of the records and events of the sources.
    Sources,
    /// Any input that no other rule recognises.
    Rest,
    /// By the keys of its rows. The rows are in a list in documents, in a list alone, or without any container.
    Rows {
        /// The key under which a document has a list of rows.
        list: Option<&'static str>,
        marks: Marks,
        /// The keys of a document that show its kind even if its list is empty.
        signs: &'static [&'static str],
    },
    /// By the beginning of its lines.
    Lines,
}

/// Where the rows of an input are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One per line.
    Lines,
    /// In documents, under a key.
    Documents,
    /// One after the other, on one line or spread over lines.
    Stream,
    /// In lists that are not in documents.
    List,
    /// There are no rows: the input is an empty list, or `null`.
    Nothing,
    /// In documents, under a key, and the documents are in lists.
    DocumentList,
}
