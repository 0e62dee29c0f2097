//! The text of a string with the place of each byte. The parser has said what the value is; this reads the file again,
//! and if the two differ the whole literal is one made piece, never a wrong place.

use tidegate_batch::criteria::Mapped;

/// How a string is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Between quotes, with escapes.
    Quoted,
    /// Between lines, of which this many blanks are cut at the beginning of each line.
    Heredoc { indent: usize },
    /// In a file by itself.
    File,
}

/// Whether a literal begins at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    Line,
    Inside,
}

/// Returns the value of a literal with its places. `raw` is what the file has, and `at` where.
pub(super) fn mapped(raw: &str, at: usize, form: Form, start: Start, value: &str) -> Mapped {
    let out = match form {
        Form::Quoted => decoded(raw, at, escape),
        Form::File => decoded(raw, at, marker),
        Form::Heredoc { indent } => lines(raw, at, indent, start),
    };
    // The parser reads a line break of two characters as one where it cuts blanks.
    let is_same = out.text() == value || out.text().replace("\r\n", "\n") == value;
    if is_same {
        return out;
    }
    let mut whole = Mapped::default();
    whole.made(value, at..at + raw.len());
    whole
}

fn lines(raw: &str, at: usize, indent: usize, start: Start) -> Mapped {
    let mut out = Mapped::default();
    let mut from = 0;
    for (index, line) in raw.split_inclusive('\n').enumerate() {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        let cut = match (index, start) {
            (0, Start::Inside) => 0,
            (_, Start::Line | Start::Inside) => blanks.min(indent),
        };
        out.append(&decoded(&line[cut..], at + from + cut, marker));
        from += line.len();
    }
    out
}

/// Reads a text in which `special` finds stretches that stand for another text: returns their length and that text.
fn decoded(raw: &str, at: usize, special: fn(&str) -> Option<(usize, char)>) -> Mapped {
    let mut out = Mapped::default();
    let (mut from, mut index) = (0, 0);
    while let Some(found) = raw[index..].find(['\\', '$', '%']) {
        index += found;
        match special(&raw[index..]) {
            Some((length, character)) => {
                out.exact(&raw[from..index], at + from);
                let text = character.encode_utf8(&mut [0; 4]).to_owned();
                out.made(&text, at + index..at + index + length);
                index += length;
                from = index;
            }
            None => index += 1,
        }
    }
    out.exact(&raw[from..], at + from);
    out
}

/// `$${` and `%%{` stand for `${` and `%{`. The brace is read as itself.
fn marker(raw: &str) -> Option<(usize, char)> {
    match raw.as_bytes() {
        [b'$', b'$', b'{', ..] => Some((2, '$')),
        [b'%', b'%', b'{', ..] => Some((2, '%')),
        _ => None,
    }
}

/// The escapes of a string in quotes.
fn escape(raw: &str) -> Option<(usize, char)> {
    let hex = |digits: usize| {
        let code = raw.get(2..2 + digits)?;
        let code = u32::from_str_radix(code, 16).ok()?;
        Some((2 + digits, char::from_u32(code)?))
    };
    match raw.as_bytes() {
        [b'\\', b'n', ..] => Some((2, '\n')),
        [b'\\', b'r', ..] => Some((2, '\r')),
        [b'\\', b't', ..] => Some((2, '\t')),
        [b'\\', b'"', ..] => Some((2, '"')),
        [b'\\', b'\\', ..] => Some((2, '\\')),
        [b'\\', b'u', ..] => hex(4),
        [b'\\', b'U', ..] => hex(8),
        _ => marker(raw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_made_and_the_rest_is_exact() {
        let raw = r#"a\"é\u00e9$${x}%%{"#;
        let read = mapped(raw, 10, Form::Quoted, Start::Inside, "a\"éé${x}%{");
        assert_eq!(read.source(0..1), 10..11);
        assert_eq!(read.source(1..2), 11..13);
        assert_eq!(read.source(2..4), 13..15);
        assert_eq!(read.source(4..6), 15..21);
        assert_eq!(read.source(6..7), 21..23);
        assert_eq!(read.source(8..9), 24..25);
    }

    #[test]
    fn blanks_that_a_heredoc_cuts_are_left_out() {
        let raw = "  {\n    \"a\": 1\n  }\n";
        let form = Form::Heredoc { indent: 2 };
        let read = mapped(raw, 0, form, Start::Line, "{\n  \"a\": 1\n}\n");
        assert_eq!(read.source(0..1), 2..3);
        assert_eq!(read.source(4..7), 8..11);
    }

    #[test]
    fn literal_that_is_read_in_another_way_is_one_piece() {
        let read = mapped("abc", 5, Form::File, Start::Line, "xyz");
        assert_eq!(read.source(1..2), 5..8);
    }
}
