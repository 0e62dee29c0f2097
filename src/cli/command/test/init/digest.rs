//! Replaces a value by another of the same type. Equal values get equal replacements. The hash has a random key for
//! each run: without one, a phone number could be found again by hashing all phone numbers.

use std::hash::{BuildHasher, RandomState};

use tidegate_json::{Json, JsonKind};

use super::written::quoted;

/// Hashes the values of one file of rows.
#[derive(Default)]
pub(super) struct Digest(RandomState);

/// Numbers stay below this, which every reader of JSON holds exactly.
const NUMBER_MAX: u64 = 1_000_000_000;

impl Digest {
    /// Returns the replacement of a scalar. Objects and lists have their values replaced one by one instead.
    pub(super) fn of(&self, value: &Json) -> Option<String> {
        match &value.kind {
            JsonKind::Null => Some("null".to_owned()),
            JsonKind::Bool(_) => Some("false".to_owned()),
            JsonKind::Number(text) => Some((self.hash(text.as_bytes()) % NUMBER_MAX).to_string()),
            JsonKind::String(text) => Some(quoted(&self.of_text(text))),
            JsonKind::Array(_) | JsonKind::Object(_) => None,
        }
    }

    /// Returns the replacement of a text. It keeps the number of digits, because numbers of DynamoDB are strings.
    fn of_text(&self, text: &[u8]) -> String {
        let hash = self.hash(text);
        if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
            return format!("redacted-{:08x}", hash >> 32);
        }
        let digit = |at: usize| char::from(b'1' + (self.hash_at(text, at) % 9) as u8);
        (0..text.len()).map(digit).collect()
    }

    fn hash(&self, bytes: &[u8]) -> u64 {
        self.0.hash_one(bytes)
    }

    fn hash_at(&self, bytes: &[u8], at: usize) -> u64 {
        self.0.hash_one((bytes, at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(digest: &Digest, text: &str) -> String {
        digest.of(&Json::parse_whole(text).unwrap()).unwrap()
    }

    #[test]
    fn value_keeps_its_type_and_equal_values_stay_equal() {
        let one = Digest::default();
        let text = digest(&one, r#""ada@example.com""#);
        assert!(
            text.starts_with("\"redacted-") && text.len() == 19,
            "{text}"
        );
        assert_eq!(text, digest(&one, r#""ada@example.com""#));
        assert_ne!(text, digest(&one, r#""bob@example.com""#));
        let phone = digest(&one, r#""5550100""#);
        assert!(phone.len() == 9 && phone[1..8].bytes().all(|it| it.is_ascii_digit()));
        assert!(digest(&one, "17").parse::<u64>().is_ok());
        assert_eq!(digest(&one, "true"), "false");
    }

    #[test]
    fn each_run_has_hashes_of_its_own() {
        let text = r#""ada@example.com""#;
        assert_ne!(
            digest(&Digest::default(), text),
            digest(&Digest::default(), text)
        );
    }
}
