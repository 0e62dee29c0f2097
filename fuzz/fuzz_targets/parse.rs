//! Pattern text: `cargo +nightly fuzz run parse`. The law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::parse(data));
