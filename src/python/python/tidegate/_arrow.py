"""Columns of Arrow, in the library that they came from. No library is imported that the caller does not use already."""

from __future__ import annotations

from typing import Any, NamedTuple

from tidegate import _native


class Dispositions(NamedTuple):
    """What AWS does with each value of a column."""

    kind: Any
    """ "delivered", "filtered", "dropped" or "unreadable"; a dictionary of strings."""
    reason: Any
    """Why a value is dropped or unreadable; null for the other kinds; a dictionary of strings."""
    filters: Any
    """The numbers of the filters that deliver the value, from 1; a list of integers."""


class ArrowColumn:
    """A column that any library of Arrow data can take in: `pyarrow.chunked_array(column)`, `polars.Series(column)`."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.ArrowStream) -> None:
        self._native = native

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self._native.__arrow_c_schema__()

    def __len__(self) -> int:
        return len(self._native)

    def __repr__(self) -> str:
        return f"<ArrowColumn of {len(self)} values>"


def mask(native: _native.Compiled, array: Any, form: str) -> Any:
    """Returns the column of booleans."""
    return _like(native.mask(exporter(array), form), array, "boolean")


def dispositions(native: _native.Compiled, array: Any, form: str) -> Dispositions:
    """Returns the columns of dispositions."""
    columns = native.dispositions(exporter(array), form)
    return Dispositions(*(_like(column, array, None) for column in columns))


def _library(array: Any) -> str:
    return type(array).__module__.partition(".")[0]


def exporter(array: Any) -> Any:
    """Returns an object that exports the column as Arrow data."""
    if _library(array) == "pandas":
        import pyarrow

        return pyarrow.array(array, from_pandas=True)
    if not hasattr(array, "__arrow_c_array__") and not hasattr(array, "__arrow_c_stream__"):
        raise TypeError(
            f"{type(array).__name__} exports no Arrow data: pass a column of pyarrow, polars, pandas or DuckDB, or "
            "pyarrow.array(values)"
        )
    return array


def _like(column: _native.ArrowStream, array: Any, dtype: str | None) -> Any:
    """Returns a column as an object of the library that `array` comes from."""
    library = _library(array)
    if library == "polars":
        import polars

        return polars.Series(getattr(array, "name", ""), polars.Series(ArrowColumn(column)))
    if library == "pyarrow":
        return _pyarrow(column, hasattr(array, "__arrow_c_array__"))
    if library == "pandas":
        values = _pyarrow(column, True).to_pandas()
        values = values if dtype is None else values.astype(dtype)
        return values.set_axis(array.index).rename(array.name)
    return ArrowColumn(column)


def _pyarrow(column: _native.ArrowStream, whole: bool) -> Any:
    import pyarrow

    chunked = pyarrow.chunked_array(ArrowColumn(column))
    return chunked.combine_chunks() if whole else chunked
