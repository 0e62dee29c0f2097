//! Parsing a printed pattern returns the same pattern. The law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::PARSE.assert(data));
