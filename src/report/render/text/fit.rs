//! Text that fits its columns: how many it takes, where it is cut, where a sentence breaks.

use unicode_width::UnicodeWidthStr;

/// Columns that `text` takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// `text` and blanks up to `columns`.
pub(crate) fn left(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Blanks and `text` up to `columns`.
pub(crate) fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// `text` within `columns` of a terminal, its end replaced by `…` if it has to be.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    for character in text.chars() {
        let longer = width(&out) + width(character.encode_utf8(&mut [0; 4]));
        if longer + 1 > columns {
            break;
        }
        out.push(character);
    }
    out + "…"
}

/// `text` within `columns`, its middle replaced by `…` if it has to be: for names that differ at their ends.
pub(crate) fn cut_middle(text: &str, columns: usize) -> String {
    let count = text.chars().count();
    if count <= columns {
        return text.to_owned();
    }
    let kept = columns.saturating_sub(1);
    let (head, tail) = (kept / 2, kept - kept / 2);
    let head: String = text.chars().take(head).collect();
    let tail: String = text.chars().skip(count - tail).collect();
    format!("{head}…{tail}")
}

/// The lines of a sentence, none wider than `columns`. A word that is wider is broken.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let words = text.split(' ').filter(|word| !word.is_empty());
    fill(words, " ", columns)
}

/// The lines of JSON text after a word, broken between values where possible.
pub(crate) fn wrap_json(word: &str, json: &str, columns: usize) -> Vec<String> {
    let text = format!("{word} {json}");
    fill(text.split_inclusive([',', ':', ' ']), "", columns)
}

/// The lines of JSON text, broken only between its tokens, so that they are the same JSON still. A token that is wider than
/// `columns` stays whole.
#[must_use]
pub fn break_json(json: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for member in json_pieces(json, &[',']) {
        if width(member) <= columns {
            push_whole(&mut lines, member, columns);
            continue;
        }
        for token in json_pieces(member, &[':', '{', '[']) {
            push_whole(&mut lines, token, columns);
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

fn fill<'t>(words: impl Iterator<Item = &'t str>, blank: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = vec![String::new()];
    for word in words {
        let taken = lines.last().map_or(0, |line| width(line));
        if taken > 0 && taken + blank.len() + width(word) > columns {
            lines.push(String::new());
        } else if let Some(line) = lines.last_mut().filter(|line| !line.is_empty()) {
            line.push_str(blank);
        }
        append(&mut lines, word, columns);
    }
    lines
}

/// Adds `word` to the last line, and breaks it where the line is full.
fn append(lines: &mut Vec<String>, word: &str, columns: usize) {
    for character in word.chars() {
        let needed = width(character.encode_utf8(&mut [0; 4]));
        let is_full = |line: &String| !line.is_empty() && width(line) + needed > columns;
        if lines.last().is_none_or(is_full) {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push(character);
        }
    }
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
            format!("wanted {json}")
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
