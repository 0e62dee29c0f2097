//! The walk over a text's tokens: checks the grammar, follows the path trie, hands out the fields.
//!
//! Invariant: a text for which the walk answers `Ok` is JSON by RFC 8259 up to the answered offset; what it handed
//! out before an `Err` has to be thrown away.

use crate::automata::{NodeId, PathId, PathTrie, has_empty_step};
use crate::escape::{read_escape, unescape_into};
use crate::limits::DEPTH_MAX;

use super::index::{Index, Tokens};
use super::{Invalid, InvalidKind};

/// An array element that fields lie in; elements nest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    /// The element that holds this one's array; [`ElementId::NONE`] at the outermost.
    pub(crate) parent: ElementId,
    /// The array's number within the record.
    pub(crate) array: u32,
    /// The element's position in it.
    pub(crate) position: u32,
}

/// An index into the elements of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ElementId(pub(crate) u32);

impl ElementId {
    /// In no array.
    pub(crate) const NONE: Self = Self(u32::MAX);
}

/// A leaf on a path that some pattern asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'v> {
    pub(crate) path: PathId,
    /// A string with its quotes and without its escapes (WTF-8); any other scalar as written.
    pub(crate) value: &'v [u8],
    /// The innermost array element of an object or array kind that holds the leaf.
    pub(crate) element: ElementId,
    /// A key on the way has an empty step: only rules with an empty step of their own see the leaf
    /// (event-ruler 2.0.1, `GenericMachine.isFieldStepUsed`).
    pub(crate) behind_empty_step: bool,
    /// Escapes were replaced: the value may hold lone surrogates.
    pub(crate) was_escaped: bool,
}

/// What is walked, and from which node of the trie.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Root<'r> {
    /// `None`: nobody asks for anything, the text is only checked.
    pub(crate) node: Option<NodeId>,
    /// Whether the root may be a list.
    pub(crate) list_allowed: bool,
    /// Whether the value has to be the whole text.
    pub(crate) whole: bool,
    /// A key of the root object that is not followed.
    pub(crate) skipped_key: Option<&'r [u8]>,
}

/// The reusable parts of a walk.
#[derive(Clone, Debug, Default)]
pub(crate) struct Walker {
    index: Index,
    unescaped: Vec<u8>,
    key: Vec<u8>,
    /// The elements met in this record, over all its texts.
    pub(crate) elements: Vec<Element>,
    arrays: u32,
}

impl Walker {
    /// Forgets the elements of the record before.
    pub(crate) fn reset(&mut self) {
        self.elements.clear();
        self.arrays = 0;
    }

    /// Walks `input` and hands each field to `emit`; answers the offset behind the value.
    pub(crate) fn walk(
        &mut self,
        trie: &PathTrie,
        input: &[u8],
        root: Root<'_>,
        emit: &mut impl FnMut(Field<'_>),
    ) -> Result<usize, Invalid> {
        self.index.build(input);
        let summary = self.index.summary();
        let mut walk = Walk {
            trie,
            input,
            tokens: self.index.tokens(),
            escapes: summary.has_backslash,
            unescaped: &mut self.unescaped,
            key: &mut self.key,
            elements: &mut self.elements,
            arrays: &mut self.arrays,
            depth: 0,
            end: 0,
            emit,
        };
        walk.root(root)?;
        let end = walk.end;
        if let Some(offset) = summary.control_at.filter(|&at| at < end) {
            return Err(Invalid {
                offset,
                kind: InvalidKind::UnexpectedByte,
            });
        }
        if summary.has_non_ascii {
            check_utf8(&input[..end])?;
        }
        Ok(end)
    }
}

fn check_utf8(text: &[u8]) -> Result<(), Invalid> {
    std::str::from_utf8(text)
        .map(|_| ())
        .map_err(|error| Invalid {
            offset: error.valid_up_to(),
            kind: InvalidKind::NotUtf8,
        })
}

/// Where in the trie and in the arrays a value stands; `node` is `None` where nobody asks.
#[derive(Clone, Copy)]
struct Place {
    node: Option<NodeId>,
    element: ElementId,
    behind_empty_step: bool,
}

struct Walk<'w, F> {
    trie: &'w PathTrie,
    input: &'w [u8],
    tokens: Tokens<'w>,
    escapes: bool,
    unescaped: &'w mut Vec<u8>,
    key: &'w mut Vec<u8>,
    elements: &'w mut Vec<Element>,
    arrays: &'w mut u32,
    depth: usize,
    /// Behind the last token read.
    end: usize,
    emit: &'w mut F,
}

impl<F: FnMut(Field<'_>)> Walk<'_, F> {
    fn root(&mut self, root: Root<'_>) -> Result<(), Invalid> {
        let place = Place {
            node: root.node,
            element: ElementId::NONE,
            behind_empty_step: false,
        };
        let at = self.token()?;
        match self.input[at] {
            b'{' => self.object(place, root.skipped_key)?,
            b'[' if root.list_allowed => self.array(place)?,
            _ => {
                return Err(Invalid {
                    offset: at,
                    kind: InvalidKind::NotAnObject,
                });
            }
        }
        if root.whole
            && let Some(offset) = self.tokens.next()
        {
            return Err(Invalid {
                offset,
                kind: InvalidKind::TrailingText,
            });
        }
        Ok(())
    }

    #[inline]
    fn token(&mut self) -> Result<usize, Invalid> {
        match self.tokens.next() {
            Some(at) => {
                self.end = at + 1;
                Ok(at)
            }
            None => Err(Invalid {
                offset: self.input.len(),
                kind: InvalidKind::Truncated,
            }),
        }
    }

    fn unexpected<T>(&self, offset: usize) -> Result<T, Invalid> {
        Err(Invalid {
            offset,
            kind: InvalidKind::UnexpectedByte,
        })
    }

    fn value(&mut self, at: usize, place: Place) -> Result<(), Invalid> {
        match self.input[at] {
            b'"' => {
                let close = self.string(at)?;
                self.leaf(place, at, close + 1);
                Ok(())
            }
            b'{' => self.object(place, None),
            b'[' => self.array(place),
            _ => {
                let end = self.scalar(at)?;
                self.leaf(place, at, end);
                Ok(())
            }
        }
    }

    fn object(&mut self, place: Place, skipped_key: Option<&[u8]>) -> Result<(), Invalid> {
        self.enter()?;
        let mut at = self.token()?;
        if self.input[at] == b'}' {
            self.depth -= 1;
            return Ok(());
        }
        loop {
            let below = self.member_key(at, place, skipped_key)?;
            let colon = self.token()?;
            if self.input[colon] != b':' {
                return self.unexpected(colon);
            }
            let value = self.token()?;
            self.value(value, below)?;
            at = self.token()?;
            match self.input[at] {
                b',' => at = self.token()?,
                b'}' => break,
                _ => return self.unexpected(at),
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// Reads the key at `at`; answers the place of its value.
    #[inline]
    fn member_key(
        &mut self,
        at: usize,
        place: Place,
        skipped_key: Option<&[u8]>,
    ) -> Result<Place, Invalid> {
        if self.input[at] != b'"' {
            return self.unexpected(at);
        }
        let close = self.string(at)?;
        let Some(node) = place.node else {
            return Ok(place);
        };
        let mut key = &self.input[at + 1..close];
        if self.escapes && memchr::memchr(b'\\', key).is_some() {
            self.key.clear();
            unescape_into(key, self.key);
            key = self.key;
        }
        if skipped_key == Some(key) {
            return Ok(Place {
                node: None,
                ..place
            });
        }
        let below = self.trie.child(node, key);
        let behind = place.behind_empty_step || below.is_some() && has_empty_step(key);
        Ok(Place {
            node: below,
            behind_empty_step: behind,
            ..place
        })
    }

    fn array(&mut self, place: Place) -> Result<(), Invalid> {
        self.enter()?;
        let array = *self.arrays;
        *self.arrays += u32::from(place.node.is_some());
        let mut at = self.token()?;
        if self.input[at] == b']' {
            self.depth -= 1;
            return Ok(());
        }
        for position in 0.. {
            let inside = self.element_place(at, place, array, position);
            self.value(at, inside)?;
            at = self.token()?;
            match self.input[at] {
                b',' => at = self.token()?,
                b']' => break,
                _ => return self.unexpected(at),
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// An element that is an object or an array is a membership of its own; a scalar has only those around it
    /// (event-ruler 2.0.1, `Event.traverseArray`).
    #[inline]
    fn element_place(&mut self, at: usize, place: Place, array: u32, position: u32) -> Place {
        if place.node.is_none() || !matches!(self.input[at], b'{' | b'[') {
            return place;
        }
        let id = u32::try_from(self.elements.len()).unwrap_or(u32::MAX - 1);
        self.elements.push(Element {
            parent: place.element,
            array,
            position,
        });
        Place {
            element: ElementId(id),
            ..place
        }
    }

    #[inline]
    fn enter(&mut self) -> Result<(), Invalid> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(Invalid {
                offset: self.end - 1,
                kind: InvalidKind::TooDeep,
            });
        }
        Ok(())
    }

    /// Checks the string that opens at `at`; answers its closing quote.
    #[inline]
    fn string(&mut self, at: usize) -> Result<usize, Invalid> {
        let close = self.token()?;
        if self.escapes {
            check_escapes(self.input, at + 1, close)?;
        }
        Ok(close)
    }

    /// Checks the number or literal at `at`; answers the offset behind it.
    #[inline]
    fn scalar(&mut self, at: usize) -> Result<usize, Invalid> {
        let rest = &self.input[at..];
        let length = match rest[0] {
            b't' if rest.starts_with(b"true") => Some(4),
            b'n' if rest.starts_with(b"null") => Some(4),
            b'f' if rest.starts_with(b"false") => Some(5),
            b'-' | b'0'..=b'9' => number_length(rest),
            _ => None,
        };
        let Some(end) = length.map(|length| at + length) else {
            return self.unexpected(at);
        };
        self.end = end;
        match self.input.get(end) {
            None | Some(b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t') => Ok(end),
            Some(_) => self.unexpected(end),
        }
    }

    #[inline]
    fn leaf(&mut self, place: Place, start: usize, end: usize) {
        let Some(path) = place.node.and_then(|node| self.trie.path_at(node)) else {
            return;
        };
        let mut value = &self.input[start..end];
        let was_escaped =
            self.escapes && value[0] == b'"' && memchr::memchr(b'\\', value).is_some();
        if was_escaped {
            self.unescaped.clear();
            unescape_into(value, self.unescaped);
            value = self.unescaped;
        }
        let Place {
            element,
            behind_empty_step,
            ..
        } = place;
        (self.emit)(Field {
            path,
            value,
            element,
            behind_empty_step,
            was_escaped,
        });
    }
}

fn check_escapes(input: &[u8], start: usize, end: usize) -> Result<(), Invalid> {
    let mut at = start;
    while let Some(found) = memchr::memchr(b'\\', &input[at..end]) {
        at += found;
        let Some(escape) = read_escape(&input[at..end]) else {
            return Err(Invalid {
                offset: at,
                kind: InvalidKind::UnexpectedByte,
            });
        };
        at += escape.source_bytes;
    }
    Ok(())
}

/// The length of the JSON number at the start of `text`; `None` if there is none.
fn number_length(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        text[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let some = |count: usize| (count > 0).then_some(count);
    let mut at = usize::from(text[0] == b'-');
    at += if text.get(at) == Some(&b'0') {
        1
    } else {
        some(digits(at))?
    };
    if text.get(at) == Some(&b'.') {
        at += 1 + some(digits(at + 1))?;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        at += 1;
        at += usize::from(matches!(text.get(at), Some(b'+' | b'-')));
        at += some(digits(at))?;
    }
    Some(at)
}

#[cfg(test)]
mod tests;
