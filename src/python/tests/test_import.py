"""The cold cost of the package."""

import statistics
import subprocess
import sys

SCRIPT = "import sys, time; before = set(sys.modules); began = time.process_time(); import tidegate; print(time.process_time() - began); print(sorted(set(sys.modules) - before))"


def test_import_is_quick():
    seconds = []
    for _ in range(7):
        seconds.append(float(subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout.split()[0]))
    assert statistics.median(seconds) < 0.030, seconds


def test_import_brings_no_library():
    loaded = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout
    for library in ("pyarrow", "pandas", "polars", "pyspark", "tqdm", "numpy", "pytest"):
        assert f"'{library}'" not in loaded
