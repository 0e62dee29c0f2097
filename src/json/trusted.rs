//! The walk over a text that is known to be JSON: it goes from mark to mark and skips values that nobody asks for.
//!
//! If the text is valid, this hands out the same fields in the same order as the checking walk, and stops once no later
//! field can change the verdict. On any other text it hands out arbitrary fields or stops. It never panics, and it always
//! ends, because each step takes a mark or moves on in the text.

use std::ops::Range;

use super::guide::{Field, Guide, Place, Root};
use super::sketches::Marks;
use crate::invalid::{Invalid, InvalidKind};
use crate::scalars::{ends_scalar, scalar_length};
use crate::spelling::Spelling;

/// Why a walk stops before the end of the text.
#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    /// No later field can change the verdict.
    Settled,
    /// The walk noticed that the text is not JSON.
    Invalid(usize, InvalidKind),
}

pub(super) struct TrustedWalk<'w, F> {
    pub(super) guide: Guide<'w, F>,
    pub(super) marks: Marks<'w>,
}

impl<F: FnMut(Field<'_>) -> bool> TrustedWalk<'_, F> {
    pub(super) fn run(&mut self, root: Root<'_>) -> Result<(), Invalid> {
        match self.root(root) {
            Ok(()) | Err(End::Settled) => Ok(()),
            Err(End::Invalid(offset, kind)) => Err(Invalid { offset, kind }),
        }
    }

    fn root(&mut self, root: Root<'_>) -> Result<(), End> {
        let at = self.skip_space(0);
        let byte = self.byte(at);
        if byte.is_none() {
            return Err(End::Invalid(at, InvalidKind::Truncated));
        }
        if byte != Some(b'{') && !(byte == Some(b'[') && root.list_allowed) {
            return Err(End::Invalid(at, InvalidKind::NotAnObject));
        }
        let Some(node) = root.node else {
            return Ok(());
        };
        self.nested(at, Place::root(node), root.skipped_key)
            .map(drop)
    }

    /// Walks the object or list that opens at `at`. Returns the offset of its closing bracket.
    fn nested(&mut self, at: usize, place: Place, skipped: Option<&[u8]>) -> Result<usize, End> {
        if self.mark()? != at {
            return Err(self.unexpected(at));
        }
        let place = place.inside();
        let place = place.ok_or(End::Invalid(at, InvalidKind::TooDeep))?;
        match self.byte(at) {
            Some(b'{') if !self.guide.trie.leads_on(place.node) => self.skip_nested(),
            Some(b'{') => self.object(place, skipped),
            _ => self.array(at, place),
        }
    }

    fn object(&mut self, place: Place, skipped: Option<&[u8]>) -> Result<usize, End> {
        loop {
            let at = self.mark()?;
            match self.byte(at) {
                Some(b':') => {
                    let key = self.key(at)?;
                    let spelling = self.spelling(&key);
                    if let Some(below) = self.guide.below(key, spelling, place, skipped) {
                        let value = self.skip_space(at + 1);
                        self.value(value, below)?;
                    }
                }
                // The value of a key that nobody asks for.
                Some(b'{' | b'[') => drop(self.skip_nested()?),
                Some(b'}') => return Ok(at),
                _ => return Err(self.unexpected(at)),
            }
        }
    }

    fn array(&mut self, open: usize, place: Place) -> Result<usize, End> {
        let array = self.guide.new_array();
        let mut at = self.skip_space(open + 1);
        for position in 0.. {
            let byte = self.byte(at).unwrap_or(0);
            if byte == b']' {
                break;
            }
            let inside = self.guide.element_place(byte, place, array, position);
            let end = self.value(at, inside)?;
            at = self.skip_space(end);
            match self.byte(at) {
                Some(b',') => at = self.skip_space(at + 1),
                Some(b']') => break,
                _ => return Err(self.unexpected(at)),
            }
        }
        if self.mark()? != at {
            return Err(self.unexpected(at));
        }
        Ok(at)
    }

    /// Walks the value that begins at `at`. Returns the offset after it.
    #[inline(always)]
    fn value(&mut self, at: usize, place: Place) -> Result<usize, End> {
        let (end, spelling) = match self.byte(at) {
            Some(b'"') => {
                let close = self.marks.next_quote(at).ok_or_else(|| self.cut())?;
                (close + 1, self.spelling(&(at..close)))
            }
            Some(b'{' | b'[') => return self.nested(at, place, None).map(|end| end + 1),
            _ => (self.scalar_end(at)?, Spelling::Plain),
        };
        if self.guide.leaf(place, at..end, spelling) {
            return Err(End::Settled);
        }
        Ok(end)
    }

    fn scalar_end(&self, at: usize) -> Result<usize, End> {
        let rest = self.marks.input.get(at..).unwrap_or_default();
        let end = scalar_length(rest).map(|length| at + length);
        match end {
            Some(end) if self.byte(end).is_none_or(ends_scalar) => Ok(end),
            _ => Err(self.unexpected(at)),
        }
    }

    /// Returns the range of the key before the colon at `colon`, without its quotes.
    #[inline(always)]
    fn key(&self, colon: usize) -> Result<Range<usize>, End> {
        let [key @ .., b'"'] = self.marks.input[..colon].trim_ascii_end() else {
            return Err(self.unexpected(colon));
        };
        let close = key.len();
        match self.marks.previous_quote(close) {
            Some(open) => Ok(open + 1..close),
            None => Err(self.unexpected(colon)),
        }
    }

    #[inline(always)]
    fn spelling(&self, string: &Range<usize>) -> Spelling {
        self.guide.spelling(string, self.marks.backslash_at())
    }

    /// The offset of the first byte from `at` on that is not white space.
    #[inline(always)]
    fn skip_space(&self, mut at: usize) -> usize {
        while self.byte(at).is_some_and(is_space) {
            at += 1;
        }
        at
    }

    #[inline(always)]
    fn byte(&self, at: usize) -> Option<u8> {
        self.marks.input.get(at).copied()
    }

    #[inline(always)]
    fn mark(&mut self) -> Result<usize, End> {
        self.marks.next().ok_or_else(|| self.cut())
    }

    fn skip_nested(&mut self) -> Result<usize, End> {
        self.marks.skip_nested().ok_or_else(|| self.cut())
    }

    #[cold]
    fn cut(&self) -> End {
        End::Invalid(self.marks.input.len(), InvalidKind::Truncated)
    }

    #[cold]
    fn unexpected(&self, at: usize) -> End {
        End::Invalid(at, InvalidKind::UnexpectedByte)
    }
}

#[inline(always)]
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
