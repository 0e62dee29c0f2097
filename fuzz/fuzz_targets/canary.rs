//! A law that must fail, which tests the fuzzing itself. The law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::CANARY.assert(data));
