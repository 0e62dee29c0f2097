//! A trusted text gets the verdict of a checked one: the law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::TRUSTED.assert(data));
