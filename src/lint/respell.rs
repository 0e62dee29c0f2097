//! A corrected filter in the spelling of the filter it replaces: its spaces, line breaks, escapes and numbers stay as
//! they were wherever a value did not change.
//!
//! Take `{ "body": { "n": [1.0,  2] } }`, whose list becomes `[1.0,2,3]`. The objects have the same keys, so all that
//! stands around their values is copied. The list has grown: `1.0` and `2` are copied, `3` is new, and what separates
//! the first two, a comma and two spaces, separates the new one, too: `{ "body": { "n": [1.0,  2,  3] } }`.

use tidegate_json::{Json, JsonKind, Member};

/// Returns the corrected filter `fixed` in the spelling of `text`; `fixed` itself if one of them is not JSON.
///
/// ```
/// let text = "{\n  \"state\": [ \"paid\" ]\n}";
/// let respelled = tidegate_lint::respelled(text, r#"{"body":{"state":["paid"]}}"#);
/// assert_eq!(respelled, "{\"body\":{\n  \"state\": [ \"paid\" ]\n}}");
/// ```
#[must_use]
pub fn respelled(text: &str, fixed: &str) -> String {
    let (Ok(old), Ok(new)) = (Json::parse_first(text), Json::parse_first(fixed)) else {
        return fixed.to_owned();
    };
    let speller = Speller { text, root: &old };
    // Blocks of YAML and heredocs end with a line break.
    let blank = |text: &str| {
        if text.trim().is_empty() {
            text.to_owned()
        } else {
            String::new()
        }
    };
    let mut out = blank(&text[..old.span.start]);
    speller.write(&mut out, &old, &new);
    out.push_str(&blank(&text[old.span.end..]));
    out
}

struct Speller<'t> {
    text: &'t str,
    root: &'t Json,
}

impl Speller<'_> {
    /// Writes `new`, which takes the place of `old`.
    fn write(&self, out: &mut String, old: &Json, new: &Json) {
        if is_same(old, new) {
            return out.push_str(&self.text[old.span.range()]);
        }
        match (&old.kind, &new.kind) {
            (JsonKind::Object(before), JsonKind::Object(after)) if shares_keys(before, after) => {
                self.object(out, old, after);
            }
            (JsonKind::Array(before), JsonKind::Array(after)) => {
                self.list(out, old, before, after);
            }
            _ => self.copy(out, new),
        }
    }

    fn object(&self, out: &mut String, old: &Json, after: &[Member]) {
        let before = old.members();
        let places: Vec<_> = before
            .iter()
            .map(|it| (it.key_span.start, it.value.span.end))
            .collect();
        let gaps = self.gaps(old, &places);
        let colon = &self.text[before[0].key_span.end..before[0].value.span.start];
        out.push_str(gaps.opening);
        for (index, member) in after.iter().enumerate() {
            if index > 0 {
                out.push_str(gaps.between);
            }
            match before.iter().find(|it| it.key == member.key) {
                Some(it) => {
                    out.push_str(&self.text[it.key_span.start..it.value.span.start]);
                    self.write(out, &it.value, &member.value);
                }
                None => {
                    out.push_str(&key(member));
                    out.push_str(colon);
                    self.copy(out, &member.value);
                }
            }
        }
        out.push_str(gaps.closing);
    }

    fn list(&self, out: &mut String, old: &Json, before: &[Json], after: &[Json]) {
        let places: Vec<_> = before
            .iter()
            .map(|it| (it.span.start, it.span.end))
            .collect();
        let gaps = self.gaps(old, &places);
        let is_aligned = before.len() == after.len();
        out.push_str(gaps.opening);
        for (index, element) in after.iter().enumerate() {
            if index > 0 {
                out.push_str(gaps.between);
            }
            match before.get(index).filter(|_| is_aligned) {
                Some(it) => self.write(out, it, element),
                None => self.copy(out, element),
            }
        }
        out.push_str(gaps.closing);
    }

    /// Returns what stands around the values of an object or list, which begin and end at `places`.
    fn gaps(&self, old: &Json, places: &[(usize, usize)]) -> Gaps<'_> {
        let inner = (old.span.start + 1, old.span.end - 1);
        let (first, last) = match (places.first(), places.last()) {
            (Some(first), Some(last)) => (first.0, last.1),
            _ => (inner.1, inner.1),
        };
        let between = match places {
            [one, two, ..] => &self.text[one.1..two.0],
            _ => ",",
        };
        Gaps {
            opening: &self.text[old.span.start..first],
            between,
            closing: &self.text[last..old.span.end],
        }
    }

    /// Writes a value that has no place of its own: as it is spelled elsewhere in the text, or compactly.
    fn copy(&self, out: &mut String, new: &Json) {
        if let Some(old) = find(self.root, new) {
            return out.push_str(&self.text[old.span.range()]);
        }
        match &new.kind {
            JsonKind::Object(members) => {
                let written = members.iter().map(|it| {
                    let mut out = key(it) + ":";
                    self.copy(&mut out, &it.value);
                    out
                });
                let written: Vec<_> = written.collect();
                out.push_str(&format!("{{{}}}", written.join(",")));
            }
            JsonKind::Array(elements) => {
                let written = elements.iter().map(|it| {
                    let mut out = String::new();
                    self.copy(&mut out, it);
                    out
                });
                let written: Vec<_> = written.collect();
                out.push_str(&format!("[{}]", written.join(",")));
            }
            JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
                out.push_str(&new.to_string());
            }
        }
    }
}

/// The text around the values of an object or list.
struct Gaps<'t> {
    /// From its bracket to the first value.
    opening: &'t str,
    /// Between the first two values; a comma if there are fewer.
    between: &'t str,
    /// From the last value to its bracket.
    closing: &'t str,
}

/// Returns whether two values are the same apart from their spelling.
fn is_same(one: &Json, other: &Json) -> bool {
    one.to_string() == other.to_string()
}

/// Returns whether any key stands in both objects.
fn shares_keys(before: &[Member], after: &[Member]) -> bool {
    let mut before = before.iter();
    before.any(|it| after.iter().any(|other| other.key == it.key))
}

/// Returns the object or list in `tree` that is the same as `wanted`. Other values are not looked for: a number may be
/// spelled differently at each place.
fn find<'j>(tree: &'j Json, wanted: &Json) -> Option<&'j Json> {
    match &wanted.kind {
        JsonKind::Object(_) | JsonKind::Array(_) => {}
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
            return None;
        }
    }
    if is_same(tree, wanted) {
        return Some(tree);
    }
    match &tree.kind {
        JsonKind::Object(members) => members.iter().find_map(|it| find(&it.value, wanted)),
        JsonKind::Array(elements) => elements.iter().find_map(|it| find(it, wanted)),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => None,
    }
}

/// Returns the key of a member as JSON.
fn key(member: &Member) -> String {
    Json {
        span: member.key_span,
        kind: JsonKind::String(member.key.clone()),
    }
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unchanged_values_keep_their_spelling() {
        let text = "{ \"body\": { \"n\": [1.0,  2], \"\\u0061\" : [ \"x\" ] } }";
        let grown = respelled(text, r#"{"body":{"n":[1.0,2,3],"a":["x"]}}"#);
        assert_eq!(
            grown,
            "{ \"body\": { \"n\": [1.0,  2,  3], \"\\u0061\" : [ \"x\" ] } }"
        );
        let fewer = respelled(text, r#"{"body":{"a":["x"]}}"#);
        assert_eq!(fewer, "{ \"body\": { \"\\u0061\" : [ \"x\" ] } }");
        let more = respelled(text, r#"{"body":{"n":[1.0,2],"a":["x"],"b":[true]}}"#);
        assert!(
            more.ends_with("\"\\u0061\" : [ \"x\" ], \"b\": [true] } }"),
            "{more}"
        );
    }

    #[test]
    fn moved_values_keep_their_spelling() {
        let text = "{\"data\" : {\n\t\"a\": [ 1 ]\n}}";
        let moved = respelled(text, r#"{"body":{"a":[1]}}"#);
        assert_eq!(moved, "{\"body\":{\n\t\"a\": [ 1 ]\n}}");
    }

    #[test]
    fn respelled_filter_has_the_value_of_the_corrected_one() {
        let texts = [
            "{}",
            "[]",
            "{\"a\":[ ]}",
            "{\"a\": [1, \"b\"], \"a\": []}",
            "[ [1], {\"a\": null} ]",
            "3",
            "{\"b\" :{\"a\":[\"\\ud800\"]}}",
            "{\n \"a\": [\n  1,\n  2\n ]\n}",
            "[1]",
            "{\"a\":[[],[1 , 2 ]]}",
        ];
        for old in texts {
            for new in texts {
                let spelled = respelled(old, new);
                let read = Json::parse_whole(&spelled);
                let wanted = Json::parse_whole(new).unwrap();
                assert_eq!(
                    read.unwrap().to_string(),
                    wanted.to_string(),
                    "{old} -> {spelled}"
                );
            }
        }
    }
}
