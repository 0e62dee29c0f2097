//! Kernels: the code that looks at every byte of a text, once for each instruction set. They take a whole text and return
//! one [`Block`] of masks for each 64 bytes. This is the only folder that may contain `unsafe`, and its portable code
//! defines the result that every other kernel must give.
//!
//! A second result, the [`Sketch`], is for texts that are known to be JSON: it marks only what leads to the values asked
//! for. A third result is whether a text is JSON at all, with its tokens in a [`Row`]. Only the AVX-512 kernel gives it. If
//! it does not confirm that a text is JSON, the walk over the masks decides, so that walk is the definition.
//!
//! Tokens are the six structural characters outside strings, the quotes that open a string, and the first byte of every
//! other run of bytes outside strings (a number, a literal, or garbage that the walk will refuse).
//! `escapes` and `fit` hold two more tasks of the kernels: they decode strings, and compare a text with the pieces of
//! another.

#![cfg_attr(
    target_arch = "x86_64",
    expect(
        unsafe_code,
        reason = "vector loads, and calls of functions compiled for CPU features that were detected"
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
