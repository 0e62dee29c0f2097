//! Templates that grow without end if their aliases and references are followed: time and memory stay bounded, and the
//! reader says that not all was read.

use std::fmt::Write;

use tidegate_template::{Template, Values};

fn entry_of(text: &str) -> tidegate_template::Entry {
    let template = Template::read("t.yaml", text, &Values::default());
    let template = template.unwrap().unwrap();
    template.entries.into_iter().next().unwrap()
}

#[test]
fn aliases_that_multiply_are_cut_and_said() {
    let mut text = "a0: &a0 [x]\n".to_owned();
    for level in 1..30 {
        let previous = format!("*a{}, ", level - 1).repeat(9);
        writeln!(text, "a{level}: &a{level} [{previous}]").unwrap();
    }
    text.push_str(
        "Resources: {R: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: *a29}}}}\n",
    );
    let entry = entry_of(&text);
    assert!(
        entry
            .unresolved()
            .iter()
            .any(|error| error.message.contains("too often"))
    );
}

#[test]
fn long_value_that_is_used_often_is_cut_and_said() {
    let uses = "${P}".repeat(20_000);
    let value = "v".repeat(100_000);
    let text = format!(
        "Parameters: {{P: {{Type: String, Default: {value}}}}}\nResources: {{R: {{Type: AWS::Events::Rule, Properties: \
         {{EventPattern: !Sub '{{\"source\": [\"{uses}\"]}}'}}}}}}\n"
    );
    let entry = entry_of(&text);
    assert!(entry.filters[0].text.text().len() < 300 << 20);
    assert!(!entry.unresolved().is_empty());
}

#[test]
fn reference_to_itself_ends() {
    let text = "Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}\nResources: {R: {Type: AWS::Events::Rule, \
                Properties: {EventPattern: {source: [!If [A, x, y]]}}}}\n";
    assert_eq!(entry_of(text).unresolved().len(), 1);
    let text = "service: s\ncustom: {a: '${self:custom.b}', b: '${self:custom.a}'}\nfunctions: {f: {events: [{eventBridge: \
                {pattern: {source: ['x${self:custom.a}']}}}]}}\n";
    assert!(!entry_of(text).unresolved().is_empty());
}
