"""Many records at once: the same counts as the command line."""

import gzip
import json
import os
import pickle
import signal
import threading
import time
from pathlib import Path

import pytest

from tidegate import Filter, FilterWarning
from conftest import kinesis_record

PAID = Filter({"data": {"state": ["paid"]}}, source="kinesis")


def test_files_have_the_counts_of_the_command(command, corpora, tmp_path):
    filters = tmp_path / "filter.json"
    filters.write_text('[{"body":{"type":["order.paid"]}},{"body":{"detail":{"amount":[{"numeric":[">",1000]}]}}}]')
    orders = Filter.from_file(filters, source="sqs")
    path = corpora / "orders" / "orders.ndjson.gz"
    printed = json.loads(command("match", "-f", filters, "--source", "sqs", "--format", "json", path))
    tally = orders.evaluate(path)
    counts = tally.to_dict()
    for name, value in printed["records"].items():
        assert counts[name] == value, name
    assert [(it.delivered, it.only) for it in tally.by_filter] == [(it["delivered"], it["only"]) for it in printed["by_filter"]]
    assert tally.read == 500 and tally.delivered > 0
    assert orders.evaluate(str(path), threads=1) == orders.evaluate([path], threads=3) == tally
    assert f"{tally.read:,} records" in str(tally)
    assert len(tally.notes) == 1 and tally.notes[0].endswith("orders.ndjson.gz: records, one per line (with `body`), gzip")


def test_records_show_that_a_field_is_missing(corpora):
    orders = Filter({"body": {"amount": [{"numeric": [">", 100]}]}}, source="sqs")
    with pytest.warns(FilterWarning, match="none of 500 records has `body.amount`") as caught:
        orders.evaluate(corpora / "orders" / "orders.ndjson.gz")
    assert caught[0].message.finding.code == "L0213" and caught[0].filename == __file__


def test_records_of_an_iterable_are_counted():
    records = [kinesis_record(number) for number in range(1_000)]
    mixed = [json.loads(record) if at % 3 == 0 else record.encode() if at % 3 == 1 else record for at, record in enumerate(records)]
    tally = PAID.evaluate(iter(mixed))
    assert (tally.read, tally.delivered, tally.filtered) == (1_000, 100, 900)
    payloads = ({"state": "paid"} if number % 4 == 0 else "plain" for number in range(100))
    tally = PAID.evaluate(payloads, payload=True)
    assert (tally.delivered, tally.dropped) == (25, {"not-json": 75})
    assert PAID.evaluate([]).read == 0


def test_directory_means_its_files_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    lines = "\n".join(kinesis_record(number) for number in range(10)) + "\n"
    (tmp_path / "a.ndjson").write_text(lines)
    (tmp_path / "b" / "c.ndjson.gz").write_bytes(gzip.compress(lines.encode()))
    (tmp_path / ".hidden").write_text("not a record")
    assert PAID.evaluate(tmp_path).read == PAID.evaluate([tmp_path / "a.ndjson", tmp_path / "b"]).read == 20


def test_tallies_add_up(tmp_path):
    records = [kinesis_record(number) for number in range(100)]
    parts = [PAID.evaluate(records[:30]), PAID.evaluate(records[30:])]
    whole = PAID.evaluate(records)
    assert parts[0] + parts[1] == parts[1] + parts[0] == whole
    assert pickle.loads(pickle.dumps(parts[0])) + parts[1] == whole
    with pytest.raises(ValueError, match="same filters"):
        whole + Filter({"body": ["x"]}, source="sqs").evaluate([])


def test_file_that_cannot_be_read_raises(tmp_path):
    with pytest.raises(FileNotFoundError, match="missing.ndjson"):
        PAID.evaluate(tmp_path / "missing.ndjson")
    cut = tmp_path / "cut.ndjson"
    cut.write_text(kinesis_record(1) + "\n" + kinesis_record(2)[:-20])
    with pytest.raises(ValueError, match="cut.ndjson is cut off"):
        PAID.evaluate(cut)
    other = tmp_path / "other.json"
    other.write_text('{"Records":[{"eventSource":"aws:s3","s3":{}}]}')
    with pytest.raises(ValueError, match="other.json: "):
        PAID.evaluate(other)
    with pytest.raises(ValueError, match="nothing"):
        PAID.evaluate(cut, input="nothing")
    with pytest.raises(TypeError, match="put the one record into a list"):
        PAID.evaluate({"kinesis": {}})


def test_progress_is_called_and_its_errors_end_the_run(stream):
    path, calls = stream(60_000), []
    PAID.evaluate(path, progress=lambda records, read: calls.append((records, read)))
    assert calls[-1] == (60_000, path.stat().st_size) and calls == sorted(calls)

    def fail(records, read):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        PAID.evaluate(path, progress=fail)
    assert PAID.evaluate(path, progress=True).read == 60_000


def test_other_threads_run_meanwhile(stream):
    path, ticks, done = stream(200_000), [], threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    began = time.monotonic()
    PAID.evaluate([path] * 3, threads=1)
    took = time.monotonic() - began
    done.set()
    thread.join()
    assert len(ticks) > took * 100


def test_ctrl_c_ends_a_run(stream):
    path = stream(200_000)
    timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        PAID.evaluate([path] * 200, threads=1)
