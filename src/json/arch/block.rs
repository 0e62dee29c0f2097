//! The results of the kernels: masks of 64 bytes of text, and where the rare bytes of a text are.

/// Masks of 64 bytes of text: one bit for each byte, the first byte lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// The first bytes of tokens.
    pub(crate) tokens: u64,
    /// Quotes that no backslash escapes: each opens or closes a string.
    pub(crate) quotes: u64,
    /// The digits `0` to `9`, also those inside strings.
    pub(crate) digits: u64,
}

/// Masks of 64 bytes of a text that need not be checked: one bit for each byte, the first byte lowest. All but `quotes`
/// mark only bytes outside strings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sketch {
    /// Colons, braces and brackets.
    pub(crate) marks: u64,
    /// The marks that open an object or a list.
    pub(crate) opens: u64,
    /// The marks that close an object or a list.
    pub(crate) closes: u64,
    /// Quotes that no backslash escapes.
    pub(crate) quotes: u64,
    /// How many bits of `opens` are set.
    pub(crate) opened: u32,
    /// How many bits of `closes` are set.
    pub(crate) closed: u32,
}

impl Sketch {
    /// Makes a sketch of these masks and counts their bits.
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

/// The first of each kind of rare byte that a kernel found in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    /// The first backslash: strings from here on may hold escapes.
    pub(crate) backslash_at: Option<usize>,
    /// The first byte that is not UTF-8.
    pub(crate) not_utf8_at: Option<usize>,
    /// The first control character inside a string, where JSON allows none.
    pub(crate) control_at: Option<usize>,
}

impl Summary {
    /// Notes the rare bytes of the block at `base`.
    pub(super) fn note(&mut self, base: usize, backslash: u64, control_in_string: u64) {
        self.backslash_at = self.backslash_at.or(first_of(backslash, base));
        self.control_at = self.control_at.or(first_of(control_in_string, base));
    }
}

/// The offset in the text of the lowest bit of `mask`, if the block begins at `base`; `None` if no bit is set.
pub(super) fn first_of(mask: u64, base: usize) -> Option<usize> {
    (mask != 0).then(|| base + mask.trailing_zeros() as usize)
}

/// The last, incomplete block of a text, if it has one, filled up with spaces, which set no bit of a mask.
pub(super) fn padded(tail: &[u8]) -> Option<[u8; 64]> {
    let mut block = [b' '; 64];
    block[..tail.len()].copy_from_slice(tail);
    (!tail.is_empty()).then_some(block)
}
