"""Values of Python as the bytes that AWS would see."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Union

Text = Union[str, bytes, bytearray, memoryview]
"""JSON text or any other text."""

Record = Union[Text, Mapping[str, Any]]
"""A record: its JSON text, or a dict that is written as JSON."""

Payload = Union[Text, Mapping[str, Any], "list[Any]"]
"""A payload: the bytes or text that the producer wrote, or a dict or list that is written as JSON."""


def written(value: object, where: str) -> bytes:
    """Returns a value as bytes. `where` names it in errors."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, (Mapping, list)):
        return as_json(value, where).encode()
    raise TypeError(f"{where} is {type(value).__name__}: expected bytes, str or dict")


def as_json(value: Mapping[str, Any] | list[Any], where: str) -> str:
    """Returns a dict or list as JSON text."""
    try:
        plain = value if isinstance(value, list) else dict(value)
        text = json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except TypeError as error:
        raise TypeError(f"{where} can't be written as JSON: {error}; pass its JSON text") from None
    except ValueError as error:
        raise ValueError(f"{where} can't be written as JSON: {error}") from None
    # Afterwards: a value that holds itself is refused above.
    _check_keys(plain, where)
    return text


def _check_keys(value: object, where: str) -> None:
    """Refuses keys that are not texts: JSON has no others, and `json` would make texts of them without a word."""
    waiting = [value]
    while waiting:
        next = waiting.pop()
        if isinstance(next, dict):
            for key, inner in next.items():
                if not isinstance(key, str):
                    raise TypeError(
                        f"{where} can't be written as JSON: the key {key!r} is {type(key).__name__}, and keys of JSON are text"
                    )
                if isinstance(inner, (dict, list, tuple)):
                    waiting.append(inner)
        elif isinstance(next, (list, tuple)):
            waiting.extend(it for it in next if isinstance(it, (dict, list, tuple)))


def check_number(name: str, value: object, most: int) -> None:
    """Refuses an argument that is not a whole number from 0 to `most`."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} is {type(value).__name__}: expected a whole number")
    if not 0 <= value <= most:
        raise ValueError(f"{name} is {value}: expected 0 to {most}")


def check_text(name: str, value: object) -> None:
    """Refuses an argument that is neither text nor None."""
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{name} is {type(value).__name__}: expected text")
