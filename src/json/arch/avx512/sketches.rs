//! Makes the sketches of a text that is known to be JSON, 64 bytes at a time.

use super::super::avx2::prefix_xor;
use super::super::block::{Sketch, first_of};
use super::super::carry::Carry;
use super::super::nibbles::MARKS;
use super::bytes::{Blocks, bit, equal, in_table};

#[target_feature(enable = "avx512f,avx512bw,pclmulqdq,bmi1,popcnt")]
pub(super) fn sketches(
    input: &[u8],
    base: usize,
    carry: &mut Carry,
    out: &mut [Sketch],
) -> Option<usize> {
    let mut backslash_at = None;
    let mut base = base;
    for (bytes, out) in Blocks(input).zip(out) {
        let backslash = equal(bytes, b'\\');
        if backslash != 0 {
            backslash_at = backslash_at.or(first_of(backslash, base));
        }
        let quotes = carry.unescaped(equal(bytes, b'"'), backslash);
        let outside = !(carry.strings(prefix_xor(quotes)) | quotes);
        let marks = in_table(bytes, MARKS) & outside;
        // Of the five marks, `}` and `]` have bits 2 and 6, `{` and `[` only bit 6, and the colon neither.
        let closes = marks & bit(2, bytes);
        let nests = marks & bit(6, bytes);
        *out = Sketch::new(marks, nests & !closes, closes, quotes);
        base += 64;
    }
    backslash_at
}
