//! One JSON value of a stream, found to its end byte by byte without judging it: pieces of it in, its bytes with the
//! white space outside strings removed out. It is only as strict as is needed to find the end; a value that is broken
//! still ends where its brackets or its surroundings end it, so that the records behind it are not lost.

use memchr::memchr3;

/// Brackets that are remembered by kind. Deeper ones are only counted: no JSON reader takes such a value.
const KINDS_MAX: usize = 1 << 20;

/// Bytes that mean something between the strings of a value: quotes, brackets and white space.
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

/// A value whose beginning has been seen.
#[derive(Debug)]
pub(crate) struct Skim {
    /// The brackets that are open, outermost first.
    open: Vec<u8>,
    /// Brackets open beyond `KINDS_MAX`.
    beyond: usize,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Structure,
    String,
    /// Behind a backslash in a string.
    Escape,
    /// In a number, a literal or garbage inside an event: up to a comma or a bracket.
    Loose,
    /// In garbage between events: up to a line break or a brace.
    Stray,
}

/// How far a value has been followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the end of the bytes at hand; the value goes on.
    More,
    /// To its end.
    Done,
    /// To where another document has begun inside it: it was cut.
    Restart,
}

/// Where the bytes of a value are kept, up to a limit.
#[derive(Debug)]
pub(crate) struct Kept<'a> {
    pub(crate) bytes: &'a mut Vec<u8>,
    /// Where the value begins in `bytes`.
    pub(crate) start: usize,
    /// The length `bytes` must not pass.
    pub(crate) end_max: usize,
    /// Something did not fit.
    pub(crate) is_over: bool,
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
    /// A value that is about to be fed, its first byte being `first`.
    pub(crate) fn new(first: u8, is_between_events: bool) -> Self {
        let place = match first {
            _ if is_between_events => Place::Stray,
            b'{' | b'[' | b'"' => Place::Structure,
            _ => Place::Loose,
        };
        Self {
            open: Vec::new(),
            beyond: 0,
            place,
        }
    }

    /// An object whose brace and first key are behind.
    pub(crate) fn in_object() -> Self {
        Self {
            open: vec![b'{'],
            beyond: 0,
            place: Place::Structure,
        }
    }

    /// Follows the value through `input`; returns how many bytes belong to it. A value takes at least one byte: call
    /// it with the first byte when it is new.
    pub(crate) fn feed(
        &mut self,
        input: &[u8],
        is_new: bool,
        kept: &mut Kept<'_>,
        restart: &mut Restart,
    ) -> (usize, Step) {
        let mut at = 0;
        // What lies between is kept in one go.
        let mut unkept = 0;
        let step = loop {
            if !restart.is_watching() {
                at = self.pass_plain(input, at, restart);
            }
            let Some(&byte) = input.get(at) else {
                break Step::More;
            };
            if !(is_new && at == 0) && self.ends_before(byte) {
                break Step::Done;
            }
            let kept_bytes = kept.bytes.len() - kept.start + (at - unkept);
            let is_restart = restart.is_complete_with(byte, kept_bytes);
            if self.is_dropped(byte) {
                kept.push(&input[unkept..at]);
                unkept = at + 1;
            }
            at += 1;
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

    /// Passes over what needs no attention in a value with brackets: commas, colons, scalars and whole strings.
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

    /// Whether the value is over and `byte` belongs to what follows.
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

    /// Whether a byte of the value is not kept.
    const fn is_dropped(&self, byte: u8) -> bool {
        match self.place {
            Place::Structure => matches!(byte, b' ' | b'\t' | b'\n' | b'\r'),
            Place::Loose | Place::Stray => matches!(byte, b'\n' | b'\r'),
            Place::String | Place::Escape => false,
        }
    }

    /// Takes one more byte; whether the value ends with it.
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
            // A line break can't stand in a string: the string was cut.
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

    /// Closes the innermost bracket of this kind and what was left open inside it. One that closes nothing is passed
    /// over: to take it for the end of the list around would lose the records behind it.
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

/// Watches for a document that begins inside another, which was cut: a line that starts with a brace and the key that
/// the input's first document starts with. Pretty-printed JSON indents what is inside.
#[derive(Debug, Default)]
pub(crate) struct Restart {
    /// The first key of the first document, quoted; empty: nothing is watched for.
    signature: Vec<u8>,
    at_line_start: bool,
    /// How much of the signature has been seen behind a brace at a line's start.
    matched: Option<usize>,
    /// How much of the value was kept before that brace.
    pub(crate) kept_before: usize,
    /// How many bytes of the input have been seen from that brace on.
    pub(crate) bytes_behind: u64,
}

impl Restart {
    pub(crate) fn new(first_key: &[u8]) -> Self {
        let mut signature = Vec::new();
        if !first_key.is_empty() {
            signature = [b"\"", first_key, b"\""].concat();
        }
        Self {
            signature,
            ..Self::default()
        }
    }

    pub(crate) fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// A byte between values.
    pub(crate) fn between(&mut self, byte: u8) {
        self.at_line_start = byte == b'\n';
        self.matched = None;
    }

    const fn is_watching(&self) -> bool {
        self.matched.is_some()
    }

    fn pass(&mut self, bytes: usize) {
        self.at_line_start &= bytes == 0;
    }

    fn is_complete_with(&mut self, byte: u8, kept: usize) -> bool {
        let at_line_start = std::mem::replace(&mut self.at_line_start, byte == b'\n');
        self.bytes_behind += 1;
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
                self.bytes_behind = 1;
            }
            None => {}
        }
        false
    }
}
