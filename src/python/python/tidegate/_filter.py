"""The class `Filter`."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Union

from tidegate import _native
from tidegate._encode import Payload, Record, as_json, check_number, check_text, written
from tidegate._errors import FilterError, FilterWarning, Finding, RecordWarning, TemplateWarning, drawn, finding
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
        ValueError: The source is unknown, or not the one that the document names; or the document is the name of a file.
        TypeError: A dict has a key that is not text, or a value that JSON has no form for.

    Warns:
        FilterWarning: AWS accepts a filter, and it may not do what it was meant to do. `findings` has all of them.

    A dict is written as JSON, so what Python's dict lost before is lost here too: a key that is written twice has its last
    value only, and numbers are written as Python writes them. Pass the JSON text where that matters.

    A filter can be pickled and is safe to share among threads.
    """

    __slots__ = ("_findings", "_native", "_remarks", "_text", "_wanted")

    def __init__(
        self,
        document: Document,
        source: str | None = None,
        *,
        name: str | None = None,
        profile: Profile | None = None,
    ) -> None:
        if isinstance(document, os.PathLike) or (isinstance(document, str) and _is_name_of_file(document)):
            raise ValueError(f"{os.fsdecode(document)} is the name of a file: Filter.from_file reads its filters")
        self._read(_document_text(document), _wanted("filters", "the filter", source, name, profile))

    @classmethod
    def from_file(
        cls,
        path: str | os.PathLike[str],
        source: str | None = None,
        *,
        name: str | None = None,
        profile: Profile | None = None,
    ) -> Filter:
        """Reads the filters of a file: what `Filter` takes as text, or a template, as `from_template` reads it.

        Raises:
            OSError: The file can't be read.
            FilterError, ValueError: As for `Filter`.
        """
        made = cls.__new__(cls)
        made._read(_text_of(path), _wanted("either", os.fspath(path), source, name, profile, is_file=True))
        return made

    @classmethod
    def from_template(
        cls,
        path_or_text: str | os.PathLike[str],
        name: str | None = None,
        parameters: Mapping[str, Any] | None = None,
        source: str | None = None,
        *,
        profile: Profile | None = None,
    ) -> Filter:
        """Reads the filters of a mapping, rule or pipe from a template: SAM, CloudFormation, what CDK writes, Serverless, or
        what `terraform show -json` prints. The mapping's source and settings come along: `estimate` starts from them.

        Args:
            path_or_text: The file, or its text. A text has several lines or begins with a brace.
            name: Which one is meant, if the template has several with filters: its name, its function's, or `Function/Event`.
            parameters: Values for parameters, and for anything else that the template only refers to: `{"Stage": "prod",
                "AWS::AccountId": "111122223333", "Queue.Arn": "arn:aws:sqs:..."}`. Beside a file, `samconfig.toml` gives
                values for names that are left out here.
            source: Where the records come from, if the template does not say it.
            profile: As for `Filter`.

        Raises:
            OSError: The file can't be read.
            FilterError: There is no such mapping, AWS would refuse its filters, or they need a value that is not known; each
                with its place in the template and what to do.
            ValueError: As for `Filter`.

        Warns:
            TemplateWarning: What was assumed, such as the default of a parameter.
            FilterWarning: As for `Filter`.
        """
        is_file = isinstance(path_or_text, os.PathLike) or not _is_template_text(path_or_text)
        text = _text_of(path_or_text) if is_file else str(path_or_text)
        called = os.fspath(path_or_text) if is_file else _name_of_text(text)
        values = {key: _value(key, value) for key, value in (parameters or {}).items()}
        made = cls.__new__(cls)
        made._read(text, _wanted("template", called, source, name, profile, is_file=is_file, parameters=values))
        return made

    def _read(self, text: str, wanted: dict[str, Any]) -> None:
        native, found, remarks = _native.read_filters(text, wanted)
        findings, file = tuple(finding(it) for it in found), wanted["file"]
        if native is None:
            errors = [it for it in findings if it.severity == "error"]
            raise FilterError("\n".join(drawn(it, text, file) for it in errors), findings)
        for remark in remarks:
            warnings.warn(TemplateWarning(remark), stacklevel=3)
        for it in findings:
            if it.severity != "info":
                warnings.warn(FilterWarning(drawn(it, text, file), it), stacklevel=3)
        self._text, self._wanted, self._native, self._findings, self._remarks = text, wanted, native, findings, tuple(remarks)

    def _warn(self, found: Finding) -> None:
        """Warns at the line that called the method that calls this."""
        warning = FilterWarning(drawn(found, self._text, self._wanted["file"]), found)
        warnings.warn(warning, stacklevel=3)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self._text, {**self._wanted, "source": self.source})

    def __repr__(self) -> str:
        patterns = ", ".join(self.patterns)
        shown = patterns if len(patterns) <= 200 else patterns[:199] + "…"
        return f"Filter({shown!r}, source={self.source!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Filter):
            return NotImplemented
        return self._key() == other._key()

    def _key(self) -> tuple[Any, ...]:
        return self.source, self._wanted["profile"], self.patterns, self.names

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

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was assumed to read the filters from a template, a sentence each with its place; also given as warnings."""
        return self._remarks

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
        native = self._native.explain(written(record, f"the {form}"), form)
        return Explanation(native, is_written=isinstance(record, (Mapping, list)))

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
            RecordWarning: Something about the records is easily missed: payloads that are gzip data, a key that stands twice
                in one object, a file without records, or that none could be read. `Tally.remarks` has the same.
        """
        reading = _reading(threads, payload, input, max_record_bytes, enhanced_fan_out)
        paths, records = sorted_out(inputs)
        with progress_of(progress, paths) as watch:
            if records is None:
                counts, shown, notes, remarks = self._native.evaluate_paths(paths, reading, watch)
            else:
                counts, shown, notes, remarks = self._native.evaluate_records(records, reading, watch)
        for found in shown:
            self._warn(finding(found))
        tally = Tally(counts, tuple(notes), tuple(remarks))
        for remark in tally.remarks:
            warnings.warn(RecordWarning(remark), stacklevel=2)
        return tally

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

        Warns:
            RecordWarning: As for `evaluate`.
            SettingWarning: A setting has no effect on these records, or may have been meant otherwise.
                `Report.remarks` has all of them.

        If the filters come from a template, the settings of its mapping, function and source are taken from there. A setting
        or a `mapping` given here overrides them.
        """
        reading = _reading(threads, payload, input, max_record_bytes, bool(settings.get("enhanced_fan_out")))
        from tidegate._settings import settings_of

        asked = settings_of(settings)
        paths, records = sorted_out(inputs)
        with progress_of(progress, paths) as watch:
            if records is None:
                report = Report(self._native.estimate_paths(paths, reading, asked, watch))
            else:
                report = Report(self._native.estimate_records(records, reading, asked, watch))
        report._warn()
        return report

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
        """Counts the values of a column, as `mask` takes it. Nulls are not counted. `Tally.remarks` says what is easily missed
        about the values.
        """
        return self._tally(array, records=records, remarked=True)

    def _tally(self, array: Any, *, records: bool, remarked: bool) -> Tally:
        from tidegate import _arrow

        count = self._native.count_and_remark if remarked else self._native.count
        return Tally(count(_arrow.exporter(array), _form(records)))

    def dispositions(self, array: Any, *, records: bool = False) -> Dispositions:
        """Returns what AWS does with each value of a column, as `mask` takes it: three columns, `kind`, `reason` and `filters`.
        """
        from tidegate import _arrow

        return _arrow.dispositions(self._native, array, _form(records))


def _again(text: str, wanted: dict[str, Any]) -> Filter:
    """Makes a filter again that was pickled, without warning a second time."""
    made = Filter.__new__(Filter)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", (FilterWarning, TemplateWarning))
        made._read(text, wanted)
    return made


def _wanted(
    kind: Literal["filters", "either", "template"],
    file: str,
    source: str | None,
    name: str | None,
    profile: Profile | None,
    *,
    is_file: bool = False,
    parameters: dict[str, str] | None = None,
) -> dict[str, Any]:
    for argument, value in {"source": source, "name": name, "profile": profile}.items():
        check_text(argument, value)
    return {
        "kind": kind,
        "file": file,
        "is_file": is_file,
        "source": source,
        "pick": name,
        "profile": profile,
        "parameters": parameters or {},
    }


def _text_of(path: str | os.PathLike[str]) -> str:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return file.read()


def _is_template_text(path_or_text: str) -> bool:
    return "\n" in path_or_text or path_or_text.lstrip().startswith("{")


def _is_name_of_file(text: str) -> bool:
    """Returns whether a document is the name of one, which JSON can't look like."""
    return text.lower().endswith((".json", ".yaml", ".yml")) and not text.lstrip().startswith(("{", "[", '"')) and "\n" not in text


def _name_of_text(text: str) -> str:
    """Returns what messages call a template that is a text; its ending says how it is read."""
    return "template.json" if text.lstrip().startswith("{") else "template.yaml"


def _value(name: object, value: object) -> str:
    """Returns the value of a parameter as a template has it."""
    if not isinstance(name, str):
        raise TypeError(f"parameters: the name {name!r} is {type(name).__name__}: expected text")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(_value(name, it) for it in value)
    if isinstance(value, (str, int, float)):
        return str(value)
    raise TypeError(f"the parameter {name} is {type(value).__name__}: expected text, a number or a list of them")


def _form(records: bool) -> Literal["record", "payload"]:
    return "record" if records else "payload"


def _document_text(document: Document) -> str:
    if isinstance(document, str):
        return document
    if isinstance(document, (Mapping, list)):
        return as_json(document, "the filter")
    if isinstance(document, (bytes, bytearray, memoryview)):
        try:
            return bytes(document).decode()
        except UnicodeDecodeError as error:
            raise ValueError(f"the filter is not UTF-8 text: {error}") from None
    raise TypeError(f"the filter is {type(document).__name__}: expected a dict, a list or JSON text")


def _reading(
    threads: int, payload: bool, input: str | None, max_record_bytes: int | None, enhanced_fan_out: bool
) -> dict[str, Any]:
    check_number("threads", threads, 1_024)
    check_text("input", input)
    if max_record_bytes is not None:
        check_number("max_record_bytes", max_record_bytes, 2**64 - 1)
    return {
        "threads": threads,
        "form": "payload" if payload else "record",
        "input": input,
        "max_record_bytes": max_record_bytes,
        "enhanced_fan_out": enhanced_fan_out,
    }
