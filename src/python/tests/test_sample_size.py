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


def test_part_that_is_not_one_is_refused():
    with pytest.raises(ValueError, match="not a part of an estimate"):
        _native.estimate_parts(PAID._native, settings_of({}), [(b"\xff" * 40, PAID.evaluate([])._native)])
