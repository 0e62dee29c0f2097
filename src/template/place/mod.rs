//! Where filters and settings stand in templates. Each kind of file has its tables here; the values are resolved by
//! `resolve`.

pub(crate) mod cloudformation;
pub(crate) mod criteria;
mod found;
mod resource;
mod sam;
mod settings;

pub(crate) use found::Found;
