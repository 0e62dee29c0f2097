"""The assertions, and the plugin of pytest."""

import json

import pytest

from tidegate import Filter
from tidegate.testing import assert_delivered, assert_dropped, assert_filtered

ORDERS = Filter({"body": {"state": ["paid"], "amount": [{"numeric": [">", 100]}]}}, source="sqs")


def test_assertions_hold():
    assert_delivered(ORDERS, {"state": "paid", "amount": 101}, payload=True)
    assert_filtered(ORDERS, {"body": '{"state":"paid","amount":100}'})
    assert_dropped(ORDERS, "plain", "not-json", payload=True)
    assert_dropped(ORDERS, "plain", payload=True)


@pytest.mark.parametrize(
    ("check", "payload"),
    [
        (assert_delivered, {"state": "paid", "amount": 100}),
        (assert_filtered, {"state": "paid", "amount": 101}),
        (assert_filtered, "plain"),
        (assert_dropped, {"state": "paid", "amount": 100}),
    ],
)
def test_failing_assertion_shows_the_tree(check, payload):
    with pytest.raises(AssertionError) as failed:
        check(ORDERS, payload, payload=True)
    wanted = check.__name__.removeprefix("assert_")
    tree = str(ORDERS.explain(payload, payload=True))
    assert str(failed.value) == f"the record is not {wanted}:\n\n{tree}"


def test_other_reason_fails():
    with pytest.raises(AssertionError, match=r"not dropped \(not-utf8\)"):
        assert_dropped(ORDERS, "plain", "not-utf8", payload=True)


def test_failure_in_a_users_test(pytester):
    pytester.makepyfile(
        """
        from tidegate import Filter
        from tidegate.testing import assert_delivered

        def test_order():
            assert_delivered(Filter({"body": {"state": ["paid"]}}, source="sqs"), {"state": "open"}, payload=True)
        """
    )
    output = pytester.runpytest_subprocess().stdout
    output.fnmatch_lines(["*AssertionError: the record is not delivered:*", "*FILTERED*", '*state*"open"*["paid"]*'])
    output.no_fnmatch_line("*testing.py*raise*")


def test_case_files_are_collected(pytester):
    rows = [
        {"id": "paid", "source": "sqs", "event": {"body": '{"state":"paid"}'}, "expect": "delivered"},
        {"id": "open", "source": "sqs", "event": '{"state":"open"}', "input": "payload", "expect": "filtered"},
        {"id": "text", "source": "sqs", "event": {"body": "text"}, "expect": "dropped:not-json"},
        {"id": "wrong", "source": "sqs", "event": {"body": '{"state":"open"}'}, "expect": "delivered"},
        {"id": "refused", "source": "sqs", "pattern": {"body": 5}, "event": {}, "expect": "invalid_pattern"},
        {"id": "spelling", "dialect": "eventbridge", "pattern": {"a": [1]}, "event": {"a": 1.0}, "expect": "match"},
        {"id": "unconfirmed", "source": "sqs", "event": {}, "expect": "match", "authority": "aws-docs-unverified"},
        {"id": "nowhere", "event": {}, "expect": "match"},
    ]
    pytester.path.joinpath("orders.json").write_text('{"body":{"state":["paid"]}}')
    lines = [json.dumps(row) for row in rows] + ["not a row"]
    pytester.path.joinpath("orders.cases.jsonl").write_text("\n".join(lines) + "\n")
    result = pytester.runpytest_subprocess("-v")
    result.assert_outcomes(passed=5, failed=3, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "*orders.cases.jsonl::paid PASSED*",
            "*orders.cases.jsonl:4: expected delivered, got filtered*",
            '*state*"open"*["paid"]*',
            "*orders.cases.jsonl:8: neither `dialect` nor `source`*",
            "*orders.cases.jsonl:9: not a row: *",
        ]
    )


def test_members_of_a_row_are_kept_as_written():
    from tidegate._cases import read

    row = read('{"id":"x", "pattern": {"a": [1.0, 1e3]} ,"event":{"a":1,"a":2}, "expect":"match","n":"}"}')
    assert (row["pattern"], row["event"]) == ('{"a": [1.0, 1e3]}', '{"a":1,"a":2}')
    for line, why in [("[]", "object"), ("x", "Expecting value"), ('{"id":"x"}', "expect")]:
        with pytest.raises(ValueError, match=why):
            read(line)
