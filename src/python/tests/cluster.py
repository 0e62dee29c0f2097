"""A standalone cluster of Spark on the loopback interface: a master, and workers that can be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pyspark

HOST = "127.0.0.1"
SPARK = Path(pyspark.__file__).parent


class Cluster:
    """A master and two workers of one core each, with its files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = _free_port()
        self.url = f"spark://{HOST}:{self.port}"
        self._master = self._start("master.Master", "--port", str(self.port), "--webui-port", str(_free_port()))
        _wait_until(lambda: _is_open(self.port), "the master listens")
        self.workers = [self._worker(number) for number in range(2)]
        _wait_until(lambda: self._log("Master").count("Registering worker") == 2, "both workers are registered")

    def kill_worker(self) -> None:
        """Ends a worker and the executors that it started, at once."""
        os.killpg(self.workers.pop().pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ends everything that is left."""
        for process in [*self.workers, self._master]:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _worker(self, number: int) -> subprocess.Popen:
        work = self._folder / f"worker-{number}"
        ports = ["--port", str(_free_port()), "--webui-port", str(_free_port())]
        return self._start("worker.Worker", *ports, "--cores", "1", "--memory", "1g", "--work-dir", str(work), self.url)

    def _start(self, name: str, *arguments: str) -> subprocess.Popen:
        environment = {**os.environ, "SPARK_HOME": str(SPARK), "SPARK_LOCAL_IP": HOST, "PYSPARK_PYTHON": sys.executable}
        with open(self._folder / f"{name.split('.')[1]}.log", "a") as log:
            return subprocess.Popen(
                [SPARK / "bin" / "spark-class", f"org.apache.spark.deploy.{name}", "--host", HOST, *arguments],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _log(self, name: str) -> str:
        return (self._folder / f"{name}.log").read_text()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


def _is_open(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex((HOST, port)) == 0


def _wait_until(is_true, what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > end:
            raise TimeoutError(f"after {seconds} seconds it is not true that {what}")
        time.sleep(0.1)
