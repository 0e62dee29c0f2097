"""Spark: a real cluster of a master and two workers. Estimates are in test_spark_estimate.py, and a worker is killed in
test_spark_worker.py."""

import gzip
import json

import pytest
from pyspark.sql import functions as F

import tidegate.spark
from conftest import kinesis_record
from tidegate import Filter, RecordWarning

PAID = Filter([{"data": {"state": ["paid"]}}, {"data": {"order": [{"numeric": ["<", 50]}]}}], source="kinesis")


@pytest.fixture(scope="module")
def payloads(spark):
    values = ['{"state":"paid"}', None, '{"state":"open"}', "plain", '{"state":"paid","order":7}'] * 100
    return spark.createDataFrame([(at, value) for at, value in enumerate(values)], "n int, payload string").repartition(3)


def test_tally_equals_that_of_one_machine(spark, stream):
    path = stream(100_000)
    df = spark.read.text(str(path)).withColumnRenamed("value", "record")
    assert df.rdd.getNumPartitions() > 2
    assert tidegate.spark.tally(df, PAID, "record", records=True) == PAID.evaluate(path)


def test_filtered_rows_are_the_delivered_ones(payloads):
    found = tidegate.spark.filter_records(payloads, PAID, "payload")
    assert found.columns == ["n", "payload"]
    assert sorted(row.n % 5 for row in found.collect()) == [0] * 100 + [4] * 100
    tally = tidegate.spark.tally(payloads, PAID, "payload")
    assert (tally.read, tally.delivered, tally.dropped) == (400, 200, {"not-json": 100})
    odd = payloads.toDF("a`n", "a.payload")
    found = tidegate.spark.filter_records(odd, PAID, "a.payload")
    assert (found.columns, found.count()) == (["a`n", "a.payload"], 200)
    assert tidegate.spark.tally(odd, PAID, "a.payload") == tally


def test_stream_takes_the_same_call(spark, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for part in range(3):
        lines = [kinesis_record(number) for number in range(part * 100, part * 100 + 100)]
        (folder / f"{part}.ndjson").write_text("\n".join(lines) + "\n")
    stream = spark.readStream.option("maxFilesPerTrigger", 1).text(str(folder))
    tallies = []

    def batch(df, number):
        tallies.append(tidegate.spark.tally(df, PAID, "value", records=True))

    counting = stream.writeStream.foreachBatch(batch).trigger(availableNow=True).start()
    assert counting.awaitTermination(120)
    found = tidegate.spark.filter_records(stream, PAID, "value", records=True)
    query = found.writeStream.format("memory").queryName("found").trigger(availableNow=True).start()
    assert query.awaitTermination(120)
    whole = PAID.evaluate(folder)
    assert sum(tallies[1:], tallies[0]) == whole and len(tallies) == 3
    assert spark.table("found").count() == whole.delivered == 75
    with pytest.raises(ValueError, match="not a stream"):
        tidegate.spark.estimate(stream, PAID, "value", records=True)


def test_archives_are_read_where_they_lie(spark, tmp_path):
    lines = [kinesis_record(number) for number in range(500)]
    folder = tmp_path / "archive"
    folder.mkdir()
    written = {
        "lines.ndjson": "\n".join(lines[:100]).encode() + b"\n",
        "lines.ndjson.gz": gzip.compress("\n".join(lines[100:200]).encode()),
        "firehose": "".join(lines[200:300]).encode(),
        # Firehose writes several members into one file.
        "firehose.gz": gzip.compress("".join(lines[300:350]).encode()) + gzip.compress("".join(lines[350:400]).encode()),
        "event.json": ('{"Records":[' + ",".join(lines[400:]) + "]}").encode(),
    }
    for name, content in written.items():
        (folder / name).write_bytes(content)
    df = tidegate.spark.read_archive(spark, str(folder), PAID).cache()
    assert df.columns == ["path", "record"]
    counted = {row.path.rpartition("/")[2]: row["count"] for row in df.groupBy("path").count().collect()}
    assert counted == dict.fromkeys(written, 100)
    whole = PAID.evaluate(folder)
    assert tidegate.spark.tally(df, PAID, "record", records=True) == whole
    parquet = str(tmp_path / "parquet")
    df.write.parquet(parquet)
    column = spark.read.parquet(parquet)
    assert tidegate.spark.tally(column, PAID, "record", records=True) == whole
    in_order = column.repartitionByRange(2, F.get_json_object(F.col("record").cast("string"), "$.kinesis.sequenceNumber").cast("int"))
    spread = tidegate.spark.estimate(in_order, PAID, "record", records=True).to_dict()
    assert spread["invocations"] == PAID.estimate(lines).to_dict()["invocations"]
    with pytest.raises(Exception, match="it holds records: pass payloads=False"):
        tidegate.spark.read_archive(spark, str(folder), PAID, payloads=True).count()


def test_payloads_of_an_archive_are_read(spark, tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    queue = Filter({"body": {"state": ["paid"]}}, source="sqs")
    states = ["paid", "open"] * 50
    values = [json.dumps({"state": state, "at": number}) for number, state in enumerate(states)]
    (folder / "firehose.gz").write_bytes(gzip.compress("".join(values).encode()))
    df = tidegate.spark.read_archive(spark, str(folder), queue, payloads=True, input="payload-stream")
    assert df.columns == ["path", "payload"]
    tally = tidegate.spark.tally(df, queue, "payload")
    assert (tally.read, tally.delivered) == (100, 50)


def test_remarks_of_the_executors_reach_the_driver(spark):
    repeating = [('{"state":"open","state":"paid"}',)] * 4
    df = spark.createDataFrame(repeating, "payload string").repartition(2)
    with pytest.warns(RecordWarning, match="4 records repeat a key"):
        tally = tidegate.spark.tally(df, PAID, "payload")
    assert tally.remarks[0].startswith("4 records repeat a key (`state`)")
    with pytest.warns(RecordWarning, match="4 records repeat a key"):
        tidegate.spark.estimate(df, PAID, "payload", rate="1/s")


def test_payloads_that_are_taken_for_records_are_noticed(payloads):
    for call in (tidegate.spark.tally, tidegate.spark.estimate):
        with pytest.warns(RecordWarning, match="can't read any of 400 records .*: if the column holds payloads, leave out records=True"):
            call(payloads, PAID, "payload", records=True)


def test_wrong_calls_are_refused_before_a_job(payloads):
    with pytest.raises(ValueError, match="there is no column body: expected one of n, payload"):
        tidegate.spark.tally(payloads, PAID, "body")
    with pytest.raises(TypeError, match="the column n holds integer"):
        tidegate.spark.filter_records(payloads, PAID, "n")
    with pytest.raises(ValueError, match="payloads do not say when they arrived"):
        tidegate.spark.estimate(payloads, PAID, "payload")
    with pytest.raises(TypeError, match="the column payload holds string: expected timestamps"):
        tidegate.spark.estimate(payloads, PAID, "payload", arrival="payload")
    with pytest.raises(ValueError, match="there is no column at: expected one of n, payload"):
        tidegate.spark.estimate(payloads, PAID, "payload", arrival="at")
    with pytest.raises(ValueError, match="count is -1"):
        tidegate.spark.estimate(payloads, PAID, "payload", rate="1/s", count=-1)
    with pytest.raises(TypeError, match="the table is list: expected a DataFrame"):
        tidegate.spark.tally([], PAID, "payload")
    with pytest.raises(TypeError, match="the filter is str: expected a tidegate.Filter"):
        tidegate.spark.tally(payloads, "paid", "payload")
    with pytest.raises(TypeError, match="no setting has the name batchsize"):
        tidegate.spark.estimate(payloads, PAID, "payload", rate="1/s", batchsize=5)
    with pytest.raises(ValueError, match="memory: write 128"):
        tidegate.spark.estimate(payloads, PAID, "payload", rate="1/s", memory=5)
