//! Columns of Arrow: payloads or records in, verdicts out. A column is judged where it lies in memory. Each of its values is one
//! payload or one record; a missing value stays missing.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, ListBuilder, StringDictionaryBuilder, UInt32Builder};
use arrow_array::cast::AsArray;
use arrow_array::types::Int8Type;
use arrow_array::{Array, ArrayRef};
use arrow_schema::{ArrowError, DataType, Field};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;
use pyo3_arrow::input::AnyArray;
use tidegate_batch::{Disposition, Judged, Outcome, RecordForm};
use tidegate_estimate::filter_number;
use tidegate_explain::{RecordOddities, RecordRemarks};

use crate::compiled::Compiled;

/// The kinds, the reasons and the numbers of the filters.
pub(crate) type Columns = (PyChunkedArray, PyChunkedArray, PyChunkedArray);

/// Returns for each value whether it is delivered, in as many chunks as came in.
pub(crate) fn mask(
    py: Python<'_>,
    compiled: &Compiled,
    array: AnyArray,
    form: RecordForm,
) -> PyResult<PyChunkedArray> {
    let masks = of_chunks(py, array, |chunk| {
        let mut judge = compiled.filters.judge();
        let mut mask = BooleanBuilder::with_capacity(chunk.len());
        each_value(chunk, &mut |value| {
            let disposition = value.map(|value| judge.judge(value, form).disposition);
            mask.append_option(disposition.map(|it| it == Disposition::Delivered));
        })?;
        Ok(Arc::new(mask.finish()) as ArrayRef)
    })?;
    chunked(masks, &DataType::Boolean)
}

/// Returns the disposition of each value, in as many chunks as came in.
pub(crate) fn dispositions(
    py: Python<'_>,
    compiled: &Compiled,
    array: AnyArray,
    form: RecordForm,
) -> PyResult<Columns> {
    let columns = of_chunks(py, array, |chunk| {
        let mut judge = compiled.filters.judge();
        let mut builders = Builders::default();
        let mut failed = Ok(());
        each_value(chunk, &mut |value| {
            let judged = value.map(|value| judge.judge(value, form));
            let added = builders.add(judged.map(|it| (it.disposition, it.filters)));
            failed = std::mem::replace(&mut failed, Ok(())).and(added);
        })?;
        failed.map(|()| builders.finish())
    })?;
    let (mut kinds, mut reasons, mut filters) = (Vec::new(), Vec::new(), Vec::new());
    for (kind, reason, numbers) in columns {
        kinds.push(kind);
        reasons.push(reason);
        filters.push(numbers);
    }
    let words = DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8));
    let numbers = DataType::new_list(DataType::UInt32, true);
    Ok((
        chunked(kinds, &words)?,
        chunked(reasons, &words)?,
        chunked(filters, &numbers)?,
    ))
}

/// Returns the counts of the values that are not missing, and what users may not expect of them unless `remarked` is
/// [`Remarked::No`].
pub(crate) fn count(
    py: Python<'_>,
    compiled: &Compiled,
    array: AnyArray,
    (form, remarked): (RecordForm, Remarked),
) -> PyResult<(tidegate_batch::Tally, RecordOddities)> {
    let mut judge = compiled.filters.judge();
    let mut tally = tidegate_batch::Tally::new(compiled.filters.len());
    let mut remarks = match remarked {
        Remarked::Yes => Some(RecordRemarks::new(&compiled.filters)),
        Remarked::No => None,
    };
    of_chunks(py, array, |chunk| {
        each_value(chunk, &mut |value| {
            let Some(record) = value else { return };
            let judged = judge.judge(record, form);
            tally.add(&judged);
            if let Some(remarks) = &mut remarks {
                remarks.take("the column", &outcome_of(record, form, judged));
            }
        })
    })?;
    let oddities = remarks.map(|it| it.oddities().clone());
    Ok((tally, oddities.unwrap_or_default()))
}

/// Whether records are searched for what users may not expect, which takes a while.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remarked {
    Yes,
    No,
}

/// Returns the outcome of a record that stands by itself.
pub(crate) fn outcome_of<'r>(
    record: &'r [u8],
    form: RecordForm,
    judged: Judged<'r>,
) -> Outcome<'r> {
    Outcome {
        index: 0,
        offset: 0,
        read: record,
        record,
        form,
        judged,
    }
}

/// Builds the columns of one chunk.
#[derive(Default)]
struct Builders {
    kinds: StringDictionaryBuilder<Int8Type>,
    reasons: StringDictionaryBuilder<Int8Type>,
    filters: ListBuilder<UInt32Builder>,
}

impl Builders {
    fn add(&mut self, judged: Option<(Disposition, &[usize])>) -> Result<(), ArrowError> {
        let Some((disposition, filters)) = judged else {
            self.kinds.append_null();
            self.reasons.append_null();
            self.filters.append_null();
            return Ok(());
        };
        self.kinds.append(disposition.name())?;
        match disposition.reason() {
            Some(reason) => self.reasons.append(reason).map(drop)?,
            None => self.reasons.append_null(),
        }
        for filter in filters {
            let number = u32::try_from(filter_number(*filter)).unwrap_or(u32::MAX);
            self.filters.values().append_value(number);
        }
        self.filters.append(true);
        Ok(())
    }

    fn finish(mut self) -> (ArrayRef, ArrayRef, ArrayRef) {
        (
            Arc::new(self.kinds.finish()),
            Arc::new(self.reasons.finish()),
            Arc::new(self.filters.finish()),
        )
    }
}

/// Makes one result of each chunk, while other Python threads run.
fn of_chunks<T: Send>(
    py: Python<'_>,
    array: AnyArray,
    mut of_chunk: impl FnMut(&dyn Array) -> Result<T, ArrowError> + Send,
) -> PyResult<Vec<T>> {
    let reader = array.into_reader()?;
    let made = py.detach(|| {
        let chunks = reader.map(|chunk| of_chunk(&single_column(chunk?)?));
        chunks.collect::<Result<Vec<_>, ArrowError>>()
    });
    made.map_err(|error| PyTypeError::new_err(error_sentence(error)))
}

/// Calls `take` with the bytes of each value, or `None` if it is missing.
pub(crate) fn each_value(
    chunk: &dyn Array,
    take: &mut dyn FnMut(Option<&[u8]>),
) -> Result<(), ArrowError> {
    match chunk.data_type() {
        DataType::Utf8 => texts(chunk.as_string::<i32>().iter(), take),
        DataType::LargeUtf8 => texts(chunk.as_string::<i64>().iter(), take),
        DataType::Utf8View => texts(chunk.as_string_view().iter(), take),
        DataType::Binary => chunk.as_binary::<i32>().iter().for_each(take),
        DataType::LargeBinary => chunk.as_binary::<i64>().iter().for_each(take),
        DataType::BinaryView => chunk.as_binary_view().iter().for_each(take),
        DataType::FixedSizeBinary(_) => chunk.as_fixed_size_binary().iter().for_each(take),
        DataType::Null => (0..chunk.len()).for_each(|_| take(None)),
        other => {
            return Err(ArrowError::InvalidArgumentError(format!(
                "expected a column of strings or of binary values, not of {other}: cast it, or name the column that holds the payloads"
            )));
        }
    }
    Ok(())
}

fn texts<'a>(values: impl Iterator<Item = Option<&'a str>>, take: &mut dyn FnMut(Option<&[u8]>)) {
    values.for_each(|value| take(value.map(str::as_bytes)));
}

/// Returns the column of a table that has only one; any other array as it is.
fn single_column(chunk: ArrayRef) -> Result<ArrayRef, ArrowError> {
    let Some(table) = chunk.as_struct_opt() else {
        return Ok(chunk);
    };
    match table.columns() {
        [column] if table.null_count() == 0 => Ok(Arc::clone(column)),
        _ => {
            let names = table.column_names().join(", ");
            Err(ArrowError::InvalidArgumentError(format!(
                "expected one column, not a table of {names}: select the column that holds the payloads"
            )))
        }
    }
}

/// Returns what an error of Arrow says, without the name of its kind.
pub(crate) fn error_sentence(error: ArrowError) -> String {
    match error {
        ArrowError::InvalidArgumentError(sentence) => sentence,
        other => other.to_string(),
    }
}

fn chunked(chunks: Vec<ArrayRef>, of: &DataType) -> PyResult<PyChunkedArray> {
    PyChunkedArray::try_new(chunks, Arc::new(Field::new("", of.clone(), true)))
}
