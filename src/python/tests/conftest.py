"""What several tests use: the command `tidegate`, corpora of the repository, records of a stream."""

import base64
import os
import subprocess
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


def kinesis_record(number: int, shards: int = 8) -> str:
    """Returns a record of a Kinesis stream: one in ten is paid, and they arrive at an uneven pace. Written without `json`,
    because the tests of Spark need a million.
    """
    state = "paid" if number * 7919 % 10 == 0 else "open"
    note = "x" * (number * 31 % 150)
    payload = base64.b64encode(f'{{"state": "{state}", "order": {number}, "note": "{note}"}}'.encode()).decode()
    shard = number * 104_729 % 1_000_003 % shards
    arrival = round(1_790_000_000 + number * 0.013 + (number % 97) * 0.05, 3)
    return (
        f'{{"kinesis":{{"kinesisSchemaVersion":"1.0","partitionKey":"key-{number * 31 % 4_999}","sequenceNumber":"{number}",'
        f'"data":"{payload}","approximateArrivalTimestamp":{arrival}}},"eventSource":"aws:kinesis","eventVersion":"1.0",'
        f'"eventID":"shardId-{shard:012d}:{number}","eventName":"aws:kinesis:record","awsRegion":"eu-west-1",'
        '"eventSourceARN":"arn:aws:kinesis:eu-west-1:123456789012:stream/orders"}'
    )


@pytest.fixture(scope="session")
def stream(tmp_path_factory):
    """Writes a file of this many records, one a line."""

    def write(records: int) -> Path:
        path = tmp_path_factory.mktemp("stream") / f"{records}.ndjson"
        with path.open("w") as file:
            file.writelines(kinesis_record(number) + "\n" for number in range(records))
        return path

    return write
