//! Changes of an expression of Terraform that becomes the JSON of a pattern: `jsonencode({ body = { ... } })`. Its strings
//! and lists are written as in JSON, and so are its objects in Terraform's own way: `{ name = value }`.

use std::fmt::Write as _;

use super::hunks::tokens;
use super::mapped::Mapped;
use super::written::Edit;

/// Returns the edit that puts `stretch` in the place of `changed`, which is not inside a string. `changed` covers whole
/// pieces. `opened`: where the text got the bracket that the stretch closes.
pub(super) fn edit(
    document: &str,
    old: &Mapped,
    changed: &std::ops::Range<usize>,
    stretch: &str,
    opened: Option<usize>,
) -> Option<Edit> {
    let source = match changed.is_empty() {
        true => {
            let at = insertion(old, changed.start, opened)?;
            at..at
        }
        false => old.source(changed.clone()),
    };
    let text = fitted(
        &written(stretch, &old.text()[changed.end..]),
        document,
        &source,
    );
    Some(Edit {
        span: tidegate::Span::new(source.start, source.end),
        text,
    })
}

/// Returns the byte of the document at which a stretch is put in. Terraform sorts the keys of the text, so what stands
/// beside a place there may stand elsewhere in the document: a value follows its key, and what was opened right after a
/// bracket is closed right before the end of that bracket; anything else follows what stands before it.
fn insertion(old: &Mapped, at: usize, opened: Option<usize>) -> Option<usize> {
    let text = old.text();
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    let is_inner = opened.is_some_and(|at| text[..at].ends_with(['{', '[']));
    let is_last = is_inner && after.starts_with(['}', ']']);
    let is_inside = !before.is_empty() && !after.is_empty();
    is_inside.then(|| match before.ends_with([':', ',']) || is_last {
        true => old.source(at..at + 1).start,
        false => old.source(at - 1..at).end,
    })
}

/// Returns a stretch of JSON, which stands before `after`, as Terraform writes it.
fn written(stretch: &str, after: &str) -> String {
    let tokens: Vec<_> = tokens(stretch).into_iter().map(|it| &stretch[it]).collect();
    let words = tokens.iter().filter(|it| !it.trim().is_empty());
    let words: Vec<_> = words.copied().collect();
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        match *word {
            "{" => out.push_str("{ "),
            "}" => out.push_str(" }"),
            ":" => out.push_str(" = "),
            "," => out.push_str(", "),
            text if text.starts_with('"') => {
                let is_last = at + 1 == words.len();
                let is_key = words.get(at + 1) == Some(&":") || (is_last && after.starts_with(':'));
                let name = name(text).filter(|_| is_key);
                out.push_str(&name.map_or_else(|| unmarked(text), str::to_owned));
            }
            other => out.push_str(other),
        }
    }
    out.replace("{  }", "{}")
}

/// Returns the name in a string; `None` if it needs its quotes.
fn name(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let is_first = |it: char| it.is_ascii_alphabetic() || it == '_';
    let is_part = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    (inner.starts_with(is_first) && inner.chars().all(is_part)).then_some(inner)
}

/// Returns a text in which nothing begins an expression of a string.
pub(super) fn unmarked(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

/// Returns a text with blanks between it and the braces beside it, and without blanks beside those of the document.
fn fitted(text: &str, document: &str, source: &std::ops::Range<usize>) -> String {
    let (before, after) = (&document[..source.start], &document[source.end..]);
    let mut out = text.to_owned();
    if before.ends_with(char::is_whitespace) {
        out = out.trim_start_matches(' ').to_owned();
    } else if before.ends_with('{') && !out.is_empty() && !out.starts_with(' ') {
        out.insert(0, ' ');
    }
    if after.starts_with(char::is_whitespace) {
        out.truncate(out.trim_end_matches(' ').len());
    } else if after.starts_with('}') && !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Returns a text as the inside of a quoted string of Terraform.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in unmarked(text).chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            it if it.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(it));
            }
            it => out.push(it),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{quoted, written};

    #[test]
    fn json_becomes_terraform() {
        for (json, terraform) in [
            (r#""body":{"#, "body = { "),
            ("}", " }"),
            (r#"{"S":["5"]}"#, r#"{ S = ["5"] }"#),
            (
                r#"{"detail-type":["a b"],"a.b":[{"exists":true}]}"#,
                r#"{ detail-type = ["a b"], "a.b" = [{ exists = true }] }"#,
            ),
            (r#"["${x}"]"#, r#"["$${x}"]"#),
        ] {
            assert_eq!(written(json, ""), terraform);
        }
        assert_eq!(written("\"prefix\"", ":1"), "prefix");
        assert_eq!(quoted("{\"a\":\"\\n%{\"}"), r#"{\"a\":\"\\n%%{\"}"#);
    }
}
