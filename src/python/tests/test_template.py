"""Filters of templates: their places, holes, assumptions, and the settings that come along."""

import json
import pickle
import warnings

import pytest

from conftest import ROOT, kinesis_record
from tidegate import Filter, FilterError, FilterWarning, TemplateWarning

TEMPLATES = ROOT / "filters" / "templates"
SHOP = ROOT / "filters" / "examples" / "shop.sam.yaml"
ROWS = [json.loads(line) for line in (TEMPLATES / "expected.jsonl").read_text().splitlines()]
ENTRIES = [row for row in ROWS if row.get("name") and row.get("filters")]


def read(entry, **more):
    """Returns the filter of an entry, without its warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", (FilterWarning, TemplateWarning))
        source = None if entry["source"] else "sqs"
        return Filter.from_template(TEMPLATES / entry["file"], entry["name"], source=source, **more)


def holes(entry):
    every = [*entry.get("holes", []), *(hole for it in entry["filters"] for hole in it.get("holes", []))]
    return [it for it in every if it["assumed"] is None]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda it: f"{it['file']}#{it['name']}")
def test_every_entry_is_read_or_refused_with_its_place(entry):
    expected = tuple(it["pattern"] for it in entry["filters"])
    try:
        found = read(entry)
    except FilterError as error:
        open_holes = holes(entry)
        if not open_holes:
            # AWS refuses the pattern, Lambda does not filter the source, or the name is that of several.
            assert error.code != "E0502" and error.finding.line > 0, error
            return
        assert error.code == "E0502" and "known only after deployment" in error.message
        assert {f"{it.line}:{it.column}" for it in error.findings} <= {it["at"] for it in open_holes}
        assert all("parameters={" in it.help or "copy of the template" in it.help for it in error.findings)
    else:
        assert not holes(entry)
        assert found.patterns == expected
        assert found.source == (entry["source"] or "sqs")


def test_most_entries_are_read():
    read_or_open = [it for it in ENTRIES if not holes(it)]
    refused = 0
    for entry in read_or_open:
        try:
            read(entry)
        except FilterError:
            refused += 1
    assert len(read_or_open) > 80 and refused < 15, (len(read_or_open), refused)


def test_value_of_a_hole_can_be_given():
    path = TEMPLATES / "cdk-synth.json"
    with pytest.raises(FilterError) as caught:
        Filter.from_template(path, "PaidRule1A2B3C4D")
    error = caught.value
    assert error.code == "E0502" and error.fix == 'give it a value: parameters={"AWS::AccountId": VALUE}'
    assert (error.finding.line, error.finding.column) == (18, 34)
    assert "cdk-synth.json, line 18, column 34" in str(error)
    rule = Filter.from_template(path, "PaidRule1A2B3C4D", {"AWS::AccountId": "111122223333"})
    assert rule.source == "eventbridge" and json.loads(rule.patterns[0])["account"] == ["111122223333"]


def test_assumption_is_a_warning():
    text = "\n".join(
        [
            "Parameters: {Stage: {Type: String, Default: prod}}",
            "Resources:",
            "  Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [!Ref Stage]}}}",
        ]
    )
    with pytest.warns(TemplateWarning) as caught:
        rule = Filter.from_template(text)
    sentence = 'template.yaml:3:72: `!Ref Stage` is read as `prod`, its default; parameters={"Stage": VALUE} gives another'
    assert [str(it.message) for it in caught] == [sentence] and rule.remarks == (sentence,)
    assert caught[0].filename == __file__
    assert rule.match({"source": "prod"}).delivered
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Filter.from_template(text, parameters={"Stage": "test"}).match({"source": "test"}).delivered
        assert pickle.loads(pickle.dumps(rule)) == rule
    with pytest.warns(TemplateWarning, match="does not have the name Branch$"):
        Filter.from_template(text, parameters={"Stage": "test", "Branch": 1})


def test_one_of_several_is_picked_by_its_name(tmp_path):
    with pytest.raises(FilterError, match="pick one by its name: name=") as caught:
        Filter.from_template(SHOP)
    assert caught.value.code == "E0403" and "Restock/Sold (dynamodb, 1 filter)" in caught.value.fix
    with pytest.raises(FilterError, match="did you mean `Ship/Paid`|Ship/Paid"):
        Filter.from_template(SHOP, "Ship/Pad")
    with pytest.warns(FilterWarning, match="L0201"):
        paid = Filter.from_template(SHOP, "Ship/Paid")
    assert paid.source == "sqs"
    with pytest.raises(ValueError, match="source is kinesis, but the filters in .*shop.sam.yaml are for sqs"):
        Filter.from_template(SHOP, "Ship/Paid", source="kinesis")
    with pytest.raises(FilterError, match="not a template"):
        Filter.from_template(ROOT / "filters" / "examples" / "order-paid.json")
    with pytest.raises(FilterError) as caught:
        Filter.from_template("Resources: [\n")
    assert caught.value.code == "E0501"
    with pytest.raises(TypeError, match="the parameter Stage is dict"):
        Filter.from_template(SHOP, parameters={"Stage": {}})
    with pytest.raises(FileNotFoundError):
        Filter.from_template(tmp_path / "missing.yaml")


TEXT = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      MemorySize: 512
      Architectures: [arm64]
      Events:
        Orders:
          Type: Kinesis
          Properties:
            Stream: arn:aws:kinesis:eu-west-1:123456789012:stream/orders
            StartingPosition: LATEST
            BatchSize: 250
            MaximumBatchingWindowInSeconds: 3
            FilterCriteria: {Filters: [{Pattern: '{"data":{"state":["paid"]}}'}]}
"""


def test_settings_of_the_template_come_along(command, stream, tmp_path):
    path, sample = tmp_path / "template.yaml", stream(5_000)
    path.write_text(TEXT)
    for options, settings in [([], {}), (["--batch-size", "100", "--memory", "1024"], {"batch_size": 100, "memory": 1024})]:
        report = Filter.from_template(path).estimate(sample, **settings)
        printed = command("estimate", "-f", path, *options, "--format", "json", sample)
        assert report.to_dict() == json.loads(printed)
    fields = Filter.from_file(path).estimate(sample).to_dict()
    assert any("BatchSize 250 (line 15)" in it for it in json.dumps(fields).split('"'))
    # A mapping that is given replaces all of them.
    mapping = {"EventSourceArn": "arn:aws:kinesis:eu-west-1:123456789012:stream/orders", "BatchSize": 10}
    other = Filter.from_template(path).estimate(sample, mapping=mapping)
    assert other.to_dict() == Filter(['{"data":{"state":["paid"]}}'], "kinesis").estimate(sample, mapping=mapping).to_dict()


def test_values_beside_a_template_are_taken(tmp_path):
    (tmp_path / "samconfig.toml").write_text('[default.deploy.parameters]\nparameter_overrides = "Stage=beta"\n')
    path = tmp_path / "template.yaml"
    path.write_text(
        "Transform: AWS::Serverless-2016-10-31\nParameters: {Stage: {Type: String}}\n"
        "Resources: {Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [!Ref Stage]}}}}\n"
    )
    with pytest.warns(TemplateWarning, match="samconfig.toml: values for Stage; parameters= gives others"):
        rule = Filter.from_template(path)
    assert rule.match({"source": "beta"}).delivered
    (tmp_path / "samconfig.toml").write_text("[default\n")
    with pytest.raises(ValueError, match="samconfig.toml: line 1"):
        Filter.from_template(path)


def test_filter_of_a_template_judges_records(tmp_path):
    orders = Filter.from_template(TEXT)
    tally = orders.evaluate([kinesis_record(number) for number in range(100)])
    assert (tally.read, tally.delivered) == (100, 10)
