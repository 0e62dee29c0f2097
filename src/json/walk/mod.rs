//! The walk over a text's tokens: checks the grammar, follows the path trie, hands out the fields.
//!
//! Invariant: a text for which the walk answers `Ok` is JSON by RFC 8259 up to the answered offset; what it handed
//! out before an `Err` has to be thrown away.

use crate::path_trie::PathTrie;

use super::checked::{CheckedWalk, Checker};
use super::guide::{Element, Field, Guide, Place, Root, Scratch};
use super::index::Index;
use super::reader::{Lengths, Reader, Stop, Token};
use super::sketches::Sketches;
use super::trusted::TrustedWalk;
use crate::invalid::{Invalid, InvalidKind};

/// Whether a text is checked to be JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    /// All of it is.
    #[default]
    Strict,
    /// It is known to be; nothing is checked that does not lead to a value asked for.
    Trusted,
}

/// The reusable parts of a walk.
#[derive(Clone, Debug, Default)]
pub struct Walker {
    trust: Trust,
    index: Index,
    sketches: Sketches,
    checker: Checker,
    scratch: Scratch,
}

impl Walker {
    /// A walker with the fastest kernel of this CPU.
    #[must_use]
    pub fn new(trust: Trust) -> Self {
        Self {
            trust,
            ..Self::default()
        }
    }

    /// Forgets the elements of the record before.
    #[inline]
    pub fn reset(&mut self) {
        self.scratch.reset();
    }

    /// The elements met in this record, over all its texts.
    #[inline]
    pub fn elements(&self) -> &[Element] {
        &self.scratch.elements
    }

    /// Walks `input` and hands each field to `emit`, which answers whether nothing that follows can change the
    /// verdict.
    pub fn walk(
        &mut self,
        trie: &PathTrie,
        input: &[u8],
        root: Root<'_>,
        emit: &mut impl FnMut(Field<'_>) -> bool,
    ) -> Result<(), Invalid> {
        let guide = Guide {
            trie,
            input,
            scratch: &mut self.scratch,
            emit,
        };
        if self.trust == Trust::Trusted {
            let marks = self.sketches.of(input);
            return TrustedWalk { guide, marks }.run(root);
        }
        if let Some(tokens) = self.checker.check(input) {
            return CheckedWalk { guide, tokens }.run(root);
        }
        self.index.build(input);
        let reader = Reader::new(input, &self.index, Lengths::Bounded);
        let mut walk = Walk { guide, reader };
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

struct Walk<'w, F> {
    guide: Guide<'w, F>,
    reader: Reader<'w>,
}

impl<F: FnMut(Field<'_>) -> bool> Walk<'_, F> {
    /// Answers an offset behind the value and before whatever follows it.
    fn root(&mut self, root: Root<'_>) -> Result<usize, Stop> {
        let length = self.reader.input.len();
        let token = self.reader.token();
        let is_allowed = token.byte == b'{' || token.byte == b'[' && root.list_allowed;
        if !is_allowed && token.at < length {
            return self.reader.stop(token.at, InvalidKind::NotAnObject);
        }
        let place = root.node.map(Place::root);
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
                let string = self.reader.string(token.at)?;
                self.guide
                    .leaf(place, token.at..string.close + 1, string.has_escapes);
            }
            b'{' => self.object(token, place, None)?,
            b'[' => self.array(token, place)?,
            _ => {
                let end = self.reader.scalar(token)?;
                self.guide.leaf(place, token.at..end, false);
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
            let below =
                self.guide
                    .below(token.at + 1..key.close, key.has_escapes, place, skipped_key);
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

    fn array(&mut self, open: Token, place: Place) -> Result<(), Stop> {
        let place = self.enter(open, place)?;
        let array = self.guide.new_array();
        let mut token = self.reader.token();
        if token.byte == b']' {
            return Ok(());
        }
        for position in 0.. {
            let inside = self.guide.element_place(token.byte, place, array, position);
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

    /// Goes a level down, into the object or array that opens with `token`.
    #[inline(always)]
    fn enter(&mut self, open: Token, place: Place) -> Result<Place, Stop> {
        match place.inside() {
            Some(place) => Ok(place),
            None => self.reader.stop(open.at, InvalidKind::TooDeep),
        }
    }
}

#[cfg(test)]
mod tests;
