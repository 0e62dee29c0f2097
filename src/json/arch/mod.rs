//! Kernels: whole texts in, one [`Block`] of masks per 64 bytes out. The only folder where `unsafe` may stand; the
//! portable code defines the result that every kernel has to give.
//!
//! A second result, the [`Sketch`], is for texts that are known to be JSON: only what leads to the values asked for. A
//! third, which only AVX-512 gives, is whether a text is JSON at all, with its tokens in a [`Row`]; where it does not say
//! so, the walk over the masks decides, so that walk is the definition.
//!
//! Tokens are the six structural characters outside strings, the quotes that open a string, and the first byte of every
//! other run of bytes outside strings (a number, a literal, or garbage that the walk will refuse).
//! `escapes` and `fit` are kernels of their own: strings decoded, and texts compared with the pieces of another.

#![cfg_attr(
    target_arch = "x86_64",
    expect(
        unsafe_code,
        reason = "vector loads, and the call into code for a CPU that was asked"
    )
)]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod block;
mod carry;
mod escapes;
mod fit;
mod kernel;
#[cfg(target_arch = "x86_64")]
mod nibbles;
mod row;
mod scalar;
#[cfg(test)]
mod tests;

pub(crate) use block::{Block, Sketch, Summary};
pub(crate) use carry::Carry;
pub(crate) use escapes::SLACK_BYTES;
pub(crate) use fit::{Gap, LITERAL_BLOCK, Piece};
pub(crate) use kernel::Kernel;
pub(crate) use row::Row;
