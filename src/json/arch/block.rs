//! The results of the kernels: masks of 64 bytes of text, and the rare bytes that a text holds.

/// What is known of 64 bytes of text, one bit a byte, the first lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// A token starts here.
    pub(crate) tokens: u64,
    /// A quote that no backslash escapes: one that opens a string or closes it.
    pub(crate) quotes: u64,
    /// One of `0` to `9`, inside strings, too.
    pub(crate) digits: u64,
}

/// What is known of 64 bytes of a text that need not be checked: the masks hold unescaped quotes and what is outside
/// strings, one bit a byte, the first lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sketch {
    /// Colons, braces and brackets.
    pub(crate) marks: u64,
    /// Of these, what opens an object or a list, and what closes one.
    pub(crate) opens: u64,
    pub(crate) closes: u64,
    pub(crate) quotes: u64,
    /// How many bits `opens` and `closes` have.
    pub(crate) opened: u32,
    pub(crate) closed: u32,
}

impl Sketch {
    /// From the classes of the bytes outside strings, and the quotes.
    #[inline(always)]
    pub(super) fn new(marks: u64, opens: u64, closes: u64, quotes: u64) -> Self {
        Self {
            marks,
            opens,
            closes,
            quotes,
            opened: opens.count_ones(),
            closed: closes.count_ones(),
        }
    }
}

/// What a kernel noticed on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    /// The first backslash: strings from here on may hold escapes.
    pub(crate) backslash_at: Option<usize>,
    /// Where the text stops being UTF-8.
    pub(crate) not_utf8_at: Option<usize>,
    /// The first control character inside a string, where JSON has none.
    pub(crate) control_at: Option<usize>,
}

impl Summary {
    /// Takes note of what is rare in the block at `base`.
    pub(super) fn note(&mut self, base: usize, backslash: u64, control_in_string: u64) {
        self.backslash_at = self.backslash_at.or(first_of(backslash, base));
        self.control_at = self.control_at.or(first_of(control_in_string, base));
    }
}

/// The offset of the lowest bit of `mask` in a text whose block begins at `base`.
pub(super) fn first_of(mask: u64, base: usize) -> Option<usize> {
    (mask != 0).then(|| base + mask.trailing_zeros() as usize)
}

/// The last, incomplete block of a text, if it has one, filled up with spaces, which set no bit of a mask.
pub(super) fn padded(tail: &[u8]) -> Option<[u8; 64]> {
    let mut block = [b' '; 64];
    block[..tail.len()].copy_from_slice(tail);
    (!tail.is_empty()).then_some(block)
}
