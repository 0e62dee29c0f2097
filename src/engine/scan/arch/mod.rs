//! Kernels: whole buffers in, one 64-bit mask of token starts per 64 bytes out. The only place where `unsafe` may
//! stand, once there is a SIMD kernel; `scalar` defines the answer that every kernel has to give.
//!
//! Tokens are the six structural characters and the unescaped quotes outside and around strings, and the first byte
//! of every other run of bytes outside strings (a number, a literal, or garbage that the walk will refuse).

mod scalar;

pub(super) use scalar::masks;

/// What a kernel noticed on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    /// A backslash stands somewhere: strings may hold escapes.
    pub(super) has_backslash: bool,
    /// A byte above 0x7f stands somewhere: the text has to be checked to be UTF-8.
    pub(super) has_non_ascii: bool,
    /// The first control character inside a string, where JSON has none.
    pub(super) control_at: Option<usize>,
}
