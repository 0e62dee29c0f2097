"""Whatever is passed in: a result or an exception, and never the end of the process. `FUZZ_SECONDS` makes it run longer."""

import os
import time
import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from tidegate import Filter, FilterError, FilterWarning, TemplateWarning

SECONDS = float(os.environ.get("FUZZ_SECONDS", "8"))
SOURCES = ["sqs", "kinesis", "dynamodb", "kafka", "mq", "eventbridge", "pipes/sqs", "pipes/kafka"]
LIMITS = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), database=None)

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates()
keys = st.sampled_from(["body", "data", "value", "Records", "Filters", "Pattern", "exists", "numeric", "$or", "a"]) | st.text(max_size=4)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys | st.integers(), inner, max_size=4), max_leaves=20
)
leaves = st.sampled_from(["paid", 1, None, True, {"prefix": "a"}, {"exists": False}, {"numeric": [">", 1]}, {"wildcard": "*a*"}])
patterns = st.recursive(
    st.lists(leaves, min_size=1, max_size=3), lambda inner: st.dictionaries(keys, inner, min_size=1, max_size=3), max_leaves=8
)


def _run(strategies, test):
    """Runs a test until the time is up, and at least once."""
    end = time.monotonic() + SECONDS

    @LIMITS
    @given(st.tuples(*strategies))
    def run(drawn):
        test(*drawn)

    run()
    while time.monotonic() < end:
        run()


def _filter(document, source):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FilterWarning)
        return Filter(document, source=source)


def test_any_document():
    def check(document, source):
        try:
            filter = _filter(document, source)
        except FilterError as error:
            assert error.findings and error.code and str(error)
        except (TypeError, ValueError):
            pass
        else:
            assert filter.match("{}").kind in ("delivered", "filtered", "dropped", "unreadable")

    _run([values | patterns, st.sampled_from(SOURCES) | st.text(max_size=5) | st.none()], check)


def test_any_record():
    def check(pattern, source, record):
        try:
            filter = _filter(pattern, source)
        except FilterError:
            return
        for call in (filter.match, filter.match_payload, filter.explain):
            try:
                result = call(record)
            except (TypeError, ValueError):
                assert not isinstance(record, bytes)
            else:
                assert str(result)

    _run([patterns, st.sampled_from(SOURCES), values | st.binary(max_size=60)], check)


@pytest.mark.filterwarnings("ignore::tidegate.RecordWarning")
def test_any_setting():
    paid = Filter({"data": {"state": ["paid"]}}, source="kinesis")
    record = b'{"kinesis":{"data":"eyJzdGF0ZSI6InBhaWQifQ==","partitionKey":"a","approximateArrivalTimestamp":1790000000.5}}'
    from tidegate import Settings

    given_values = st.integers() | st.floats() | st.text(max_size=8) | st.booleans() | st.none() | st.tuples(st.integers(), st.integers())

    def check(name, value):
        try:
            paid.estimate([record] * 3, **{name: value}).to_json()
        except (TypeError, ValueError, OverflowError, OSError) as error:
            assert str(error)

    _run([st.sampled_from(sorted(Settings.__annotations__)), given_values], check)


def test_any_template():
    texts = [path.read_text() for path in sorted((ROOT / "filters" / "templates").rglob("*.*")) if path.is_file() and path.suffix != ".jsonl"]
    pieces = st.sampled_from(["\n", "  ", "{", "}", "[", "!Ref A", "!Sub '${A}'", "&a", "*a", "|", "'", '"', ": ", "- ", "\ufeff", "Fn::If"])
    edits = st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 40), pieces | st.text(max_size=4)), max_size=4)
    parameters = st.dictionaries(st.sampled_from(["Stage", "A", "AWS::AccountId"]), st.text(max_size=4) | st.integers(), max_size=2)

    def check(text, edits, parameters):
        for at, length, piece in edits:
            text = text[:at] + piece + text[at + length :]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", (FilterWarning, TemplateWarning))
            try:
                filter = Filter.from_template(text + "\n", parameters=parameters)
            except FilterError as error:
                assert error.findings and error.code and str(error)
            except ValueError as error:
                assert str(error)
            else:
                assert filter.patterns

    _run([st.sampled_from(texts), edits, parameters], check)


@pytest.mark.filterwarnings("ignore::tidegate.RecordWarning")
def test_any_bytes_in_a_file(tmp_path):
    path = tmp_path / "input"
    queue = Filter({"body": {"a": [1]}}, source="sqs")
    pieces = st.sampled_from([b'{"body":"{}"}\n', b'{"Records":[', b"\x1f\x8b", b"[", b"{", b'"', b"\n", b"PAR1", b"\xff", b'{"body":'])

    def check(parts):
        path.write_bytes(b"".join(parts))
        try:
            tally = queue.evaluate(path)
        except (ValueError, OSError) as error:
            assert str(error)
        else:
            assert tally.read == tally.delivered + tally.filtered + sum(tally.dropped.values()) + sum(tally.unreadable.values())

    _run([st.lists(pieces | st.binary(max_size=8), max_size=12)], check)


@pytest.mark.parametrize("depth", [100, 1_000, 100_000, 1_000_000])
def test_deep_text(depth):
    queue = Filter({"body": {"a": [1]}}, source="sqs")
    for text in ("[" * depth, '{"a":' * depth, '{"a":' * depth + "1" + "}" * depth, '{"body":' + "[" * depth):
        for call in (queue.match, queue.match_payload, queue.explain):
            assert str(call(text))
        with pytest.raises(FilterError):
            Filter(text, source="sqs")
    with pytest.raises((ValueError, RecursionError)):
        nested: dict = {}
        for _ in range(depth + 200_000):
            nested = {"a": nested}
        queue.match(nested)


def test_long_list_of_filters():
    with pytest.raises(FilterError, match="L0501"):
        Filter([{"body": {"a": [number]}} for number in range(200)], source="sqs")
