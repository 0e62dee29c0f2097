"""AWS EventBridge and Lambda event filters: test them on records, explain them, estimate what they save.

>>> from tidegate import Filter
>>> orders = Filter({"body": {"state": ["paid"], "amount": [{"numeric": [">", 100]}]}}, source="sqs")
>>> orders.match_payload({"state": "paid", "amount": 120}).delivered
True
>>> orders.match_payload("plain text")
Disposition('dropped', reason='not-json')

The verdict on every record is AWS's own, quirks included; where AWS documents nothing, `Disposition.assumed` says what
tidegate decided. The engine is the one of the command `tidegate`, so both give the same results.

A filter comes from a pattern, from a file (`Filter.from_file`), or from the template that deploys it (`Filter.from_template`).
`Filter.match` takes a record as Lambda gets it, `Filter.match_payload` what the producer wrote, `Filter.mask` a column of
Arrow, `Filter.evaluate` files, and `tidegate.spark` a table of Spark. `Filter.estimate` says what a filter saves, and
`tidegate.testing` has assertions for tests. `help(tidegate.Filter)` has all of it.
"""

from typing import TYPE_CHECKING

from tidegate._errors import FilterError, FilterWarning, Finding, RecordWarning, SettingWarning, TemplateWarning
from tidegate._explanation import Explanation
from tidegate._filter import Filter
from tidegate._native import Disposition, __version__
from tidegate._report import Report
from tidegate._tally import FilterCount, Tally

if TYPE_CHECKING:
    from tidegate._settings import Settings

__all__ = [
    "Disposition",
    "Explanation",
    "Filter",
    "FilterCount",
    "FilterError",
    "FilterWarning",
    "Finding",
    "RecordWarning",
    "Report",
    "SettingWarning",
    "Settings",
    "Tally",
    "TemplateWarning",
    "__version__",
]


def __getattr__(name: str) -> object:
    """Imports what is rarely used by name when it is used."""
    if name == "Settings":
        from tidegate._settings import Settings

        return Settings
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
