"""Columns of Arrow, with the real libraries."""

import ctypes
import gc
import random

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest

from tidegate import Filter
from conftest import kinesis_record

PAID = Filter([{"data": {"state": ["paid"]}}, {"data": {"amount": [{"numeric": [">", 100]}]}}], source="kinesis")
VALUES = ['{"state":"paid"}', None, '{"state":"open"}', "plain", '{"state":"paid","amount":500}', ""]
MASK = [True, None, False, False, True, False]
KINDS = ["delivered", None, "filtered", "dropped", "delivered", "dropped"]
REASONS = [None, None, None, "not-json", None, "not-json"]
FILTERS = [[1], None, [], [], [1, 2], []]

TYPES = [
    pyarrow.string(),
    pyarrow.large_string(),
    pyarrow.string_view(),
    pyarrow.binary(),
    pyarrow.large_binary(),
    pyarrow.binary_view(),
]


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_column_of_each_type(kind):
    array = pyarrow.array(VALUES, pyarrow.string()).cast(kind)
    mask = PAID.mask(array)
    assert isinstance(mask, pyarrow.BooleanArray) and mask.to_pylist() == MASK
    columns = PAID.dispositions(array)
    assert columns.kind.to_pylist() == KINDS
    assert columns.reason.to_pylist() == REASONS
    assert columns.filters.to_pylist() == FILTERS
    assert pyarrow.types.is_dictionary(columns.kind.type) and pyarrow.types.is_list(columns.filters.type)


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_slices_and_chunks(kind):
    random.seed(7)
    array = pyarrow.array(VALUES * 50, pyarrow.string()).cast(kind)
    for _ in range(50):
        start = random.randrange(len(array))
        length = random.randrange(len(array) - start + 1)
        part = array.slice(start, length)
        assert PAID.mask(part).to_pylist() == (MASK * 50)[start : start + length]
    chunked = pyarrow.chunked_array([array.slice(1, 5), array.slice(0, 0), array.slice(9, 100)], kind)
    mask = PAID.mask(chunked)
    assert isinstance(mask, pyarrow.ChunkedArray) and mask.num_chunks == 3
    assert mask.to_pylist() == (MASK * 50)[1:6] + (MASK * 50)[9:109]
    assert PAID.dispositions(chunked).kind.to_pylist() == (KINDS * 50)[1:6] + (KINDS * 50)[9:109]


def test_empty_and_missing_values():
    assert PAID.mask(pyarrow.array([], pyarrow.string())).to_pylist() == []
    assert PAID.mask(pyarrow.chunked_array([], pyarrow.string())).to_pylist() == []
    assert PAID.mask(pyarrow.nulls(3)).to_pylist() == [None] * 3
    assert PAID.mask(pyarrow.nulls(3, pyarrow.string())).to_pylist() == [None] * 3
    assert PAID.mask(pyarrow.array([b"{}", b"ab"], pyarrow.binary(2))).to_pylist() == [False, False]


def test_bytes_that_are_not_text():
    array = pyarrow.array([b"\xff\xfe", b'{"state":"paid"}'])
    assert PAID.dispositions(array).reason.to_pylist() == ["not-utf8", None]


def test_records_and_payloads():
    records = pyarrow.array([kinesis_record(number) for number in range(100)])
    mask = PAID.mask(records, records=True)
    assert mask.to_pylist() == [PAID.match(it.as_py()).delivered for it in records]
    assert sum(mask.to_pylist()) == 10 and PAID.mask(records).to_pylist() == [False] * 100


def test_tally_of_a_column():
    tally = PAID.tally(pyarrow.chunked_array([VALUES[:2], VALUES[2:]], pyarrow.string()))
    assert (tally.read, tally.delivered, tally.filtered, tally.dropped) == (5, 2, 1, {"not-json": 2})
    assert tally == PAID.evaluate([it for it in VALUES if it is not None], payload=True)


def test_column_is_not_copied():
    """Writes into the memory of the column: a copy would not show it."""
    array = pyarrow.array(['{"state":"paid"}'])
    assert PAID.mask(array).to_pylist() == [True]
    ctypes.memmove(array.buffers()[2].address, b'{"state":"open"}', 16)
    assert PAID.mask(array).to_pylist() == [False]


def test_memory_is_given_back():
    array = pyarrow.array(VALUES * 1_000)
    gc.collect()
    before = pyarrow.total_allocated_bytes()
    for _ in range(50):
        PAID.mask(array)
        PAID.dispositions(array)
    gc.collect()
    assert pyarrow.total_allocated_bytes() == before


@pytest.mark.parametrize(
    "value",
    [
        pyarrow.array([1, 2]),
        pyarrow.array([["a"]]),
        pyarrow.array(["a"]).dictionary_encode(),
        pyarrow.table({"a": ["x"], "b": ["y"]}),
    ],
)
def test_column_of_another_type_is_refused(value):
    with pytest.raises(TypeError, match="expected (a column of strings|one column)"):
        PAID.mask(value)


@pytest.mark.parametrize("value", [["a"], "a", 5, None, object(), {"a": "b"}])
def test_value_that_is_not_a_column_is_refused(value):
    for call in (PAID.mask, PAID.dispositions, PAID.tally):
        with pytest.raises(TypeError, match="exports no Arrow data"):
            call(value)


def test_liar_about_arrow_is_refused():
    class Liar:
        def __arrow_c_array__(self, requested_schema=None):
            return "no", "capsules"

        def __arrow_c_stream__(self, requested_schema=None):
            raise RuntimeError("no stream")

    with pytest.raises((TypeError, ValueError, RuntimeError)):
        PAID.mask(Liar())


def test_polars():
    series = polars.Series("payload", VALUES)
    mask = PAID.mask(series)
    assert isinstance(mask, polars.Series) and mask.name == "payload" and mask.to_list() == MASK
    assert PAID.dispositions(series).kind.to_list() == KINDS
    table = polars.DataFrame({"payload": VALUES, "n": range(6)})
    assert table.filter(PAID.mask(table["payload"]))["n"].to_list() == [0, 4]
    parts = polars.concat([series, series], rechunk=False)
    assert PAID.mask(parts).to_list() == MASK * 2


def test_polars_expression():
    table = polars.LazyFrame({"payload": VALUES, "n": range(6)})
    column = polars.col("payload").map_batches(PAID.mask, return_dtype=polars.Boolean)
    found = table.filter(column).collect()
    assert found["n"].to_list() == [0, 4]


def test_pandas():
    for dtype in ("object", "str", "string[pyarrow]"):
        series = pandas.Series(VALUES, index=list("abcdef"), name="payload", dtype=dtype)
        mask = PAID.mask(series)
        assert isinstance(mask, pandas.Series) and list(mask.index) == list("abcdef")
        assert [None if it is pandas.NA else bool(it) for it in mask] == MASK
    table = pandas.DataFrame({"payload": VALUES, "n": range(6)})
    assert list(table[PAID.mask(table["payload"]).fillna(False)]["n"]) == [0, 4]


def test_duckdb_relation_and_function(tmp_path):
    path = tmp_path / "payloads.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"payload": VALUES, "n": range(6)}), path)
    database = duckdb.connect()
    relation = database.sql(f"select payload from '{path}' order by n")
    assert pyarrow.chunked_array(PAID.mask(relation)).to_pylist() == MASK
    database.create_function("delivered", lambda column: PAID.mask(column), ["VARCHAR"], "BOOLEAN", type="arrow")
    rows = database.sql(f"select n from '{path}' where delivered(payload) order by n").fetchall()
    assert rows == [(0,), (4,)]


def test_any_other_producer():
    class Producer:
        def __init__(self, array):
            self._array = array

        def __arrow_c_stream__(self, requested_schema=None):
            return self._array.__arrow_c_stream__(requested_schema)

    mask = PAID.mask(Producer(pyarrow.chunked_array([VALUES])))
    assert len(mask) == 6 and polars.Series(mask).to_list() == MASK
    assert repr(mask) == "<ArrowColumn of 6 values>"
