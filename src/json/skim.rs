//! Follows one JSON value of a stream through chunks to its end, and keeps its bytes without the white space outside
//! strings. It checks only what it needs to find the end. Even a broken value ends at its brackets or at what follows it,
//! so that the values after it are not lost.

use memchr::memchr3;

/// Most open brackets that are remembered by kind. Deeper ones are only counted, because every JSON reader would refuse
/// such a value.
const KINDS_MAX: usize = 1 << 20;

/// The bytes that need attention outside the strings of a value: quotes, brackets and white space.
const ATTENTION: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"\"{}[] \t\n\r";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Follows one value whose beginning has been found.
///
/// ```
/// use tidegate_json::{Kept, Restart, Skim, Step};
/// let mut bytes = Vec::new();
/// let (mut skim, mut restart) = (Skim::value(b'{'), Restart::default());
/// let mut feed = |chunk: &[u8], bytes: &mut Vec<u8>| {
///     let mut kept = Kept { bytes, start: 0, end_max: 100, is_over: false };
///     skim.feed(chunk, &mut kept, &mut restart)
/// };
/// assert_eq!(feed(br#"{"a": [1, "}"#, &mut bytes), (12, Step::More));
/// assert_eq!(feed(br#""]} {"b": 2}"#, &mut bytes), (3, Step::Done));
/// assert_eq!(bytes, br#"{"a":[1,"}"]}"#);
/// ```
#[derive(Debug)]
pub struct Skim {
    /// The brackets that are open, outermost first.
    open: Vec<u8>,
    /// How many more brackets are open beyond `KINDS_MAX`.
    beyond: usize,
    place: Place,
    /// Whether the first byte of the value was taken.
    has_begun: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Between the strings of an object or a list, or before the first byte.
    Structure,
    /// In a string.
    String,
    /// After a backslash in a string.
    Escape,
    /// In a number, a literal or garbage inside a document, which continues to a comma or a bracket.
    Loose,
    /// In garbage between documents, which continues to a line break or an opening brace.
    Stray,
}

/// How far a value has been followed.
///
/// ```
/// use tidegate_json::{Kept, Restart, Skim, Step};
/// let mut kept = Kept { bytes: &mut Vec::new(), start: 0, end_max: 9, is_over: false };
/// let step = Skim::value(b'7').feed(b"7,", &mut kept, &mut Restart::default());
/// assert_eq!(step, (1, Step::Done));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the end of the given bytes. The value continues.
    More,
    /// To the end of the value.
    Done,
    /// To a place where another document has begun inside the value, so the value was cut.
    Restart,
}

/// Where the bytes of a value are kept, up to a limit.
///
/// ```
/// use tidegate_json::{Kept, Restart, Skim};
/// let mut kept = Kept { bytes: &mut Vec::new(), start: 0, end_max: 3, is_over: false };
/// Skim::value(b'[').feed(b"[1, 2, 3]", &mut kept, &mut Restart::default());
/// assert!(kept.is_over);
/// ```
#[derive(Debug)]
pub struct Kept<'a> {
    /// The bytes are appended here.
    pub bytes: &'a mut Vec<u8>,
    /// Where the value begins in `bytes`.
    pub start: usize,
    /// The largest length that `bytes` may get.
    pub end_max: usize,
    /// Whether something did not fit. Then nothing more is kept.
    pub is_over: bool,
}

impl Kept<'_> {
    fn push(&mut self, part: &[u8]) {
        if self.bytes.len() + part.len() > self.end_max {
            self.is_over = true;
        } else if !self.is_over {
            self.bytes.extend_from_slice(part);
        }
    }
}

impl Skim {
    /// Starts at a value of a document. Its first byte, `first`, is still to be fed.
    #[must_use]
    pub fn value(first: u8) -> Self {
        Self::at(match first {
            b'{' | b'[' | b'"' => Place::Structure,
            _ => Place::Loose,
        })
    }

    /// Starts at garbage between documents, which is still to be fed.
    #[must_use]
    pub fn garbage() -> Self {
        Self::at(Place::Stray)
    }

    fn at(place: Place) -> Self {
        Self {
            open: Vec::new(),
            beyond: 0,
            place,
            has_begun: false,
        }
    }

    /// Starts inside an object whose brace and first key were already taken.
    #[must_use]
    pub fn in_object() -> Self {
        Self {
            open: vec![b'{'],
            has_begun: true,
            ..Self::at(Place::Structure)
        }
    }

    /// Follows the value through `input`. Returns how many bytes of `input` belong to it, and how far it was followed. A
    /// value has at least one byte.
    pub fn feed(
        &mut self,
        input: &[u8],
        kept: &mut Kept<'_>,
        restart: &mut Restart,
    ) -> (usize, Step) {
        let mut at = 0;
        // The bytes from `unkept` to `at` are kept in one go.
        let mut unkept = 0;
        let step = loop {
            if !restart.is_watching() {
                at = self.pass_plain(input, at, restart);
            }
            let Some(&byte) = input.get(at) else {
                break Step::More;
            };
            if self.has_begun && self.ends_before(byte) {
                break Step::Done;
            }
            let kept_bytes = kept.bytes.len() - kept.start + (at - unkept);
            let is_restart = restart.is_complete_with(byte, kept_bytes);
            if self.is_dropped(byte) {
                kept.push(&input[unkept..at]);
                unkept = at + 1;
            }
            at += 1;
            self.has_begun = true;
            let is_done = self.take(byte);
            if is_restart {
                break Step::Restart;
            }
            if is_done {
                break Step::Done;
            }
        };
        kept.push(&input[unkept..at]);
        (at, step)
    }

    /// Returns the offset after the bytes that need no attention in a value with brackets: commas, colons, scalars and
    /// whole strings.
    fn pass_plain(&mut self, input: &[u8], from: usize, restart: &mut Restart) -> usize {
        let mut at = from;
        while at < input.len() {
            match self.place {
                Place::Structure if !self.open.is_empty() => {
                    let is_plain = |byte: &&u8| !ATTENTION[usize::from(**byte)];
                    at += input[at..].iter().take_while(is_plain).count();
                    if input.get(at) != Some(&b'"') {
                        break;
                    }
                    self.place = Place::String;
                    at += 1;
                }
                Place::String => {
                    at += memchr3(b'"', b'\\', b'\n', &input[at..]).unwrap_or(input.len() - at);
                    if self.open.is_empty() || input.get(at) != Some(&b'"') {
                        break;
                    }
                    self.place = Place::Structure;
                    at += 1;
                }
                _ => break,
            }
        }
        restart.pass(at - from);
        at
    }

    /// Whether the value is over, so that `byte` is no longer part of it.
    fn ends_before(&self, byte: u8) -> bool {
        match self.place {
            Place::Loose => matches!(byte, b',' | b'{' | b'[' | b'}' | b']'),
            Place::Stray => matches!(byte, b'{' | b'\n'),
            Place::Structure => byte == b'}' && self.beyond == 0 && !self.is_open(b'{'),
            Place::String | Place::Escape => false,
        }
    }

    fn is_open(&self, bracket: u8) -> bool {
        self.open.iter().rev().any(|open| *open == bracket)
    }

    /// Whether `byte` is not kept.
    const fn is_dropped(&self, byte: u8) -> bool {
        match self.place {
            Place::Structure => matches!(byte, b' ' | b'\t' | b'\n' | b'\r'),
            Place::Loose | Place::Stray => matches!(byte, b'\n' | b'\r'),
            Place::String | Place::Escape => false,
        }
    }

    /// Takes one more byte. Returns whether the value ends with it.
    fn take(&mut self, byte: u8) -> bool {
        match (self.place, byte) {
            (Place::Structure, b'{' | b'[') => self.push(byte),
            (Place::Structure, b'}' | b']') => return self.pop(byte),
            (Place::Structure, b'"') => self.place = Place::String,
            (Place::String, b'\\') => self.place = Place::Escape,
            (Place::String, b'"') => {
                self.place = Place::Structure;
                return self.open.is_empty();
            }
            // A string can't contain a line break, so it was cut.
            (Place::String | Place::Escape, b'\n') => self.place = Place::Structure,
            (Place::Escape, _) => self.place = Place::String,
            _ => {}
        }
        false
    }

    fn push(&mut self, bracket: u8) {
        if self.open.len() < KINDS_MAX {
            self.open.push(bracket);
        } else {
            self.beyond += 1;
        }
    }

    /// Closes the innermost bracket of this kind, and all brackets left open inside it. Returns whether the value ends. A
    /// bracket that closes nothing is ignored: if it ended the list around it, the values after it would be lost.
    fn pop(&mut self, bracket: u8) -> bool {
        if self.beyond > 0 {
            self.beyond -= 1;
            return false;
        }
        let opener = if bracket == b'}' { b'{' } else { b'[' };
        if let Some(level) = self.open.iter().rposition(|open| *open == opener) {
            self.open.truncate(level);
        }
        self.open.is_empty()
    }
}

/// Watches for a document that begins inside another one, which was cut. It is recognised by a line that starts with a
/// brace and the first key of the stream's first document. Pretty-printed JSON indents nested objects, so they do not look
/// like this.
///
/// ```
/// use tidegate_json::{Kept, Restart, Skim, Step};
/// let mut restart = Restart::new(b"id");
/// let mut bytes = Vec::new();
/// let mut kept = Kept { bytes: &mut bytes, start: 0, end_max: 100, is_over: false };
/// let cut = b"{\"id\": 1, \"x\": [2,\n{\"id\": 3}";
/// let (taken, step) = Skim::value(b'{').feed(cut, &mut kept, &mut restart);
/// assert_eq!((step, &cut[taken..]), (Step::Restart, &b": 3}"[..]));
/// assert_eq!(&bytes[..restart.kept_before], br#"{"id":1,"x":[2,"#);
/// ```
#[derive(Debug, Default)]
pub struct Restart {
    /// The first key of the first document, with its quotes; empty if nothing is watched for.
    signature: Vec<u8>,
    at_line_start: bool,
    /// How many bytes of the signature have been seen after a brace at the start of a line; `None` if there is no such
    /// brace.
    matched: Option<usize>,
    /// How many bytes of the value were kept before that brace.
    pub kept_before: usize,
    /// How many bytes of the input have been seen since that brace, the brace included.
    pub bytes_after: u64,
}

impl Restart {
    /// Watches for documents whose first key is `first_key`, given without quotes; watches for nothing if it is empty.
    #[must_use]
    pub fn new(first_key: &[u8]) -> Self {
        let mut signature = Vec::new();
        if !first_key.is_empty() {
            signature = [b"\"", first_key, b"\""].concat();
        }
        Self {
            signature,
            ..Self::default()
        }
    }

    /// The key that is watched for, with its quotes; empty if there is none.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Takes a byte between values.
    pub fn between(&mut self, byte: u8) {
        self.at_line_start = byte == b'\n';
        self.matched = None;
    }

    const fn is_watching(&self) -> bool {
        self.matched.is_some()
    }

    fn pass(&mut self, bytes: usize) {
        self.at_line_start &= bytes == 0;
    }

    /// Takes one more byte of the value. Returns whether it completes the beginning of another document.
    fn is_complete_with(&mut self, byte: u8, kept: usize) -> bool {
        let at_line_start = std::mem::replace(&mut self.at_line_start, byte == b'\n');
        self.bytes_after += 1;
        match self.matched {
            Some(matched) if self.signature[matched] == byte => {
                let complete = matched + 1 == self.signature.len();
                self.matched = (!complete).then_some(matched + 1);
                return complete;
            }
            Some(0) if byte.is_ascii_whitespace() => {}
            Some(_) => self.matched = None,
            None if byte == b'{' && at_line_start && !self.signature.is_empty() => {
                self.matched = Some(0);
                self.kept_before = kept;
                self.bytes_after = 1;
            }
            None => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds the first value of `text` in chunks of `chunk_bytes`. Returns the bytes kept, the text after the value, and the
    /// last step.
    fn first(text: &str, chunk_bytes: usize, restart: &mut Restart) -> (String, String, Step) {
        let mut bytes = Vec::new();
        let mut skim = Skim::value(text.as_bytes()[0]);
        let (mut taken, mut last) = (0, Step::More);
        for chunk in text.as_bytes().chunks(chunk_bytes) {
            let mut kept = Kept {
                bytes: &mut bytes,
                start: 0,
                end_max: 1_000,
                is_over: false,
            };
            let (count, step) = skim.feed(chunk, &mut kept, restart);
            assert!(!kept.is_over);
            (taken, last) = (taken + count, step);
            if step != Step::More {
                break;
            }
        }
        let kept = String::from_utf8(bytes).unwrap();
        (kept, text[taken..].to_owned(), last)
    }

    fn check(text: &str, kept: &str, rest: &str, step: Step) {
        for chunk_bytes in [1, 2, 3, 7, 1_000] {
            let found = first(text, chunk_bytes, &mut Restart::default());
            let wanted = (kept.to_owned(), rest.to_owned(), step);
            assert_eq!(found, wanted, "{text} by {chunk_bytes}");
        }
    }

    #[test]
    fn values_end_at_the_same_byte_whatever_the_chunks() {
        check(
            "{\"a\": [1, {}],\n \"}\": \"\\\"\" } ,",
            r#"{"a":[1,{}],"}":"\""}"#,
            " ,",
            Step::Done,
        );
        check("\"a b\" ,1", "\"a b\"", " ,1", Step::Done);
        check("true,false", "true", ",false", Step::Done);
        check("-1.5]", "-1.5", "]", Step::Done);
        check("[[1, 2", "[[1,2", "", Step::More);
    }

    #[test]
    fn broken_value_ends_at_its_brackets_or_at_what_follows() {
        // A bracket that closes nothing is ignored; one that closes an outer bracket closes the inner ones, too.
        check("[1}] 2", "[1", "}] 2", Step::Done);
        check("{]}, 2", "{]}", ", 2", Step::Done);
        check("{\"a\":[1,[2}, 3", "{\"a\":[1,[2}", ", 3", Step::Done);
        // A line break ends a string.
        check("[\"a\n, 1] 2", "[\"a\n,1]", " 2", Step::Done);
        check("nonsense here} 2", "nonsense here", "} 2", Step::Done);
    }

    #[test]
    fn garbage_between_documents_ends_at_a_line_break_or_a_brace() {
        for (text, taken) in [("x, y] z\n{}", 7), ("x {}", 2), ("xyz", 3)] {
            let mut bytes = Vec::new();
            let mut kept = Kept {
                bytes: &mut bytes,
                start: 0,
                end_max: 100,
                is_over: false,
            };
            let fed = Skim::garbage().feed(text.as_bytes(), &mut kept, &mut Restart::default());
            assert_eq!(fed.0, taken, "{text}");
        }
    }

    #[test]
    fn document_inside_another_is_noticed_only_at_the_start_of_a_line() {
        let watch = || Restart::new(b"id");
        for chunk_bytes in [1, 2, 5, 1_000] {
            let mut restart = watch();
            let cut = "{\"id\": 1, \"x\": \"unclosed\n{ \"id\": 2}";
            let (kept, rest, step) = first(cut, chunk_bytes, &mut restart);
            assert_eq!((rest.as_str(), step), (": 2}", Step::Restart));
            assert_eq!(&kept[..restart.kept_before], "{\"id\":1,\"x\":\"unclosed\n");
            assert_eq!(
                (restart.bytes_after, restart.signature()),
                (6, &b"\"id\""[..])
            );
            for whole in [
                "{\"id\": 1,\n {\"id\": 2}}",
                "{\"id\": 1,\n\"x\": {\"id\": 2}}",
            ] {
                let (_, _, step) = first(whole, chunk_bytes, &mut watch());
                assert_eq!(step, Step::Done, "{whole}");
            }
        }
    }

    #[test]
    fn bytes_over_the_limit_are_not_kept() {
        for (end_max, is_over) in [(9, true), (10, false)] {
            let mut bytes = b"before".to_vec();
            let mut kept = Kept {
                start: bytes.len(),
                bytes: &mut bytes,
                end_max,
                is_over: false,
            };
            let fed = Skim::value(b'[').feed(b"[ 1 2 ]", &mut kept, &mut Restart::default());
            assert_eq!((fed, kept.is_over), ((7, Step::Done), is_over));
        }
    }
}
