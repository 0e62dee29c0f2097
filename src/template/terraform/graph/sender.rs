//! A resource that may send to others.

use std::ops::Range;
use std::rc::Rc;

use crate::graph::{Edge, Via};
use crate::terraform::evaluator::Evaluator;
use crate::terraform::scope::Module;
use crate::terraform::view::View;

/// The most edges of one directory: a graph with more is not looked at by anybody.
const EDGES_MAX: usize = 100_000;

/// A resource that may send, with what is around it.
pub(super) struct Sender<'s, 'e> {
    pub(super) evaluator: &'s Evaluator<'e>,
    pub(super) module: &'s Rc<Module>,
    /// `aws_sns_topic_subscription.orders`, with the address of its module before it.
    pub(super) address: String,
    pub(super) view: View,
    pub(super) out: &'s mut Vec<Edge>,
}

impl Sender<'_, '_> {
    /// Adds an edge, if both ends are known.
    pub(super) fn add(
        &mut self,
        from: Option<String>,
        to: Option<String>,
        via: Via,
        place: &Range<usize>,
    ) {
        if let (Some(from), Some(to)) = (from, to)
            && self.out.len() < EDGES_MAX
        {
            self.out.push(Edge {
                from,
                to,
                via,
                range: place.clone(),
                elsewhere: None,
            });
        }
    }
}
