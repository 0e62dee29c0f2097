//! Terraform's files: values that are given, hostile text, and the limits of what is read.

use std::collections::BTreeMap;
use std::fmt::Write;

use tidegate_template::{Directory, Entry, Folder, Template, Values};

/// Files by their paths.
struct Files(BTreeMap<&'static str, String>);

impl Directory for Files {
    fn files(&self, folder: &str) -> Vec<String> {
        let inside = self.0.keys().filter_map(|path| match folder {
            "" => Some(*path),
            folder => path.strip_prefix(folder)?.strip_prefix('/'),
        });
        inside
            .filter(|it| !it.contains('/'))
            .map(str::to_owned)
            .collect()
    }

    fn read(&self, path: &str) -> Option<String> {
        self.0.get(path).cloned()
    }
}

fn read(text: &str, files: &[(&'static str, &str)], set: &[(&str, &str)]) -> Template {
    let files = files.iter().map(|(path, text)| (*path, (*text).to_owned()));
    let folder = Folder::new(Box::new(Files(files.collect())));
    let mut values = Values::default();
    for (name, value) in set {
        values.set(name, value);
    }
    let template = Template::read_in("main.tf", text, &values, &folder);
    template.unwrap().unwrap()
}

fn rule(pattern: &str) -> String {
    format!("resource \"aws_cloudwatch_event_rule\" \"r\" {{\n  event_pattern = {pattern}\n}}\n")
}

fn only(template: &Template) -> &Entry {
    assert_eq!(template.entries.len(), 1);
    &template.entries[0]
}

fn pattern(text: &str) -> String {
    let template = read(text, &[], &[]);
    only(&template).filters[0].text.text().to_owned()
}

#[test]
fn values_of_the_command_line_are_read_by_the_type_of_the_variable() {
    let text = "variable \"text\" { type = string }\nvariable \"list\" { type = list(string) }\nvariable \"number\" { type = number }\n"
        .to_owned()
        + &rule("jsonencode({ a = [var.text, var.number, data.x.y.id], b = var.list })");
    let set = [
        ("text", "[1]"),
        ("list", "[\"p\", 2]"),
        ("var.number", "07"),
        ("data.x.y.id", "found"),
    ];
    let template = read(&text, &[], &set);
    let entry = only(&template);
    assert_eq!(
        entry.filters[0].text.text(),
        r#"{"a":["[1]",7,"found"],"b":["p","2"]}"#
    );
    assert!(entry.unresolved().is_empty());
}

#[test]
fn variable_without_value_is_named_with_the_option_that_gives_it() {
    let text =
        "variable \"stage\" {}\n".to_owned() + &rule("jsonencode({ a = [\"x-${var.stage}\"] })");
    let template = read(&text, &[], &[]);
    let error = &only(&template).unresolved()[0];
    assert_eq!(error.code, "E0502");
    assert_eq!(
        error.help.as_deref(),
        Some("give it a value: --set stage=VALUE")
    );
    assert_eq!(&text[error.range.clone()], "var.stage");
}

#[test]
fn place_of_a_value_of_another_file_is_where_this_file_refers_to_it() {
    let text = rule("jsonencode({ a = local.list, b = [\"own\"] })");
    let files = [("other.tf", "locals {\n  list = [\"theirs\"]\n}\n")];
    let template = read(&text, &files, &[]);
    let filter = &only(&template).filters[0];
    let place = |word: &str| {
        let at = filter.text.text().find(word).unwrap();
        &text[filter.text.source(at..at + word.len())]
    };
    assert_eq!((place("theirs"), place("own")), ("local.list", "own"));
}

#[test]
fn file_that_is_not_terraform_is_located() {
    let text = "resource \"aws_cloudwatch_event_rule\" \"r\" {\n  event_pattern = [\n}\n";
    let error = Template::read("x.tf", text, &Values::default()).unwrap_err();
    assert_eq!(error.code, "E0501");
    assert!(
        error.message.starts_with("not Terraform's language: "),
        "{error}"
    );
    assert!(error.range.start > text.find('=').unwrap());
}

#[test]
fn broken_file_beside_it_is_said() {
    let template = read(&rule("local.x"), &[("broken.tf", "locals {")], &[]);
    assert!(template.notes[0].message.contains("`broken.tf`"));
    assert!(!only(&template).unresolved().is_empty());
}

#[test]
fn files_outside_the_directory_are_not_read() {
    let files = [
        ("secret", "{}"),
        (
            "modules/m/main.tf",
            "output \"x\" { value = file(\"../secret\") }",
        ),
    ];
    for path in ["../secret", "/secret", "a/../../secret"] {
        let template = read(&rule(&format!("file(\"{path}\")")), &files, &[]);
        assert!(!only(&template).unresolved().is_empty(), "{path}");
    }
}

#[test]
fn references_that_multiply_are_cut_and_said() {
    let mut text = rule("jsonencode({ a = local.v0 })");
    text.push_str("locals {\n  v40 = [\"x\"]\n");
    for level in 0..40 {
        writeln!(
            text,
            "  v{level} = concat(local.v{0}, local.v{0})",
            level + 1
        )
        .unwrap();
    }
    text.push_str("}\n");
    let template = read(&text, &[], &[]);
    assert!(!only(&template).unresolved().is_empty());
}

#[test]
fn texts_that_grow_without_end_are_cut_and_said() {
    let long = "a".repeat(200_000);
    for pattern in [
        "replace(local.long, \"a\", local.long)".to_owned(),
        "join(local.long, split(\"a\", local.long))".to_owned(),
        format!("format(\"{}\", local.long)", "%s".repeat(100)),
        format!("join(local.long, [{}])", "\"x\", ".repeat(2_000)),
        format!("\"{}\"", "${local.long}".repeat(2_000)),
        format!("{}local.long{}", "jsonencode(".repeat(50), ")".repeat(50)),
    ] {
        let text = rule(&pattern) + &format!("locals {{\n  long = \"\\\"{long}\"\n}}\n");
        let template = read(&text, &[], &[]);
        let filter = &only(&template).filters[0];
        assert!(filter.text.text().len() < 64 << 20);
        assert!(
            !only(&template).unresolved().is_empty(),
            "{}",
            &pattern[..30]
        );
    }
}

#[test]
fn deep_and_wide_text_ends() {
    let keys: Vec<_> = (0..3_000).map(|it| format!("k{it} = [{it}]")).collect();
    let wide = format!("jsonencode({{ {} }})", keys.join(", "));
    let deep = format!("jsonencode({}1{})", "[".repeat(40), "]".repeat(40));
    assert!(pattern(&rule(&wide)).contains("\"k2999\":[2999]"));
    assert!(pattern(&rule(&deep)).starts_with("[[[["));
    let too_deep = rule(&format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000)));
    assert!(Template::read("x.tf", &too_deep, &Values::default()).is_err());
    let many = "count = 1000000000\n  event_pattern = \"{}\"";
    let text = format!("resource \"aws_cloudwatch_event_rule\" \"r\" {{\n  {many}\n}}\n");
    let template = read(&text, &[], &[]);
    assert!(
        only(&template).notes[0]
            .message
            .contains("only the first 50")
    );
}

#[test]
fn modules_that_call_each_other_end() {
    let call = |to: &str| {
        format!("module \"a\" {{ source = \"{to}\" }}\nmodule \"b\" {{ source = \"{to}\" }}\n")
    };
    let (own, one, two) = (call("./one"), call("../two"), call("../one"));
    let files = [
        ("one/main.tf", one.as_str()),
        ("two/main.tf", two.as_str()),
        ("self/main.tf", "module \"a\" { source = \"./\" }"),
    ];
    let template = read(&own, &files, &[]);
    assert!(template.entries.is_empty() && !template.notes.is_empty());
}

#[test]
fn circles_among_values_are_holes() {
    for text in [
        rule("local.a") + "locals {\n  a = local.b\n  b = [local.a]\n}\n",
        rule("module.m.x") + "module \"m\" {\n  source = \"./m\"\n  v = module.m.x\n}\n",
        rule("var.a") + "variable \"a\" { default = var.a }\n",
    ] {
        let files = [(
            "m/main.tf",
            "variable \"v\" {}\noutput \"x\" { value = var.v }\n",
        )];
        let template = read(&text, &files, &[]);
        assert!(!only(&template).unresolved().is_empty(), "{text}");
    }
}

#[test]
fn instances_are_picked_by_their_addresses() {
    let text = "resource \"aws_cloudwatch_event_rule\" \"r\" {\n  for_each = toset([\"a\", \"b\"])\n  event_pattern = \
                jsonencode({ source = [each.key] })\n}\n";
    let template = read(text, &[], &[]);
    let entry = template
        .choose(Some("aws_cloudwatch_event_rule.r[\"b\"]"))
        .unwrap();
    assert_eq!(entry.filters[0].text.text(), r#"{"source":["b"]}"#);
    assert_eq!(
        template
            .choose(Some("aws_cloudwatch_event_rule.r"))
            .unwrap_err()
            .code,
        "E0403"
    );
}

#[test]
fn module_beside_the_directory_is_read() {
    let text = "module \"m\" {\n  source = \"../modules/rule\"\n  state = \"paid\"\n}\n";
    let module =
        rule("jsonencode({ detail = { state = [var.state] } })") + "variable \"state\" {}\n";
    let files = [("../modules/rule/main.tf", module.as_str())];
    let template = read(text, &files, &[]);
    assert_eq!(
        only(&template).filters[0].text.text(),
        r#"{"detail":{"state":["paid"]}}"#
    );
    assert!(template.notes.is_empty(), "{:?}", template.notes);
}

#[test]
fn override_file_changes_arguments_and_replaces_blocks() {
    let text = "resource \"aws_lambda_event_source_mapping\" \"m\" {\n  event_source_arn = \"arn:aws:sqs:eu-west-1:111122223333:q\"\n  batch_size = 5\n  filter_criteria {\n    filter {\n      pattern = \"{}\"\n    }\n  }\n}\n";
    let change = "resource \"aws_lambda_event_source_mapping\" \"m\" {\n  batch_size = 9\n  filter_criteria {\n    filter {\n      pattern = \"{\\\"body\\\":[\\\"x\\\"]}\"\n    }\n  }\n}\n";
    let template = read(text, &[("dev_override.tf", change)], &[]);
    let entry = only(&template);
    let patterns: Vec<_> = entry.filters.iter().map(|it| it.text.text()).collect();
    assert_eq!(patterns, [r#"{"body":["x"]}"#]);
    assert_eq!(entry.settings[0].value, Some(9.into()));
    assert_eq!(
        entry.arn.as_deref(),
        Some("arn:aws:sqs:eu-west-1:111122223333:q")
    );
}

#[test]
fn terraform_in_json_is_read_with_its_places() {
    let text = r#"{"resource": {"aws_cloudwatch_event_rule": {"r": {"event_pattern": "${jsonencode({\"detail\" = {\"state\" = [\"paid\", var.more]}})}"}},
  "aws_lambda_event_source_mapping": {"m": {"event_source_arn": "${aws_sqs_queue.q.arn}", "batch_size": 7,
    "filter_criteria": {"filter": [{"pattern": "{\"body\":{\"a\":[\"x\"]}}"}, {"pattern": "{\"body\":{\"b\":[\"${var.more}\"]}}"}]}}},
  "aws_sqs_queue": {"q": {"visibility_timeout_seconds": 30}}},
 "variable": {"more": {"type": "string", "default": "open"}}}"#;
    let files = [];
    let folder = Folder::new(Box::new(Files(files.into())));
    let template = Template::read_in("main.tf.json", text, &Values::default(), &folder)
        .unwrap()
        .unwrap();
    let [rule, mapping] = template.entries.as_slice() else {
        panic!("two entries");
    };
    assert_eq!(
        rule.filters[0].text.text(),
        r#"{"detail":{"state":["paid","open"]}}"#
    );
    let at = rule.filters[0].text.text().find("paid").unwrap();
    assert_eq!(&text[rule.filters[0].text.source(at..at + 4)], "paid");
    let patterns: Vec<_> = mapping.filters.iter().map(|it| it.text.text()).collect();
    assert_eq!(
        patterns,
        [r#"{"body":{"a":["x"]}}"#, r#"{"body":{"b":["open"]}}"#]
    );
    assert_eq!(mapping.source.as_deref(), Some("aws_sqs_queue.q"));
    let settings: Vec<_> = mapping.settings.iter().map(|it| it.name).collect();
    assert_eq!(settings, ["BatchSize", "VisibilityTimeout"]);
}

#[test]
fn edges_and_mappings_of_other_files_are_found() {
    let queue = "resource \"aws_lambda_event_source_mapping\" \"NAME\" {\n  event_source_arn = aws_sqs_queue.q.arn\n  function_name = aws_lambda_function.f.arn\n}\n";
    let text = queue.replace("NAME", "one");
    let other = queue.replace("NAME", "two")
        + "resource \"aws_sns_topic_subscription\" \"s\" {\n  topic_arn = aws_sns_topic.t.arn\n  endpoint = aws_sqs_queue.q.arn\n}\n\
           data \"aws_iam_policy_document\" \"p\" {\n  statement {\n    actions = [\"sqs:SendMessage\"]\n    resources = [aws_sqs_queue.q.arn]\n  }\n}\n\
           resource \"aws_iam_role_policy\" \"p\" {\n  role = aws_iam_role.r.id\n  policy = data.aws_iam_policy_document.p.json\n}\n\
           resource \"aws_lambda_function\" \"f\" {\n  role = aws_iam_role.r.arn\n}\n";
    let template = read(&text, &[("other.tf", &other)], &[]);
    let names: Vec<_> = template
        .neighbours
        .iter()
        .map(|it| it.entry.name.as_str())
        .collect();
    assert_eq!(names, ["aws_lambda_event_source_mapping.two"]);
    let edges: Vec<_> = template
        .edges
        .iter()
        .map(|it| (it.from.as_str(), it.to.as_str()))
        .collect();
    assert_eq!(
        edges,
        [
            ("aws_sns_topic.t", "aws_sqs_queue.q"),
            ("aws_lambda_function.f", "aws_sqs_queue.q")
        ]
    );
    let places: Vec<_> = template
        .edges
        .iter()
        .map(|it| it.elsewhere.as_ref().unwrap().to_string())
        .collect();
    assert_eq!(places, ["other.tf, line 7", "other.tf, line 12"]);
}
