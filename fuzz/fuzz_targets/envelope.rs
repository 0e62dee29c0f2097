//! Any bytes as the input of any source: nothing panics, and every record is counted once. The law and its replay are
//! in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::ENVELOPE.assert(data));
