"""Assertions about filters. A failing one shows why the record is delivered or not.

>>> from tidegate import Filter
>>> from tidegate.testing import assert_delivered, assert_filtered
>>> orders = Filter({"body": {"state": ["paid"]}}, source="sqs")
>>> assert_delivered(orders, {"body": '{"state":"paid"}'})
>>> assert_filtered(orders, {"state": "open"}, payload=True)
"""

from __future__ import annotations

from tidegate._encode import Payload
from tidegate._filter import Filter

__all__ = ["assert_delivered", "assert_dropped", "assert_filtered"]


def assert_delivered(filter: Filter, record: Payload, *, payload: bool = False) -> None:
    """Fails unless the filter delivers the record, or with `payload=True` a record with this payload."""
    __tracebackhide__ = True
    _assert(filter, record, payload, "delivered", None)


def assert_filtered(filter: Filter, record: Payload, *, payload: bool = False) -> None:
    """Fails unless the filter looks at the record and keeps it out. A record that no filter can look at is dropped: see
    `assert_dropped`.
    """
    __tracebackhide__ = True
    _assert(filter, record, payload, "filtered", None)


def assert_dropped(filter: Filter, record: Payload, reason: str | None = None, *, payload: bool = False) -> None:
    """Fails unless no filter can look at the record, for this reason if one is given, such as "not-json"."""
    __tracebackhide__ = True
    _assert(filter, record, payload, "dropped", reason)


def _assert(filter: Filter, record: Payload, payload: bool, kind: str, reason: str | None) -> None:
    __tracebackhide__ = True
    explanation = filter.explain(record, payload=payload)
    found = explanation.disposition
    if found.kind != kind or (reason is not None and found.reason != reason):
        wanted = f"{kind} ({reason})" if reason else kind
        raise AssertionError(f"the record is not {wanted}:\n\n{explanation}")
