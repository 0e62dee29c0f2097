//! Recognises text that tools print instead of records: the AWS CLI's tables, tab-separated text, YAML and errors, and
//! pages of HTML or XML that report an error. It is refused by name. Otherwise each line would be read as a payload.

use memchr::{memchr, memmem};

use super::head::Head;
use super::kind::InputKind;
use crate::source::datasheet;
use tidegate::Source;

/// Text that holds no records, or holds them in a form that tidegate does not read.
///
/// ```
/// use tidegate::Source;
/// use tidegate_batch::{ForeignText, Input, InputError, Options};
/// let text = "MESSAGES\t{\"a\":1}\t0b5bb5\t1\tAQEB\n";
/// let error = Input::open(text.as_bytes(), Source::Sqs, &Options::default()).unwrap_err();
/// assert!(matches!(error, InputError::ForeignText(ForeignText::CliText)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ForeignText {
    /// Values with tabs between them, as the AWS CLI prints them with `--output text`. (AWS CLI User Guide, "Setting
    /// the output format", read 2026-11-30; the same for the next two.)
    CliText,
    /// A drawn table, as the AWS CLI prints it with `--output table`.
    CliTable,
    /// YAML, as the AWS CLI prints it with `--output yaml` or `yaml-stream`.
    Yaml,
    /// The message with which the AWS CLI ends when a call fails. (AWS CLI User Guide, "Troubleshooting errors", read
    /// 2026-11-30.)
    CliError,
    /// A page of HTML.
    Html,
    /// The XML with which S3 and other services report an error. (Amazon S3 API Reference, "Error responses", read
    /// 2026-11-30.)
    XmlError,
    /// Messages in the XML of SQS's Query API. (Amazon SQS API Reference, "ReceiveMessage", read 2026-11-30.)
    SqsXml,
    /// A dict, a list or bytes as Python's `print` shows them. (Python Standard Library, "Built-in Types", read
    /// 2026-11-30.)
    Python,
    /// An object as `console.log` shows it in Node.js, or a class of Java as its `toString` does. (Node.js documentation,
    /// `util.inspect`, read 2026-11-30.)
    Program,
    /// A map as Java, Ruby or Go print it.
    Map,
    /// Segments of a topic, as `kafka-dump-log` prints them.
    KafkaDump,
    /// A list of objects, as `aws s3 ls` prints it.
    S3List,
    /// A table of CSV whose cells are all in quotes. DynamoDB's console downloads items so (no page of AWS's describes the
    /// file, so only its quotes are relied on).
    Csv,
}

/// The first words of the lines that the AWS CLI prints for lists of records with `--output text`.
const TEXT_LABELS: [&[u8]; 5] = [
    b"MESSAGES\t",
    b"RECORDS\t",
    b"EVENTS\t",
    b"SEARCHEDLOGSTREAMS\t",
    b"KINESIS\t",
];

/// The beginnings of the errors that the AWS CLI prints before it makes a call.
const CLI_ERRORS: [&[u8]; 6] = [
    b"aws: error: ",
    b"aws: [ERROR]: ",
    b"usage: aws ",
    b"Unable to locate credentials",
    b"Could not connect to the endpoint URL",
    b"Error when retrieving token from sso",
];

/// The fewest dashes in the first line of a table.
const TABLE_RULE_MIN: usize = 5;
/// The bytes of an XML document in which its first element is looked for.
const XML_HEAD_BYTES: usize = 512;

impl ForeignText {
    /// Returns what the line at the start of `rest` shows. Returns `Err` if the line after it must be read first.
    pub(super) fn at(rest: &[u8], head: Head) -> Result<Option<Self>, NeedsMore> {
        let length = memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest[..length].trim_ascii_end();
        let after = rest.get(length + 1..).unwrap_or_default();
        if let Some(found) = Self::of_line(line).or_else(|| Self::of_store(line)) {
            return Ok(Some(found));
        }
        if let Some(found) = Self::of_table(line, after, head)? {
            return Ok(Some(found));
        }
        let ends = after.contains(&b'\n') || head == Head::Final;
        if is_xml(line) {
            let enough = head == Head::Final || rest.len() >= XML_HEAD_BYTES;
            return if enough {
                Ok(xml_error(rest))
            } else {
                Err(NeedsMore)
            };
        }
        let found = match (is_table_rule(line), is_yaml_key(line)) {
            (true, _) => after.starts_with(b"|").then_some(Self::CliTable),
            (false, true) => is_below_key(after).then_some(Self::Yaml),
            (false, false) => return Ok(None),
        };
        if ends { Ok(found) } else { Err(NeedsMore) }
    }

    /// Returns what a line shows by itself.
    fn of_line(line: &[u8]) -> Option<Self> {
        let begins = |words: &[&[u8]]| words.iter().any(|word| line.starts_with(word));
        let has = |words: &str| memmem::find(line, words.as_bytes()).is_some();
        if begins(&TEXT_LABELS) {
            return Some(Self::CliText);
        }
        if begins(&CLI_ERRORS) || (has("An error occurred (") && has(") when calling the ")) {
            return Some(Self::CliError);
        }
        let start = line[..line.len().min(14)].to_ascii_lowercase();
        let is_html = start.starts_with(b"<!doctype html") || start.starts_with(b"<html");
        if is_html {
            return Some(Self::Html);
        }
        is_yaml_of_record(line).then_some(Self::Yaml)
    }

    /// Returns a short description of the text.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::CliText => "tab-separated text, as the AWS CLI prints with `--output text`",
            Self::CliTable => "a table, as the AWS CLI prints with `--output table`",
            Self::Yaml => "YAML, as the AWS CLI prints with `--output yaml`",
            Self::CliError => "an error message of the AWS CLI",
            Self::Html => "a page of HTML",
            Self::XmlError => "an error in XML, as S3 and other services send it",
            Self::SqsXml => "messages in XML, as the Query API of SQS returns them",
            Self::Python => "Python values as `print` shows them, with single quotes, and not JSON",
            Self::Program => {
                "objects as `console.log` or a `toString` shows them, with keys without quotes, and not JSON"
            }
            Self::Map => "maps as a program of Java, Ruby or Go prints them, and not JSON",
            Self::KafkaDump => "segments of a topic, as `kafka-dump-log` prints them",
            Self::S3List => "a list of objects, as `aws s3 ls` prints it, and not the objects",
            Self::Csv => "a table of CSV, as DynamoDB's console downloads items",
        }
    }

    /// Returns what to do instead.
    #[must_use]
    pub const fn way(self) -> &'static str {
        match self {
            Self::CliText | Self::CliTable | Self::Yaml => {
                "run the AWS CLI with --output json; if each line is a message of plain text, say --input payload"
            }
            Self::CliError => {
                "repair the call that failed, and run it again; if each line is a message of plain text, say --input payload"
            }
            Self::SqsXml => {
                "print the messages with `aws sqs receive-message`; if each line is a message of plain text, say --input \
                 payload"
            }
            Self::Python => {
                "print JSON: `print(json.dumps(event, default=str))`, and of bytes `data.decode()`; if each line is a \
                 message of plain text, say --input payload"
            }
            Self::Program => {
                "print JSON: `console.log(JSON.stringify(event))`; if each line is a message of plain text, say --input \
                 payload"
            }
            Self::Map => {
                "print JSON with the language's JSON library; if each line is a message of plain text, say --input payload"
            }
            Self::KafkaDump => {
                "print the messages with `kcat -C -J -e -t TOPIC` or `rpk topic consume TOPIC`; if each line is a message of \
                 plain text, say --input payload"
            }
            Self::S3List => {
                "download the objects with `aws s3 cp --recursive s3://BUCKET/PREFIX DIRECTORY`, and give the directory; if \
                 each line is a message of plain text, say --input payload"
            }
            Self::Csv => {
                "filters see the changes of a table, which `aws dynamodbstreams get-records` prints; to try one on the items \
                 as if each had just been inserted: `aws dynamodb scan --table-name TABLE | jq -c '.Items[] | {Item: .}'`; if \
                 each line is a message of plain text, say --input payload"
            }
            Self::Html | Self::XmlError => {
                "the download failed: look at the page, and fetch the records again; if each line is a message of plain \
                 text, say --input payload"
            }
        }
    }
}

/// The text must be read further before it can be recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NeedsMore;

fn is_xml(line: &[u8]) -> bool {
    [&b"<?xml"[..], b"<Error", b"<ReceiveMessageResponse"]
        .iter()
        .any(|start| line.starts_with(start))
}

fn xml_error(text: &[u8]) -> Option<ForeignText> {
    let text = &text[..text.len().min(XML_HEAD_BYTES)];
    let has = |element: &str| memmem::find(text, element.as_bytes()).is_some();
    let is_error = has("<Error>") || has("<ErrorResponse");
    if has("<ReceiveMessageResponse") {
        return Some(ForeignText::SqsXml);
    }
    is_error.then_some(ForeignText::XmlError)
}

/// Returns whether the line is the upper edge of a table.
fn is_table_rule(line: &[u8]) -> bool {
    line.len() >= TABLE_RULE_MIN && line.iter().all(|byte| matches!(byte, b'-' | b'+'))
}

/// Returns the key of a YAML line `key:` or `- key:`, with the text after the colon.
fn yaml_member(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.strip_prefix(b"- ").unwrap_or(line);
    let colon = memchr(b':', line)?;
    let (key, value) = (&line[..colon], &line[colon + 1..]);
    let is_key = !key.is_empty() && key.iter().all(u8::is_ascii_alphanumeric);
    let is_value = value.is_empty() || value.starts_with(b" ");
    (is_key && is_value).then_some((key, value.trim_ascii()))
}

/// Returns whether the line is a key of YAML whose value stands on the next lines.
fn is_yaml_key(line: &[u8]) -> bool {
    yaml_member(line).is_some_and(|(_, value)| value.is_empty())
}

/// Returns whether the text continues the value of a YAML key.
fn is_below_key(after: &[u8]) -> bool {
    after.starts_with(b"- ") || after.starts_with(b"  ")
}

/// Returns whether the line is YAML with a key that only records have.
fn is_yaml_of_record(line: &[u8]) -> bool {
    let Some((key, _)) = yaml_member(line) else {
        return false;
    };
    // A word such as `topic:` or `Item:` may well begin a line of plain text.
    if !key[1..].iter().any(u8::is_ascii_uppercase) {
        return false;
    }
    let is_key = |own: &&str| own.as_bytes() == key;
    let of_sources = Source::ALL
        .into_iter()
        .filter(|it| *it != Source::EventBridge);
    let of_sources = of_sources.flat_map(|source| datasheet(source).record.own);
    let of_kinds = InputKind::ALL
        .into_iter()
        .flat_map(super::document::own_keys_of);
    of_sources.chain(of_kinds).any(is_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<ForeignText> {
        ForeignText::at(text.as_bytes(), Head::Final).unwrap()
    }

    #[test]
    fn foreign_text_is_recognised_by_its_first_lines() {
        for (text, found) in [
            ("MESSAGES\t{\"a\":1}\tmd5\t1\tAQEB\n", ForeignText::CliText),
            ("RECORDS\te30=\tp\t49\n", ForeignText::CliText),
            ("-------------\n| ReceiveMessage |\n", ForeignText::CliTable),
            ("Messages:\n- Body: x\n", ForeignText::Yaml),
            ("- Messages:\n  - Body: x\n", ForeignText::Yaml),
            ("messageId: 1\nbody: x\n", ForeignText::Yaml),
            (
                "An error occurred (AccessDenied) when calling the ReceiveMessage operation: no",
                ForeignText::CliError,
            ),
            ("aws: error: argument command\n", ForeignText::CliError),
            ("<!DOCTYPE html>\n<html>", ForeignText::Html),
            ("<html><body>403</body></html>", ForeignText::Html),
            (
                "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>",
                ForeignText::XmlError,
            ),
            (
                "<?xml version=\"1.0\"?><ReceiveMessageResponse><ReceiveMessageResult>",
                ForeignText::SqsXml,
            ),
        ] {
            assert_eq!(of(text), Some(found), "{text}");
        }
    }

    #[test]
    fn plain_text_is_not_foreign() {
        for text in [
            "hello\nworld\n",
            "order: paid\norder: new\n",
            "total:\npaid\n",
            "topic: paid\nItem: 1\n",
            "-----\nend of section\n",
            "MESSAGES are here\n",
            "An error occurred (of mine)\n",
            "<?xml version=\"1.0\"?><order/>\n",
            "<order>1</order>\n",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn line_that_decides_nothing_alone_waits_for_the_next() {
        for text in ["-----\n", "Messages:\n", "<?xml version=\"1.0\"?>\n"] {
            let look = ForeignText::at(text.as_bytes(), Head::Partial);
            assert_eq!(look, Err(NeedsMore), "{text}");
        }
    }
}
