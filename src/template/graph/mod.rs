//! Which resources of a template send to which others: by policies, connectors, environment variables, destinations,
//! subscriptions, notifications, rules and pipes.
//!
//! An edge says that records can go from one resource to another, and how sure that is. The sources that a function reads
//! are not here: its mappings are the entries of the template.

mod edge;
mod permission;
mod reached;
mod send;

pub use edge::{Edge, Elsewhere, Neighbour, Via};
pub(crate) use permission::writes;
pub(crate) use send::edges;
