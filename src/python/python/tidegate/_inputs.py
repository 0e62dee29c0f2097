"""Inputs of many records: what is a path and what is a record, and how far a run is."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any, Union

from tidegate._encode import Record, written

Path = Union[str, "os.PathLike[str]"]

Inputs = Union[Path, "Iterable[Path]", "Iterable[Record]"]
"""A path, several paths, or records."""

Progress = Union[None, bool, Callable[[int, int], object]]
"""A function of the records and bytes read; True for a bar."""


def sorted_out(inputs: Inputs) -> tuple[list[Path], Iterator[bytes] | None]:
    """Returns the files, or the records as bytes and no files.

    A single `str` is a path. Among several, a `str` is a path if it does not look like JSON and such a file exists.
    """
    if isinstance(inputs, (str, os.PathLike)):
        return _files([inputs]), None
    if isinstance(inputs, (bytes, bytearray, memoryview, dict)):
        raise TypeError("expected a path, several paths, or several records: put the one record into a list")
    if not isinstance(inputs, Iterable):
        raise TypeError(f"expected a path, several paths, or several records, not {type(inputs).__name__}")
    iterator = iter(inputs)
    try:
        first = next(iterator)
    except StopIteration:
        return [], iter(())
    everything: Iterable[Any] = chain([first], iterator)
    if _is_path(first):
        return _files(everything), None
    return [], (written(record, "a record") for record in everything)


def _is_path(value: object) -> bool:
    if isinstance(value, os.PathLike):
        return True
    return isinstance(value, str) and not value.lstrip().startswith(("{", "[", '"')) and os.path.exists(value)


def _files(inputs: Iterable[Path]) -> list[Path]:
    """Returns the files that paths mean: those of a directory in order of name, without hidden ones."""
    files: list[Path] = []
    for path in inputs:
        if not os.path.isdir(path):
            files.append(path)
            continue
        for entry in sorted(os.scandir(path), key=lambda entry: entry.name):
            if not entry.name.startswith("."):
                files.extend(_files([entry.path]))
    return files


@contextmanager
def progress_of(progress: Progress, files: list[Path]) -> Generator[Callable[[int, int], object] | None, None, None]:
    """Returns the function to call, and closes the bar afterwards."""
    if progress is None or progress is False:
        yield None
    elif progress is True:
        with _bar(files) as watch:
            yield watch
    elif callable(progress):
        yield progress
    else:
        raise TypeError(f"progress is {type(progress).__name__}: expected a function, True or None")


@contextmanager
def _bar(files: list[Path]) -> Generator[Callable[[int, int], object] | None, None, None]:
    try:
        from tqdm.auto import tqdm
    except ImportError:
        yield None
        return
    total = sum(os.path.getsize(file) for file in files if os.path.isfile(file)) or None
    with tqdm(total=total, unit="B" if total else "record", unit_scale=True) as bar:

        def watch(records: int, read: int) -> None:
            bar.update((read if total else records) - bar.n)

        yield watch
