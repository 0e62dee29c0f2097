//! A record has the same result as a struct of `aws_lambda_events` and as bytes. The law and its replay are in
//! `src/differential`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tidegate_differential::Law::STRUCTS.assert(data));
