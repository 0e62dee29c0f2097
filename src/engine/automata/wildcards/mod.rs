//! Wildcards: `*` stands for any run of bytes. Each is filed under a key, and verified when the key is met.
//!
//! A key is the pair of its head and tail (found by rolling hashes from both ends, one probe per pair of lengths, at most
//! [`keys::SHAPES_MAX`]) or one of its middle parts (found by one pass over the value for all of them), whichever fewer
//! wildcards have. Where many share even the rarest, those of one pair are a trie over their middle parts.

mod filing;
mod index;
mod keys;

pub(crate) use filing::GlobTerms;
pub(crate) use index::{GlobScratch, Globs};

#[cfg(test)]
mod tests;
