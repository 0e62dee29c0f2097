//! Measures text in columns, cuts it, and breaks sentences into lines.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm, core::Word};
use unicode_width::UnicodeWidthStr;

/// Returns the columns that `text` takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// Returns `text`, padded with blanks on the right up to `columns`.
pub(crate) fn left(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Returns `text`, padded with blanks on the left up to `columns`.
pub(crate) fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// `text` within `columns` of a terminal, its end replaced by `…` if it has to be.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    format!("{}…", first(text, columns.saturating_sub(1)))
}

/// Returns `text` within `columns`, its middle replaced by `…` where it is longer: for names that differ at their ends.
pub(crate) fn cut_middle(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let kept = columns.saturating_sub(1);
    let tail = last(text, kept - kept / 2);
    format!("{}…{tail}", first(text, kept / 2))
}

/// Returns the longest beginning of `text` that takes at most `columns`.
fn first(text: &str, columns: usize) -> &str {
    let ends = text
        .char_indices()
        .map(|(at, character)| at + character.len_utf8());
    let fitting = ends.take_while(|end| width(&text[..*end]) <= columns);
    &text[..fitting.last().unwrap_or(0)]
}

/// Returns the longest end of `text` that takes at most `columns`.
fn last(text: &str, columns: usize) -> &str {
    let starts = text.char_indices().rev().map(|(at, _)| at);
    let fitting = starts.take_while(|start| width(&text[*start..]) <= columns);
    &text[fitting.last().unwrap_or(text.len())..]
}

/// Returns the lines of a sentence, none wider than `columns`. A word that is wider is broken; `95 %` is one word.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let kept = words.join(" ").replace(" %", "\u{a0}%");
    let lines = fill(&kept, columns, WordSeparator::AsciiSpace).into_iter();
    lines.map(|line| line.replace("\u{a0}%", " %")).collect()
}

/// Returns the lines of JSON text after a word, broken after commas and colons where possible.
pub(crate) fn wrap_json(word: &str, json: &str, columns: usize) -> Vec<String> {
    let text = format!("{word} {json}");
    fill(&text, columns, WordSeparator::Custom(json_words))
}

/// The lines of JSON text, broken only between its tokens, so that they are the same JSON still: between members where
/// possible, or else between elements of lists. A token that is wider than `columns` stays whole.
#[must_use]
pub fn break_json(json: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let fits = |text: &str| width(text) <= columns;
    for member in json_members(json) {
        if fits(member) {
            push_whole(&mut lines, member, columns);
            continue;
        }
        for element in json_pieces(member, &[',']) {
            if fits(element) {
                push_whole(&mut lines, element, columns);
                continue;
            }
            for token in json_pieces(element, &[':', '{', '[']) {
                push_whole(&mut lines, token, columns);
            }
        }
    }
    lines
}

/// Adds the text to the last line, or to a new one if it does not fit there.
fn push_whole(lines: &mut Vec<String>, text: &str, columns: usize) {
    match lines.last_mut() {
        Some(line) if line.is_empty() || width(line) + width(text) <= columns => {
            line.push_str(text)
        }
        _ => lines.push(text.to_owned()),
    }
}

/// JSON text cut after each of these characters, outside strings. The text begins outside a string.
fn json_pieces<'j>(json: &'j str, ends: &'static [char]) -> impl Iterator<Item = &'j str> {
    let (mut in_string, mut is_escaped) = (false, false);
    json.split_inclusive(move |character| {
        let ends = !in_string && ends.contains(&character);
        in_string ^= character == '"' && !is_escaped;
        is_escaped = in_string && character == '\\' && !is_escaped;
        ends
    })
}

/// JSON text cut after each comma between members of an object.
fn json_members(json: &str) -> impl Iterator<Item = &str> {
    let (mut in_string, mut is_escaped, mut open) = (false, false, Vec::new());
    json.split_inclusive(move |character| {
        if !in_string {
            match character {
                '{' | '[' => open.push(character),
                '}' | ']' => {
                    open.pop();
                }
                _ => {}
            }
        }
        let ends = !in_string && character == ',' && open.last() == Some(&'{');
        in_string ^= character == '"' && !is_escaped;
        is_escaped = in_string && character == '\\' && !is_escaped;
        ends
    })
}

fn json_words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    Box::new(line.split_inclusive([',', ':', ' ']).map(Word::from))
}

fn fill(text: &str, columns: usize, separator: WordSeparator) -> Vec<String> {
    let options = Options::new(columns.max(1))
        .word_separator(separator)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let lines = textwrap::wrap(text, options).into_iter();
    lines.map(std::borrow::Cow::into_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_keeps_to_its_columns() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdef", 5), "abcd…");
        assert_eq!(cut("銀座銀座", 6), "銀座…");
        assert_eq!(cut_middle("0123456789", 7), "012…789");
        assert_eq!(cut_middle("銀座銀座銀座", 7), "銀…座");
        for columns in 1..12 {
            assert!(
                width(&cut("銀座 abc 銀座", columns)) <= columns,
                "{columns}"
            );
        }
    }

    #[test]
    fn lines_keep_to_the_width_and_lose_no_word() {
        let text = "the quick brown fox jumps over the extraordinarily lazy dog";
        for width in 1..80 {
            let lines = wrap(text, width);
            assert!(lines.iter().all(|line| line.len() <= width), "{width}");
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
            if width >= "extraordinarily".len() {
                assert_eq!(lines.join(" "), text);
            }
        }
    }

    #[test]
    fn wrapped_lines_keep_to_their_columns_and_lose_nothing() {
        let text = "the quick brown fox jumps over the extraordinarily lazy 銀座銀座銀座 dog";
        for columns in 2..80 {
            let lines = wrap(text, columns);
            assert!(lines.iter().all(|line| width(line) <= columns), "{columns}");
            let kept: String = lines.concat().split(' ').collect();
            assert_eq!(kept, text.split(' ').collect::<String>());
        }
    }

    #[test]
    fn a_number_stays_beside_its_percent_sign() {
        assert_eq!(wrap("left open (95 %)", 15), ["left open", "(95 %)"]);
        assert_eq!(wrap("% alone", 3), ["%", "alo", "ne"]);
    }

    #[test]
    fn json_is_broken_between_members_first() {
        let json = r#"{"a":["x","y"],"b":[{"c":[">",1]}]}"#;
        let lines = [r#"{"a":["x","y"],"#, r#""b":[{"c":[">",1]}]}"#];
        assert_eq!(break_json(json, 28), lines);
    }

    #[test]
    fn nothing_is_one_empty_line() {
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn json_is_broken_after_commas() {
        let json = r#"[{"anything-but":["OK","CALIBRATING"]}]"#;
        let lines = ["wanted [{\"anything-but\":[\"OK\",", "\"CALIBRATING\"]}]"];
        assert_eq!(wrap_json("wanted", json, 34), lines);
        assert_eq!(
            wrap_json("wanted", json, 5).concat(),
            format!("wanted{json}")
        );
    }

    #[test]
    fn json_is_broken_between_tokens_alone() {
        let json = r#"{"a, b":["x:y\",z",{"prefix":"an operand that is wide"}]}"#;
        for columns in 1..70 {
            let lines = break_json(json, columns);
            assert_eq!(lines.concat(), json);
            let is_whole = |line: &String| {
                line.replace("\\\"", "")
                    .matches('"')
                    .count()
                    .is_multiple_of(2)
            };
            assert!(lines.iter().all(is_whole), "{columns}: {lines:?}");
            let fits = |line: &String| width(line) <= columns.max(28);
            assert!(lines.iter().all(fits), "{columns}: {lines:?}");
        }
    }

    #[test]
    fn blanks_fill_up_to_the_columns() {
        assert_eq!(
            (left("銀", 4), right("銀", 4)),
            ("銀  ".into(), "  銀".into())
        );
        assert_eq!(left("abcdef", 4), "abcdef");
    }
}
