//! The walk over the tokens of a text: it checks the grammar, follows the path trie, and hands out the fields.
//! [`Walker`] chooses between this walk and the two faster ones, `checked` and `trusted`.
//!
//! Invariant: if the strict walk returns `Ok`, the text is JSON by RFC 8259, or begins with a JSON value if the root need
//! not be the whole text. The fields handed out before an `Err` must be dropped.

use crate::path_trie::PathTrie;

use super::checked::{CheckedWalk, Checker};
use super::guide::{Element, Field, Guide, Place, Root, Scratch};
use super::index::Index;
use super::reader::{Lengths, Reader, Stop, Token};
use super::sketches::Sketches;
use super::trusted::TrustedWalk;
use crate::invalid::{Invalid, InvalidKind};
use crate::spelling::Spelling;

/// How much of a text is checked to be JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    /// The whole text is checked.
    #[default]
    Strict,
    /// The text is known to be JSON. Only the parts that lead to a value asked for are looked at.
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

    /// Removes the elements of the previous record.
    #[inline]
    pub fn reset(&mut self) {
        self.scratch.reset();
    }

    /// The elements found in this record so far, in all its texts.
    #[inline]
    pub fn elements(&self) -> &[Element] {
        &self.scratch.elements
    }

    /// Walks `input` and hands each field to `emit`, which returns `true` once no later field can change the verdict. Only
    /// the trusting walk stops then; a strict walk checks the rest.
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
    /// Walks the root value. Returns the offset of the token after it, or the end of the text.
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
        let next = self.reader.token();
        if root.whole && next.at < length {
            return self.reader.stop(next.at, InvalidKind::TrailingText);
        }
        Ok(next.at.min(length))
    }

    #[inline]
    fn value(&mut self, token: Token, place: Place) -> Result<(), Stop> {
        match token.byte {
            b'"' => {
                let string = self.reader.string(token.at)?;
                self.guide
                    .leaf(place, token.at..string.close + 1, string.spelling());
            }
            b'{' => self.object(token, place, None)?,
            b'[' => self.array(token, place)?,
            _ => {
                let end = self.reader.scalar(token)?;
                self.guide.leaf(place, token.at..end, Spelling::Plain);
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
                    .below(token.at + 1..key.close, key.spelling(), place, skipped_key);
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

    /// Returns the place one level down, inside the object or array that opens with `open`.
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
