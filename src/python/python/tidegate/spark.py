"""Filters on tables of Spark: which records pass, how many, and what that saves.

Every executor needs this package: on a cluster install the wheel there (`--additional-python-modules` on AWS Glue), or ship an
environment with `spark.archives`. The filter itself travels with the job.

Columns hold payloads, as producers wrote them, or with `records=True` records, as Lambda gets them: strings or binary values.
A null is neither delivered nor counted.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tidegate import Filter, RecordWarning, Report, Tally, _native
from tidegate._settings import settings_of
from tidegate._tally import as_text, of_text

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession
    from typing_extensions import Unpack

    from tidegate import Settings

__all__ = ["estimate", "filter_records", "read_archive", "tally"]

_Batches = Iterable["pyarrow.RecordBatch"]


def filter_records(df: DataFrame, filter: Filter, column: str, *, records: bool = False) -> DataFrame:
    """Returns the rows whose payload is delivered. `df` may be a stream: this call is the same in Structured Streaming."""
    _check(df, column)

    def delivered(batches: _Batches) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield batch.filter(filter.mask(batch.column(column), records=records))

    return df.mapInArrow(delivered, df.schema)


def tally(df: DataFrame, filter: Filter, column: str, *, records: bool = False) -> Tally:
    """Counts the records by what AWS does with them. Of a stream, count each batch with `foreachBatch` and add the tallies."""
    _check(df, column)

    def counted(batches: _Batches) -> Iterator[pyarrow.RecordBatch]:
        sum = filter.tally(_no_values())
        for number, batch in enumerate(batches):
            # Records are searched for what is easily missed in one batch of each part.
            sum += filter._tally(batch.column(column), records=records, remarked=number == 0)
        yield _row(counts=as_text(sum._native))

    rows = df.select(_quoted(column)).mapInArrow(counted, "counts string").collect()
    sum = filter.tally(_no_values())
    for row in rows:
        sum += Tally(of_text(row.counts))
    for remark in sum.remarks:
        warnings.warn(RecordWarning(remark), stacklevel=2)
    return sum


def estimate(
    df: DataFrame,
    filter: Filter,
    column: str,
    *,
    records: bool = False,
    arrival: str | None = None,
    count: int | None = None,
    **settings: Unpack[Settings],
) -> Report:
    """Estimates what the filter saves, from a table of any size.

    The executors judge the records and reduce each to its arrival, shard, size and fate. The driver replays them as
    `Filter.estimate` does, with the same result: of more than 400,000 records, stretches of the month; of more than 6,000,000,
    every executor leaves out the same seconds. Rows have to be in the order in which records arrived only where records say
    nothing about it.

    Args:
        df: The table; not a stream.
        filter: The filters.
        column: The column of payloads, or of records.
        records: The column holds records, which say when they arrived and at which shard.
        arrival: A column of timestamps: when each record arrived. Without it and without times in the records, give `rate`.
        count: About how many rows there are. If it is left out, they are counted first, which for Parquet takes no time.
        settings: Those of `Filter.estimate`; `help(tidegate.Settings)` lists them.

    Shards, partitions and groups of a FIFO queue are replayed one by one, so a table cut into parts gives the same numbers as
    the whole. Requests that carry several messages of a standard queue are counted within each part of the table, which changes
    the cost of large messages by less than one request for each part.

    The report has no near misses: they take an explanation of each record.
    """
    _check(df, column)
    if df.isStreaming:
        raise ValueError("an estimate needs a table, not a stream: write the stream out, or pass it to tally by foreachBatch")
    asked = settings_of(settings)
    _native.Sampler(filter._native, asked, 0)  # Refuses wrong settings here, and not on an executor.
    if arrival is None and not records and "rate" not in settings:
        raise ValueError('payloads do not say when they arrived: name a column with arrival=, or give a rate such as "400/s"')
    wanted = df.select(_quoted(column), *([_quoted(arrival)] if arrival else []))
    about = wanted.count() if count is None else count
    sampled = _sampling(filter, column, "record" if records else "payload", arrival, asked, about)
    rows = wanted.mapInArrow(sampled, "part int, sample binary, counts string").collect()
    rows.sort(key=lambda row: row.part)
    parts = ((bytes(row.sample), of_text(row.counts)) for row in rows)
    report = Report(_native.estimate_parts(filter._native, asked, parts))
    for remark in report.remarks:
        warnings.warn(RecordWarning(remark), stacklevel=2)
    return report


def read_archive(
    spark: SparkSession,
    path: str | list[str],
    filter: Filter,
    *,
    payloads: bool = False,
    input: str | None = None,
    max_record_bytes: int | None = None,
) -> DataFrame:
    """Returns the records of archived files where they lie: a table with the columns `path` and `record`, or `payload`.

    Files hold what `Filter.evaluate` reads: records, events or payloads, one per line, as lists or one after the other as
    Firehose writes them, plain or compressed. Each file is read by one task and has to fit its memory; below 2 GB each.
    NDJSON in larger files is read by `spark.read.text`, and payloads in Parquet by `spark.read.parquet`.

    Args:
        spark: The session.
        path: Files, folders or patterns, as `spark.read.load` takes them.
        filter: Says what source the records are of.
        payloads: The files hold payloads instead of records. A file of the other kind fails the job.
        input: The kind of the files, as `tidegate match --input help` lists them; None to recognise it.
        max_record_bytes: Largest payload; None is AWS's limit for the source.
    """
    reading = {
        "threads": 1,
        "form": "record",
        "input": input,
        "max_record_bytes": max_record_bytes,
        "enhanced_fan_out": False,
    }
    name = "payload" if payloads else "record"

    def unpacked(batches: _Batches) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            for file, content in zip(batch.column(0), batch.column(1)):
                found, are_payloads = _native.records_of(filter._native, content.as_py(), file.as_py(), reading)
                if found and are_payloads != payloads:
                    held, other = ("payloads", "True") if are_payloads else ("records", "False")
                    raise ValueError(f"{file}: it holds {held}: pass payloads={other}")
                yield from _in_batches(file.as_py(), name, found)

    files = spark.read.format("binaryFile").load(path).select("path", "content")
    return files.mapInArrow(unpacked, f"path string, {name} binary")


_SampleOf = Callable[[_Batches], Iterator["pyarrow.RecordBatch"]]


def _sampling(
    filter: Filter, column: str, form: str, arrival: str | None, settings: dict[str, Any], count: int
) -> _SampleOf:
    def sampled(batches: _Batches) -> Iterator[pyarrow.RecordBatch]:
        from pyspark import TaskContext

        sampler = _native.Sampler(filter._native, settings, count)
        for batch in batches:
            times = None if arrival is None else _milliseconds(batch.column(arrival))
            sampler.add(batch.column(column), form, times)
        sample, counts = sampler.finish()
        context = TaskContext.get()
        part = context.partitionId() if context else 0
        yield _row(part=part, sample=sample, counts=as_text(counts))

    return sampled


def _milliseconds(times: pyarrow.Array) -> pyarrow.Array:
    import pyarrow
    import pyarrow.compute

    stamps = pyarrow.compute.cast(times, pyarrow.timestamp("ms", "UTC"), safe=False)
    return pyarrow.compute.cast(stamps, pyarrow.int64())


def _row(**values: Any) -> pyarrow.RecordBatch:
    """Returns a batch of one row."""
    import pyarrow

    kinds = {int: pyarrow.int32(), str: pyarrow.string(), bytes: pyarrow.binary()}
    arrays = [pyarrow.array([value], kinds[type(value)]) for value in values.values()]
    return pyarrow.RecordBatch.from_arrays(arrays, list(values))


def _in_batches(path: str, name: str, records: list[bytes], size: int = 10_000) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    for start in range(0, len(records), size):
        part = pyarrow.array(records[start : start + size], pyarrow.binary())
        paths = pyarrow.array([path] * len(part), pyarrow.string())
        yield pyarrow.RecordBatch.from_arrays([paths, part], ["path", name])


def _no_values() -> pyarrow.Array:
    import pyarrow

    return pyarrow.array([], pyarrow.string())


def _quoted(column: str) -> str:
    return "`" + column.replace("`", "``") + "`"


def _check(df: DataFrame, column: str) -> None:
    if column not in df.columns:
        raise ValueError(f"there is no column {column}: expected one of {', '.join(df.columns)}")
    kind = df.schema[column].dataType.typeName()
    if kind not in ("string", "binary"):
        raise TypeError(f"the column {column} holds {kind}: expected strings or binary values")
