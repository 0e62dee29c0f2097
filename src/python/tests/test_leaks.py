"""Memory stays flat. `LEAK_MATCHES=10000000` makes the run of README.md."""

import gc
import os

import pytest

from tidegate import Filter, FilterError

MATCHES = int(os.environ.get("LEAK_MATCHES", "300000"))


def _resident_kb() -> int:
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


def _grown_kb(work, turns: int) -> int:
    """Returns how much memory grows over the last nine tenths of the turns."""
    for _ in range(turns // 10):
        work()
    gc.collect()
    before = _resident_kb()
    for _ in range(turns - turns // 10):
        work()
    gc.collect()
    return _resident_kb() - before


def test_matching():
    orders = Filter({"body": {"state": ["paid"]}}, source="sqs")
    record, plain = {"body": '{"state":"paid"}'}, b'{"body":"text"}'

    def work():
        orders.match(record)
        orders.match(plain)

    assert _grown_kb(work, MATCHES // 2) < 1_024


@pytest.mark.parametrize("name", ["compile", "refuse", "explain", "evaluate", "estimate"])
def test_everything_else(name):
    orders = Filter({"body": {"state": ["paid"]}}, source="sqs")
    records = [b'{"body":"{\\"state\\":\\"paid\\"}"}'] * 10

    def refuse():
        with pytest.raises(FilterError):
            Filter({"body": 1}, source="sqs")

    work = {
        "compile": lambda: Filter({"body": {"state": ["paid"]}}, source="sqs"),
        "refuse": refuse,
        "explain": lambda: str(orders.explain(records[0])),
        "evaluate": lambda: orders.evaluate(records),
        "estimate": lambda: orders.estimate(records).to_json(),
    }[name]
    turns = MATCHES // (1_000 if name == "estimate" else 100)
    assert _grown_kb(work, turns) < 2_048
