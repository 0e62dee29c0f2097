//! What is explained is what is matched: the law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::EXPLAIN.assert(data));
