//! The rules, one file each. A file holds the rule's code and severity, its words, its explanation and its tests.
//! `registry` lists them all; the numbers are never reused.

pub(crate) mod absent_defeats;
pub(crate) mod address_literal;
pub(crate) mod always_true_list;
pub(crate) mod complexity_by_version;
pub(crate) mod complexity_headroom;
pub(crate) mod deletes_messages;
pub(crate) mod disturbed_list;
pub(crate) mod dynamodb_event_image;
pub(crate) mod dynamodb_number;
pub(crate) mod dynamodb_untyped;
pub(crate) mod dynamodb_value;
pub(crate) mod elsewhere;
pub(crate) mod empty_filter;
pub(crate) mod encoded_twice;
pub(crate) mod envelope_key;
pub(crate) mod exists_on_object;
pub(crate) mod idle_wildcard;
pub(crate) mod key_not_documented;
pub(crate) mod long_pattern;
pub(crate) mod looks_like_regex;
pub(crate) mod not_documented;
pub(crate) mod number_as_text;
pub(crate) mod object_as_value;
pub(crate) mod operator_as_field;
pub(crate) mod other_source_key;
pub(crate) mod pattern_is_mapping;
pub(crate) mod payload_form;
pub(crate) mod plain_text;
pub(crate) mod repeated_key;
pub(crate) mod same_filter;
pub(crate) mod text_after_pattern;
pub(crate) mod text_as_number;
pub(crate) mod too_many_filters;
pub(crate) mod wrong_level;
