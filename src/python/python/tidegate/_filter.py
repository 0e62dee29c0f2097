"""The class `Filter`."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Union

from tidegate import _native
from tidegate._encode import Payload, Record, as_json, written
from tidegate._errors import FilterError, FilterWarning, Finding, drawn, finding
from tidegate._explanation import Explanation
from tidegate._inputs import Inputs, Progress, progress_of, sorted_out
from tidegate._report import Report
from tidegate._tally import Tally

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from tidegate._arrow import Dispositions
    from tidegate._settings import Settings

Document = Union[str, bytes, Mapping[str, Any], "list[Any]"]
"""One pattern, a list of patterns, a FilterCriteria, or what AWS prints of mappings, rules and pipes."""

Profile = Literal["ruler", "pipes"]
"""The language of filters, if it is not that of their source."""


class Filter:
    """The filters of one event source mapping, pipe or set of rules, compiled.

    Args:
        document: One pattern, a list of patterns, a `FilterCriteria`, or what AWS prints of mappings, rules and pipes; as a
            dict, as a list, or as JSON text. Several filters are alternatives: a record that matches one is delivered.
        source: Where the records come from: "sqs", "kinesis", "dynamodb", "kafka", "mq", "eventbridge", or "pipes/sqs" and so
            on. It can be left out if the document says it, as what AWS prints does.
        name: Which mapping, rule or pipe is meant, if the document has several.
        profile: The language of the filters, if it is not that of the source: "pipes", or "ruler" for event-ruler alone.

    Raises:
        FilterError: AWS would refuse the filters.
        ValueError: The source is unknown, or not the one that the document names.

    Warns:
        FilterWarning: AWS accepts a filter, and it may not do what it was meant to do. `findings` has all of them.

    A dict is written as JSON, so what Python's dict lost before is lost here too: a key that is written twice has its last
    value only, and numbers are written as Python writes them. Pass the JSON text where that matters.

    A filter can be pickled and is safe to share among threads.
    """

    __slots__ = ("_document", "_file", "_findings", "_name", "_native", "_profile")

    def __init__(
        self,
        document: Document,
        source: str | None = None,
        *,
        name: str | None = None,
        profile: Profile | None = None,
    ) -> None:
        self._read(_document_text(document), source, name, profile, "the filter")

    @classmethod
    def from_file(
        cls,
        path: str | os.PathLike[str],
        source: str | None = None,
        *,
        name: str | None = None,
        profile: Profile | None = None,
    ) -> Filter:
        """Reads the filters of a file, which holds what `Filter` takes as text.

        Raises:
            OSError: The file can't be read.
            FilterError, ValueError: As for `Filter`.
        """
        with open(path, encoding="utf-8-sig") as file:
            text = file.read()
        made = cls.__new__(cls)
        made._read(text, source, name, profile, os.fspath(path))
        return made

    def _read(self, text: str, source: str | None, name: str | None, profile: Profile | None, file: str) -> None:
        native, found = _native.read_filters(text, source, name, profile, file)
        findings = tuple(finding(it) for it in found)
        if native is None:
            errors = [it for it in findings if it.severity == "error"]
            raise FilterError("\n".join(drawn(it, text, file) for it in errors), findings)
        for it in findings:
            if it.severity != "info":
                warnings.warn(FilterWarning(drawn(it, text, file), it), stacklevel=3)
        self._document, self._name, self._profile, self._file = text, name, profile, file
        self._native, self._findings = native, findings

    def _warn(self, found: Finding) -> None:
        """Warns at the line that called the method that calls this."""
        warning = FilterWarning(drawn(found, self._document, self._file), found)
        warnings.warn(warning, stacklevel=3)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self._document, self.source, self._name, self._profile, self._file)

    def __repr__(self) -> str:
        patterns = ", ".join(self.patterns)
        shown = patterns if len(patterns) <= 200 else patterns[:199] + "…"
        return f"Filter({shown!r}, source={self.source!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Filter):
            return NotImplemented
        return self._key() == other._key()

    def _key(self) -> tuple[Any, ...]:
        return self.source, self._profile, self.patterns, self.names

    def __hash__(self) -> int:
        return hash(self._key())

    @property
    def source(self) -> str:
        """Where the records come from, such as "sqs" or "pipes/kinesis"."""
        return self._native.source

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns as text, in the order of their numbers."""
        return tuple(self._native.patterns)

    @property
    def names(self) -> tuple[str | None, ...]:
        """The names of the filters, in the order of their numbers; None for a filter without a name."""
        return tuple(self._native.names)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings about the filters, infos included."""
        return self._findings

    def match(self, record: Record) -> _native.Disposition:
        """Returns what AWS does with one record, given as the function gets it: an element of `event["Records"]`, or an event
        of EventBridge. Text, bytes or a dict.

        A record that can't be read is `unreadable`; that is a result and raises nothing.

        Raises:
            TypeError: The value is none of these, or the dict holds what JSON has no form for, such as a date.
        """
        return self._native.judge(written(record, "the record"), "record")

    def match_payload(self, payload: Payload | None) -> _native.Disposition:
        """Returns what AWS does with a record that carries this payload: what the producer wrote, before any base64. A dict or
        a list is written as JSON; None is a record without a payload, such as a tombstone of Kafka.

        A payload has no metadata, so a filter on `messageAttributes`, `partitionKey` or the like can't match it.
        For DynamoDB the payload is the object under `dynamodb`.
        """
        if payload is None:
            return self._native.judge_missing()
        return self._native.judge(written(payload, "the payload"), "payload")

    def explain(self, record: Payload, *, payload: bool = False) -> Explanation:
        """Returns why a record is delivered or not: `print` shows a tree of the filter's fields with the values found. With
        `payload=True` it is given as the producer wrote it.
        """
        form = "payload" if payload else "record"
        return Explanation(self._native.explain(written(record, f"the {form}"), form))

    def evaluate(
        self,
        inputs: Inputs,
        *,
        threads: int = 0,
        payload: bool = False,
        input: str | None = None,
        max_record_bytes: int | None = None,
        enhanced_fan_out: bool = False,
        progress: Progress = None,
    ) -> Tally:
        """Judges all records of files, or of an iterable, and counts them. Other threads of Python run meanwhile.

        Args:
            inputs: A path, a list of paths, or an iterable of records. A directory means all files in it. Files hold what
                the command line reads: Lambda events, records or payloads one per line, what AWS's tools print, Firehose's
                concatenated objects, each plain or compressed (gzip, zstd, bzip2).
            threads: Threads that judge files; 0 is one per core. The result does not depend on it.
            payload: An iterable holds payloads instead of records. Of files it is recognised.
            input: The kind of the files, as `tidegate match --input help` lists them; None to recognise it.
            max_record_bytes: Largest payload; None is AWS's limit for the source.
            enhanced_fan_out: The mapping reads its Kinesis stream with enhanced fan-out, and so sees the records in aggregates.
            progress: A function that is called a few times a second with the records and the bytes read, or True for a bar if
                tqdm is installed.

        Raises:
            OSError, ValueError: A file can't be read, is not what it seems to be, or ends inside a record.

        Warns:
            FilterWarning: The records show that a filter may not do what it was meant to do: none has a field that it asks for.
        """
        reading = _reading(threads, payload, input, max_record_bytes, enhanced_fan_out)
        paths, records = sorted_out(inputs)
        with progress_of(progress, paths) as watch:
            if records is None:
                counts, shown, notes = self._native.evaluate_paths(paths, reading, watch)
            else:
                counts, shown, notes = self._native.evaluate_records(records, reading, watch)
        for found in shown:
            self._warn(finding(found))
        return Tally(counts, tuple(notes))

    def estimate(
        self,
        inputs: Inputs,
        *,
        threads: int = 0,
        payload: bool = False,
        input: str | None = None,
        max_record_bytes: int | None = None,
        progress: Progress = None,
        **settings: Unpack[Settings],
    ) -> Report:
        """Estimates the invocations and the money that the filters save, from a sample of records.

        `inputs` and the arguments up to `progress` are those of `evaluate`. `settings` are those of `tidegate estimate`, with
        the same meanings and defaults; `help(tidegate.Settings)` lists them. Without `rate` and without arrival times in the
        records, the period is the sample and there is no money.

        Raises:
            OSError, ValueError: A file can't be read, a setting is not one that AWS takes, or there is no record.
            TypeError: There is no setting of that name, or it has another type.
        """
        reading = _reading(threads, payload, input, max_record_bytes, bool(settings.get("enhanced_fan_out")))
        from tidegate._settings import settings_of

        asked = settings_of(settings)
        paths, records = sorted_out(inputs)
        with progress_of(progress, paths) as watch:
            if records is None:
                return Report(self._native.estimate_paths(paths, reading, asked, watch))
            return Report(self._native.estimate_records(records, reading, asked, watch))

    def mask(self, array: Any, *, records: bool = False) -> Any:
        """Returns for each value of a column whether it is delivered; null for null.

        Args:
            array: A column of strings or binary values of pyarrow, polars, pandas, DuckDB or any other producer of Arrow data
                (`__arrow_c_array__`, `__arrow_c_stream__`), in one piece or in chunks. Nothing is copied on the way in.
            records: The column holds records, as Lambda gets them, instead of payloads.

        Returns:
            A column of booleans of the same library; of another producer, an object that exports Arrow data.
        """
        from tidegate import _arrow

        return _arrow.mask(self._native, array, _form(records))

    def tally(self, array: Any, *, records: bool = False) -> Tally:
        """Counts the values of a column, as `mask` takes it. Nulls are not counted."""
        from tidegate import _arrow

        return Tally(self._native.count(_arrow.exporter(array), _form(records)))

    def dispositions(self, array: Any, *, records: bool = False) -> Dispositions:
        """Returns what AWS does with each value of a column, as `mask` takes it: three columns, `kind`, `reason` and `filters`.
        """
        from tidegate import _arrow

        return _arrow.dispositions(self._native, array, _form(records))


def _again(document: str, source: str, name: str | None, profile: Profile | None, file: str) -> Filter:
    """Makes a filter again that was pickled, without warning a second time."""
    made = Filter.__new__(Filter)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FilterWarning)
        made._read(document, source, name, profile, file)
    return made


def _form(records: bool) -> Literal["record", "payload"]:
    return "record" if records else "payload"


def _document_text(document: Document) -> str:
    if isinstance(document, str):
        return document
    if isinstance(document, (Mapping, list)):
        return as_json(document, "the filter")
    if isinstance(document, (bytes, bytearray, memoryview)):
        return bytes(document).decode()
    raise TypeError(f"the filter is {type(document).__name__}: expected a dict, a list or JSON text")


def _reading(
    threads: int, payload: bool, input: str | None, max_record_bytes: int | None, enhanced_fan_out: bool
) -> dict[str, Any]:
    return {
        "threads": threads,
        "form": "payload" if payload else "record",
        "input": input,
        "max_record_bytes": max_record_bytes,
        "enhanced_fan_out": enhanced_fan_out,
    }
