//! The tokens of a text that was checked, in a row.

#![cfg_attr(
    not(target_arch = "x86_64"),
    expect(dead_code, reason = "only a kernel for x86-64 fills it")
)]

/// Where the tokens are and their first bytes, counted from 1; reused from text to text. In front of the first stands one
/// that is none, and behind the last as many as a kernel looks at beyond it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(super) kinds: Vec<u8>,
    pub(super) starts: Vec<u32>,
    /// How many there are.
    pub(super) count: usize,
    /// The first backslash of the text.
    pub(crate) backslash_at: Option<usize>,
    /// The brackets that are open, while a text is checked: whether it is a brace, and whether it stands in an object.
    pub(super) open: Vec<(bool, bool)>,
}

impl Row {
    /// Room for 64 more tokens behind `count` places.
    #[inline(always)]
    pub(super) fn make_room(&mut self, count: usize) {
        if self.starts.len() < count + 64 {
            self.kinds.resize(2 * count + 64, 0);
            self.starts.resize(2 * count + 64, 0);
        }
    }

    /// The first byte of a token; 0 behind the last.
    #[inline(always)]
    pub(crate) fn kind(&self, token: usize) -> u8 {
        self.kinds.get(token).copied().unwrap_or(0)
    }

    /// Where a token begins.
    #[inline(always)]
    pub(crate) fn start(&self, token: usize) -> usize {
        self.starts.get(token).map_or(0, |&start| start as usize)
    }
}
