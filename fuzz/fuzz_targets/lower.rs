//! The engine accepts a pattern exactly when the reference does. The law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::LOWER.assert(data));
