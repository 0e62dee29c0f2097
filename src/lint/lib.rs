//! Findings about filters that AWS accepts: fields that no record has, values that never match, lists whose values
//! disturb each other, messages that are lost. Each finding has a code, a place in the filter's text, one sentence, and
//! the corrected filter if there is one.
//!
//! Each rule is a file in `rules` that holds its code, its severity, its words and its explanation; `registry` lists
//! them. Nothing is read from files and nothing is printed here.
#![forbid(unsafe_code)]

mod aws_words;
mod category;
mod check;
mod counts;
mod disturbance;
mod edit;
mod evident;
mod explanation;
mod field;
mod filter;
mod finding;
mod foreign;
mod glob;
mod idle_parts;
mod keys;
mod kind;
mod likeness;
mod lint;
mod loops;
mod meaning;
mod near;
mod needless;
mod numeric_form;
mod outputs;
mod path;
mod placed;
mod proof;
mod proven;
mod refusal_fix;
mod refusals;
mod refused;
mod registry;
mod rejudged;
mod respell;
mod roots;
mod rule;
mod rules;
mod safety;
mod sample;
mod settle;
mod template;
mod typed;

pub use aws_words::{EVENTBRIDGE_REFUSAL, LAMBDA_REFUSAL, aws_words};
pub use category::Category;
pub use disturbance::{Disturbance, disturbance};
pub use explanation::{Example, Explanation};
pub use filter::Filter;
pub use finding::{Finding, Severity};
pub use foreign::{ForeignKey, foreign_key};
pub use lint::{lint, lint_refused, lint_sample, mended};
pub use needless::is_needless;
pub use outputs::Outputs;
pub use placed::Placed;
pub use proof::never_matches;
pub use refusal_fix::fix_refused;
pub use refused::{finding, refused};
pub use registry::{codes, explain};
pub use respell::respelled;
pub use safety::{Safety, safety};
pub use sample::{RECORDS_LOOKED_AT_MAX, Sample};
pub use template::{is_of_template, lint_template, lint_template_with};
