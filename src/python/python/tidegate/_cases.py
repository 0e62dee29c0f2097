"""Rows of case files, which `tidegate test` runs too: one JSON object a line, with a filter, a record and what AWS does."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from tidegate import _native
from tidegate._errors import FilterError, FilterWarning
from tidegate._filter import Filter

_MANDATORY_FIELDS = ("id", "account", "source", "time", "region", "detail-type")
"""Fields that the API TestEventPattern wants. (EventBridge API reference, "TestEventPattern", read 2026-11-23)"""

_HOLDS = {
    "match": ("delivered",),
    "no_match": ("filtered", "dropped"),
    "invalid_event": ("unreadable", "invalid_event"),
}
"""What an `expect` of the language means for a record of a source."""


class Outcome(NamedTuple):
    """What a row got, and whether that is what it expects."""

    holds: bool
    expected: str
    got: str
    why: str
    """The tree of the record, or why the filter is refused."""


def read(line: str) -> dict[str, Any]:
    """Reads a row. Its pattern and its event become text: what is in a string, or else the JSON as it is written.

    Raises:
        ValueError: The line is not a JSON object with an `id` and an `expect`.
    """
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    missing = [name for name in ("id", "expect") if name not in row]
    if missing:
        raise ValueError(f"it has no `{missing[0]}`")
    for name in ("pattern", "event"):
        if isinstance(row.get(name), (dict, list, int, float)):
            row[name] = _written(line, name)
    return row


def _written(line: str, name: str) -> str:
    """Returns the JSON of a member as it is written."""
    decoder, blank, found = json.JSONDecoder(), " \t\r\n", ""
    at = line.index("{") + 1
    while line[at:].lstrip(blank)[0] != "}":
        at = len(line) - len(line[at:].lstrip(blank + ","))
        key, end = decoder.raw_decode(line, at)
        start = len(line) - len(line[line.index(":", end) + 1 :].lstrip(blank))
        _, at = decoder.raw_decode(line, start)
        if key == name:
            found = line[start:at]
    return found


def is_apart(row: Mapping[str, Any]) -> bool:
    """Returns whether nobody has confirmed what the row expects, so that it is run and not counted."""
    return bool(row.get("jvm_dependent")) or row.get("authority") == "aws-docs-unverified"


def run(row: Mapping[str, Any], file: str) -> Outcome:
    """Runs a row of a file.

    Raises:
        ValueError: The row can't be run.
    """
    expected = str(row["expect"])
    source, profile, is_language = _subject(row)
    try:
        filter = _filter(row, file, source, profile)
    except FilterError as error:
        return Outcome(expected == "invalid_pattern", expected, "invalid_pattern", str(error))
    if expected in ("valid_pattern", "invalid_pattern"):
        return Outcome(expected == "valid_pattern", expected, "valid_pattern", "")
    event = row.get("event")
    if not isinstance(event, str):
        raise ValueError(f"`expect` is {expected} and there is no event")
    form = "record" if is_language else _form(row, filter, event)
    explanation = filter.explain(event, payload=form == "payload")
    found = explanation.disposition
    got = _refused_by_api(row, event) or (f"{found.kind}:{found.reason}" if found.reason else found.kind)
    if is_language and found.kind in ("dropped", "unreadable"):
        got = "invalid_event"
    return Outcome(_holds(expected, got), expected, got, str(explanation))


def _holds(expected: str, got: str) -> bool:
    kind = got.partition(":")[0]
    return expected in (got, kind) or kind in _HOLDS.get(expected, ())


def _subject(row: Mapping[str, Any]) -> tuple[str | None, Literal["ruler", "pipes"] | None, bool]:
    """Returns source and profile, and whether the row asks about the language alone."""
    dialect, source = row.get("dialect"), row.get("source")
    if dialect is None and source is None:
        raise ValueError("neither `dialect` nor `source`")
    if dialect in ("ruler", "pipes"):
        return (source or "eventbridge"), dialect, source is None
    if dialect in ("eventbridge", "testeventpattern-api"):
        return "eventbridge", None, source is None
    if dialect is None or dialect.startswith("pipes/"):
        return dialect or source, None, False
    return str(dialect).removeprefix("esm-"), None, False


def _filter(
    row: Mapping[str, Any], file: str, source: str | None, profile: Literal["ruler", "pipes"] | None
) -> Filter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FilterWarning)
        if "pattern" in row:
            document = {"Filters": [{"Pattern": row["pattern"]}]}
            return Filter(document, source, profile=profile)
        path, name = _filter_file(row, file)
        return Filter.from_file(path, source, name=name, profile=profile)


def _filter_file(row: Mapping[str, Any], file: str) -> tuple[str, str | None]:
    if "filter" in row:
        path, _, name = str(row["filter"]).partition("#")
        return os.path.join(os.path.dirname(file), path), name or None
    if not file.endswith(".cases.jsonl"):
        raise ValueError("neither `pattern` nor `filter`, and the file is not called NAME.cases.jsonl")
    return file.removesuffix(".cases.jsonl") + ".json", None


def _form(row: Mapping[str, Any], filter: Filter, event: str) -> str:
    """Returns the form of the row's event: as stated, or as `evaluate` recognises it."""
    stated = row.get("input")
    if stated in ("record", "payload"):
        return str(stated)
    if str(row.get("dialect") or "").startswith(("esm-", "pipes/")):
        return "record"
    reading = {"threads": 1, "form": "record", "input": stated, "max_record_bytes": None, "enhanced_fan_out": False}
    try:
        _, are_payloads = _native.records_of(filter._native, event.encode(), "the event", reading)
    except ValueError:
        if filter.source == "eventbridge":
            return "payload"
        raise
    return "payload" if are_payloads else "record"


def _refused_by_api(row: Mapping[str, Any], event: str) -> str | None:
    if row.get("dialect") != "testeventpattern-api":
        return None
    try:
        fields = json.loads(event)
    except ValueError:
        return None
    return None if all(name in fields for name in _MANDATORY_FIELDS) else "invalid_event"
