//! The simulator and the reference return the same counts for a mapping. The law and its replay are in
//! `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::SIMULATE.assert(data));
