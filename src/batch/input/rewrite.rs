//! Rewrites chunks of rows as chunks of records, for the kinds of input whose rows are not laid out as a function gets
//! them. The file of each kind in `containers` writes a single row. With enhanced fan-out, aggregates are split here
//! too.

use tidegate::Source;
use tidegate_json::{Flaw, Outline};

use super::aggregate::take_apart;
use super::chunk::{Chunk, Note};
use super::containers::{RowForm, convert, sheet};
use super::kind::InputKind;
use super::options::Throughput;
use super::rows::{Rows, Tools};
use crate::judged::RecordForm;

/// A kind of input whose rows are rewritten.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rewriting {
    kind: InputKind,
    throughput: Throughput,
}

impl Rewriting {
    /// Returns `None` if rows of this kind are judged as they are.
    pub(crate) fn of(kind: InputKind, throughput: Throughput) -> Option<Self> {
        let is_whole = throughput == Throughput::Shared;
        let is_due = sheet(kind).rows == RowForm::Converted || !is_whole;
        is_due.then_some(Self { kind, throughput })
    }

    /// Makes a rewriter for records of this source.
    pub(crate) fn rewriter(self, source: Source) -> Rewriter {
        let throughput = if source == Source::Kinesis {
            self.throughput
        } else {
            Throughput::Shared
        };
        Rewriter {
            kind: self.kind,
            throughput,
            tools: Tools::new(source),
            whole: Rows::default(),
            outline: Outline::default(),
        }
    }
}

/// Rewrites rows of one kind as records of one source.
#[derive(Debug)]
pub(crate) struct Rewriter {
    kind: InputKind,
    throughput: Throughput,
    tools: Tools,
    /// The records of a row before aggregates are split.
    whole: Rows,
    outline: Outline,
}

impl Rewriter {
    /// Writes the records of the rows of a chunk. A piece that the splitter could not read becomes a refused row.
    pub(crate) fn rewrite(&mut self, chunk: &Chunk<'_>, rows: &mut Rows) {
        rows.clear();
        let text = chunk.text();
        for (index, piece) in chunk.pieces.iter().enumerate() {
            match piece.note {
                Note::Unreadable(_) => rows.refuse_row(index, Flaw::Broken),
                Note::Whole | Note::AtEnd => {
                    let row = &text[piece.span.clone()];
                    rows.write_row(index, |rows| self.row(row, rows));
                }
            }
        }
    }

    fn row(&mut self, row: &[u8], rows: &mut Rows) -> Result<(), Flaw> {
        match self.throughput {
            Throughput::Shared => convert(self.kind, row, &mut self.tools, rows),
            Throughput::EnhancedFanOut => self.row_apart(row, rows),
        }
    }

    /// Writes the records of a row, with every aggregate split.
    fn row_apart(&mut self, row: &[u8], rows: &mut Rows) -> Result<(), Flaw> {
        self.whole.clear();
        convert(self.kind, row, &mut self.tools, &mut self.whole)?;
        for made in self.whole.rows() {
            let form = made.made?;
            let record = &self.whole.text()[made.span.clone()];
            match form {
                RecordForm::Record => {
                    take_apart(record, &mut self.outline, |record| rows.copy(record, form))?;
                }
                RecordForm::Payload => rows.copy(record, form),
            }
        }
        for _ in 0..self.whole.passed_over {
            rows.pass_over();
        }
        Ok(())
    }
}
