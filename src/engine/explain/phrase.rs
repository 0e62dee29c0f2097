//! Why a field failed, in a phrase.

use crate::ir::{Part, Test};

use super::Outcome;
use super::capture::{Leaf, comparable_value, excludes};

/// Longest value quoted in a phrase, in characters.
const QUOTED_CHARS_MAX: usize = 40;

pub(super) fn reason(outcome: Outcome, tests: &[Test], leaves: &[&Leaf]) -> String {
    match (outcome, leaves) {
        (Outcome::Absent, _) => absent(tests).to_owned(),
        (Outcome::Present, _) => "the field is there, and the pattern wants it absent".to_owned(),
        (_, []) => String::new(),
        (_, [leaf]) => one_value(tests, leaf),
        (_, [leaf, ..]) => match tests {
            [test] if leaves.iter().all(|l| kind(&l.value) == kind(&leaf.value)) => {
                format!(
                    "none of the {} values fits: {}",
                    leaves.len(),
                    one_test(test, leaf)
                )
            }
            _ => format!("none of the {} values fits", leaves.len()),
        },
    }
}

fn absent(tests: &[Test]) -> &'static str {
    match tests {
        [Test::AnythingBut(_)] => "the field is absent; anything-but needs a value to look at",
        [Test::Literal(text)] if **text == *b"null" => {
            "the field is absent; null is a value of its own, absence is {\"exists\": false}"
        }
        _ => "the field is absent",
    }
}

fn one_value(tests: &[Test], leaf: &Leaf) -> String {
    let wanted: Vec<&Test> = tests.iter().filter(|test| **test != Test::Absent).collect();
    if let [test] = wanted[..] {
        return one_test(test, leaf);
    }
    if let Some(near) = wanted.iter().find_map(|test| near_miss(test, leaf)) {
        return near;
    }
    if let [Test::Number { .. }, number @ Test::Literal(_)] = wanted[..] {
        return one_test(number, leaf);
    }
    format!("{} is none of the {} wanted", shown(leaf), wanted.len())
}

fn one_test(test: &Test, leaf: &Leaf) -> String {
    if let Some(near) = near_miss(test, leaf) {
        return near;
    }
    let value = shown(leaf);
    let is_string = kind(&leaf.value) == "a string";
    match test {
        Test::Literal(_) => format!("{value} is not the value wanted"),
        Test::Number { .. } if comparable_value(&leaf.value).is_none() => {
            format!("{value} is not a number that compares by value")
        }
        Test::Number { .. } => format!("{value} is outside the range"),
        Test::Address(_) if is_string => format!("{value} is no address of the block"),
        Test::Affix(..) | Test::IgnoreCase(..) | Test::Wildcard(_) | Test::Address(_)
            if !is_string =>
        {
            format!(
                "{value} is {}; {} looks at strings only",
                kind(&leaf.value),
                name(test)
            )
        }
        Test::Affix(Part::End, _) | Test::IgnoreCase(Part::End, _) => {
            format!("{value} does not end with it")
        }
        Test::Affix(..) | Test::IgnoreCase(Part::Start, _) => {
            format!("{value} does not begin with it")
        }
        Test::IgnoreCase(..) => format!("{value} differs by more than case"),
        Test::Wildcard(_) => format!("{value} does not fit the wildcard"),
        Test::AnythingBut(excluded) => anything_but(excluded, leaf),
        Test::Never => "nothing satisfies this".to_owned(),
        Test::Exists | Test::Absent | Test::Address(_) => format!("{value} does not fit"),
    }
}

/// What users get wrong: a type beside the type, letters beside the letters.
fn near_miss(test: &Test, leaf: &Leaf) -> Option<String> {
    let value = &*leaf.value;
    let shown = shown(leaf);
    match test {
        Test::Number { .. } if value[0] == b'"' => Some(format!(
            "{shown} is a string; numeric compares JSON numbers only"
        )),
        Test::Literal(text) => {
            let (wanted, found) = (inside(text), inside(value));
            if wanted == found && kind(text) != kind(value) {
                return Some(format!(
                    "{shown} is {}, the pattern wants {}",
                    kind(value),
                    kind(text)
                ));
            }
            if kind(text) != kind(value) {
                return None;
            }
            if wanted.eq_ignore_ascii_case(found) {
                return Some(format!(
                    "{shown} differs in case; equals-ignore-case would take it"
                ));
            }
            let same = wanted.trim_ascii() == found.trim_ascii();
            same.then(|| format!("{shown} differs in white space"))
        }
        _ => None,
    }
}

fn anything_but(excluded: &[Test], leaf: &Leaf) -> String {
    let value = shown(leaf);
    let hit = excluded
        .iter()
        .find(|test| excludes(test, leaf, &leaf.value));
    match hit {
        Some(Test::Affix(Part::End, _)) => format!("{value} ends with what anything-but excludes"),
        Some(Test::Affix(..)) => format!("{value} begins with what anything-but excludes"),
        Some(Test::IgnoreCase(..)) => {
            format!("{value} is what anything-but excludes, but for case")
        }
        Some(Test::Wildcard(_)) => format!("{value} fits the wildcard that anything-but excludes"),
        _ => format!("{value} is what anything-but excludes"),
    }
}

fn name(test: &Test) -> &'static str {
    match test {
        Test::Affix(Part::End, _) | Test::IgnoreCase(Part::End, _) => "suffix",
        Test::Affix(..) | Test::IgnoreCase(Part::Start, _) => "prefix",
        Test::IgnoreCase(..) => "equals-ignore-case",
        Test::Wildcard(_) => "wildcard",
        Test::Address(_) => "an address",
        _ => "this",
    }
}

fn kind(value: &[u8]) -> &'static str {
    match value.first() {
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}

fn inside(value: &[u8]) -> &[u8] {
    value
        .strip_prefix(b"\"")
        .and_then(|rest| rest.strip_suffix(b"\""))
        .unwrap_or(value)
}

/// The value, cut to a readable length.
fn shown(leaf: &Leaf) -> String {
    let text = leaf.text();
    match text.char_indices().nth(QUOTED_CHARS_MAX) {
        Some((end, _)) => format!("{}\u{2026}", &text[..end]),
        None => text,
    }
}
