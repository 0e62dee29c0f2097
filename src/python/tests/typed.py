"""Never run: what mypy and pyright have to accept, and the types they have to see."""

from typing_extensions import assert_type

from tidegate import Disposition, Explanation, Filter, FilterError, Report, Tally
from tidegate.testing import assert_delivered

orders = Filter({"body": {"state": ["paid"]}}, source="sqs")
assert_type(orders.match({"body": "x"}), Disposition)
assert_type(orders.match(b"{}").filters, tuple[int, ...])
assert_type(orders.match_payload(None).reason, str | None)
assert_type(orders.explain("{}"), Explanation)
assert_type(orders.evaluate(["a.ndjson"], progress=lambda records, read: None), Tally)
assert_type(orders.evaluate([{"body": "x"}]).dropped, dict[str, int])
assert_type(orders.estimate("a.ndjson", batch_size=100, rate="400/s"), Report)
assert_delivered(orders, {"body": "x"})
try:
    Filter.from_file("filter.json")
except FilterError as error:
    assert_type(error.fix, str | None)
