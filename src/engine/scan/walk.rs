//! The walk over a text's tokens: checks the grammar, follows the path trie, hands out the fields.
//!
//! Invariant: a text for which the walk answers `Ok` is JSON by RFC 8259 up to the answered offset; what it handed
//! out before an `Err` has to be thrown away.

use std::ops::Range;

use crate::automata::{Key, NodeId, PathId, PathTrie};
use crate::escape::unescape_into;
use crate::limits::DEPTH_MAX;

use super::index::Index;
use super::reader::{Reader, Span, Stop, Token};
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

    /// Walks `input` and hands each field to `emit`.
    pub(crate) fn walk(
        &mut self,
        trie: &PathTrie,
        input: &[u8],
        root: Root<'_>,
        emit: &mut impl FnMut(Field<'_>),
    ) -> Result<(), Invalid> {
        self.index.build(input);
        let mut walk = Walk {
            trie,
            reader: Reader::new(input, &self.index),
            unescaped: &mut self.unescaped,
            key: &mut self.key,
            elements: &mut self.elements,
            arrays: &mut self.arrays,
            emit,
        };
        let Ok(end) = walk.root(root) else {
            return Err(walk.reader.invalid);
        };
        let summary = self.index.summary;
        let before_end = |at: Option<usize>| at.filter(|&at| at < end);
        let invalid = |offset: usize, kind: InvalidKind| Err(Invalid { offset, kind });
        match (
            before_end(summary.control_at),
            before_end(summary.not_utf8_at),
        ) {
            (Some(offset), _) => invalid(offset, InvalidKind::UnexpectedByte),
            (None, Some(offset)) => invalid(offset, InvalidKind::NotUtf8),
            (None, None) => Ok(()),
        }
    }
}

/// Where in the trie and in the arrays a value stands that somebody asks for.
#[derive(Clone, Copy)]
struct Place {
    node: NodeId,
    element: ElementId,
    behind_empty_step: bool,
    /// Levels of objects and arrays around it.
    depth: usize,
}

struct Walk<'w, F> {
    trie: &'w PathTrie,
    reader: Reader<'w>,
    unescaped: &'w mut Vec<u8>,
    key: &'w mut Vec<u8>,
    elements: &'w mut Vec<Element>,
    arrays: &'w mut u32,
    emit: &'w mut F,
}

impl<F: FnMut(Field<'_>)> Walk<'_, F> {
    /// Answers an offset behind the value and before whatever follows it.
    fn root(&mut self, root: Root<'_>) -> Result<usize, Stop> {
        let length = self.reader.input.len();
        let token = self.reader.token();
        let is_allowed = token.byte == b'{' || token.byte == b'[' && root.list_allowed;
        if !is_allowed && token.at < length {
            return self.reader.stop(token.at, InvalidKind::NotAnObject);
        }
        let place = root.node.map(|node| Place {
            node,
            element: ElementId::NONE,
            behind_empty_step: false,
            depth: 0,
        });
        match (place, token.byte) {
            (Some(place), b'{') => self.object(token, place, root.skipped_key)?,
            (Some(place), b'[') => self.array(token, place)?,
            _ => self.reader.skip(token, 0)?,
        }
        let behind = self.reader.token();
        if root.whole && behind.at < length {
            return self.reader.stop(behind.at, InvalidKind::TrailingText);
        }
        Ok(behind.at.min(length))
    }

    #[inline]
    fn value(&mut self, token: Token, place: Place) -> Result<(), Stop> {
        match token.byte {
            b'"' => {
                let string = self.reader.string()?;
                self.leaf(place, token.at..string.close + 1, string.has_escapes);
            }
            b'{' => self.object(token, place, None)?,
            b'[' => self.array(token, place)?,
            _ => {
                let end = self.reader.scalar(token)?;
                self.leaf(place, token.at..end, false);
            }
        }
        Ok(())
    }

    fn object(
        &mut self,
        open: Token,
        place: Place,
        skipped_key: Option<&[u8]>,
    ) -> Result<(), Stop> {
        let place = self.enter(open, place)?;
        let mut token = self.reader.token();
        if token.byte == b'}' {
            return Ok(());
        }
        loop {
            let key = self.reader.key(token)?;
            let below = self.below(token.at + 1, key, place, skipped_key);
            let value = self.reader.token();
            match below {
                Some(below) => self.value(value, below)?,
                None => self.reader.skip(value, place.depth)?,
            }
            token = self.reader.token();
            match token.byte {
                b',' => token = self.reader.token(),
                b'}' => return Ok(()),
                _ => return self.reader.refuse(token),
            }
        }
    }

    /// The place of the value of the key that begins at `start`; `None` if nobody asks for it.
    #[inline(always)]
    fn below(
        &mut self,
        start: usize,
        span: Span,
        place: Place,
        skipped_key: Option<&[u8]>,
    ) -> Option<Place> {
        let mut key = Key::at_start_of(&self.reader.input[start..], span.close - start);
        if span.has_escapes {
            self.key.clear();
            unescape_into(key.bytes(), self.key);
            key = Key::new(self.key);
        }
        if skipped_key == Some(key.bytes()) {
            return None;
        }
        let below = self.trie.child(place.node, key)?;
        Some(Place {
            node: below.node,
            behind_empty_step: place.behind_empty_step || below.by_empty_step,
            ..place
        })
    }

    fn array(&mut self, open: Token, place: Place) -> Result<(), Stop> {
        let place = self.enter(open, place)?;
        let array = *self.arrays;
        *self.arrays += 1;
        let mut token = self.reader.token();
        if token.byte == b']' {
            return Ok(());
        }
        for position in 0.. {
            let inside = self.element_place(token, place, array, position);
            self.value(token, inside)?;
            token = self.reader.token();
            match token.byte {
                b',' => token = self.reader.token(),
                b']' => break,
                _ => return self.reader.refuse(token),
            }
        }
        Ok(())
    }

    /// An element that is an object or an array is a membership of its own; a scalar has only those around it
    /// (event-ruler 2.0.1, `Event.traverseArray`).
    #[inline]
    fn element_place(&mut self, token: Token, place: Place, array: u32, position: u32) -> Place {
        if !matches!(token.byte, b'{' | b'[') {
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

    /// Goes a level down, into the object or array that opens with `token`.
    #[inline(always)]
    fn enter(&mut self, open: Token, place: Place) -> Result<Place, Stop> {
        if place.depth >= DEPTH_MAX {
            return self.reader.stop(open.at, InvalidKind::TooDeep);
        }
        Ok(Place {
            depth: place.depth + 1,
            ..place
        })
    }

    #[inline]
    fn leaf(&mut self, place: Place, value: Range<usize>, was_escaped: bool) {
        let Some(path) = self.trie.path_at(place.node) else {
            return;
        };
        let mut value = &self.reader.input[value];
        if was_escaped {
            self.unescaped.clear();
            unescape_into(value, self.unescaped);
            value = self.unescaped;
        }
        (self.emit)(Field {
            path,
            value,
            element: place.element,
            behind_empty_step: place.behind_empty_step,
            was_escaped,
        });
    }
}

#[cfg(test)]
mod tests;
