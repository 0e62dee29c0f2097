//! The walk over a text that the kernel has checked: from token to token in a row, past whatever nobody asks for.
//! The text is known to be JSON, so this walk checks no grammar, which makes it faster than `walk`.
//! If the kernel can't tell that a text is JSON, `walk` reads it and finds the error.

use std::ops::Range;

use super::arch::{Kernel, Row};
use super::guide::{Field, Guide, Place, Root};
use crate::invalid::{Invalid, InvalidKind};
use crate::spelling::Spelling;

/// Checks texts where the kernel can.
#[derive(Clone, Debug, Default)]
pub(super) struct Checker {
    kernel: Kernel,
    row: Row,
}

impl Checker {
    /// Takes no text.
    #[cfg(test)]
    pub(super) fn none() -> Self {
        Self {
            kernel: Kernel::Scalar,
            ..Self::default()
        }
    }

    /// The tokens of `input`, if the kernel can tell that it is one JSON object or list.
    #[inline]
    pub(super) fn check(&mut self, input: &[u8]) -> Option<Tokens<'_>> {
        let is_json = self.kernel.check(input, &mut self.row);
        is_json.then_some(Tokens {
            kernel: self.kernel,
            row: &self.row,
        })
    }
}

/// The tokens of a text that was checked, counted from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tokens<'r> {
    kernel: Kernel,
    row: &'r Row,
}

/// A walk over them. Each step answers the token that ends what was walked.
pub(super) struct CheckedWalk<'w, F> {
    pub(super) guide: Guide<'w, F>,
    pub(super) tokens: Tokens<'w>,
}

impl<F: FnMut(Field<'_>) -> bool> CheckedWalk<'_, F> {
    pub(super) fn run(&mut self, root: Root<'_>) -> Result<(), Invalid> {
        if self.kind(1) == b'[' && !root.list_allowed {
            return Err(Invalid {
                offset: self.start(1),
                kind: InvalidKind::NotAnObject,
            });
        }
        let Some(place) = root.node.map(Place::root) else {
            return Ok(());
        };
        match self.kind(1) {
            b'{' => self.object(1, place, root.skipped_key),
            _ => self.array(1, place),
        };
        Ok(())
    }

    fn object(&mut self, open: usize, place: Place, skipped: Option<&[u8]>) -> usize {
        let mut token = open + 1;
        // A key, a colon, a value, and a comma or what closes the object.
        while self.kind(token) == b'"' {
            let key = self.span(token);
            let spelling = self.spelling(&key);
            let key = key.start + 1..key.end - 1;
            let value = token + 2;
            let end = match self.guide.below(key, spelling, place, skipped) {
                Some(below) => self.value(value, below),
                None => self.skip(value),
            };
            token = end + 1;
            if self.kind(token) != b',' {
                break;
            }
            token += 1;
        }
        token
    }

    fn array(&mut self, open: usize, place: Place) -> usize {
        let array = self.guide.new_array();
        let mut token = open + 1;
        if self.kind(token) == b']' {
            return token;
        }
        for position in 0.. {
            let kind = self.kind(token);
            let inside = self.guide.element_place(kind, place, array, position);
            token = self.value(token, inside) + 1;
            if self.kind(token) != b',' {
                break;
            }
            token += 1;
        }
        token
    }

    #[inline(always)]
    fn value(&mut self, token: usize, place: Place) -> usize {
        let kind = self.kind(token);
        if matches!(kind, b'{' | b'[') {
            return self.nested(token, place);
        }
        let span = self.span(token);
        let spelling = match kind {
            b'"' => self.spelling(&span),
            _ => Spelling::Plain,
        };
        self.guide.leaf(place, span, spelling);
        token
    }

    fn nested(&mut self, token: usize, place: Place) -> usize {
        let is_object = self.kind(token) == b'{';
        match place.inside() {
            Some(place) if !is_object => self.array(token, place),
            Some(place) if self.guide.trie.leads_on(place.node) => self.object(token, place, None),
            _ => self.skip(token),
        }
    }

    #[inline(always)]
    fn skip(&self, token: usize) -> usize {
        if !matches!(self.kind(token), b'{' | b'[') {
            return token;
        }
        let Tokens { kernel, row } = self.tokens;
        // What is checked is closed.
        kernel.closing(row, token).unwrap_or(usize::MAX - 1)
    }

    #[inline(always)]
    fn kind(&self, token: usize) -> u8 {
        self.tokens.row.kind(token)
    }

    #[inline(always)]
    fn start(&self, token: usize) -> usize {
        self.tokens.row.start(token)
    }

    /// Where a string or other scalar stands: it ends where the white space before the next token begins.
    #[inline(always)]
    fn span(&self, token: usize) -> Range<usize> {
        let (start, next) = (self.start(token), self.start(token + 1));
        start..start + self.guide.input[start..next].trim_ascii_end().len()
    }

    #[inline(always)]
    fn spelling(&self, string: &Range<usize>) -> Spelling {
        let backslash_at = self.tokens.row.backslash_at;
        self.guide.spelling(string, backslash_at)
    }
}

#[cfg(test)]
mod tests;
