"""The class `Explanation`."""

from __future__ import annotations

from typing import Any

from tidegate import _native


_LOST = (
    "it was given as a dict or list and is written as JSON: a key that stood twice has its last value, and numbers are written "
    "as Python writes them (1e3 as 1000.0); give the text where that matters"
)


class Explanation:
    """Why one record is delivered or not. `print` it to see the tree; a notebook shows it by itself."""

    __slots__ = ("_is_written", "_native")

    def __init__(self, native: _native.Explanation, *, is_written: bool = False) -> None:
        self._native = native
        self._is_written = is_written

    @property
    def disposition(self) -> _native.Disposition:
        """What AWS does with the record."""
        return self._native.disposition

    @property
    def repair(self) -> str | None:
        """The filter with the one edit that would deliver the record; None if it is delivered or one edit is not enough."""
        return self._native.repair

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is easily missed about the record, a sentence each: a key that stands twice, a payload that is gzip data, and
        what a dict has lost of the JSON that it came from.
        """
        lost = (_LOST,) if self._is_written else ()
        return (*self._native.remarks, *lost)

    def to_text(self, columns: int = 80) -> str:
        """Returns the tree that `tidegate explain` prints."""
        return self._native.text(columns)

    def to_dict(self) -> dict[str, Any]:
        """Returns the record as it stands in `tidegate explain --format json`."""
        import json

        fields: dict[str, Any] = json.loads(self._native.json())
        return fields

    def __str__(self) -> str:
        from shutil import get_terminal_size

        return self.to_text(get_terminal_size().columns)

    def __repr__(self) -> str:
        return f"Explanation({self.disposition!r})"

    def _repr_html_(self) -> str:
        from html import escape

        return f'<pre style="line-height:1.25">{escape(self.to_text(100))}</pre>'
