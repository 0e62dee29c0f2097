//! Candidates of fields that have values of one kind only: texts, or the texts in which DynamoDB writes numbers.

use tidegate::inspect::Test;

use super::candidate::{Candidate, Kind};
use super::reading::Reading;
use super::terms::{Terms, TextTerm};
use super::walk::Found;

/// Whether a candidate can be a value of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    Fits,
    /// It can't, but other values that satisfy the same conditions perhaps can.
    InPlaceOfOthers,
    Never,
}

/// Returns whether a candidate can be a value of a field that is read like this.
pub(super) fn fit(reading: Reading, candidate: &Candidate, terms: &[&TextTerm]) -> Fit {
    let text = candidate
        .json
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'));
    match (reading, text) {
        (Reading::Json | Reading::OneOf(_) | Reading::Encoded, _) | (Reading::Text, Some(_)) => {
            Fit::Fits
        }
        (Reading::Text | Reading::Number, None) => Fit::Never,
        (Reading::Number, Some(text)) if is_number(text) => Fit::Fits,
        (Reading::Number, Some(text)) => {
            let needs_letter = terms.iter().any(|term| asks_no_number(&term.test));
            let is_all_digits = text.chars().all(is_of_number);
            match needs_letter || candidate.kind == Kind::Named && !is_all_digits {
                true => Fit::Never,
                false => Fit::InPlaceOfOthers,
            }
        }
    }
}

/// Returns more numbers to try: small ones, and the digits of the strings that were found.
pub(super) fn numbers(terms: &Terms, found: &[Found]) -> Vec<String> {
    let small = (0..=terms.texts.len() + 1).map(|number| number.to_string());
    let digits = found.iter().map(|it| {
        let points = it.text.iter().filter_map(|point| char::from_u32(*point));
        points.filter(|it| is_of_number(*it)).collect::<String>()
    });
    let texts = small.chain(digits).filter(|text| is_number(text));
    texts.map(|text| format!("\"{text}\"")).collect()
}

const fn is_of_number(character: char) -> bool {
    matches!(character, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')
}

/// Returns whether a text is a number as DynamoDB surely writes one.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits
        .split_once('.')
        .map_or((digits, None), |(a, b)| (a, Some(b)));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let is_short = text.len() < 38;
    let has_no_zeros = whole == "0" || !whole.starts_with('0');
    let is_fraction = |rest: &str| are_digits(rest) && !rest.ends_with('0');
    is_short && are_digits(whole) && has_no_zeros && rest.is_none_or(is_fraction) && text != "-0"
}

/// Returns whether a text that satisfies the test has a character that no number has.
fn asks_no_number(test: &Test) -> bool {
    let is_odd = |text: &[u8]| {
        let mut bytes = text.iter();
        bytes.any(|byte| *byte != b'"' && !is_of_number(char::from(*byte)))
    };
    match test {
        Test::Literal(text) | Test::Affix(_, text) => is_odd(text),
        Test::Wildcard(texts) => texts.iter().any(|text| is_odd(text)),
        Test::IgnoreCase(_, forms) => forms.iter().any(|(lower, _)| is_odd(lower.as_bytes())),
        Test::Number { .. }
        | Test::Address(_)
        | Test::Exists
        | Test::Absent
        | Test::AnythingBut(_)
        | Test::Never(_) => false,
    }
}
