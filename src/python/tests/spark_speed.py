"""Records a second on a cluster of this machine: tidegate beside get_json_object and json.loads, on one Parquet table. The first
line says when and on which machine.

    spark_speed.py [RECORDS] [PASSES]
"""

import datetime
import json
import os
import platform
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import pyarrow
import pyarrow.compute
import pyarrow.parquet
import pyspark
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

import tidegate.spark
from cluster import HOST, Cluster
from tidegate import Filter

PAID = Filter({"data": {"state": ["paid"], "amount": [{"numeric": [">", 900]}]}}, source="kinesis")


def payloads(records: int) -> list[str]:
    draw = random.Random(1)
    rows = []
    for number in range(records):
        amount, state = draw.randrange(1_000), draw.choice(("paid", "open", "sent"))
        rows.append(json.dumps({"order": number, "state": state, "amount": amount, "note": "x" * draw.randrange(60, 220)}))
    return rows


def write(folder: Path, records: int) -> Path:
    path = folder / "payloads.parquet"
    part = payloads(min(records, 1_000_000))
    table = pyarrow.table({"payload": pyarrow.array(part, pyarrow.string())})
    path.mkdir()
    for number in range(max(1, records // len(part))):
        pyarrow.parquet.write_table(table, path / f"{number}.parquet", row_group_size=100_000)
    return path


def by_json_loads(batches):
    for batch in batches:
        rows = (json.loads(it) for it in batch.column(0).to_pylist())
        kept = [row["state"] == "paid" and row["amount"] > 900 for row in rows]
        yield batch.filter(pyarrow.array(kept))


def uncounted(batches):
    for batch in batches:
        yield batch.slice(0, 0)


def machine() -> str:
    processors = Path("/proc/cpuinfo").read_text().splitlines()
    name = next((line.partition(":")[2].strip() for line in processors if line.startswith("model name")), platform.machine())
    load = ", ".join(f"{it:.1f}" for it in os.getloadavg())
    versions = f"pyspark {pyspark.__version__}, Python {platform.python_version()}"
    return f"{datetime.date.today()}: {os.cpu_count()} cores of {name}, load {load} before; {versions}"


def main() -> None:
    print(machine(), flush=True)
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    passes = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    folder = Path(tempfile.mkdtemp())
    cluster = Cluster(folder)
    os.environ.update(SPARK_LOCAL_IP=HOST, PYSPARK_PYTHON=sys.executable, PYTHONPATH=str(Path(__file__).parent))
    builder = SparkSession.builder.master(cluster.url).config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.host", HOST).config("spark.driver.bindAddress", HOST)
    spark = builder.config("spark.executor.memory", "700m").config("spark.sql.files.maxPartitionBytes", "16m").getOrCreate()
    try:
        compare(spark.read.parquet(str(write(folder, records))), passes)
    finally:
        spark.stop()
        cluster.stop()


def delivered(report) -> int:
    return report.to_dict()["records"]["delivered"]


def compare(df, passes: int) -> None:
    amount, state = F.get_json_object("payload", "$.amount").cast("int"), F.get_json_object("payload", "$.state")
    ways = {
        "get_json_object": lambda: df.filter((state == "paid") & (amount > 900)).count(),
        "json.loads in mapInArrow": lambda: df.mapInArrow(by_json_loads, df.schema).count(),
        "mapInArrow that reads nothing": lambda: df.mapInArrow(uncounted, df.schema).count(),
        "tidegate.spark.filter_records": lambda: tidegate.spark.filter_records(df, PAID, "payload").count(),
        "tidegate.spark.tally": lambda: tidegate.spark.tally(df, PAID, "payload").delivered,
        "tidegate.spark.estimate, 400/s": lambda: delivered(tidegate.spark.estimate(df, PAID, "payload", rate="400/s", shards=8)),
    }
    records = df.count()
    for number in range(passes):
        for name, way in ways.items():
            began = time.perf_counter()
            found = way()
            seconds = time.perf_counter() - began
            print(f"pass {number + 1}  {name:34} {records / seconds:12,.0f} records/s  {seconds:7.1f} s  {found:,} found", flush=True)
    print(f"most memory of the driver's Python: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
