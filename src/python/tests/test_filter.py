"""Filters: how they are read, and the verdicts on single records."""

import json
import pickle
import threading
import warnings

import pytest

import tidegate
from tidegate import Filter, FilterError, FilterWarning

PAID = {"body": {"state": ["paid"], "amount": [{"numeric": [">", 100]}]}}


def test_record_and_payload_get_the_same_verdict():
    orders = Filter(PAID, source="sqs")
    payload = {"state": "paid", "amount": 120}
    for record in (
        {"body": json.dumps(payload)},
        json.dumps({"body": json.dumps(payload)}),
        json.dumps({"body": json.dumps(payload)}).encode(),
        bytearray(json.dumps({"body": json.dumps(payload)}).encode()),
    ):
        assert orders.match(record).delivered
    assert orders.match_payload(payload) == orders.match_payload(json.dumps(payload)) == orders.match({"body": json.dumps(payload)})


def test_disposition_has_kind_reason_and_filters():
    orders = Filter([PAID, {"body": {"state": [{"exists": True}]}}], source="sqs")
    both = orders.match_payload({"state": "paid", "amount": 120})
    assert (both.kind, both.reason, both.filters, bool(both)) == ("delivered", None, (1, 2), True)
    assert repr(both) == "Disposition('delivered', filters=[1, 2])"
    text = orders.match_payload("plain text")
    assert (text.kind, text.reason, text.filters, bool(text)) == ("dropped", "not-json", (), False)
    assert repr(text) == "Disposition('dropped', reason='not-json')"
    assert orders.match("{}").kind == "unreadable"
    assert pickle.loads(pickle.dumps(both)) == both != text
    assert len({both, text, pickle.loads(pickle.dumps(both))}) == 2


def test_missing_payload_is_a_tombstone():
    topic = Filter({"value": {"state": ["paid"]}}, source="kafka")
    assert topic.match_payload(None).kind == "filtered"


def test_decision_where_aws_is_silent_is_named():
    queue = Filter({"data": {"a": [1]}}, source="mq")
    assert queue.match_payload("plain").assumed == "mq-mismatch"
    assert queue.match_payload({"a": 1}).assumed is None


@pytest.mark.parametrize(
    "document",
    [
        PAID,
        json.dumps(PAID),
        json.dumps(PAID).encode(),
        {"Filters": [{"Pattern": json.dumps(PAID)}]},
        [PAID],
        [json.dumps(PAID)],
    ],
)
def test_document_has_any_form(document):
    orders = Filter(document, source="SQS")
    assert [json.loads(it) for it in orders.patterns] == [PAID]
    assert orders.source == "sqs"


def test_document_may_name_its_source(tmp_path):
    arn = "arn:aws:sqs:eu-west-1:123456789012:orders"
    mapping = {"UUID": "x", "EventSourceArn": arn, "FilterCriteria": {"Filters": [{"Pattern": json.dumps(PAID)}]}}
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps(mapping))
    assert Filter.from_file(path).source == Filter(mapping).source == "sqs"
    with pytest.raises(ValueError, match="source is kinesis, but the filters in .*mapping.json are for sqs"):
        Filter.from_file(path, source="kinesis")
    with pytest.raises(ValueError, match="name the source"):
        Filter(PAID)
    with pytest.raises(ValueError, match="unknown source `sns`"):
        Filter(PAID, source="sns")


def test_error_has_code_place_fix_and_words_of_aws():
    text = '{"body":{"ä":1}}'
    with pytest.raises(FilterError) as caught:
        Filter(text, source="sqs")
    error = caught.value
    assert (error.code, error.fix, error.aws_text) == (
        "E0204",
        '{"body":{"ä":[1]}}',
        "Invalid filter pattern definition.",
    )
    assert text[slice(*error.span)] == "1"
    assert str(error) == "\n".join(
        [
            'error[E0204]: the value of "ä" is neither a list nor an object',
            "  in the filter, line 1, column 14",
            '    {"body":{"ä":1}}',
            "                 ^",
            "  help: put it in a list: [1]",
            '  write: {"body":{"ä":[1]}}',
            "  AWS says: Invalid filter pattern definition.",
        ]
    )
    assert pickle.loads(pickle.dumps(error)).findings == error.findings


def test_all_errors_of_all_filters_are_found():
    with pytest.raises(FilterError) as caught:
        Filter([{"body": {"a": 1}}, {"body": {"b": []}}, {"body": ["x"]}], source="sqs")
    errors = [it for it in caught.value.findings if it.severity == "error"]
    assert [(it.filter, it.code) for it in errors] == [(1, "E0204"), (2, "E0203")]


def test_finding_is_a_warning_at_the_line_of_the_caller():
    with pytest.warns(FilterWarning, match=r"L0201.*`state` at its root") as caught:
        Filter({"state": ["paid"]}, source="sqs")
    warning = caught[0].message
    assert warning.finding.fixed == '{"body":{"state":["paid"]}}'
    assert caught[0].filename == __file__


def test_pickled_filter_warns_once():
    with pytest.warns(FilterWarning):
        wrong = Filter({"state": ["paid"]}, source="sqs")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again = pickle.loads(pickle.dumps(wrong))
    assert again == wrong and hash(again) == hash(wrong) and again.findings == wrong.findings


@pytest.mark.parametrize("value", [5, 1.5, object(), ("a",), {1}, iter(())])
def test_value_of_another_type_is_refused(value):
    orders = Filter(PAID, source="sqs")
    with pytest.raises(TypeError, match="the record is .*: expected bytes, str or dict"):
        orders.match(value)
    with pytest.raises(TypeError, match="the payload is .*: expected bytes, str or dict"):
        orders.match_payload(value)
    with pytest.raises(TypeError, match="the filter is "):
        Filter(value, source="sqs")


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda: Filter(PAID, source=5), TypeError, "source is int: expected text"),
        (lambda: Filter(PAID, source="sqs", name=b"x"), TypeError, "name is bytes: expected text"),
        (lambda: Filter(b"\xff", source="sqs"), ValueError, "the filter is not UTF-8 text"),
        (lambda: Filter("filters/paid.json", source="sqs"), ValueError, "is the name of a file: Filter.from_file reads its filters"),
        (lambda: Filter(PAID, source="sqs", name="x"), FilterError, "name= picks one of several"),
        (lambda: Filter(PAID, source="sqs").evaluate(None), TypeError, "several records, not NoneType"),
        (lambda: Filter(PAID, source="sqs").evaluate([], threads=-1), ValueError, "threads is -1: expected 0 to 1024"),
        (lambda: Filter(PAID, source="sqs").evaluate([], threads="2"), TypeError, "threads is str: expected a whole number"),
        (lambda: Filter(PAID, source="sqs").evaluate([], max_record_bytes=1.5), TypeError, "max_record_bytes is float"),
        (lambda: Filter(PAID, source="sqs").evaluate([], input=7), TypeError, "input is int: expected text"),
        (lambda: Filter(PAID, source="sqs").evaluate([], progress=5), TypeError, "progress is int: expected a function, True or None"),
    ],
)  # fmt: skip
def test_wrong_argument_is_named(call, error, sentence):
    with pytest.raises(error, match=sentence):
        call()


def test_file_that_can_not_be_opened_is_named(tmp_path):
    orders, path = Filter(PAID, source="sqs"), tmp_path / "none.ndjson"
    for call in (lambda: orders.evaluate(path), lambda: orders.estimate([], rate="1/s", prices=path)):
        with pytest.raises(FileNotFoundError) as raised:
            call()
        assert (raised.value.errno, raised.value.strerror, raised.value.filename) == (2, "No such file or directory", str(path))
        assert str(raised.value) == f"[Errno 2] No such file or directory: '{path}'"


def test_dict_that_is_not_json_is_refused():
    import datetime

    orders = Filter(PAID, source="sqs")
    with pytest.raises(TypeError, match="can't be written as JSON: .*datetime"):
        orders.match({"body": datetime.datetime.now()})
    with pytest.raises(ValueError, match="can't be written as JSON"):
        orders.match_payload({"amount": float("nan")})
    with pytest.raises(UnicodeEncodeError):
        orders.match("\ud800")
    endless: dict = {}
    endless["self"] = endless
    with pytest.raises(ValueError, match="can't be written as JSON"):
        orders.match_payload(endless)


def test_explanation_is_the_tree_of_the_command(command, tmp_path):
    record = json.dumps({"messageId": "m-1", "body": json.dumps({"state": "paid", "amount": 1})})
    records, filters = tmp_path / "records.ndjson", tmp_path / "filter.json"
    records.write_text(record + "\n")
    filters.write_text(json.dumps(PAID))
    why = Filter(PAID, source="sqs").explain(record)
    assert why.to_text(80) == command("explain", "-f", filters, "--color", "never", records)
    printed = json.loads(command("explain", "-f", filters, "--format", "json", records))["explained"]
    assert [why.to_dict()] == printed
    assert why.repair == '{"body":{"state":["paid"],"amount":[{"numeric":[">=",1]}]}}'
    assert "FILTERED" in why._repr_html_() and "<script" not in Filter(PAID, source="sqs").explain("<script>")._repr_html_()


def test_threads_share_a_filter():
    orders, wrong = Filter(PAID, source="sqs"), []

    def match(number):
        for amount in range(2_000):
            if orders.match_payload({"state": "paid", "amount": amount + number}).delivered != (amount + number > 100):
                wrong.append(amount)

    threads = [threading.Thread(target=match, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_public_names_are_documented():
    for name in tidegate.__all__:
        member = getattr(tidegate, name)
        assert name == "__version__" or member.__doc__, name
        for own in [it for it in vars(member) if not it.startswith("_")] if isinstance(member, type) else []:
            assert getattr(member, own).__doc__, f"{name}.{own}"
