"""Spark: a worker dies. In a file of its own, which comes last, because one worker is left afterwards."""

import threading
import time

import tidegate.spark
from test_spark import PAID


def test_worker_killed_in_the_middle_changes_nothing(spark, cluster, stream):
    path = stream(50_000)
    df = spark.read.text(str(path)).repartition(24).withColumnRenamed("value", "record")

    def slowed(batches):
        time.sleep(0.4)
        yield from batches

    slow = df.mapInArrow(slowed, df.schema)
    tracker = spark.sparkContext.statusTracker()
    killed_after = []

    def kill():
        while not killed_after:
            for stage in tracker.getActiveStageIds():
                info = tracker.getStageInfo(stage)
                if info and info.numTasks == 24 and info.numCompletedTasks >= 6:
                    cluster.kill_worker()
                    killed_after.append(info.numCompletedTasks)
                    return
            time.sleep(0.02)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    counted = tidegate.spark.tally(slow, PAID, "record", records=True)
    assert killed_after and killed_after[0] < 24
    assert counted == PAID.evaluate(path)
    report = tidegate.spark.estimate(df, PAID, "record", records=True).to_dict()
    assert report["invocations"] == PAID.estimate(path).to_dict()["invocations"]
