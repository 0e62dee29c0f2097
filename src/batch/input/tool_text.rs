//! Recognises text that tools print about a store of records and not the records themselves: a list of objects in S3, a
//! dump of a topic's segments, a table of items.

use super::foreign_text::{ForeignText, NeedsMore};
use super::head::Head;

impl ForeignText {
    /// Returns what a line shows about a store of records.
    pub(super) fn of_store(line: &[u8]) -> Option<Self> {
        if is_dump(line) {
            return Some(Self::KafkaDump);
        }
        is_listed(line).then_some(Self::S3List)
    }

    /// Returns whether a line and the text after it are a table whose cells are all in quotes. Returns `Err` if the next
    /// line must be read first.
    pub(super) fn of_table(
        line: &[u8],
        after: &[u8],
        head: Head,
    ) -> Result<Option<Self>, NeedsMore> {
        match (is_header(line), after, head) {
            (false, ..) => Ok(None),
            (true, [b'"', ..], _) => Ok(Some(Self::Csv)),
            (true, [], Head::Partial) => Err(NeedsMore),
            (true, ..) => Ok(None),
        }
    }
}

/// The beginnings of lines of `kafka-dump-log`, and what else such a line holds. (Apache Kafka, `DumpLogSegments`, read
/// 2026-11-30)
const DUMP: [(&str, &str); 4] = [
    ("Dumping ", ".log"),
    ("Log starting offset: ", ""),
    ("baseOffset: ", " lastOffset: "),
    ("| offset: ", " valueSize: "),
];

fn is_dump(line: &[u8]) -> bool {
    let has = |words: &str| memchr::memmem::find(line, words.as_bytes()).is_some();
    DUMP.iter()
        .any(|(start, words)| line.starts_with(start.as_bytes()) && has(words))
}

/// The number of bytes before the size of an object: `2026-05-12 08:15:30 `.
const TIME_BYTES: usize = 20;
/// The fewest bytes of a size, which stands at the right.
const SIZE_BYTES: usize = 10;

/// Returns whether the line is one of `aws s3 ls`: time, size and key of an object, or a prefix without the spaces before
/// it. (AWS CLI Command Reference, `s3 ls`, with aws-cli's `ListCommand._display_page`, read 2026-11-30)
fn is_listed(line: &[u8]) -> bool {
    if let Some(prefix) = line.strip_prefix(b"PRE ") {
        return prefix.len() > 1 && prefix.ends_with(b"/") && !prefix.contains(&b' ');
    }
    let Some((time, rest)) = line.split_at_checked(TIME_BYTES) else {
        return false;
    };
    let digits = rest.trim_ascii_start();
    let digits = digits.iter().take_while(|it| it.is_ascii_digit()).count();
    let spaces = rest.len() - rest.trim_ascii_start().len();
    let size = spaces + digits;
    let is_time = time.iter().zip(b"0000-00-00 00:00:00 ").all(|it| match it {
        (byte, b'0') => byte.is_ascii_digit(),
        (byte, mark) => byte == mark,
    });
    let has_key = rest.get(size) == Some(&b' ') && rest.len() > size + 1;
    let is_aligned = size == SIZE_BYTES || (size > SIZE_BYTES && spaces == 0);
    is_time && digits > 0 && is_aligned && has_key
}

/// Returns whether the line is the names of two columns or more, each in quotes.
fn is_header(line: &[u8]) -> bool {
    let Some(cells) = line
        .strip_prefix(b"\"")
        .and_then(|it| it.strip_suffix(b"\""))
    else {
        return false;
    };
    let Ok(cells) = std::str::from_utf8(cells) else {
        return false;
    };
    let is_part = |c: char| c.is_alphanumeric() || "_-.: ()".contains(c);
    let is_name = |cell: &str| {
        cell.starts_with(|c: char| c.is_alphabetic() || c == '_') && cell.chars().all(is_part)
    };
    cells.contains("\",\"") && cells.split("\",\"").all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_about_a_store_is_recognised() {
        let of = |line: &str| ForeignText::of_store(line.as_bytes());
        for line in [
            "Dumping /tmp/kafka-logs/orders-0/00000000000000000000.log",
            "Log starting offset: 0",
            "baseOffset: 0 lastOffset: 4 count: 5 baseSequence: 0",
            "| offset: 0 CreateTime: 1787577612677 keySize: 10 valueSize: 38 sequence: 0 payload: {}",
        ] {
            assert_eq!(of(line), Some(ForeignText::KafkaDump), "{line}");
        }
        for line in [
            "2026-05-12 08:15:30       1234 year=2026/part-1.gz",
            "2026-05-12 08:15:30 12345678901 big.gz",
            "PRE year=2026/",
        ] {
            assert_eq!(of(line), Some(ForeignText::S3List), "{line}");
        }
        for line in [
            "Dumping the cart",
            "2026-05-12 08:15:30 1234 orders were paid",
            "2026-05-12 08:15:30 INFO started",
            "2026-05-12 08:15:30       1234",
            "PRE and POST/",
            "PREVIEW",
            "",
        ] {
            assert_eq!(of(line), None, "{line}");
        }
    }

    #[test]
    fn table_is_recognised_by_its_header_and_the_next_line() {
        let of = |text: &str, head| {
            let (line, after) = text.split_once('\n').unwrap_or((text, ""));
            ForeignText::of_table(line.as_bytes(), after.as_bytes(), head)
        };
        let header = "\"pk\",\"price (N)\"\n";
        assert_eq!(of(header, Head::Partial), Err(NeedsMore));
        assert_eq!(of(header, Head::Final), Ok(None));
        let table = format!("{header}\"a\",\"5\"\n");
        assert_eq!(of(&table, Head::Final), Ok(Some(ForeignText::Csv)));
        for text in [
            "\"hello\"\n\"world\"",
            "\"a\",\"{}\"\n\"b\",\"{}\"",
            "a,b\n\"c\",\"d\"",
        ] {
            assert_eq!(of(text, Head::Final), Ok(None), "{text}");
        }
    }
}
