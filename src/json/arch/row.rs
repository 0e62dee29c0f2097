//! A row: the tokens of a text that was checked, in order.

#![cfg_attr(
    not(target_arch = "x86_64"),
    expect(dead_code, reason = "only a kernel for x86-64 fills it")
)]

/// The first byte of each token and its offset; reused from text to text. Tokens are counted from 1: place 0 is free for a
/// kernel to fill, and zeros follow the last token, as many as a kernel looks at beyond it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(super) kinds: Vec<u8>,
    pub(super) starts: Vec<u32>,
    /// How many tokens the text has.
    pub(super) count: usize,
    /// The first backslash of the text.
    pub(crate) backslash_at: Option<usize>,
    /// The open brackets while a text is checked: whether each is a brace, and whether it stands in an object.
    pub(super) open: Vec<(bool, bool)>,
}

impl Row {
    /// Makes room for 64 more tokens after the first `count` places.
    #[inline(always)]
    pub(super) fn make_room(&mut self, count: usize) {
        if self.starts.len() < count + 64 {
            self.kinds.resize(2 * count + 64, 0);
            self.starts.resize(2 * count + 64, 0);
        }
    }

    /// The first byte of a token; 0 after the last token.
    #[inline(always)]
    pub(crate) fn kind(&self, token: usize) -> u8 {
        self.kinds.get(token).copied().unwrap_or(0)
    }

    /// The offset in the text at which a token begins.
    #[inline(always)]
    pub(crate) fn start(&self, token: usize) -> usize {
        self.starts.get(token).map_or(0, |&start| start as usize)
    }
}
