"""Estimates on a cluster: the numbers of one machine, for each source. `SPARK_RECORDS` makes the tables longer or shorter."""

import base64
import json
import os

import pytest
from pyspark.sql import functions as F

import tidegate.spark
from conftest import kinesis_record
from tidegate import Filter, SettingWarning
from test_spark import PAID

RECORDS = int(os.environ.get("SPARK_RECORDS", "1000000"))

OF_EACH_SOURCE = RECORDS * 9 // 20
"""More than 400,000, so that stretches are chosen."""

PAYLOADS = [f'{{"state":"{"paid" if number % 10 == 0 else "open"}","note":"{"x" * (number * 31 % 90)}"}}' for number in range(100)]
ENCODED = [base64.b64encode(payload.encode()).decode() for payload in PAYLOADS]


def arrival_ms(number):
    """They come unevenly: in a random order within some seconds, and with a break of a minute in each hour."""
    return 1_790_000_000_000 + number * 13 + number % 97 * 50 + number // 250_000 * 60_000


def dynamodb(number):
    state = "paid" if number % 10 == 0 else "open"
    return (
        f'{{"eventID":"{number}","eventName":"INSERT","eventSource":"aws:dynamodb","awsRegion":"eu-west-1","dynamodb":{{'
        f'"ApproximateCreationDateTime":{arrival_ms(number) / 1000},"Keys":{{"id":{{"S":"{number * 31 % 4_999}"}}}},'
        f'"NewImage":{{"state":{{"S":"{state}"}}}},"SequenceNumber":"{number}","SizeBytes":60}},'
        '"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026"}\n'
    )


def kafka(number):
    partition = number * 104_729 % 1_000_003 % 12
    return (
        f'{{"topic":"orders","partition":{partition},"offset":{number},"timestamp":{arrival_ms(number)},'
        f'"value":"{ENCODED[number % 100]}"}}\n'
    )


def sqs(number, more=""):
    body = json.dumps(PAYLOADS[number % 100])
    return (
        f'{{"messageId":"m-{number}","body":{body},"attributes":{{"SentTimestamp":"{arrival_ms(number)}"{more}}},'
        '"eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:123456789012:orders","awsRegion":"eu-west-1"}\n'
    )


def fifo(number):
    return sqs(number, f',"MessageGroupId":"g-{number * 104_729 % 1_000_003 % 300}","SequenceNumber":"{number}"')


@pytest.fixture(scope="module")
def records(spark, stream):
    """Records of Kinesis, as text files hold them, and the path of the file."""
    path = stream(RECORDS, pace=0.013)
    return spark.read.text(str(path)).withColumnRenamed("value", "record"), path


def assert_same(report, alone):
    """Returns nothing; near misses are left out of an estimate of a table."""
    ours, theirs = report.to_dict(), alone.to_dict()
    assert theirs["cost"] is not None
    for name in theirs:
        if name != "near_misses":
            assert ours.get(name) == theirs[name], name


def test_stream_gives_the_numbers_of_one_machine(records):
    df, path = records
    settings = {"window": 5, "memory": 512, "duration_ms": 40}
    assert df.rdd.getNumPartitions() > 2
    alone = PAID.estimate(path, **settings)
    report = tidegate.spark.estimate(df, PAID, "record", records=True, **settings)
    assert alone.to_dict()["records"]["read"] == RECORDS
    assert_same(report, alone)
    (note,) = report.notes
    assert note.startswith("replayed by the executors: ") and " records in 8 groups of shards, " in note, note


@pytest.mark.parametrize(
    ("source", "record", "pattern", "settings", "groups"),
    [
        ("dynamodb", dynamodb, {"dynamodb": {"NewImage": {"state": {"S": ["paid"]}}}},
         {"shards": 6, "window": 2, "parallelization_factor": 2, "failing": 1, "retries": 2, "bisect": True}, 6),
        ("kafka", kafka, {"value": {"state": ["paid"]}}, {"window": 3, "batch_size": 200, "duration_ms": "20+1/record"}, 12),
        ("sqs", fifo, {"body": {"state": ["paid"]}}, {"memory": 256}, 256),
        ("sqs", sqs, {"body": {"state": ["paid"]}}, {"window": 5, "batch_size": 100, "memory": 256}, None),
    ],
    ids=["dynamodb", "kafka", "fifo", "sqs"],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::tidegate.RecordWarning")
def test_source_gives_the_numbers_of_one_machine(spark, tmp_path, source, record, pattern, settings, groups):
    path = tmp_path / "records.ndjson"
    with path.open("w") as file:
        file.writelines(map(record, range(OF_EACH_SOURCE)))
    filter = Filter(pattern, source=source)
    df = spark.read.text(str(path)).withColumnRenamed("value", "record")
    report = tidegate.spark.estimate(df, filter, "record", records=True, count=OF_EACH_SOURCE, **settings)
    alone = filter.estimate(path, **settings)
    assert alone.to_dict()["records"] == {**alone.to_dict()["records"], "read": OF_EACH_SOURCE, "delivered": OF_EACH_SOURCE // 10}
    assert_same(report, alone)
    (note,) = report.notes
    assert note.startswith("replayed by the driver: " if groups is None else "replayed by the executors: "), note
    assert groups is None or f" in {groups} groups of shards, " in note, note


def test_estimate_with_a_column_of_times(spark, stream):
    path = stream(20_000, pace=0.05)
    df = spark.read.text(str(path)).withColumnRenamed("value", "record")
    of_kinesis = "kinesis struct<data:string,sequenceNumber:string,approximateArrivalTimestamp:double>"
    some = df.withColumn("fields", F.from_json("record", of_kinesis)).select(
        F.unbase64("fields.kinesis.data").alias("payload"),
        F.timestamp_seconds("fields.kinesis.approximateArrivalTimestamp").alias("arrived"),
    )
    report = tidegate.spark.estimate(some, PAID, "payload", arrival="arrived", shards=8).to_dict()
    alone = PAID.estimate(path, shards=8).to_dict()
    assert report["records"] == alone["records"]
    for name in ("kind", "month_records", "lanes", "recorded_span_ms"):
        assert report["basis"][name] == alone["basis"][name], name
    # Payloads have no key, so they are dealt out to the shards by chance.
    levels = [it["invocations"]["unfiltered"] for it in (report, alone)]
    assert levels[0]["high"] == levels[1]["high"]
    assert abs(levels[0]["expected"] / levels[1]["expected"] - 1) < 0.1


def test_table_of_few_or_no_records(spark):
    lines = [(kinesis_record(number, pace=0.5),) for number in range(300)]
    df = spark.createDataFrame([*lines, (None,)], "record string").coalesce(1)
    report = tidegate.spark.estimate(df, PAID, "record", records=True)
    assert report.notes == ("replayed by the driver: 300 records",)
    assert_same(report, PAID.estimate([line for (line,) in lines]))
    for empty in (df.filter("record = 'x'"), df.filter("record is null")):
        with pytest.raises(ValueError, match="no estimate: there is no record"):
            tidegate.spark.estimate(empty, PAID, "record", records=True)


def test_setting_without_effect_is_named(spark):
    df = spark.createDataFrame([(kinesis_record(number, pace=0.5),) for number in range(300)], "record string")
    with pytest.warns(SettingWarning, match="burst has no effect: the records arrive at the times recorded"):
        tidegate.spark.estimate(df, PAID, "record", records=True, burst=7)
