//! Rows of a tool's output in, records as a function would get them out: where the records that were written stand, and
//! which row each comes from. One row may hold several records, or, in a log, none.

use std::ops::Range;

use tidegate::Source;
use tidegate_json::{Flaw, Outline, Unescaper};

use crate::judged::RecordForm;

/// Memory that writing a row anew takes, and the source it is written for.
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
    /// Where the record at hand begins in `bytes`.
    start: usize,
    /// The row at hand.
    piece: usize,
    /// Rows of a log that hold no record.
    pub(crate) passed_over: u64,
}

/// What stood there before a row.
struct Mark {
    bytes: usize,
    rows: usize,
    passed_over: u64,
}

/// A record that was written, or what is wrong with the row it should have come from.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Which row it comes from.
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

    /// The record at hand, to be appended to.
    pub(crate) const fn out(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// A record as it stands.
    pub(crate) fn copy(&mut self, record: &[u8], form: RecordForm) {
        self.bytes.extend_from_slice(record);
        self.finish(form);
    }

    /// The record at hand is written.
    pub(crate) fn finish(&mut self, form: RecordForm) {
        self.push(Ok(form));
    }

    fn refuse(&mut self, flaw: Flaw) {
        self.bytes.truncate(self.start);
        self.push(Err(flaw));
    }

    /// A row holds no record, as most of a log doesn't.
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

    /// Takes back what was written of a row since `mark`.
    fn take_back(&mut self, mark: &Mark) {
        self.bytes.truncate(mark.bytes);
        self.rows.truncate(mark.rows);
        self.passed_over = mark.passed_over;
        self.start = mark.bytes;
    }

    /// Writes the records of one row by `write`; a row that it can't read stands as one that is refused.
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

    /// In place of a row's records stands something that can't be read.
    pub(crate) fn refuse_row(&mut self, piece: usize, flaw: Flaw) {
        self.write_row(piece, |_| Err(flaw));
    }

    /// What the records' spans point into.
    pub(crate) fn text(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether a record is the only one of its row.
    pub(crate) fn is_alone(&self, index: usize) -> bool {
        let is_of_another = |at: Option<usize>| {
            at.and_then(|at| self.rows.get(at))
                .is_none_or(|row| row.piece != self.rows[index].piece)
        };
        is_of_another(index.checked_sub(1)) && is_of_another(index.checked_add(1))
    }
}
