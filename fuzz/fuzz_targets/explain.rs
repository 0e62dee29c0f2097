//! An explanation has the verdict of the matcher. The law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::EXPLAIN.assert(data));
