"""The settings of an estimate: those of the command line, by name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, TypedDict, Union

from tidegate._encode import check_number, written

Number = Union[int, float, str]


class Settings(TypedDict, total=False):
    """The keyword arguments of `Filter.estimate` and `tidegate.spark.estimate`. Each has the meaning and the default of the
    option of `tidegate estimate` with the same name. Times are seconds, sizes MB, unless the name says otherwise.
    """

    mapping: str | bytes | Mapping[str, Any]
    """What `aws lambda get-event-source-mapping` prints, as text or a dict; the other arguments override its settings."""
    mapping_name: str
    """Which of several mappings."""
    batch_size: int
    window: int
    shards: int
    """Shards, partitions or message groups; if left out, as many as the records name."""
    parallelization_factor: int
    fifo: bool
    rabbitmq: bool
    maximum_concurrency: int
    provisioned_pollers: tuple[int, int]
    """Least and most."""
    poller_group: int
    """Fewest pollers, together, of the other Kafka mappings in its poller group."""
    retries: int
    maximum_record_age: int
    retention: int
    retry_pause: tuple[int, int]
    """The first and the longest."""
    on_failure: str
    """What gets the notices of discarded batches: "sqs", "sns", "s3", "kafka" or an ARN."""
    bisect: bool
    report_item_failures: bool
    visibility_timeout: int
    tumbling_window: int
    on_demand: bool
    enhanced_fan_out: bool
    rate: str
    """Such as "400/s" or "1M/month"; if left out, computed from the times of the records."""
    arrivals: str
    """ "recorded", "random" or "backlog"."""
    burst: int
    seed: int
    failing: Number
    """Per cent of the records that make the function fail once."""
    poison: Number
    """Per cent of the records that make it fail always."""
    memory: int
    duration_ms: Number
    """How long an invocation runs, such as 120 or "20+1.5/record"."""
    reserved: int
    arch: str
    """ "x86_64" or "arm64"."""
    storage: int
    init_ms: Number
    cold_share: Number
    """Per cent."""
    snapstart: bool
    savings_plan: Number
    """Per cent."""
    log_bytes: int
    region: str
    prices: str | os.PathLike[str]
    """A file of prices."""
    free_tier: str | list[str]
    """ "none", "all", or a list of "lambda", "sqs", "logs", "step-functions"."""


_KINDS: dict[str, str] = Settings.__annotations__
"""The type of each setting, as it is written above. Defaults stand nowhere in Python: the engine has them."""

_WIDE = ("seed", "log_bytes")
"""Numbers of 64 bits; the others have 32."""


def settings_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the settings given, checked, as the engine takes them."""
    unknown = given.keys() - _KINDS.keys()
    if unknown:
        raise TypeError(f"no setting has the name {sorted(unknown)[0]}: expected one of {', '.join(_KINDS)}")
    settings = {name: value for name, value in given.items() if value is not None}
    for name, value in settings.items():
        settings[name] = _checked(name, value)
    free = settings.get("free_tier", [])
    settings["free_tier"] = [free] if isinstance(free, str) else free
    return settings


def _checked(name: str, value: Any) -> Any:
    """Returns a value in the form that the engine takes; refuses one of another type than the setting has."""
    kind = str(_KINDS[name])
    if name == "mapping":
        return written(value, "mapping").decode()
    if "Number" in kind:
        return _decimal(name, value)
    if "tuple" in kind:
        if not isinstance(value, (tuple, list)) or len(value) != 2:
            raise TypeError(f"{name} is {value!r}: expected two numbers")
        for part in value:
            check_number(name, part, 2**32 - 1)
    elif "int" in kind:
        check_number(name, value, 2**64 - 1 if name in _WIDE else 2**32 - 1)
    elif "bool" in kind and not isinstance(value, bool):
        raise TypeError(f"{name} is {type(value).__name__}: expected True or False")
    elif "str" in kind and "|" not in kind and not isinstance(value, str):
        like = ', such as "400/s"' if name == "rate" else ""
        raise TypeError(f"{name} is {type(value).__name__}: expected text{like}")
    if name == "free_tier" and not (isinstance(value, str) or _is_list_of_text(value)):
        raise TypeError(f"{name} is {value!r}: expected text or a list of texts")
    return value


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(it, str) for it in value)


def _decimal(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        from decimal import Decimal

        return format(Decimal(repr(value)), "f")
    raise TypeError(f"{name} is {type(value).__name__}: expected a number or text")
