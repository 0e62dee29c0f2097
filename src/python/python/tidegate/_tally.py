"""The class `Tally`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tidegate import _native
from tidegate._page import frame


class FilterCount(NamedTuple):
    """The records that one filter delivers."""

    number: int
    """From 1."""
    name: str | None
    delivered: int
    only: int
    """Those that no other filter delivers."""


class Tally:
    """Counts of records by what AWS does with them. `read` is the sum of `delivered`, `filtered`, all of `dropped` and all of
    `unreadable`. Counts of parts can be added: `sum(tallies[1:], tallies[0])` is the count of the whole.
    """

    __slots__ = ("_counts", "_native", "_notes", "_remarks")

    def __init__(self, native: _native.Tally, notes: tuple[str, ...] = (), remarks: tuple[str, ...] = ()) -> None:
        self._native = native
        self._notes = notes
        self._remarks = remarks
        self._counts = native.counts()

    @property
    def source(self) -> str:
        """Where the records come from."""
        return str(self._counts["source"])

    @property
    def notes(self) -> tuple[str, ...]:
        """How the files were read: a sentence for the first, and for each that was read in another way than the one before."""
        return self._notes

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is easily missed about the records, a sentence each; `evaluate` gives the same as warnings."""
        return (*self._remarks, *self._native.remarks())

    @property
    def read(self) -> int:
        """All records."""
        return int(self._counts["read"])

    @property
    def delivered(self) -> int:
        """Records that a filter matched."""
        return int(self._counts["delivered"])

    @property
    def filtered(self) -> int:
        """Records that no filter matched."""
        return int(self._counts["filtered"])

    @property
    def dropped(self) -> dict[str, int]:
        """Records that no filter could look at, by reason."""
        return dict(self._counts["dropped"])

    @property
    def unreadable(self) -> dict[str, int]:
        """Records that could not be read, by reason."""
        return dict(self._counts["unreadable"])

    @property
    def assumed(self) -> dict[str, int]:
        """Records whose disposition depends on a decision of tidegate's, by decision."""
        return dict(self._counts["assumed"])

    @property
    def passed_over(self) -> int:
        """Messages of logs that hold no record; they are not among those read."""
        return int(self._counts["passed_over"])

    @property
    def by_filter(self) -> tuple[FilterCount, ...]:
        """The counts of each filter."""
        return tuple(FilterCount(*it) for it in self._counts["by_filter"])

    @property
    def payload_bytes(self) -> int:
        """Bytes of all readable payloads, decoded."""
        return int(self._counts["payload_bytes"])

    def to_dict(self) -> dict[str, Any]:
        """Returns all counts."""
        counts = dict(self._counts)
        counts["by_filter"] = [it._asdict() for it in self.by_filter]
        return counts

    def to_text(self, columns: int = 80) -> str:
        """Returns the counts as lines for people."""
        return self._native.text(columns)

    def to_markdown(self) -> str:
        """Returns the counts as Markdown."""
        return self._native.markdown()

    def __add__(self, other: object) -> Tally:
        if not isinstance(other, Tally):
            return NotImplemented
        more = tuple(it for it in other._remarks if it not in self._remarks)
        return Tally(self._native.merged(other._native), (*self._notes, *other._notes), (*self._remarks, *more))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tally):
            return NotImplemented
        return self._counts == other._counts

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self._counts, self._native.oddities(), self._notes, self._remarks)

    def __str__(self) -> str:
        from shutil import get_terminal_size

        return self.to_text(get_terminal_size().columns)

    def __repr__(self) -> str:
        return f"<Tally: {self._native.brief()}>"

    def _repr_html_(self) -> str:
        return frame(self._native.html(), 320)


def _again(
    counts: dict[str, Any], found: Sequence[object], notes: tuple[str, ...], remarks: tuple[str, ...]
) -> Tally:
    return Tally(_native.tally(counts, found), notes, remarks)


def as_text(tally: _native.Tally) -> str:
    """Returns counts as text, to be sent."""
    import json

    return json.dumps([tally.counts(), tally.oddities()])


def of_text(text: str) -> _native.Tally:
    """Returns the counts that were written as text."""
    import json

    counts, found = json.loads(text)
    counts["by_filter"] = [tuple(it) for it in counts["by_filter"]]
    return _native.tally(counts, tuple(found))
