//! Chunks of rows in, chunks of records out, for the kinds of input whose rows are not laid out as a function gets them.

use tidegate::Source;
use tidegate_json::Flaw;

use super::chunk::{Chunk, Note};
use super::containers::{convert, is_converted};
use super::kind::InputKind;
use super::rows::{Rows, Tools};

/// A kind whose rows are written anew.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rewriting(InputKind);

impl Rewriting {
    /// `None`: rows of this kind are judged as they are.
    pub(crate) fn of(kind: InputKind) -> Option<Self> {
        is_converted(kind).then_some(Self(kind))
    }

    /// What does it, for records of this source.
    pub(crate) fn rewriter(self, source: Source) -> Rewriter {
        Rewriter::new(self.0, source)
    }
}

/// Writes rows of one kind as records of one source.
#[derive(Debug)]
pub(crate) struct Rewriter {
    kind: InputKind,
    tools: Tools,
}

impl Rewriter {
    fn new(kind: InputKind, source: Source) -> Self {
        Self {
            kind,
            tools: Tools::new(source),
        }
    }

    /// Writes the records of a chunk's rows. What the splitter could not read has none.
    pub(crate) fn rewrite(&mut self, chunk: &Chunk<'_>, rows: &mut Rows) {
        rows.clear();
        let text = chunk.text();
        for (index, piece) in chunk.pieces.iter().enumerate() {
            match piece.note {
                Note::Unreadable(_) => rows.refuse_row(index, Flaw::Broken),
                Note::Whole | Note::AtEnd => {
                    let row = &text[piece.span.clone()];
                    let (kind, tools) = (self.kind, &mut self.tools);
                    rows.write_row(index, |rows| convert(kind, row, tools, rows));
                }
            }
        }
    }
}
