//! Patterns together match what each matches alone: the law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::UNION.assert(data));
