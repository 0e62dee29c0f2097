//! The candidates of a value of a list, by its operator.

use tidegate_json::{Json, JsonKind};

use super::note::Note;
use super::value::Candidate;
use super::{address, number, text};

/// The most candidates of one value of a list.
const CANDIDATES_MAX: usize = 64;

/// Returns the candidates of one value of a list, as it stands in the pattern. Those that tell most come first.
pub(in crate::generate) fn candidates(value: &Json) -> Vec<Candidate> {
    let mut found = match &value.kind {
        JsonKind::Null => words(["null", "true"]),
        JsonKind::Bool(true) => words(["true", "false"]),
        JsonKind::Bool(false) => words(["false", "true"]),
        JsonKind::Number(number) => number::whole(number),
        JsonKind::String(_) => value.as_str().map(text::whole).unwrap_or_default(),
        JsonKind::Array(values) => values.iter().flat_map(candidates).collect(),
        JsonKind::Object(members) => {
            let members = members.iter();
            members
                .flat_map(|member| operator(&member.key, &member.value))
                .collect()
        }
    };
    found.truncate(CANDIDATES_MAX);
    found
}

fn words([own, other]: [&str; 2]) -> Vec<Candidate> {
    vec![
        Candidate::new(own, Note::Named),
        Candidate::new(other, Note::Other),
        Candidate::new(format!("\"{own}\""), Note::Quoted),
    ]
}

/// Returns the candidates of an operator.
fn operator(name: &[u8], operand: &Json) -> Vec<Candidate> {
    match (name, &operand.kind) {
        (b"exists", JsonKind::Bool(true)) => {
            vec![Candidate::text("text", Note::Named), Candidate::ABSENT]
        }
        (b"exists", _) => vec![Candidate::ABSENT, Candidate::text("text", Note::Other)],
        (b"anything-but", _) => excluded(operand),
        (b"numeric", JsonKind::Array(bounds)) => number::bounds(bounds),
        (b"cidr", _) => operand.as_str().map(address::block).unwrap_or_default(),
        (b"wildcard", JsonKind::String(_)) => {
            operand.as_str().map(text::wildcard).unwrap_or_default()
        }
        (b"prefix", JsonKind::String(_)) => operand.as_str().map(text::prefix).unwrap_or_default(),
        (b"suffix", JsonKind::String(_)) => operand.as_str().map(text::suffix).unwrap_or_default(),
        (b"equals-ignore-case", JsonKind::String(_)) => {
            operand.as_str().map(text::any_case).unwrap_or_default()
        }
        (b"prefix" | b"suffix", JsonKind::Object(members)) => {
            let inner = members.iter().filter_map(|member| member.value.as_str());
            inner.flat_map(|text| affix(name, text)).collect()
        }
        (b"prefix" | b"suffix" | b"wildcard" | b"equals-ignore-case", JsonKind::Array(values)) => {
            values
                .iter()
                .flat_map(|value| operator(name, value))
                .collect()
        }
        _ => candidates(operand),
    }
}

/// Returns the candidates of a prefix or suffix whose case does not matter.
fn affix(name: &[u8], text: &str) -> Vec<Candidate> {
    let mut all = match name {
        b"prefix" => text::prefix(text),
        _ => text::suffix(text),
    };
    all.insert(1, Candidate::text(&text::other_case(text), Note::OtherCase));
    all
}

/// Returns the candidates of `anything-but`: some other value first, then the excluded ones and their neighbours.
fn excluded(operand: &Json) -> Vec<Candidate> {
    let inner = candidates(operand);
    let is_number = inner
        .iter()
        .any(|it| it.json.as_deref().is_some_and(is_number));
    let other = match is_number {
        true => Candidate::new("7", Note::Other),
        false => Candidate::text("other", Note::Other),
    };
    [vec![other], inner].concat()
}

fn is_number(json: &str) -> bool {
    json.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
}

/// Returns the absence of a field, and values that show how it treats other types.
pub(in crate::generate) fn others(samples: &[&str]) -> Vec<Candidate> {
    let samples = samples.iter().map(|json| match *json {
        "null" => Candidate::new("null", Note::Null),
        "\"\"" => Candidate::new("\"\"", Note::Empty),
        other => Candidate::new(other, Note::Other),
    });
    [Candidate::ABSENT].into_iter().chain(samples).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        let found = candidates(&Json::parse_whole(text).unwrap());
        let values = found.into_iter().map(|it| it.json.unwrap_or_default());
        values.collect()
    }

    #[test]
    fn bounds_come_with_their_neighbours() {
        let of_range = values(r#"{"numeric":[">=",100]}"#);
        for wanted in ["100", "99", "101", "\"100\""] {
            assert!(of_range.iter().any(|it| it == wanted), "{of_range:?}");
        }
        let of_prefix = values(r#"{"prefix":"order-"}"#);
        assert_eq!(of_prefix[..2], ["\"order-\"", "\"order\""]);
        let of_block = values(r#"{"cidr":"10.0.0.0/24"}"#);
        for wanted in [
            "\"10.0.0.0\"",
            "\"10.0.0.255\"",
            "\"9.255.255.255\"",
            "\"10.0.1.0\"",
        ] {
            assert!(of_block.iter().any(|it| it == wanted), "{of_block:?}");
        }
    }

    #[test]
    fn excluded_values_are_candidates_and_so_is_another_one() {
        assert_eq!(
            values(r#"{"anything-but":["a"]}"#)[..2],
            ["\"other\"", "\"a\""]
        );
        assert!(values(r#"{"anything-but":{"prefix":"ab"}}"#).contains(&"\"a\"".to_owned()));
        assert_eq!(values(r#"{"exists":false}"#)[0], "");
    }
}
