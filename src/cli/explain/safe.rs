//! Text of records and patterns, made fit for a terminal and for columns. What is left prints as it reads.

use unicode_width::UnicodeWidthStr;

pub(super) use tidegate_report::{safe, safe_json};

/// Columns that `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// `text` within `columns`, its end replaced by `…` if it has to be.
pub(super) fn cut(text: &str, columns: usize) -> String {
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
pub(super) fn cut_middle(text: &str, columns: usize) -> String {
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
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    fill(
        text.split(' ').filter(|word| !word.is_empty()),
        " ",
        columns,
    )
}

/// The lines of JSON text behind a word, broken between values where possible.
pub(super) fn wrap_json(word: &str, json: &str, columns: usize) -> Vec<String> {
    let text = format!("{word} {json}");
    fill(text.split_inclusive([',', ':', ' ']), "", columns)
}

fn fill<'t>(words: impl Iterator<Item = &'t str>, blank: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2);
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

fn append(lines: &mut Vec<String>, word: &str, columns: usize) {
    for character in word.chars() {
        let needed = width(character.encode_utf8(&mut [0; 4]));
        if lines
            .last()
            .is_none_or(|line| width(line) + needed > columns)
        {
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
    fn json_is_broken_after_commas() {
        let json = r#"[{"anything-but":["OK","CALIBRATING"]}]"#;
        let lines = ["wanted [{\"anything-but\":[\"OK\",", "\"CALIBRATING\"]}]"];
        assert_eq!(wrap_json("wanted", json, 34), lines);
        assert_eq!(
            wrap_json("wanted", json, 5).concat(),
            format!("wanted {json}")
        );
    }
}
