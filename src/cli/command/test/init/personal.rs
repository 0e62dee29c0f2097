//! Which fields of a record look personal, by their names; and e-mail addresses, under any name.

use tidegate::Source;
use tidegate_json::{Json, JsonKind};

use super::payload::Payload;
use super::written::Draft;

/// Words in a field's name that make it look personal.
const WORDS: [&str; 31] = [
    "address",
    "addresses",
    "birth",
    "birthday",
    "card",
    "customer",
    "dob",
    "email",
    "emailaddress",
    "emails",
    "fax",
    "firstname",
    "fullname",
    "iban",
    "ip",
    "ipaddress",
    "lastname",
    "mail",
    "mobile",
    "passport",
    "password",
    "phone",
    "postcode",
    "secret",
    "ssn",
    "street",
    "surname",
    "tel",
    "token",
    "user",
    "username",
];

/// Words that, before `name`, make it the name of a thing.
const THINGS: [&str; 12] = [
    "bucket", "class", "column", "event", "field", "file", "function", "host", "metric", "queue",
    "table", "topic",
];

/// The personal fields of a record.
#[derive(Default)]
pub(super) struct Found {
    /// Paths of fields that look personal.
    pub(super) paths: Vec<String>,
    /// Whether the payload is text or bytes, which have no fields to look at.
    pub(super) is_opaque: bool,
}

/// Looks at the payload of a record, and at the message attributes of SQS.
pub(super) fn fields(source: Source, draft: &Draft) -> Found {
    let mut found = Found::default();
    let Some(payload) = Payload::of(source, draft) else {
        found.is_opaque = true;
        return found;
    };
    match Json::parse_whole(&payload.text) {
        Ok(json) if source == Source::EventBridge => {
            // The keys beside `detail` are AWS's.
            if let Some(detail) = json.get("detail") {
                walk(detail, "detail", &mut found.paths);
            }
        }
        Ok(json) => {
            found.is_opaque = json.as_str().is_some();
            walk(&json, "", &mut found.paths);
        }
        Err(_) => found.is_opaque = true,
    }
    if source == Source::Sqs {
        let record = Json::parse_whole(&draft.event).ok();
        let attributes = record.as_ref().and_then(|it| it.get("messageAttributes"));
        if let Some(attributes) = attributes {
            walk(attributes, "messageAttributes", &mut found.paths);
        }
    }
    found
}

fn walk(json: &Json, path: &str, paths: &mut Vec<String>) {
    match &json.kind {
        JsonKind::Array(list) => list.iter().for_each(|it| walk(it, path, paths)),
        JsonKind::Object(members) => {
            for member in members {
                let key = String::from_utf8_lossy(&member.key);
                let dot = if path.is_empty() { "" } else { "." };
                let below = format!("{path}{dot}{key}");
                if is_revealing(&member.value) && is_personal(&key) {
                    paths.push(below);
                } else {
                    walk(&member.value, &below, paths);
                }
            }
        }
        JsonKind::String(_) => {
            if json.as_str().is_some_and(is_mail_address) && !path.is_empty() {
                paths.push(path.to_owned());
            }
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) => {}
    }
}

/// Returns whether a value can give anything away. The fields of an object are looked at one by one, except those of a
/// DynamoDB value, whose names are types.
fn is_revealing(json: &Json) -> bool {
    match &json.kind {
        JsonKind::Null | JsonKind::Bool(_) => false,
        JsonKind::Number(_) | JsonKind::String(_) | JsonKind::Array(_) => true,
        JsonKind::Object(members) => members.iter().any(|it| {
            matches!(
                &it.key[..],
                b"S" | b"N" | b"stringValue" | b"SS" | b"NS" | b"M" | b"L"
            )
        }),
    }
}

fn is_personal(key: &str) -> bool {
    let words = words(key);
    let named = match &words[..] {
        [.., thing, last] if last == "name" => !THINGS.contains(&thing.as_str()),
        [.., last] => last == "name",
        [] => false,
    };
    named || words.iter().any(|word| WORDS.contains(&word.as_str()))
}

/// Returns the words of a name in camel, snake or kebab case, in lower case and without digits.
fn words(key: &str) -> Vec<String> {
    let letters: Vec<char> = key.chars().collect();
    let (mut words, mut word) = (Vec::new(), String::new());
    for (at, &c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1);
        let begins = c.is_uppercase()
            && (before.is_some_and(char::is_lowercase)
                || after.is_some_and(|it| it.is_lowercase()));
        if begins || !c.is_alphabetic() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

fn is_mail_address(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    !name.is_empty() && host.contains('.') && !text.contains([' ', '/', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        assert_eq!(words("sourceIPAddress1"), ["source", "ip", "address"]);
        assert_eq!(words("customer_e-mail"), ["customer", "e", "mail"]);
    }

    #[test]
    fn personal_names_are_recognised() {
        for key in [
            "name",
            "userName",
            "email",
            "card_number",
            "sourceIp",
            "SSN",
            "phone2",
        ] {
            assert!(is_personal(key), "{key}");
        }
        for key in [
            "eventName",
            "shipping",
            "status",
            "cardinality",
            "tableName",
            "zip_file",
        ] {
            assert!(!is_personal(key), "{key}");
        }
    }
}
