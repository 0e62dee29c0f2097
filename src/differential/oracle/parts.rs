//! A pattern's text in, the patterns out that have one value in each list and one alternative for each `$or`. An event
//! should match the whole exactly when it matches one of them.

/// Most parts that are worth asking about.
const PARTS_MAX: usize = 4096;

/// The parts; `None` where the text is no object, or there are too many of them.
pub(super) fn parts(pattern: &str) -> Option<Vec<String>> {
    let end = value_end(pattern, skip_space(pattern, 0));
    object(pattern[..end].trim_start())
}

fn object(text: &str) -> Option<Vec<String>> {
    let mut made = vec!["{".to_owned()];
    for (index, member) in elements(text.strip_prefix('{')?).iter().enumerate() {
        let end = value_end(member, 0);
        let (key, value) = (
            &member[..end],
            member[end..].trim_start().strip_prefix(':')?.trim(),
        );
        let comma = if index == 0 { "" } else { "," };
        let values = values(key, value)?;
        let with = |start: &String| {
            let put = |value: &String| format!("{start}{comma}{key}:{value}");
            values.iter().map(put).collect::<Vec<_>>()
        };
        made = made.iter().flat_map(with).collect();
        if made.len() > PARTS_MAX {
            return None;
        }
    }
    Some(made.into_iter().map(|text| text + "}").collect())
}

/// What may stand for one member's value.
fn values(key: &str, value: &str) -> Option<Vec<String>> {
    if value.starts_with('{') {
        return object(value);
    }
    let Some(list) = value.strip_prefix('[') else {
        return Some(vec![value.to_owned()]);
    };
    let elements = elements(list);
    let is_or = serde_json::from_str(key).is_ok_and(|key: String| key == "$or");
    if is_or && elements.iter().all(|element| element.starts_with('{')) {
        let branches: Option<Vec<_>> = elements.into_iter().map(object).collect();
        // One alternative is none for AWS, so it stands twice.
        let twice = branches?
            .concat()
            .into_iter()
            .map(|one| format!("[{one},{one}]"));
        return Some(twice.collect());
    }
    Some(
        elements
            .iter()
            .map(|element| format!("[{element}]"))
            .collect(),
    )
}

/// What stands between the commas up to the closing bracket.
fn elements(inner: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut at = skip_space(inner, 0);
    while at < inner.len() && !inner[at..].starts_with([']', '}']) {
        let start = at;
        while at < inner.len() && !inner[at..].starts_with([',', ']', '}']) {
            at = value_end(inner, at);
        }
        found.push(inner[start..at].trim_end());
        if inner[at..].starts_with(',') {
            at = skip_space(inner, at + 1);
        }
    }
    found
}

fn skip_space(text: &str, at: usize) -> usize {
    at + text[at..].len() - text[at..].trim_start().len()
}

/// Behind the string, the bracketed text or the single character at an offset.
fn value_end(text: &str, start: usize) -> usize {
    let (mut depth, mut at) = (0_usize, start);
    while let Some(letter) = text[at..].chars().next() {
        match letter {
            '"' => at = string_end(text, at),
            '{' | '[' => (depth, at) = (depth + 1, at + 1),
            '}' | ']' => (depth, at) = (depth.saturating_sub(1), at + 1),
            _ => at += letter.len_utf8(),
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Behind the closing quote, or the end.
fn string_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_a_part() {
        let pattern = r#" {"a":[1, {"prefix":"x,]"}],"b":{"$or":[{"c":["é"]},{"d":[2]}]}} junk"#;
        let expected = [
            r#"{"a":[1],"b":{"$or":[{"c":["é"]},{"c":["é"]}]}}"#,
            r#"{"a":[1],"b":{"$or":[{"d":[2]},{"d":[2]}]}}"#,
            r#"{"a":[{"prefix":"x,]"}],"b":{"$or":[{"c":["é"]},{"c":["é"]}]}}"#,
            r#"{"a":[{"prefix":"x,]"}],"b":{"$or":[{"d":[2]},{"d":[2]}]}}"#,
        ];
        assert_eq!(parts(pattern).unwrap(), expected);
    }

    #[test]
    fn operands_stay_whole() {
        let pattern = r#"{"a":[{"anything-but":[1,2]}]}"#;
        assert_eq!(parts(pattern).unwrap(), [pattern]);
    }

    #[test]
    fn what_is_no_pattern_has_no_parts() {
        assert_eq!(parts("[1]"), None);
        assert_eq!(parts(""), None);
        assert_eq!(parts(r#"{"a" 1}"#), None);
    }
}
