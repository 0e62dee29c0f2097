//! Where filters and settings stand in templates. Each kind of file has its tables here; the values are resolved by
//! `resolve`.

pub(crate) mod cloudformation;
pub(crate) mod criteria;
mod found;
mod misplaced;
pub(crate) mod plan;
mod resource;
mod sam;
pub(crate) mod serverless;
pub(crate) mod settings;

pub(crate) use found::Found;
pub(crate) use resource::{referred, say_unfiltered, silenced};
pub(crate) use serverless::lists;
