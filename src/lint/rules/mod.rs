//! The rules, one file each. A file holds the rule's code and severity, its words, its explanation and its tests.
//! `registry` lists them all; the numbers are never reused.

pub(crate) mod key_not_documented;
pub(crate) mod other_source_key;
pub(crate) mod plain_text;
pub(crate) mod wrong_level;
