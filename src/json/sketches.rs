//! The sketches of a text that need not be checked, and look-ups in them for marks and quotes. Sketches are made only as
//! far as the walk has come.

use super::arch::{Carry, Kernel, Sketch};
use super::index::next_set_bit;

/// Blocks sketched at a time: 4 KiB of text. The rest of a record whose verdict is settled early is not sketched.
const BLOCKS_AT_ONCE: usize = 64;

/// The sketches of one text; reused from text to text.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketches {
    kernel: Kernel,
    /// The sketches. Only the first `made` are of the current text.
    blocks: Vec<Sketch>,
    made: usize,
    carry: Carry,
    backslash_at: Option<usize>,
}

impl Sketches {
    /// Returns a cursor over the marks of a new text.
    #[inline]
    pub(super) fn of<'i>(&'i mut self, input: &'i [u8]) -> Marks<'i> {
        self.made = 0;
        self.carry = Carry::default();
        self.backslash_at = None;
        let mut marks = Marks {
            input,
            sketches: self,
            block: 0,
            rest: 0,
        };
        if marks.grow() {
            marks.rest = marks.sketches.blocks[0].marks;
        }
        marks
    }
}

/// The marks of a text outside strings, in order: colons, braces, brackets.
#[derive(Debug)]
pub(super) struct Marks<'i> {
    pub(super) input: &'i [u8],
    sketches: &'i mut Sketches,
    block: usize,
    /// The marks of the current block that are still to come.
    rest: u64,
}

impl Marks<'_> {
    /// Sketches more of the text. Returns `false` if there is no more.
    fn grow(&mut self) -> bool {
        let Sketches {
            kernel,
            blocks,
            made,
            carry,
            backslash_at,
        } = &mut *self.sketches;
        let base = *made * 64;
        let rest = self.input.get(base..).unwrap_or_default();
        let rest = &rest[..rest.len().min(64 * BLOCKS_AT_ONCE)];
        if rest.is_empty() {
            return false;
        }
        let more = *made + rest.len().div_ceil(64);
        if blocks.len() < more {
            blocks.resize(more, Sketch::default());
        }
        let backslash = kernel.sketches(rest, base, carry, &mut blocks[*made..more]);
        *backslash_at = backslash_at.or(backslash);
        *made = more;
        true
    }

    /// Returns the sketch of a block, made if needed; `None` after the end of the text.
    #[inline(always)]
    fn block(&mut self, block: usize) -> Option<&Sketch> {
        if block >= self.sketches.made && !self.grow() {
            return None;
        }
        self.sketches.blocks.get(block)
    }

    #[inline(always)]
    fn advance(&mut self) -> Option<()> {
        self.block += 1;
        self.rest = self.block(self.block)?.marks;
        Some(())
    }

    /// The offset of the next mark.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<usize> {
        while self.rest == 0 {
            self.advance()?;
        }
        let at = 64 * self.block + self.rest.trailing_zeros() as usize;
        self.rest &= self.rest - 1;
        Some(at)
    }

    /// Skips the object or list whose opening mark came last. Returns the offset of its closing mark.
    pub(super) fn skip_nested(&mut self) -> Option<usize> {
        let mut depth = 1;
        loop {
            if let Some(end) = self.end_in_block(&mut depth) {
                return Some(end);
            }
            self.advance()?;
            // Skip whole blocks that have too few closing marks to hold the end.
            loop {
                let sketch = self.sketches.blocks[self.block];
                if sketch.closed >= depth {
                    break;
                }
                depth = depth + sketch.opened - sketch.closed;
                self.advance()?;
            }
        }
    }

    /// Returns the offset of the mark that closes `depth` open levels, if it is in the rest of the block. Otherwise `depth`
    /// becomes the number of levels open at the end of the block.
    #[inline(always)]
    fn end_in_block(&mut self, depth: &mut u32) -> Option<usize> {
        let sketch = self.sketches.blocks[self.block];
        let mut marks = (sketch.opens | sketch.closes) & self.rest;
        while marks != 0 {
            let mark = marks & marks.wrapping_neg();
            if sketch.opens & mark != 0 {
                *depth += 1;
            } else if *depth > 1 {
                *depth -= 1;
            } else {
                self.rest &= !(mark | (mark - 1));
                return Some(64 * self.block + mark.trailing_zeros() as usize);
            }
            marks &= marks - 1;
        }
        None
    }

    /// The offset of the first quote after `open`.
    #[inline(always)]
    pub(super) fn next_quote(&mut self, open: usize) -> Option<usize> {
        next_set_bit(open, |block| self.block(block).map(|block| block.quotes))
    }

    /// The offset of the last quote before `close`.
    #[inline(always)]
    pub(super) fn previous_quote(&self, close: usize) -> Option<usize> {
        let blocks = &self.sketches.blocks;
        let mut block = close / 64;
        let mut quotes = blocks.get(block)?.quotes & ((1 << (close % 64)) - 1);
        while quotes == 0 {
            block = block.checked_sub(1)?;
            quotes = blocks[block].quotes;
        }
        Some(64 * block + 63 - quotes.leading_zeros() as usize)
    }

    /// The first backslash in the part of the text that is sketched.
    #[inline(always)]
    pub(super) fn backslash_at(&self) -> Option<usize> {
        self.sketches.backslash_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidegate_fixtures::testing::{Draw, push_list};

    /// The offsets of the marks, and the pairs of marks that open and close, by position among the marks.
    fn marks_of(text: &str) -> (Vec<usize>, Vec<(usize, usize)>) {
        let (mut marks, mut pairs, mut open) = (Vec::new(), Vec::new(), Vec::new());
        let (mut in_string, mut is_escaped) = (false, false);
        for (at, byte) in text.bytes().enumerate() {
            let was_escaped = is_escaped;
            is_escaped = byte == b'\\' && !was_escaped;
            in_string ^= byte == b'"' && !was_escaped;
            if in_string || !b":{}[]".contains(&byte) {
                continue;
            }
            match byte {
                b'{' | b'[' => open.push(marks.len()),
                b'}' | b']' => pairs.push((open.pop().unwrap(), marks.len())),
                _ => {}
            }
            marks.push(at);
        }
        (marks, pairs)
    }

    #[test]
    fn nested_value_is_skipped_to_its_own_end() {
        let mut draw = Draw::new(6);
        let mut passed = 0;
        for kernel in [Kernel::Scalar, Kernel::default()] {
            let mut sketches = Sketches {
                kernel,
                ..Sketches::default()
            };
            for _ in 0..300 {
                let mut text = String::new();
                push_list(&mut draw, &mut text, 4);
                let (offsets, pairs) = marks_of(&text);
                for _ in 0..20 {
                    let (open, close) = pairs[draw.below(pairs.len())];
                    let mut marks = sketches.of(text.as_bytes());
                    for &at in &offsets[..=open] {
                        assert_eq!(marks.next(), Some(at), "{text}");
                    }
                    assert_eq!(
                        marks.skip_nested(),
                        Some(offsets[close]),
                        "{open} of {text}"
                    );
                    assert_eq!(
                        marks.next(),
                        offsets.get(close + 1).copied(),
                        "{open} of {text}"
                    );
                    passed += 1;
                }
            }
        }
        assert_eq!(passed, 2 * 300 * 20);
    }

    #[test]
    fn quotes_are_found_forwards_and_backwards() {
        let text = format!("[\"{}\",\"b\"]", "a".repeat(200));
        let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
        let mut sketches = Sketches::default();
        let mut marks = sketches.of(text.as_bytes());
        for at in 0..text.len() {
            let next = quotes.iter().copied().find(|&quote| quote > at);
            assert_eq!(marks.next_quote(at), next, "{at}");
            let previous = quotes.iter().copied().rfind(|&quote| quote < at);
            assert_eq!(marks.previous_quote(at), previous, "{at}");
        }
    }
}
