//! Breaks a sentence into lines of a width.

/// The lines of `text`, none longer than `width` characters; a word that is longer is broken.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines.push(String::new());
            used = 0;
        }
        if used > 0 {
            used = append(&mut lines, " ", used, width);
        }
        used = append(&mut lines, word, used, width);
    }
    lines
}

/// Adds `word` to the last line, or to as many as it takes; answers how long the last one then is.
fn append(lines: &mut Vec<String>, word: &str, mut used: usize, width: usize) -> usize {
    for character in word.chars() {
        if used == width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push(character);
            used += 1;
        }
    }
    used
}

#[cfg(test)]
mod tests {
    use super::wrap;

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
    fn nothing_is_one_empty_line() {
        assert_eq!(wrap("", 10), [""]);
    }
}
