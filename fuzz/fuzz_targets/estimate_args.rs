//! Any text as each file and option of `estimate`: nothing panics, and refusals have a message. The law and its replay
//! are in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::ESTIMATE_ARGS.assert(data));
