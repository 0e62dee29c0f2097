"""The examples of the pages, and the notebook."""

import doctest
import re

import nbformat
from nbclient import NotebookClient

import tidegate
import tidegate.testing
from conftest import ROOT


def test_examples_of_the_page_run(monkeypatch):
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "python.md").read_text()
    blocks = re.findall(r"^```python\n(.*?)^```", page, re.M | re.S)
    assert len(blocks) > 8
    names: dict = {}
    for block in blocks:
        if not block.startswith("# no-test"):
            exec(compile(block, "docs/python.md", "exec"), names)


def test_tree_on_the_page_is_the_one_shown():
    page = (ROOT / "docs" / "python.md").read_text()
    orders = tidegate.Filter({"body": {"state": ["paid"], "amount": [{"numeric": [">", 100]}]}}, source="sqs")
    assert orders.explain({"state": "paid", "amount": 100}, payload=True).to_text(80).strip() in page


def test_examples_of_the_modules_run():
    for module in (tidegate, tidegate.testing):
        assert doctest.testmod(module).failed == 0 and doctest.testmod(module).attempted > 2
    failed, attempted = doctest.testfile(str(ROOT / "src" / "python" / "README.md"), module_relative=False)
    assert failed == 0 and attempted > 3


def test_notebook_runs():
    path = ROOT / "docs" / "notebook.ipynb"
    notebook = nbformat.read(path, as_version=4)
    done = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": path.parent}}).execute()
    shown = [output for cell in done.cells for output in cell.get("outputs", [])]
    pages = [it["data"]["text/html"] for it in shown if "data" in it and "text/html" in it["data"]]
    assert len(pages) == 3 and all("FILTERED" in page or "iframe" in page for page in pages)
