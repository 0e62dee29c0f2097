//! `plan`: one file per command behind it.

mod concurrency;
