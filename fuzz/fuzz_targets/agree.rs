//! Engine and reference return the same verdict on a generated pattern and event. The law and its replay are in
//! `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::AGREE.assert(data));
