"""What several tests use: the command `tidegate`, corpora of the repository, records of a stream."""

import base64
import json
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
    """Returns a record of a Kinesis stream: one in ten is paid, and they arrive at an uneven pace."""
    state = "paid" if number * 7919 % 10 == 0 else "open"
    payload = json.dumps({"state": state, "order": number, "note": "x" * (number * 31 % 150)}).encode()
    shard = number * 104_729 % 1_000_003 % shards
    arrival = 1_790_000_000 + number * 0.013 + (number % 97) * 0.05
    return json.dumps(
        {
            "kinesis": {
                "kinesisSchemaVersion": "1.0",
                "partitionKey": f"key-{number * 31 % 4_999}",
                "sequenceNumber": str(number),
                "data": base64.b64encode(payload).decode(),
                "approximateArrivalTimestamp": round(arrival, 3),
            },
            "eventSource": "aws:kinesis",
            "eventVersion": "1.0",
            "eventID": f"shardId-{shard:012d}:{number}",
            "eventName": "aws:kinesis:record",
            "awsRegion": "eu-west-1",
            "eventSourceARN": "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
        },
        separators=(",", ":"),
    )


@pytest.fixture(scope="session")
def stream(tmp_path_factory):
    """Writes a file of this many records, one a line."""

    def write(records: int) -> Path:
        path = tmp_path_factory.mktemp("stream") / f"{records}.ndjson"
        with path.open("w") as file:
            for number in range(records):
                file.write(kinesis_record(number) + "\n")
        return path

    return write
