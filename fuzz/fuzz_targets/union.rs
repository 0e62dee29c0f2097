//! Patterns compiled together match the same events as each alone. The law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::UNION.assert(data));
