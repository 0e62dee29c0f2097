"""What several tests use: the command `tidegate`, corpora of the repository, records of a stream."""

import base64
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

pytest_plugins = ["pytester"]


@pytest.fixture(scope="session")
def corpora() -> Path:
    return ROOT / "corpora"


@pytest.fixture(scope="session")
def command():
    """Runs the command `tidegate` and returns what it writes to stdout. `test.sh` builds it."""
    built = os.environ["TIDEGATE"]

    def run(*arguments: object) -> str:
        done = subprocess.run([built, *map(str, arguments)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def kinesis_record(number: int, shards: int = 8, pace: float = 0.013) -> str:
    """Returns a record of a Kinesis stream: one in ten is paid, and they arrive unevenly, `pace` seconds apart on average.
    Written without `json`, because the tests of Spark need a million.
    """
    state = "paid" if number * 7919 % 10 == 0 else "open"
    note = "x" * (number * 31 % 150)
    payload = base64.b64encode(f'{{"state": "{state}", "order": {number}, "note": "{note}"}}'.encode()).decode()
    shard = number * 104_729 % 1_000_003 % shards
    arrival = round(1_790_000_000 + number * pace + (number % 97) * 0.05, 3)
    return (
        f'{{"kinesis":{{"kinesisSchemaVersion":"1.0","partitionKey":"key-{number * 31 % 4_999}","sequenceNumber":"{number}",'
        f'"data":"{payload}","approximateArrivalTimestamp":{arrival}}},"eventSource":"aws:kinesis","eventVersion":"1.0",'
        f'"eventID":"shardId-{shard:012d}:{number}","eventName":"aws:kinesis:record","awsRegion":"eu-west-1",'
        '"eventSourceARN":"arn:aws:kinesis:eu-west-1:123456789012:stream/orders"}'
    )


@pytest.fixture(scope="session")
def stream(tmp_path_factory):
    """Writes a file of this many records, one a line. They come two a second, unless another pace is given: a replay lasts for
    ten minutes at least, and one of few records is quick.
    """

    def write(records: int, pace: float = 0.5) -> Path:
        path = tmp_path_factory.mktemp("stream") / f"{records}.ndjson"
        with path.open("w") as file:
            file.writelines(kinesis_record(number, pace=pace) + "\n" for number in range(records))
        return path

    return write


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    """The cluster of all tests of Spark."""
    from cluster import Cluster

    # So that the cluster is ended too when `test.sh` is.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    running = Cluster(tmp_path_factory.mktemp("cluster"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def spark(cluster):
    from cluster import HOST
    from pyspark.sql import SparkSession

    os.environ.update(SPARK_LOCAL_IP=HOST, PYSPARK_PYTHON=sys.executable)
    session = (
        SparkSession.builder.master(cluster.url)
        .config("spark.driver.host", HOST)
        .config("spark.driver.bindAddress", HOST)
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "700m")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.files.maxPartitionBytes", "8m")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
