//! The walk over a text that the kernel has checked: it goes from token to token and skips values that nobody asks for.
//! The text is known to be JSON, so this walk checks no grammar, which makes it faster than `walk`.
//! If the kernel can't tell that a text is JSON, `walk` reads the text instead, and finds the error if there is one.

use std::ops::Range;

use super::arch::{Kernel, Row};
use super::guide::{Field, Guide, Place, Root};
use crate::invalid::{Invalid, InvalidKind};
use crate::spelling::Spelling;

/// Checks texts, if the kernel of this CPU can do that.
#[derive(Clone, Debug, Default)]
pub(super) struct Checker {
    kernel: Kernel,
    row: Row,
}

impl Checker {
    /// A checker that confirms no text, as on a CPU without AVX-512.
    #[cfg(test)]
    pub(super) fn none() -> Self {
        Self {
            kernel: Kernel::Scalar,
            ..Self::default()
        }
    }

    /// Returns the tokens of `input`, if the kernel can tell that it is one JSON object or list.
    #[inline]
    pub(super) fn check(&mut self, input: &[u8]) -> Option<Tokens<'_>> {
        let is_json = self.kernel.check(input, &mut self.row);
        is_json.then_some(Tokens {
            kernel: self.kernel,
            row: &self.row,
        })
    }
}

/// The tokens of a checked text, counted from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tokens<'r> {
    kernel: Kernel,
    row: &'r Row,
}

/// A walk over these tokens. Its methods take the first token of a value and return the last one.
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
        // Each turn reads a key, a colon, a value, and a comma or the closing brace.
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
        // In a checked text every bracket is closed.
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

    /// The range of a string or other scalar. It ends at the white space before the next token, or at that token.
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
