//! A trusted matcher returns the verdict of a checking one. The law and its replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::TRUSTED.assert(data));
