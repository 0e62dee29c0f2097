"""Estimates: the same documents as the command line."""

import json

import pytest

from tidegate import Filter

PATTERN = '{"data":{"state":["paid"]}}'
PAID = Filter(PATTERN, source="kinesis")


@pytest.fixture(scope="module")
def sample(stream):
    return stream(5_000)


@pytest.mark.parametrize(
    ("options", "settings"),
    [
        ([], {}),
        (["--window", "5", "--batch-size", "500", "--memory", "512", "--duration-ms", "20+1.5/record"],
         {"window": 5, "batch_size": 500, "memory": 512, "duration_ms": "20+1.5/record"}),
        (["--rate", "400/s", "--arrivals", "random", "--shards", "4", "--failing", "0.5", "--arch", "arm64"],
         {"rate": "400/s", "arrivals": "random", "shards": 4, "failing": 0.5, "arch": "arm64"}),
        (["--rate", "1M/month", "--arrivals", "backlog", "--region", "us-east-1", "--free-tier", "lambda,logs"],
         {"rate": "1M/month", "arrivals": "backlog", "region": "us-east-1", "free_tier": ["lambda", "logs"]}),
        (["--poison", "1", "--retries", "2", "--on-failure", "sqs", "--region", "us-east-1"],
         {"poison": 1, "retries": 2, "on_failure": "sqs", "region": "us-east-1"}),
        (["--init-ms", "300", "--cold-share", "2", "--savings-plan", "17", "--on-demand", "--retries", "2", "--poison", "1"],
         {"init_ms": 300, "cold_share": 2, "savings_plan": "17%", "on_demand": True, "retries": 2, "poison": 1}),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::tidegate.SettingWarning")
def test_report_is_that_of_the_command(command, sample, options, settings):
    report = PAID.estimate(sample, **settings)
    arguments = ["estimate", "--source", "kinesis", "-e", PATTERN, *options]
    assert report.to_dict() == json.loads(command(*arguments, "--format", "json", sample))
    assert report.to_markdown() == command(*arguments, "--format", "md", sample)
    assert report.to_html() == command(*arguments, "--format", "html", sample)
    assert report.to_text(80) == command(*arguments, "--full", sample)
    assert report.to_text(80, full=False) == command(*arguments, sample)


def test_report_of_a_queue_without_times(command, corpora):
    path = corpora / "orders" / "orders.ndjson.gz"
    pattern = '{"body":{"type":["order.paid"]}}'
    for source, options, settings in [
        ("sqs", [], {}),
        ("pipes/sqs", ["--rate", "100/min", "--window", "2"], {"rate": "100/min", "window": 2}),
    ]:
        report = Filter(pattern, source=source).estimate(path, **settings)
        arguments = ["estimate", "--source", source, "-e", pattern, *options, "--format", "json", path]
        ours, theirs = report.to_dict(), json.loads(command(*arguments))
        assert ours == theirs


def test_mapping_gives_the_settings(command, tmp_path, sample):
    mapping = {
        "UUID": "x",
        "EventSourceArn": "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
        "BatchSize": 250,
        "MaximumBatchingWindowInSeconds": 3,
        "FilterCriteria": {"Filters": [{"Pattern": PATTERN}]},
    }
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps(mapping))
    report = Filter(mapping).estimate(sample, mapping=mapping, batch_size=100)
    assert report.to_markdown() == command("estimate", "--mapping", path, "--batch-size", "100", "--format", "md", sample)
    with pytest.raises(ValueError, match="the filter is for sqs, but the mapping is of kinesis"):
        Filter({"body": ["x"]}, source="sqs").estimate(sample, mapping=mapping)


def test_records_in_memory_give_the_same_numbers(sample):
    lines = sample.read_text().splitlines()
    assert PAID.estimate(lines).to_dict() == PAID.estimate(sample).to_dict()


def test_report_shows_itself(sample):
    report = PAID.estimate(sample)
    assert report._repr_html_().startswith("<iframe srcdoc=") and "<script" not in report._repr_html_()
    assert len(str(report).splitlines()) <= 20
    assert repr(report).startswith("<Report: ")


@pytest.mark.parametrize(
    ("settings", "error", "sentence"),
    [
        ({"batchsize": 5}, TypeError, "no setting has the name batchsize"),
        ({"batch_size": "5"}, TypeError, "batch_size is str: expected a whole number"),
        ({"batch_size": -1}, ValueError, "batch_size is -1"),
        ({"window": True}, TypeError, "window is bool"),
        ({"fifo": 1}, TypeError, "fifo is int: expected True or False"),
        ({"retry_pause": 5}, TypeError, "retry_pause is 5: expected two numbers"),
        ({"batch_size": 100_000}, ValueError, "10,?000"),
        ({"rate": "fast"}, ValueError, "rate=\"fast\""),
        ({"arrivals": "random"}, ValueError, "need a rate"),
        ({"arrivals": "sometimes"}, ValueError, "recorded, random or backlog"),
        ({"memory": 1}, ValueError, "memory: write 128 to 10240"),
        ({"failing": 101}, ValueError, "failing: write per cent"),
        ({"failing": True}, TypeError, "failing is bool"),
        ({"duration_ms": "x"}, ValueError, "duration_ms"),
        ({"region": "mars-1"}, ValueError, "mars-1"),
        ({"arch": "z80"}, ValueError, "arch"),
        ({"free_tier": "none of it"}, ValueError, "free_tier"),
        ({"free_tier": 5}, TypeError, "free_tier is 5: expected text or a list of texts"),
        ({"rate": 400}, TypeError, 'rate is int: expected text, such as "400/s"'),
        ({"region": "mars-1"}, ValueError, "in a file with prices="),
        ({"snapstart": True}, ValueError, "init_ms"),
        ({"maximum_concurrency": 5}, ValueError, None),
        ({"mapping": "{"}, ValueError, None),
    ],
)  # fmt: skip
def test_wrong_setting_is_refused(settings, error, sentence):
    with pytest.raises(error, match=sentence):
        PAID.estimate([], **settings)


def test_no_record_gives_no_estimate(tmp_path):
    with pytest.raises(ValueError, match="there is no record"):
        PAID.estimate([])
