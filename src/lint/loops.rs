//! Finds the way from a function's output back to what triggers it, over the edges of a template.

use std::cell::Cell;
use std::collections::{HashMap, VecDeque};

use tidegate_plan::recursion::Verdict;
use tidegate_template::{Edge, Entry, Template, Via};

/// The most hops of a loop: longer ones are not recognised by people either.
const HOPS_MAX: usize = 8;

/// The most hops that are followed for one template. Real ones have a few thousand.
const FOLLOWED_MAX: usize = 2_000_000;

/// The hops of a template by the resource that they begin at.
pub(crate) struct Hops<'t> {
    by_sender: HashMap<&'t str, Vec<Hop<'t>>>,
    /// How many hops may still be followed.
    left: Cell<usize>,
}

/// One step of a record: over an edge, or through a mapping or rule.
#[derive(Clone, Copy)]
pub(crate) enum Hop<'t> {
    Edge(&'t Edge),
    Entry(&'t Entry),
}

impl<'t> Hop<'t> {
    fn to(self) -> Option<&'t str> {
        match self {
            Hop::Edge(edge) => Some(&edge.to),
            // A rule that is a resource of its own sends to its targets; an event of a function is the function's.
            Hop::Entry(entry) => Some(entry.function.as_deref().unwrap_or(&entry.name)),
        }
    }

    /// Returns the verdict on a loop that is as sure as this hop.
    fn verdict(self) -> Verdict {
        match self {
            Hop::Entry(entry) if entry.filters.is_empty() && entry.holes.is_empty() => {
                Verdict::Loop
            }
            Hop::Entry(_) => Verdict::Uncertain,
            Hop::Edge(edge) => match &edge.via {
                Via::Policy { .. } | Via::Connector => Verdict::Likely,
                Via::Environment => Verdict::Uncertain,
                Via::Subscription { is_filtered, .. } if *is_filtered => Verdict::Uncertain,
                Via::Destination
                | Via::Subscription { .. }
                | Via::Target { .. }
                | Via::Pipe
                | Via::Changes => Verdict::Loop,
                // Which keys a function writes is judged where its trigger is the bucket itself.
                Via::Notification { .. } => Verdict::Uncertain,
            },
        }
    }
}

/// A way from a function to a resource.
pub(crate) struct Way<'t> {
    pub(crate) hops: Vec<Hop<'t>>,
}

impl<'t> Way<'t> {
    /// Returns how sure it is that records go this way.
    pub(crate) fn verdict(&self) -> Verdict {
        let verdicts = self.hops.iter().map(|hop| hop.verdict());
        verdicts.min().unwrap_or(Verdict::Uncertain)
    }

    /// Returns the edge by which the function writes.
    pub(crate) fn first(&self) -> Option<&'t Edge> {
        match self.hops.first() {
            Some(Hop::Edge(edge)) => Some(edge),
            Some(Hop::Entry(_)) | None => None,
        }
    }

    /// Returns the resources between the function and the end.
    pub(crate) fn between(&self) -> Vec<&'t str> {
        let before_last = self.hops.len().saturating_sub(1);
        let hops = self.hops[..before_last].iter();
        hops.filter_map(|hop| hop.to()).collect()
    }
}

impl<'t> Hops<'t> {
    pub(crate) fn of(template: &'t Template) -> Self {
        let mut hops: HashMap<&str, Vec<Hop<'_>>> = HashMap::new();
        for edge in &template.edges {
            hops.entry(&edge.from).or_default().push(Hop::Edge(edge));
        }
        let neighbours = template.neighbours.iter().map(|it| &it.entry);
        for entry in template.entries.iter().chain(neighbours) {
            if let Some(source) = &entry.source {
                hops.entry(source).or_default().push(Hop::Entry(entry));
            }
        }
        Self {
            by_sender: hops,
            left: Cell::new(FOLLOWED_MAX),
        }
    }

    /// Returns the surest of the ways from a function to each resource that its output reaches: over the fewest
    /// resources, and among those over the surest first edge.
    pub(crate) fn ways(&self, function: &'t str) -> HashMap<&'t str, Way<'t>> {
        let mut ways: HashMap<&str, Way<'t>> = HashMap::new();
        let mut open = VecDeque::from([(function, Vec::new())]);
        while let Some((at, hops)) = open.pop_front() {
            if hops.len() == HOPS_MAX {
                continue;
            }
            let next = self.by_sender.get(at).into_iter().flatten();
            let mut next: Vec<_> = next.copied().collect();
            self.left.set(self.left.get().saturating_sub(next.len()));
            if self.left.get() == 0 {
                return ways;
            }
            next.sort_by_key(|hop| std::cmp::Reverse(hop.verdict()));
            for hop in next {
                let Some(to) = hop.to().filter(|to| !ways.contains_key(to)) else {
                    continue;
                };
                let mut hops = hops.clone();
                hops.push(hop);
                ways.insert(to, Way { hops: hops.clone() });
                open.push_back((to, hops));
            }
        }
        ways
    }
}
