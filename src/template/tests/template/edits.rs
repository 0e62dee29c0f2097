//! Corrections of patterns: random edits of random patterns, written in random forms of scalars, read back as what they
//! should be. `TIDEGATE_EDITS` gives another number of edits.

use tidegate_fixtures::Rng;
use tidegate_template::{Template, Values};

/// How many edits an ordinary test run makes.
const EDITS: usize = 2_000;

/// Texts that are hard to write in some form.
const WORDS: [&str; 20] = [
    "paid", "it's", "a\"b", "\\", "é", "😀", "#x", ": ", " - ", "${Stage}", "$", "{", "%", "  ",
    "|", ">", "\u{1}", "\t", "\n", "!Ref X",
];

/// The forms in which a template can write a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Single,
    SingleLines,
    Double,
    Literal,
    Folded,
    Json,
    SubSingle,
    SubLiteral,
    SubJson,
    Map,
    ToJsonString,
    TerraformQuoted,
    TerraformHeredoc,
    TerraformExpression,
}

const FORMS: [Form; 14] = [
    Form::Single,
    Form::SingleLines,
    Form::Double,
    Form::Literal,
    Form::Folded,
    Form::Json,
    Form::SubSingle,
    Form::SubLiteral,
    Form::SubJson,
    Form::Map,
    Form::ToJsonString,
    Form::TerraformQuoted,
    Form::TerraformHeredoc,
    Form::TerraformExpression,
];

impl Form {
    /// Returns a template whose only pattern is this text; `None` if the form can't write it.
    fn template(self, pattern: &str) -> Option<(&'static str, String)> {
        let single = |text: &str| format!("'{}'", text.replace('\'', "''"));
        let sub = |text: &str| text.replace("${", "${!");
        let json = |text: &str| serde_json::to_string(text).unwrap();
        let pretty = || {
            let value: serde_json::Value = serde_json::from_str(pattern).unwrap();
            serde_json::to_string_pretty(&value).unwrap()
        };
        let block = |text: &str| text.replace('\n', "\n                ");
        let value = match self {
            Self::Single => single(pattern),
            Self::SingleLines => single(&block(&pretty())),
            Self::Double => json(pattern),
            Self::Literal => format!("|\n                {}", block(&pretty())),
            Self::Folded => format!(">-\n                {}", block(&pretty())),
            Self::Json | Self::SubJson => {
                let pattern = match self {
                    Self::SubJson => format!("{{\"Fn::Sub\": {}}}", json(&sub(pattern))),
                    _ => json(pattern),
                };
                return Some(("t.json", in_json(&pattern)));
            }
            Self::SubSingle => format!("!Sub {}", single(&sub(pattern))),
            Self::SubLiteral => format!("!Sub |\n                {}", block(&sub(&pretty()))),
            Self::Map => pattern.to_owned(),
            Self::ToJsonString => format!("{{\"Fn::ToJsonString\": {pattern}}}"),
            Self::TerraformQuoted => return Some(("t.tf", in_terraform(&json(&marked(pattern))))),
            Self::TerraformHeredoc => {
                let lines = marked(&pretty()).replace('\n', "\n        ");
                let value = format!("<<-EOT\n        {lines}\n      EOT");
                return Some(("t.tf", in_terraform(&value)));
            }
            Self::TerraformExpression => {
                let value = format!("jsonencode({})", marked(pattern));
                return Some(("t.tf", in_terraform(&value)));
            }
        };
        Some(("t.yaml", in_yaml(&value)))
    }
}

fn in_yaml(value: &str) -> String {
    format!(
        "Resources:\n  M:\n    Type: AWS::Lambda::EventSourceMapping\n    Properties:\n      EventSourceArn: \
         arn:aws:sqs:eu-west-1:111122223333:q\n      FilterCriteria:\n        Filters:\n          - Name: x\n            \
         Pattern: {value}\n"
    )
}

/// Returns a text in which nothing begins an expression of Terraform.
fn marked(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

fn in_terraform(value: &str) -> String {
    format!(
        "resource \"aws_lambda_event_source_mapping\" \"m\" {{\n  event_source_arn = \
         \"arn:aws:sqs:eu-west-1:111122223333:q\"\n  filter_criteria {{\n    filter {{\n      pattern = {value}\n    }}\n  \
         }}\n}}\n"
    )
}

fn in_json(value: &str) -> String {
    format!(
        "{{\"Resources\": {{\"M\": {{\"Type\": \"AWS::Lambda::EventSourceMapping\", \"Properties\": {{\n  \"EventSourceArn\": \
         \"arn:aws:sqs:eu-west-1:111122223333:q\", \"FilterCriteria\": {{\"Filters\": [{{\"Pattern\": {value}}}]}}}}}}}}}}"
    )
}

fn word(rng: &mut Rng) -> String {
    let parts = (0..=rng.below(3)).map(|_| rng.pick(&WORDS));
    parts.collect()
}

fn pattern(rng: &mut Rng) -> serde_json::Value {
    let values: Vec<_> = (0..=rng.below(3)).map(|_| word(rng)).collect();
    serde_json::json!({"body": {word(rng): values, "n": [{"numeric": [">", rng.below(100)]}]}})
}

/// Returns the text with one stretch of it replaced. It need not be a pattern afterwards.
fn edited(text: &str, rng: &mut Rng) -> String {
    let places: Vec<_> = text.char_indices().map(|(at, _)| at).skip(1).collect();
    let from = places[rng.index(places.len())];
    let ends: Vec<_> = places.iter().filter(|at| **at >= from).take(8).collect();
    let until = *ends[rng.index(ends.len())];
    let new = match rng.below(4) {
        0 => String::new(),
        1 => serde_json::to_string(&word(rng)).unwrap(),
        _ => word(rng),
    };
    format!("{}{new}{}", &text[..from], &text[until..])
}

fn only(name: &str, text: &str) -> Option<tidegate_batch::criteria::FilterText> {
    let template = Template::read(name, text, &Values::default()).ok()??;
    let [entry] = template.entries.as_slice() else {
        return None;
    };
    let filters = entry.criteria().filters;
    (filters.len() == 1).then(|| filters[0].clone())
}

#[test]
fn edits_read_back_in_every_form() {
    let count = std::env::var("TIDEGATE_EDITS").ok();
    let count = count.and_then(|it| it.parse().ok()).unwrap_or(EDITS);
    let (mut written, mut tried) = ([0_usize; FORMS.len()], [0_usize; FORMS.len()]);
    for index in 0..count {
        let mut rng = Rng::labelled(22, index as u64);
        let at = index % FORMS.len();
        let text = pattern(&mut rng).to_string();
        let Some((name, file)) = FORMS[at].template(&text) else {
            continue;
        };
        let Some(filter) = only(name, &file) else {
            continue;
        };
        let new = edited(&filter.text, &mut rng);
        tried[at] += 1;
        let Some(edit) = filter.edit(&file, &new) else {
            continue;
        };
        let after = format!(
            "{}{}{}",
            &file[..edit.span.start],
            edit.text,
            &file[edit.span.end..]
        );
        let read = only(name, &after).map(|it| it.text);
        let is_right = read.as_ref() == Some(&new);
        // JSON takes the place of a part of a map, and YAML does not always read it as JSON: `lint` reads the file again,
        // and leaves such a correction out.
        // So is the text that Terraform makes of an expression, whose keys it sorts.
        let is_checked = matches!(
            FORMS[at],
            Form::Map | Form::ToJsonString | Form::TerraformExpression
        );
        assert!(
            is_right || is_checked,
            "{:?} {index}\n{file}\n{after}\nwanted {new}\nread   {read:?}",
            FORMS[at]
        );
        written[at] += usize::from(is_right);
    }
    for (at, form) in FORMS.iter().enumerate() {
        let share = 100 * written[at] / tried[at].max(1);
        let least = match form {
            Form::Double | Form::Json => 90,
            Form::TerraformQuoted => 50,
            Form::Single | Form::Literal | Form::SubJson => 55,
            Form::SubSingle | Form::SubLiteral => 35,
            Form::TerraformHeredoc => 30,
            // Most edits of pretty JSON stand at the end or the beginning of a line.
            Form::SingleLines | Form::Folded => 10,
            Form::Map | Form::ToJsonString | Form::TerraformExpression => 3,
        };
        println!("{form:?}: {} of {} edits written", written[at], tried[at]);
        assert!(share >= least, "{form:?}: {share} %");
    }
}
