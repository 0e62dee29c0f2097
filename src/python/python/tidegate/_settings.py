"""The settings of an estimate: those of the command line, by name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, TypedDict, Union

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
    retries: int
    maximum_record_age: int
    retention: int
    retry_pause: tuple[int, int]
    """The first and the longest."""
    on_failure_destination: bool
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
    """ "all", or a list of "lambda", "sqs", "logs"."""


_DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(
        (
            "mapping mapping_name batch_size window shards parallelization_factor maximum_concurrency provisioned_pollers "
            "retries maximum_record_age retention retry_pause visibility_timeout tumbling_window rate duration_ms reserved "
            "init_ms log_bytes region prices"
        ).split()
    ),
    **dict.fromkeys(
        (
            "fifo rabbitmq on_failure_destination bisect report_item_failures on_demand enhanced_fan_out snapstart"
        ).split(),
        False,
    ),
    "arrivals": "recorded",
    "burst": 1,
    "seed": 1,
    "failing": "0",
    "poison": "0",
    "memory": 128,
    "arch": "x86_64",
    "storage": 512,
    "cold_share": "1",
    "savings_plan": "0",
    "free_tier": [],
}

_DECIMALS = ("failing", "poison", "duration_ms", "init_ms", "cold_share", "savings_plan")


_NUMBERS = {
    "seed": 2**64 - 1,
    "log_bytes": 2**64 - 1,
    **dict.fromkeys(
        (
            "batch_size window shards parallelization_factor maximum_concurrency retries maximum_record_age retention "
            "visibility_timeout tumbling_window burst memory storage reserved"
        ).split(),
        2**32 - 1,
    ),
}
_PAIRS = ("provisioned_pollers", "retry_pause")
_SWITCHES = tuple(name for name, value in _DEFAULTS.items() if value is False)
_TEXTS = ("mapping_name", "rate", "arrivals", "arch", "region")


def settings_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """Returns all settings: those given, and the defaults of the others."""
    unknown = given.keys() - _DEFAULTS.keys()
    if unknown:
        raise TypeError(f"no setting has the name {sorted(unknown)[0]}: expected one of {', '.join(_DEFAULTS)}")
    settings = {**_DEFAULTS, **{name: value for name, value in given.items() if value is not None}}
    for name, value in settings.items():
        if value is not None:
            _check(name, value)
    for name in _DECIMALS:
        settings[name] = _decimal(name, settings[name])
    if isinstance(settings["free_tier"], str):
        settings["free_tier"] = [settings["free_tier"]]
    settings["mapping"] = _text(settings["mapping"])
    return settings


def _check(name: str, value: object) -> None:
    """Refuses a value of another type than the setting has."""
    if name in _NUMBERS:
        _check_number(name, value, _NUMBERS[name])
    elif name in _PAIRS:
        if not isinstance(value, (tuple, list)) or len(value) != 2:
            raise TypeError(f"{name} is {value!r}: expected two numbers")
        for part in value:
            _check_number(name, part, 2**32 - 1)
    elif name in _SWITCHES and not isinstance(value, bool):
        raise TypeError(f"{name} is {type(value).__name__}: expected True or False")
    elif name in _TEXTS and not isinstance(value, str):
        raise TypeError(f"{name} is {type(value).__name__}: expected text")


def _check_number(name: str, value: object, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} is {type(value).__name__}: expected a whole number")
    if not 0 <= value <= most:
        raise ValueError(f"{name} is {value}: expected 0 to {most}")


def _decimal(name: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return format(value, "f") if isinstance(value, float) else str(value)
    raise TypeError(f"{name} is {type(value).__name__}: expected a number or text")


def _text(mapping: object) -> str | None:
    from tidegate._encode import written

    return None if mapping is None else written(mapping, "mapping").decode()
