"""What is easily missed about records is said, as the command line says it."""

import base64
import gzip
import json
import pickle
import subprocess
import os
import warnings

import pytest

from tidegate import Filter, RecordWarning, SettingWarning
from conftest import kinesis_record

STREAM = Filter({"data": {"state": ["paid"]}}, source="kinesis")
QUEUE = Filter({"body": {"state": ["paid"]}}, source="sqs")


def gzipped(number):
    record = json.loads(kinesis_record(number))
    packed = gzip.compress(base64.b64decode(record["kinesis"]["data"]))
    record["kinesis"]["data"] = base64.b64encode(packed).decode()
    return json.dumps(record)


def broken(number):
    record = json.loads(kinesis_record(number))
    record["kinesis"]["data"] = "***"
    return json.dumps(record)


def said(run, *arguments):
    """Returns the result of a call, and the sentences of its warnings about records."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = run(*arguments)
    return result, tuple(str(it.message) for it in caught if it.category is RecordWarning)


def printed(*arguments):
    """Returns what the command line writes to stderr."""
    done = subprocess.run([os.environ["TIDEGATE"], *map(str, arguments)], capture_output=True, text=True, check=False)
    return " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("filter", "lines", "sentence"),
    [
        (STREAM, [gzipped(1), gzipped(2), kinesis_record(3)], "2 payloads are gzip data"),
        (STREAM, [gzipped(1)], "1 payload is gzip data"),
        (QUEUE, ['{"messageId":"m","body":"{\\"state\\":\\"open\\",\\"state\\":\\"paid\\"}"}'], "1 record repeats a key (`state`): all its values"),
        (QUEUE, ['{"messageId":"m","body":"{}","body":"{}"}'] * 2, "2 records repeat a key (`body`): its last value is read"),
        (STREAM, [broken(number) for number in range(3)], "can't read any of 3 records; if they have another form"),
    ],
)  # fmt: skip
def test_files_get_the_sentences_of_the_command(filter, lines, sentence, tmp_path):
    path = tmp_path / "records.ndjson"
    path.write_text("\n".join(lines) + "\n")
    tally, sentences = said(filter.evaluate, path)
    assert sentences == tally.remarks and any(it.startswith(sentence) for it in sentences), sentences
    text = printed("match", "--source", filter.source, "-e", filter.patterns[0], path)
    for it in sentences:
        assert it.partition("; if they have another form")[0] in text
    tally, sentences = said(filter.evaluate, lines)
    assert any(it.startswith(sentence) for it in sentences), sentences
    assert pickle.loads(pickle.dumps(tally)).remarks == tally.remarks


def test_file_without_a_record_is_named(tmp_path):
    empty = tmp_path / "empty.ndjson"
    empty.write_text("\n")
    full = tmp_path / "full.ndjson"
    full.write_text(kinesis_record(1) + "\n")
    _, sentences = said(STREAM.evaluate, [full, empty])
    assert sentences == (f"{empty}: no record in this file",)


def test_records_of_one_kind_are_silent(stream):
    _, sentences = said(STREAM.evaluate, stream(2_000))
    assert sentences == ()


def test_sum_of_tallies_and_a_column_say_the_same():
    import pyarrow

    repeating = '{"messageId":"m","body":"{\\"state\\":1,\\"state\\":2}"}'
    one, two = said(QUEUE.evaluate, [repeating])[0], said(QUEUE.evaluate, [repeating])[0]
    assert (one + two).remarks[0].startswith("2 records repeat a key (`state`)")
    column = pyarrow.array([repeating] * 3)
    assert QUEUE.tally(column, records=True).remarks[0].startswith("3 records repeat a key (`state`)")


def test_estimate_says_them_too(command, tmp_path):
    lines = [json.loads(kinesis_record(number, pace=5)) for number in range(200)]
    path = tmp_path / "records.ndjson"
    path.write_text("\n".join([gzipped(1), *map(json.dumps, lines)]) + "\n")
    report, sentences = said(STREAM.estimate, path)
    assert sentences == report.remarks and sentences[0].startswith("1 payload is gzip data")


def test_queue_is_recognised_as_fifo(command, tmp_path):
    record = {
        "messageId": "m",
        "body": '{"state":"paid"}',
        "attributes": {"SentTimestamp": "1790000000000", "SequenceNumber": "1", "MessageGroupId": "g"},
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:orders.fifo",
        "awsRegion": "eu-west-1",
    }
    records = []
    for number in range(40):
        record["attributes"]["SentTimestamp"] = str(1_790_000_000_000 + number * 250)
        records.append(json.dumps(record))
    path = tmp_path / "fifo.ndjson"
    path.write_text("\n".join(records) + "\n")
    report, sentences = said(QUEUE.estimate, path)
    assert "estimated as with fifo=True" in sentences[0]
    written = command("estimate", "--source", "sqs", "-e", QUEUE.patterns[0], "--format", "json", path)
    assert report.to_dict() == json.loads(written)
    with pytest.raises(ValueError, match="the records are from a FIFO queue"):
        QUEUE.estimate(path, window=5)


def test_what_a_dict_loses_is_said_or_refused():
    given = {"body": '{"state":"paid"}'}
    assert QUEUE.explain(json.dumps(given)).remarks == ()
    assert "written as JSON" in QUEUE.explain(given).remarks[0]
    repeated = QUEUE.explain('{"body":"{\\"state\\":1,\\"state\\":2}"}').remarks
    assert repeated[0].startswith("1 record repeats a key (`state`)")
    for wrong in ({1: "x"}, {"a": {None: 1}}, {"a": [{"b": ({2.5: 1},)}]}):
        with pytest.raises(TypeError, match="keys of JSON are text"):
            QUEUE.match_payload(wrong)
        with pytest.raises(TypeError, match="keys of JSON are text"):
            Filter(wrong, source="sqs")


def as_options(sentence):
    """Returns a sentence with the names of settings as the command line has them."""
    names, effect, why = sentence.partition(" has no effect: ") if "has no" in sentence else sentence.partition(" have no effect: ")
    names = ", ".join("--" + name.replace("_", "-") for name in names.split(", "))
    why = why.replace('arrivals="random"', "--arrivals random").replace("give ", "give --").replace(" or poison", " or --poison")
    return names + effect + why


@pytest.mark.parametrize(
    ("filter", "timed", "options", "settings", "sentence"),
    [
        (STREAM, True, ["--burst", 5], {"burst": 5}, "burst has no effect: the records arrive at the times recorded"),
        (STREAM, True, ["--retries", 2, "--bisect"], {"retries": 2, "bisect": True}, "retries, bisect have no effect: nothing fails"),
        (STREAM, True, ["--rate", "1M/month", "--arrivals", "backlog", "--poison", 2, "--seed", 5],
         {"rate": "1M/month", "arrivals": "backlog", "poison": 2, "seed": 5}, "seed, poison have no effect: with a backlog"),
        (QUEUE, False, ["--memory", 512, "--maximum-concurrency", 5, "--retention", 90_000, "--free-tier", "lambda", "--failing", "2%"],
         {"memory": 512, "maximum_concurrency": 5, "retention": 90_000, "free_tier": "lambda", "failing": "2%"},
         "maximum_concurrency, failing, retention, memory, free_tier have no effect: the records read are counted"),
    ],
)  # fmt: skip
def test_settings_without_effect_are_named_as_the_command_does(filter, timed, options, settings, sentence, tmp_path):
    path = tmp_path / "records.ndjson"
    lines = [kinesis_record(number, pace=5) for number in range(200)] if timed else ['{"messageId":"m","body":"{}"}'] * 50
    path.write_text("\n".join(lines) + "\n")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        report = filter.estimate(path, **settings)
    said = [str(it.message) for it in caught if it.category is SettingWarning]
    assert len(said) == 1 and said[0].startswith(sentence), said
    assert said[0] in report.remarks
    assert as_options(said[0]) in printed("estimate", "--source", filter.source, "-e", filter.patterns[0], *options, path)


def test_settings_with_an_effect_are_silent(stream):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report = STREAM.estimate(stream(2_000), failing=2, retries=3, bisect=True, window=5, memory=512, burst=1)
    assert report.remarks == ()


def test_share_that_may_be_misread_is_said(stream):
    with pytest.warns(SettingWarning, match="failing=0.5 is 0.5 % of the records; for 50 % write failing=50"):
        STREAM.estimate(stream(2_000), failing=0.5)


@pytest.mark.parametrize(
    ("filter", "text", "sentences"),
    [
        (QUEUE, '{"messageId":"m","body":"x","to":"y"}\n', ['input="record"', 'input="payload"', "say which one is meant, by the argument after it"]),
        (QUEUE, "eyJhIjoxfQ==\n", ['each line is the base64 of a payload: input="payload-base64"', 'input="payload"']),
        (STREAM, '{"invocationId":"i","deliveryStreamArn":"d","records":[]}', ["which AWS does not filter", 'and input="payload-base64"']),
    ],
)  # fmt: skip
def test_input_that_can_not_be_read_is_refused_with_the_way_in_python(filter, text, sentences, tmp_path):
    path = tmp_path / "input"
    path.write_text(text)
    with pytest.raises(ValueError) as refused:
        filter.evaluate(path)
    told = str(refused.value)
    assert "--" not in told and all(it in told for it in sentences), told
