//! The parts of a text that a change replaces. The parts that both texts share stay as the document has them, comments,
//! blanks and escapes included.
//!
//! `{"a":[1]}` becomes `{"body":{"a":[1]}}` by two hunks: `"body":{` is put in after the first brace, and `}` before the
//! last one.

use std::ops::Range;

/// The most tokens of each text that are compared with each other; a longer change is one hunk.
const TOKENS_MAX: usize = 600;

/// A stretch of the old text, and what takes its place in the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// Returns the hunks that make `new` of `old`, in order.
pub(super) fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let (before, after) = (tokens(old), tokens(new));
    let end_of = |text: &str, tokens: &[Range<usize>], last: usize| {
        let first = tokens.get(tokens.len() - last);
        first.map_or(text.len(), |it| it.start)
    };
    let shared = before
        .iter()
        .zip(&after)
        .take_while(|(one, other)| old[(*one).clone()] == new[(*other).clone()])
        .count();
    let ends = before[shared..]
        .iter()
        .rev()
        .zip(after[shared..].iter().rev());
    let last = ends
        .take_while(|(one, other)| old[(*one).clone()] == new[(*other).clone()])
        .count();
    let ends = (end_of(old, &before, last), end_of(new, &after, last));
    let before = &before[shared..before.len() - last];
    let after = &after[shared..after.len() - last];
    let whole = Hunk {
        old: before.first().map_or(ends.0, |it| it.start)..ends.0,
        new: after.first().map_or(ends.1, |it| it.start)..ends.1,
    };
    if before.len() > TOKENS_MAX
        || after.len() > TOKENS_MAX
        || before.is_empty()
        || after.is_empty()
    {
        let is_change = !whole.old.is_empty() || !whole.new.is_empty();
        return is_change.then_some(whole).into_iter().collect();
    }
    joined(
        &matched((old, before), (new, after)),
        (before, after),
        &whole,
    )
}

/// Returns the hunks between pairs of tokens that both texts have.
fn joined(
    pairs: &[(usize, usize)],
    (before, after): (&[Range<usize>], &[Range<usize>]),
    whole: &Hunk,
) -> Vec<Hunk> {
    let (mut hunks, mut from) = (Vec::new(), (whole.old.start, whole.new.start));
    let ends = pairs
        .iter()
        .map(|&(one, other)| (before[one].clone(), after[other].clone()));
    let end = (whole.old.end..whole.old.end, whole.new.end..whole.new.end);
    for (one, other) in ends.chain([end]) {
        let hunk = Hunk {
            old: from.0..one.start,
            new: from.1..other.start,
        };
        if !hunk.old.is_empty() || !hunk.new.is_empty() {
            hunks.push(hunk);
        }
        from = (one.end, other.end);
    }
    hunks
}

/// Returns the longest sequence of tokens that both texts have, as pairs of their indices.
fn matched(
    (old, before): (&str, &[Range<usize>]),
    (new, after): (&str, &[Range<usize>]),
) -> Vec<(usize, usize)> {
    let is_same = |one: usize, other: usize| old[before[one].clone()] == new[after[other].clone()];
    let width = after.len() + 1;
    // How many tokens the rests of both share, by their first tokens.
    let mut shared = vec![0_u16; (before.len() + 1) * width];
    for one in (0..before.len()).rev() {
        for other in (0..after.len()).rev() {
            shared[one * width + other] = match is_same(one, other) {
                true => shared[(one + 1) * width + other + 1] + 1,
                false => shared[(one + 1) * width + other].max(shared[one * width + other + 1]),
            };
        }
    }
    let (mut one, mut other, mut pairs) = (0, 0, Vec::new());
    while one < before.len() && other < after.len() {
        if is_same(one, other) {
            pairs.push((one, other));
            (one, other) = (one + 1, other + 1);
        } else if shared[(one + 1) * width + other] >= shared[one * width + other + 1] {
            one += 1;
        } else {
            other += 1;
        }
    }
    pairs
}

/// Splits a text into strings, runs of blanks, words, and single characters.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let (mut tokens, mut at) = (Vec::new(), 0);
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let run = |is_part: fn(char) -> bool| rest.find(|it| !is_part(it)).unwrap_or(rest.len());
        let length = match first {
            '"' => string(rest),
            it if it.is_ascii_whitespace() => run(|it| it.is_ascii_whitespace()),
            it if is_word(it) => run(is_word),
            it => it.len_utf8(),
        };
        tokens.push(at..at + length);
        at += length;
    }
    tokens
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '+')
}

/// Returns the length of the string at the start of a text; that of all of it if the string does not end.
fn string(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Vec<(String, String)> {
        let hunks = hunks(old, new).into_iter();
        hunks
            .map(|it| (old[it.old].to_owned(), new[it.new].to_owned()))
            .collect()
    }

    #[test]
    fn wrapping_is_two_insertions() {
        let found = shown(r#"{"a":[1]}"#, r#"{"body":{"a":[1]}}"#);
        let inserted: Vec<_> = found.iter().map(|(_, new)| new.as_str()).collect();
        assert_eq!(inserted, [r#""body":{"#, "}"]);
        assert!(found.iter().all(|(old, _)| old.is_empty()));
    }

    #[test]
    fn hunks_make_the_new_text() {
        let texts = [
            "",
            "{}",
            r#"{"a":"x"}"#,
            r#"{"a":["x"],"b":[1, 2]}"#,
            r#"{"b" : [1,2] , "é":["\""]}"#,
            "\"",
            "{\n  \"a\": 1\n}",
        ];
        for old in texts {
            for new in texts {
                let (mut made, mut at) = (String::new(), 0);
                for hunk in hunks(old, new) {
                    made.push_str(&old[at..hunk.old.start]);
                    made.push_str(&new[hunk.new.clone()]);
                    at = hunk.old.end;
                }
                made.push_str(&old[at..]);
                assert_eq!(made, new, "{old}");
            }
        }
    }
}
