//! The records written from a chunk of rows, in the form in which a function would get them. Each remembers the row
//! that it comes from, so that its place in the input is known. A row may hold several records, or none if it is a line
//! of a log.

use std::ops::Range;

use tidegate::Source;
use tidegate_json::{Flaw, Outline, Unescaper};

use crate::judged::RecordForm;

/// The memory for rewriting a row, and the source that it is rewritten for.
#[derive(Debug)]
pub(crate) struct Tools {
    pub(crate) source: Source,
    pub(crate) outline: Outline,
    pub(crate) inner: Outline,
    pub(crate) unescaper: Unescaper,
    pub(crate) memory: Vec<u8>,
}

impl Tools {
    pub(crate) fn new(source: Source) -> Self {
        Self {
            source,
            outline: Outline::default(),
            inner: Outline::default(),
            unescaper: Unescaper::default(),
            memory: Vec::new(),
        }
    }
}

/// The records of a chunk of rows.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    bytes: Vec<u8>,
    rows: Vec<Row>,
    /// The start of the current record in `bytes`.
    start: usize,
    /// The index of the current row.
    piece: usize,
    /// Rows of a log that hold no record.
    pub(crate) passed_over: u64,
}

/// The state before a row, to return to if the row is refused.
struct Mark {
    bytes: usize,
    rows: usize,
    passed_over: u64,
}

/// A written record, or the flaw of a row that no record could be written from.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The index of the row that it comes from.
    pub(crate) piece: usize,
    pub(crate) span: Range<usize>,
    pub(crate) made: Result<RecordForm, Flaw>,
}

impl Rows {
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.rows.clear();
        (self.start, self.passed_over) = (0, 0);
    }

    /// Returns the memory that the current record is appended to.
    pub(crate) const fn out(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Writes a record as it is.
    pub(crate) fn copy(&mut self, record: &[u8], form: RecordForm) {
        self.bytes.extend_from_slice(record);
        self.finish(form);
    }

    /// Ends the current record.
    pub(crate) fn finish(&mut self, form: RecordForm) {
        self.push(Ok(form));
    }

    fn refuse(&mut self, flaw: Flaw) {
        self.bytes.truncate(self.start);
        self.push(Err(flaw));
    }

    /// Counts a row that holds no record. Most lines of a log don't.
    pub(crate) const fn pass_over(&mut self) {
        self.passed_over += 1;
    }

    fn push(&mut self, made: Result<RecordForm, Flaw>) {
        let span = self.start..self.bytes.len();
        self.start = self.bytes.len();
        self.rows.push(Row {
            piece: self.piece,
            span,
            made,
        });
    }

    /// Removes everything written since `mark`.
    fn take_back(&mut self, mark: &Mark) {
        self.bytes.truncate(mark.bytes);
        self.rows.truncate(mark.rows);
        self.passed_over = mark.passed_over;
        self.start = mark.bytes;
    }

    /// Writes the records of one row with `write`. If `write` fails, the row is refused as a whole.
    pub(crate) fn write_row(
        &mut self,
        piece: usize,
        write: impl FnOnce(&mut Self) -> Result<(), Flaw>,
    ) {
        let mark = Mark {
            bytes: self.bytes.len(),
            rows: self.rows.len(),
            passed_over: self.passed_over,
        };
        self.start = mark.bytes;
        self.piece = piece;
        if let Err(flaw) = write(self) {
            self.take_back(&mark);
            self.refuse(flaw);
        }
    }

    /// Adds a row that can't be read.
    pub(crate) fn refuse_row(&mut self, piece: usize, flaw: Flaw) {
        self.write_row(piece, |_| Err(flaw));
    }

    /// Returns the text that the spans of the records refer to.
    pub(crate) fn text(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns whether a record is the only one of its row.
    pub(crate) fn is_alone(&self, index: usize) -> bool {
        let is_of_another = |at: Option<usize>| {
            at.and_then(|at| self.rows.get(at))
                .is_none_or(|row| row.piece != self.rows[index].piece)
        };
        is_of_another(index.checked_sub(1)) && is_of_another(index.checked_add(1))
    }
}
