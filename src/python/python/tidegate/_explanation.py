"""The class `Explanation`."""

from __future__ import annotations

from typing import Any

from tidegate import _native


class Explanation:
    """Why one record is delivered or not. `print` it to see the tree; a notebook shows it by itself."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.Explanation) -> None:
        self._native = native

    @property
    def disposition(self) -> _native.Disposition:
        """What AWS does with the record."""
        return self._native.disposition

    @property
    def repair(self) -> str | None:
        """The filter with the one edit that would deliver the record; None if it is delivered or one edit is not enough."""
        return self._native.repair

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
