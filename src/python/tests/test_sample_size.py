"""What the driver of a cluster has to hold: the bound that docs/python.md gives."""

import json

import pyarrow
import pytest

from conftest import kinesis_record
from tidegate import Filter, _native
from tidegate._settings import settings_of

PAID = Filter({"data": {"state": ["paid"]}}, source="kinesis")
RECORDS = 50_000

BYTES_A_RECORD = 30
"""Most bytes that an executor sends for a record that is kept, whatever the record holds."""

BYTES_A_GROUP = 16
"""Most bytes that it sends for a shard, partition or message group."""


def sampled(records, count, arrivals=None, form="record", filter=PAID):
    """Returns the bytes of a part of a table of `count` records."""
    sampler = _native.Sampler(filter._native, settings_of({}), count)
    sampler.add(pyarrow.array(records), form, arrivals)
    return sampler.finish()[0]


@pytest.fixture(scope="module")
def records():
    return [kinesis_record(number) for number in range(RECORDS)]


def test_record_takes_few_bytes(records):
    empty = len(sampled(records[:0], RECORDS))
    assert len(sampled(records, RECORDS)) - empty < BYTES_A_RECORD * RECORDS + BYTES_A_GROUP * 8
    # The largest numbers that a row can have.
    late = pyarrow.array([2**62 - number for number in range(RECORDS)], pyarrow.int64())
    assert len(sampled(["x"] * RECORDS, RECORDS, late, "payload")) - empty < BYTES_A_RECORD * RECORDS


def test_message_group_takes_few_bytes():
    queue = Filter({"body": {"state": ["paid"]}}, source="sqs")
    messages = [
        json.dumps({"messageId": "m", "body": "{}", "attributes": {"SentTimestamp": str(1_790_000_000_000 + at), "MessageGroupId": f"g{at}"}})
        for at in range(RECORDS)
    ]  # fmt: skip
    assert len(sampled(messages, RECORDS, filter=queue)) < (BYTES_A_RECORD + BYTES_A_GROUP) * RECORDS


def test_long_table_keeps_its_share_of_the_seconds(records):
    whole, part = len(sampled(records, RECORDS)), len(sampled(records, 6_000_000 * 16))
    # One second in 16 is kept; the records come in some 650 seconds.
    assert whole / 40 < part < whole / 6


def test_driver_gets_what_is_replayed():
    """However many records executors keep: these are 650,000, of which 400,000 to 600,000 are replayed."""
    sampler = _native.Sampler(PAID._native, settings_of({}), 0)
    lines = pyarrow.array([kinesis_record(number) for number in range(RECORDS)])
    for turn in range(13):
        times = pyarrow.array(range(turn * RECORDS * 5, (turn + 1) * RECORDS * 5, 5), pyarrow.int64())
        sampler.add(lines, "record", times)
    part, counts = sampler.finish()
    whole, rows = _native.gather_parts(PAID._native, settings_of({}), [part])
    driver = _native.Spread(PAID._native, settings_of({}), whole, counts, True)
    assert 350_000 < driver.records() <= 600_000
    assert len(whole) < BYTES_A_RECORD * driver.records() < len(part)
    assert len(pyarrow.record_batch(rows)) == driver.records()


@pytest.mark.parametrize("wrong", [b"", b"\xff" * 40, b"\x00" * 7], ids=["none", "ones", "zeros"])
@pytest.mark.filterwarnings("ignore::tidegate.RecordWarning")
def test_bytes_of_another_version_are_refused(wrong):
    counts = PAID.evaluate([b"{}"])._native
    empty = pyarrow.table([pyarrow.array([], pyarrow.int32())] * 5, list("abcde"))
    calls = {
        "a part of an estimate": lambda: _native.gather_parts(PAID._native, settings_of({}), [wrong]),
        "the parts of an estimate": lambda: _native.Spread(PAID._native, settings_of({}), wrong, counts, True),
        "jobs of an estimate": lambda: _native.replay_shards(b"\xff" + wrong, empty),
    }
    for what, call in calls.items():
        with pytest.raises((ValueError, TypeError), match=f"not {what}|expected the rows"):
            call()
