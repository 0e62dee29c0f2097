//! Filters and a record of their source, held as a struct of `aws_lambda_events` and as bytes: the law and its replay are
//! in `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::STRUCTS.assert(data));
