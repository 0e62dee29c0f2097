//! Engine and reference give a record the same disposition. The law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::ESM.assert(data));
