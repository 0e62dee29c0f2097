//! Where the marks and strings of a text lie that need not be checked: the kernel's sketches, made as far as somebody
//! has looked, and what is read off them.

use super::arch::{Carry, Kernel, Sketch};
use super::index::bit_behind;

/// Blocks sketched at a time: 4 KiB of text. A record that is settled early is not read to its end.
const BLOCKS_AT_ONCE: usize = 64;

/// The sketches of one text; reused from text to text.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketches {
    kernel: Kernel,
    /// Those before `made` are of this text.
    blocks: Vec<Sketch>,
    made: usize,
    carry: Carry,
    backslash_at: Option<usize>,
}

impl Sketches {
    /// A cursor over a new text.
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
    /// The marks of the block that are still to come.
    rest: u64,
}

impl Marks<'_> {
    /// Sketches more of the text; `false`: there is no more.
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

    /// The block, if the text has that many.
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

    /// Passes over the object or list whose opening mark came last; answers the offset of its end.
    pub(super) fn skip_nested(&mut self) -> Option<usize> {
        let mut depth = 1;
        loop {
            if let Some(end) = self.end_in_block(&mut depth) {
                return Some(end);
            }
            self.advance()?;
            // Whole blocks that can't hold the end.
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

    /// The end of what is open `depth` deep, if it lies in the rest of the block.
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

    /// The first quote behind `open`.
    #[inline(always)]
    pub(super) fn quote_behind(&mut self, open: usize) -> Option<usize> {
        bit_behind(open, |block| self.block(block).map(|block| block.quotes))
    }

    /// The last quote before `close`.
    #[inline(always)]
    pub(super) fn quote_before(&self, close: usize) -> Option<usize> {
        let blocks = &self.sketches.blocks;
        let mut block = close / 64;
        let mut quotes = blocks.get(block)?.quotes & ((1 << (close % 64)) - 1);
        while quotes == 0 {
            block = block.checked_sub(1)?;
            quotes = blocks[block].quotes;
        }
        Some(64 * block + 63 - quotes.leading_zeros() as usize)
    }

    /// The first backslash, as far as somebody has looked.
    #[inline(always)]
    pub(super) fn backslash_at(&self) -> Option<usize> {
        self.sketches.backslash_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidegate_fixtures::testing::{Draw, push_list};

    /// Offsets of the marks, and of the one that closes each that opens.
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
    fn what_is_nested_is_passed_over_to_its_own_end() {
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
    fn quotes_are_found_both_ways() {
        let text = format!("[\"{}\",\"b\"]", "a".repeat(200));
        let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
        let mut sketches = Sketches::default();
        let mut marks = sketches.of(text.as_bytes());
        for at in 0..text.len() {
            let behind = quotes.iter().copied().find(|&quote| quote > at);
            assert_eq!(marks.quote_behind(at), behind, "{at}");
            let before = quotes.iter().copied().rfind(|&quote| quote < at);
            assert_eq!(marks.quote_before(at), before, "{at}");
        }
    }
}
