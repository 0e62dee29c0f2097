//! The portable kernel: eight bytes at a time in a 64-bit word, no intrinsics.

use super::block::{Block, Sketch, Summary, first_of, padded};
use super::carry::{Carry, Class};

const LOW_BITS: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

pub(super) fn masks(input: &[u8], out: &mut Vec<Block>) -> Summary {
    out.clear();
    let mut summary = Summary::default();
    let mut carry = Carry::default();
    let mut step = |block: &[u8; 64], base: usize| {
        let (class, rare) = classify(block);
        let quote = carry.unescaped(rare.quote, rare.backslash);
        let string = carry.strings(prefix_xor(quote));
        if rare.non_ascii != 0 {
            carry.non_ascii(input, base, rare.non_ascii, &mut summary);
        }
        summary.note(base, rare.backslash, rare.control & string);
        carry.block(&class, quote, string)
    };
    let (blocks, tail) = input.as_chunks::<64>();
    let last = padded(tail);
    for (index, block) in blocks.iter().chain(&last).enumerate() {
        out.push(step(block, 64 * index));
    }
    carry.finish(input, &mut summary);
    summary
}

pub(super) fn sketches(
    input: &[u8],
    base: usize,
    carry: &mut Carry,
    out: &mut [Sketch],
) -> Option<usize> {
    let (blocks, tail) = input.as_chunks::<64>();
    let last = padded(tail);
    let mut backslash_at = None;
    for (index, (block, out)) in blocks.iter().chain(&last).zip(out).enumerate() {
        let by = |matches: fn(u8) -> bool| {
            let bits = block.iter().zip(0..);
            bits.fold(0, |mask, (&byte, bit)| {
                mask | u64::from(matches(byte)) << bit
            })
        };
        let backslash = by(|byte| byte == b'\\');
        backslash_at = backslash_at.or(first_of(backslash, base + 64 * index));
        let quotes = carry.unescaped(by(|byte| byte == b'"'), backslash);
        let outside = !(carry.strings(prefix_xor(quotes)) | quotes);
        let opens = by(|byte| matches!(byte, b'{' | b'[')) & outside;
        let closes = by(|byte| matches!(byte, b'}' | b']')) & outside;
        // Also marks 0x1a, because the vector kernels do.
        let colons = by(|byte| byte | 0x20 == b':') & outside;
        *out = Sketch::new(colons | opens | closes, opens, closes, quotes);
    }
    backslash_at
}

/// The masks of a block that are not in a [`Class`].
#[derive(Clone, Copy, Debug, Default)]
struct Rare {
    quote: u64,
    backslash: u64,
    control: u64,
    non_ascii: u64,
}

fn classify(block: &[u8; 64]) -> (Class, Rare) {
    let (mut class, mut rare) = (Class::default(), Rare::default());
    for (index, bytes) in block.as_chunks::<8>().0.iter().enumerate() {
        let word = u64::from_le_bytes(*bytes);
        let shift = 8 * index;
        let folded = word | (0x20 * LOW_BITS);
        let structural =
            equal(folded, b'{') | equal(folded, b'}') | equal(folded, b':') | equal(folded, b',');
        let control = below_space(word);
        rare.non_ascii |= gather(word & HIGH_BITS) << shift;
        rare.quote |= gather(equal(word, b'"')) << shift;
        rare.backslash |= gather(equal(word, b'\\')) << shift;
        class.structural |= gather(structural) << shift;
        class.white_space |= gather(equal(word, b' ')) << shift;
        class.digit |= gather(digits(word)) << shift;
        if control != 0 {
            let breaks = equal(word, b'\n') | equal(word, b'\r') | equal(word, b'\t');
            rare.control |= gather(control) << shift;
            class.white_space |= gather(breaks) << shift;
        }
    }
    (class, rare)
}

/// The high bit of every byte of `word` that equals `byte`; exact, because no sum carries into the next byte.
fn equal(word: u64, byte: u8) -> u64 {
    let difference = word ^ (u64::from(byte) * LOW_BITS);
    !(((difference & !HIGH_BITS) + !HIGH_BITS) | difference | !HIGH_BITS)
}

/// The high bit of every byte of `word` below 0x20.
fn below_space(word: u64) -> u64 {
    !(((word & !HIGH_BITS) + 0x60 * LOW_BITS) | word) & HIGH_BITS
}

/// The high bit of every byte of `word` that is one of `0` to `9`.
fn digits(word: u64) -> u64 {
    let low = word & !HIGH_BITS;
    let from_zero = low + (0x80 - u64::from(b'0')) * LOW_BITS;
    let above_nine = low + (0x7f - u64::from(b'9')) * LOW_BITS;
    from_zero & !above_nine & !word & HIGH_BITS
}

/// The high bits of eight bytes as eight bits, the first byte lowest.
fn gather(high_bits: u64) -> u64 {
    (high_bits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Bit *i* of the result is the parity of bits 0 to *i*.
fn prefix_xor(bits: u64) -> u64 {
    [1, 2, 4, 8, 16, 32]
        .into_iter()
        .fold(bits, |bits, shift| bits ^ bits << shift)
}
