"""The class `Report`."""

from __future__ import annotations

import warnings
from typing import Any

from tidegate import _native
from tidegate._errors import RecordWarning, SettingWarning
from tidegate._page import frame


class Report:
    """An estimate: what the filters save in invocations and money, with its ranges and assumptions.

    `to_dict`, `to_markdown` and `to_html` are what `tidegate estimate --format json|md|html` writes for the same records and
    settings.
    """

    __slots__ = ("_native",)

    def __init__(self, native: _native.Report) -> None:
        self._native = native

    @property
    def notes(self) -> tuple[str, ...]:
        """How the files were read: a sentence for the first, and for each that was read in another way than the one before. Of a
        table of Spark, where its records were replayed."""
        return tuple(self._native.notes)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is easily missed about the records and the settings, a sentence each; also given as warnings."""
        return (*self._native.remarks, *self._native.idle)

    def _warn(self) -> None:
        """Gives the remarks as warnings, at the line that called the function that calls this."""
        for remark in self._native.remarks:
            warnings.warn(RecordWarning(remark), stacklevel=3)
        for remark in self._native.idle:
            warnings.warn(SettingWarning(remark), stacklevel=3)

    def to_dict(self) -> dict[str, Any]:
        """Returns the report by the schema `tidegate.estimate/v1` (`tidegate schema estimate` prints it)."""
        import json

        fields: dict[str, Any] = json.loads(self._native.json())
        return fields

    def to_json(self) -> str:
        """Returns the JSON that `to_dict` is read from."""
        return self._native.json()

    def to_markdown(self) -> str:
        """Returns the report as Markdown, for a comment on a change."""
        return self._native.markdown()

    def to_html(self) -> str:
        """Returns the report as a page of its own."""
        return self._native.html()

    def to_text(self, columns: int = 80, *, full: bool = True) -> str:
        """Returns the report as text; the first screen alone with `full=False`."""
        return self._native.text(columns) if full else self._native.first_screen(columns)

    def __str__(self) -> str:
        from shutil import get_terminal_size

        return self.to_text(get_terminal_size().columns, full=False)

    def __repr__(self) -> str:
        return f"<Report: {self.to_text(200, full=False).strip().splitlines()[0].strip()}>"

    def _repr_html_(self) -> str:
        return frame(self._native.html(), 640)
