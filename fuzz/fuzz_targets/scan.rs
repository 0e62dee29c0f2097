//! Engine and reference find the same fields in a text. The law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::SCAN.assert(data));
