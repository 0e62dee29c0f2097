//! Engine and reference return the same verdict on a pattern and an event of raw bytes. The law and its replay are in
//! `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::AGREE_BYTES.assert(data));
