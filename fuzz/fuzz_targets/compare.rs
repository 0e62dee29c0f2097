//! A comparison of two patterns, separated by a NUL, is confirmed by engine and reference. The body is in
//! `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::compare_texts(data));
