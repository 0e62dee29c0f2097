//! Laws that must hold for any input: bytes in, a panic out if one is broken.
//!
//! Each law is one function. `fuzz/fuzz_targets` are shells around them; `tests/` replays every input that ever broke
//! one, and whatever else is worth trying, in a plain `cargo test`.
#![forbid(unsafe_code)]

mod parse;

pub use parse::parse;
