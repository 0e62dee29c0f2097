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
from tidegate._encode import check_number
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
    _check(df, filter, column)
    number = df.columns.index(column)

    def delivered(batches: _Batches) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield batch.filter(filter.mask(batch.column(number), records=records))

    if not any(mark in name for name in df.columns for mark in ".`"):
        return df.mapInArrow(delivered, df.schema)
    # Spark takes such names for paths in mapInArrow.
    plain = df.toDF(*(f"_{at}" for at in range(len(df.columns))))
    return plain.mapInArrow(delivered, plain.schema).toDF(*df.columns)


def tally(df: DataFrame, filter: Filter, column: str, *, records: bool = False) -> Tally:
    """Counts the records by what AWS does with them. Of a stream, count each batch with `foreachBatch` and add the tallies."""
    _check(df, filter, column)

    def counted(batches: _Batches) -> Iterator[pyarrow.RecordBatch]:
        sum = filter.tally(_no_values())
        for number, batch in enumerate(batches):
            # Records are searched for what is easily missed in one batch of each part.
            sum += filter._tally(batch.column(0), records=records, remarked=number == 0)
        yield _row(counts=as_text(sum._native))

    rows = _columns(df, column).mapInArrow(counted, "counts string").collect()
    sum = filter.tally(_no_values())
    for row in rows:
        sum += Tally(of_text(row.counts))
    for remark in sum.remarks:
        warnings.warn(RecordWarning(remark), stacklevel=2)
    _warn_if_none_is_read(sum)
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

    The executors judge the records and reduce each to its arrival, shard, size and fate. One of them puts these together and
    chooses what is replayed: all of 400,000 records, and of more, stretches of the month; of more than 6,000,000, every executor
    has left out the same seconds. Then each executor replays some shards, and the driver adds up. The result is that of
    `Filter.estimate`; `Report.notes` says where the replay was made. Rows have to be in the order in which records arrived only
    where records say nothing about it.

    Args:
        df: The table; not a stream.
        filter: The filters.
        column: The column of payloads, or of records.
        records: The column holds records, which say when they arrived and at which shard.
        arrival: A column of timestamps: when each record arrived. Without it and without times in the records, give `rate`.
        count: About how many rows there are. If it is left out, they are counted first, which for Parquet takes no time.
        settings: Those of `Filter.estimate`; `help(tidegate.Settings)` lists them.

    Kinesis, DynamoDB, Kafka and FIFO queues are replayed by shard, partition or message group, if the records say where they were
    read and when. The messages of a standard queue share its pollers, and records without a time or a shard are dealt out by
    chance: the driver replays those, and gets at most 600,000 records for it. Requests that carry several messages of a standard
    queue are counted within each part of the table, which changes the cost of large messages by less than one request for each
    part.

    The report has no near misses: they take an explanation of each record.
    """
    _check(df, filter, column)
    if df.isStreaming:
        raise ValueError("an estimate needs a table, not a stream: write the stream out, or pass it to tally by foreachBatch")
    asked = settings_of(settings)
    _native.Sampler(filter._native, asked, 0)  # Refuses wrong settings here, and not on an executor.
    if arrival is None and not records and "rate" not in settings:
        raise ValueError('payloads do not say when they arrived: name a column with arrival=, or give a rate such as "400/s"')
    if arrival is not None:
        _check_column(df, arrival, ("timestamp", "timestamp_ntz"), "timestamps (to_timestamp makes them)")
    if count is not None:
        check_number("count", count, 2**64 - 1)
    wanted = _columns(df, column, arrival)
    about = wanted.count() if count is None else count
    sampled = _sampling(filter, "record" if records else "payload", asked, about)
    parts = wanted.mapInArrow(sampled, "part int, sample binary, counts string")
    # Sorted, so that records without times keep the order of the table.
    one = parts.repartition(1).sortWithinPartitions("part")
    gathered = one.mapInArrow(_gathering(filter, asked), _GATHERED).persist()
    try:
        report = _replayed(gathered, filter, asked)
    finally:
        gathered.unpersist()
    report._warn()
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


def _warn_if_none_is_read(tally: Tally, stacklevel: int = 3) -> None:
    if 0 < tally.read == sum(tally.unreadable.values()):
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in tally.unreadable.items())
        remark = f"can't read any of {tally.read:,} records ({reasons}): if the column holds payloads, leave out records=True"
        warnings.warn(RecordWarning(remark), stacklevel=stacklevel)


_SampleOf = Callable[[_Batches], Iterator["pyarrow.RecordBatch"]]


def _sampling(filter: Filter, form: str, settings: dict[str, Any], count: int) -> _SampleOf:
    def sampled(batches: _Batches) -> Iterator[pyarrow.RecordBatch]:
        from pyspark import TaskContext

        sampler = _native.Sampler(filter._native, settings, count)
        for batch in batches:
            times = _milliseconds(batch.column(1)) if batch.num_columns > 1 else None
            sampler.add(batch.column(0), form, times)
        sample, counts = sampler.finish()
        context = TaskContext.get()
        part = context.partitionId() if context else 0
        yield _row(part=part, sample=sample, counts=as_text(counts))

    return sampled


_ROW = "shard int, number int, arrival bigint, lane bigint, bytes int"
"""A record that is replayed. Shards are numbered in groups, of which there are not too many."""

_GATHERED = f"{_ROW}, gathered binary, counts string"
"""Such rows, and one with all that the driver needs, whose shard is the number of groups; 0 if they can't be replayed apart."""


def _gathering(filter: Filter, settings: dict[str, Any]) -> _SampleOf:
    def gathered(batches: _Batches) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        counts = filter.tally(_no_values())._native

        def samples() -> Iterator[bytes]:
            nonlocal counts
            for batch in batches:
                for sample, text in zip(batch.column(1), batch.column(2)):
                    counts = counts.merged(of_text(text.as_py()))
                    yield sample.as_py()

        whole, found = _native.gather_parts(filter._native, settings, samples())
        rows = None if found is None else pyarrow.record_batch(found)
        groups = 0 if rows is None else len(rows.column(0).unique())
        yield _row(shard=groups, number=0, arrival=None, lane=None, bytes=0, gathered=whole, counts=as_text(counts))
        if rows is not None:
            nothing = [pyarrow.nulls(len(rows), kind) for kind in (pyarrow.binary(), pyarrow.string())]
            yield pyarrow.RecordBatch.from_arrays([*rows.columns, *nothing], [*rows.schema.names, "gathered", "counts"])

    return gathered


def _replayed(gathered: DataFrame, filter: Filter, settings: dict[str, Any]) -> Report:
    """Returns the report. Executors replay the shards as often as it asks for another replay."""
    of_all = gathered.filter("gathered is not null").select("shard", "gathered", "counts").collect()
    if not of_all:
        raise ValueError("no estimate: there is no record to make it from")
    (whole,) = of_all
    _warn_if_none_is_read(Tally(of_text(whole.counts)), stacklevel=4)
    spread = _native.Spread(filter._native, settings, bytes(whole.gathered), of_text(whole.counts), whole.shard > 0)
    records = f"{spread.records():,} records"
    if whole.shard == 0:
        report = spread.report([f"replayed by the driver: {records}"])
        assert report is not None
        return Report(report)
    rows = gathered.filter("gathered is null").select("shard", "number", "arrival", "lane", "bytes")
    rows = rows.repartition(_tasks(rows, whole.shard), "shard")
    replays = 0
    while True:
        groups = "1 group" if whole.shard == 1 else f"{whole.shard} groups"
        report = spread.report([f"replayed by the executors: {records} in {groups} of shards, {replays} times"])
        if report is not None:
            return Report(report)
        jobs, count = spread.jobs()
        replays += count
        spread.add([bytes(row.results) for row in _results(rows, jobs).collect()])


def _tasks(rows: DataFrame, groups: int) -> int:
    """Returns in how many parts the groups of shards are replayed. Spark would make one of so few rows."""
    wanted = rows.sparkSession.conf.get("spark.sql.shuffle.partitions") or ""
    return min(groups, int(wanted)) if wanted.isdigit() and int(wanted) > 0 else groups


def _results(rows: DataFrame, jobs: bytes) -> DataFrame:
    """Returns a table of results of the jobs, of one or several shards each."""

    # Spark reads the types of this function, and does not know pyarrow's here.
    def of_shard(table: Any) -> Any:
        import pyarrow

        return pyarrow.Table.from_batches([_row(results=_native.replay_shards(jobs, table))])

    def of_shards(batches: _Batches) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        held = list(batches)
        if held:
            yield from of_shard(pyarrow.Table.from_batches(held)).to_batches()

    by_shard = rows.groupBy("shard")
    if hasattr(by_shard, "applyInArrow"):
        return by_shard.applyInArrow(of_shard, "results binary")
    # Before pyspark 4: a part of the table has whole shards, and they may as well be replayed together.
    return rows.mapInArrow(of_shards, "results binary")


def _milliseconds(times: pyarrow.Array) -> pyarrow.Array:
    import pyarrow
    import pyarrow.compute

    stamps = pyarrow.compute.cast(times, pyarrow.timestamp("ms", "UTC"), safe=False)
    return pyarrow.compute.cast(stamps, pyarrow.int64())


def _row(**values: Any) -> pyarrow.RecordBatch:
    """Returns a batch of one row; None is for a missing number of 64 bits."""
    import pyarrow

    kinds = {int: pyarrow.int32(), str: pyarrow.string(), bytes: pyarrow.binary(), type(None): pyarrow.int64()}
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


def _columns(df: DataFrame, *names: str | None) -> DataFrame:
    """Returns a table of these columns, under names that Spark does not take for paths."""
    from pyspark.sql.functions import col

    columns = [col("`" + name.replace("`", "``") + "`") for name in names if name is not None]
    return df.select(*(column.alias(f"_{at}") for at, column in enumerate(columns)))


def _check(df: DataFrame, filter: Filter, column: str) -> None:
    if not hasattr(df, "mapInArrow"):
        raise TypeError(f"the table is {type(df).__name__}: expected a DataFrame of Spark")
    if not isinstance(filter, Filter):
        raise TypeError(f"the filter is {type(filter).__name__}: expected a tidegate.Filter")
    _check_column(df, column, ("string", "binary"), "strings or binary values")


def _check_column(df: DataFrame, column: str, kinds: tuple[str, ...], expected: str) -> None:
    if column not in df.columns:
        raise ValueError(f"there is no column {column}: expected one of {', '.join(df.columns)}")
    kind = next(field.dataType for field in df.schema.fields if field.name == column).typeName()
    if kind not in kinds:
        raise TypeError(f"the column {column} holds {kind}: expected {expected}")
