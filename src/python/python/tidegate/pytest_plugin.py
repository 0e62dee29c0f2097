"""Loaded by pytest: collects the rows of files called `*.cases.jsonl` as tests.

A row is what `tidegate test` runs: {"id", "source", "pattern" or "filter", "event", "expect"}. A row that fails shows the tree
of its record. `-p no:tidegate` leaves the files alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

__all__: list[str] = []


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Takes the case files."""
    if file_path.name.endswith(".cases.jsonl"):
        return CaseFile.from_parent(parent, path=file_path)
    return None


class CaseFile(pytest.File):
    """A file of rows."""

    def collect(self) -> Iterator[CaseRow]:
        """Makes a test of each row."""
        with self.path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    name, row = self._read(line, number)
                    yield CaseRow.from_parent(self, name=name, row=row, number=number)

    def _read(self, line: str, number: int) -> tuple[str, Any]:
        from tidegate import _cases

        try:
            row = _cases.read(line)
        except ValueError as error:
            return f"line {number}", error
        return str(row["id"]), row


class CaseRow(pytest.Item):
    """One row."""

    def __init__(self, *, row: Any, number: int, **more: Any) -> None:
        super().__init__(**more)
        self.row, self.number = row, number

    def runtest(self) -> None:
        """Runs the row."""
        from tidegate import _cases

        if isinstance(self.row, Exception):
            raise BadRow(f"{self.path}:{self.number}: not a row: {self.row}")
        if _cases.is_apart(self.row):
            pytest.skip("nobody has confirmed what it expects")
        try:
            outcome = _cases.run(self.row, str(self.path))
        except (ValueError, KeyError, OSError) as error:
            raise BadRow(f"{self.path}:{self.number}: {error}") from None
        if not outcome.holds:
            raise Missed(f"{self.path}:{self.number}: expected {outcome.expected}, got {outcome.got}\n\n{outcome.why}")

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """Returns what is wrong with the row, without the frames of the plugin."""
        if isinstance(excinfo.value, (BadRow, Missed)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Returns where the row stands."""
        return self.path, self.number - 1, f"{self.path.name}: {self.name}"


class BadRow(Exception):
    """A row that can't be run."""


class Missed(Exception):
    """A row that got something else than it expects."""
