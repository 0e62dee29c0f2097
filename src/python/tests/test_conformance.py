"""The cases of the repository, and the project's conformance vectors where they lie beside it."""

import pytest

from conftest import ROOT
from tidegate import _cases

FILES = sorted((ROOT / "filters" / "cases").glob("*.jsonl"))
VECTORS = [ROOT.parent / "shared" / "conformance" / name for name in ("vectors.jsonl", "samples.jsonl")]


def _failures(path):
    counted, failures = 0, []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        row = _cases.read(line)
        if not _cases.is_apart(row):
            counted += 1
            outcome = _cases.run(row, str(path))
            if not outcome.holds:
                failures.append(f"{path.name}:{number}: {row['id']}: expected {outcome.expected}, got {outcome.got}")
    return counted, failures


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cases_of_the_repository(path):
    counted, failures = _failures(path)
    assert counted > 0 and failures == []


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_vectors(path):
    if not path.exists():
        pytest.skip("not beside the repository")
    counted, failures = _failures(path)
    assert counted > 250 and failures == []
