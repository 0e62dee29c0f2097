//! The counts of a simulated mapping are the reference's: the law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::SIMULATE.assert(data));
