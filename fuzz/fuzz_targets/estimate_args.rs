//! A text as each file and option of `estimate`: nothing panics, what is refused is refused in words: the law and its
//! replay are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::ESTIMATE_ARGS.assert(data));
