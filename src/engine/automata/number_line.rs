//! Ranges on a line of integers: one binary search, then the lists of ranges that hold the interval found.
//!
//! The ends of ranges divide the line into elementary intervals. If few ranges overlap, each interval has a list of the
//! ranges that hold it. If many overlap, a segment tree above the intervals holds the lists: a range is on at most two
//! nodes of each level, so memory stays within `ranges * log(ranges)` however they overlap.
//!
//! # Example
//!
//! The ranges A = `0..=9`, B = `3..=9` and C = `3..=5`. Intervals start at every `low` and after every `high`, that is
//! at 0, 3, 6 and 10:
//!
//! ```text
//!  interval     0        1        2        3
//!  integers     0 to 2   3 to 5   6 to 9   from 10 on
//!
//!  A            ##########################
//!  B                     #################
//!  C                     ########
//!
//!  lists        A        A B C    A B      -
//! ```
//!
//! The value 4 lies in interval 1, whose list is the result: A, B and C. These lists hold six ids. If there were more
//! than four per range, the same ranges would be put on a tree instead, each on the fewest nodes that cover its
//! intervals:
//!
//! ```text
//!                  1
//!          ┌───────┴───────┐
//!          2 [A]           3
//!      ┌───┴───┐       ┌───┴───┐
//!      4       5 [BC]  6 [AB]  7
//!
//!  interval 0  1       2       3
//! ```
//!
//! A covers intervals 0 to 2: node 2 (intervals 0 and 1) and node 6. The value 4 climbs from node 5 to the root and
//! collects the ranges on its way: B and C on node 5, A on node 2.

use super::{Effort, TermId};

/// A closed range `low..=high` on a line; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ClosedRange<K> {
    pub(crate) low: K,
    pub(crate) high: K,
}

/// The ranges asked for on one path. `K` is the unsigned integer that values are mapped to; the mapping preserves
/// order.
#[derive(Clone, Debug, Default)]
pub(crate) struct NumberLine<K> {
    /// Every [`STRIDE`]th of `starts`. Searching these first narrows the search to a few cache lines.
    tops: Vec<K>,
    /// The starts of the elementary intervals, ascending. An interval ends where the next one starts.
    starts: Vec<K>,
    /// By elementary interval: the end of its ids, which begin at the end of the interval before it. In a tree: the
    /// lowest node at or above the interval that has ranges.
    lists: Vec<u32>,
    /// Empty if there is no tree.
    nodes: Vec<Node>,
    ids: Vec<TermId>,
    is_tree: bool,
}

/// A node of the tree: a list of ranges.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The end of its ids, which begin at the end of the node before it.
    end: u32,
    /// The next node above it that has ranges.
    above: u32,
}

/// Stands for no node.
const NO_NODE: u32 = u32::MAX;

/// The distance of two neighbours of `tops` in `starts`.
const STRIDE: usize = 64;

/// A segment tree is built if lists by interval would need more than this many ids per range.
const IDS_PER_RANGE_MAX: usize = 4;

/// An unsigned integer that has a successor.
pub(crate) trait Point: Copy + Ord {
    /// The next integer; `None` after the largest.
    fn next(self) -> Option<Self>;
}

impl Point for u64 {
    fn next(self) -> Option<Self> {
        self.checked_add(1)
    }
}

impl Point for u128 {
    fn next(self) -> Option<Self> {
        self.checked_add(1)
    }
}

impl<K: Point> NumberLine<K> {
    pub(crate) fn new(ranges: &[(ClosedRange<K>, TermId)]) -> Self {
        let starts = starts(ranges);
        let interval = |point: K| starts.partition_point(|start| *start <= point);
        let spans: Vec<Span> = ranges
            .iter()
            .map(|(r, term)| (narrow(interval(r.low) - 1), narrow(interval(r.high)), *term))
            .collect();
        let length = |(from, to, _): &Span| (to - from) as usize;
        let ids = spans.iter().map(length).sum::<usize>();
        let is_tree = ids > IDS_PER_RANGE_MAX * ranges.len();
        let mut line = Self {
            tops: starts.iter().copied().step_by(STRIDE).collect(),
            lists: vec![NO_NODE; starts.len()],
            starts,
            nodes: Vec::new(),
            ids: Vec::new(),
            is_tree,
        };
        if is_tree {
            line.hang(&spans);
        } else {
            line.list(&spans);
        }
        line
    }

    /// Adds every span to the lists of its intervals.
    fn list(&mut self, spans: &[Span]) {
        self.lists.fill(0);
        for &(from, to, _) in spans {
            for interval in from..to {
                self.lists[interval as usize] += 1;
            }
        }
        let mut end = 0;
        for list in &mut self.lists {
            end += std::mem::replace(list, end);
        }
        self.ids = vec![TermId(0); end as usize];
        // During this loop an entry of `lists` is the place of the list's next id; afterwards it is the list's end.
        for &(from, to, term) in spans {
            for list in &mut self.lists[from as usize..to as usize] {
                self.ids[*list as usize] = term;
                *list += 1;
            }
        }
    }

    /// Adds every span to nodes of the tree. With `width` leaves the root is 1, the children of `n` are `2 n` and `2 n
    /// + 1`, and leaf `i` is `width + i`.
    fn hang(&mut self, spans: &[Span]) {
        let width = self.starts.len().next_power_of_two();
        let each = |put: &mut dyn FnMut(usize, TermId)| {
            for &(from, to, term) in spans {
                let leaves = (from as usize + width, to as usize + width);
                cover(leaves, &mut |node| put(node, term));
            }
        };
        let mut counts = vec![0u32; 2 * width];
        each(&mut |node, _| counts[node] += 1);
        let mut places = self.number_nodes(width, &counts);
        drop(counts);
        self.ids = vec![TermId(0); self.nodes.last().map_or(0, |node| node.end as usize)];
        each(&mut |node, term| {
            self.ids[places[node] as usize] = term;
            places[node] += 1;
        });
    }

    /// Numbers the nodes that have ranges, parents first and subtrees together, so that the nodes above one interval
    /// are near each other in memory. Returns the place where the ids of each node begin.
    fn number_nodes(&mut self, width: usize, counts: &[u32]) -> Vec<u32> {
        let used = counts.iter().filter(|count| **count > 0).count();
        self.nodes.reserve_exact(used);
        let mut places = vec![0; counts.len()];
        let mut end = 0;
        let mut waiting = vec![(1, NO_NODE)];
        while let Some((node, mut above)) = waiting.pop() {
            if counts[node] > 0 {
                places[node] = end;
                end += counts[node];
                let number = narrow(self.nodes.len());
                self.nodes.push(Node { end, above });
                above = number;
            }
            if node < width {
                waiting.extend([(2 * node + 1, above), (2 * node, above)]);
            } else if let Some(lowest) = self.lists.get_mut(node - width) {
                *lowest = above;
            }
        }
        places
    }

    /// Calls `found` with every range that holds `point`.
    pub(crate) fn find(&self, point: K, effort: &mut Effort, mut found: impl FnMut(TermId)) {
        effort.bytes_stepped += size_of::<K>() as u64;
        let top = self.tops.partition_point(|start| *start <= point);
        let Some(from) = top.checked_sub(1).map(|top| top * STRIDE) else {
            return;
        };
        let few = &self.starts[from..self.starts.len().min(from + STRIDE)];
        let interval = from + few.partition_point(|start| *start <= point) - 1;
        if self.is_tree {
            self.climb(self.lists[interval], found);
            return;
        }
        let first = interval
            .checked_sub(1)
            .map_or(0, |before| self.lists[before]);
        let ids = &self.ids[first as usize..self.lists[interval] as usize];
        ids.iter().copied().for_each(&mut found);
    }

    /// Calls `found` with the ranges of a node and of all nodes above it.
    fn climb(&self, mut next: u32, mut found: impl FnMut(TermId)) {
        while let Some(node) = self.nodes.get(next as usize) {
            let first = match next {
                0 => 0,
                _ => self.nodes[next as usize - 1].end,
            };
            let ids = &self.ids[first as usize..node.end as usize];
            ids.iter().copied().for_each(&mut found);
            next = node.above;
        }
    }

    /// The number of elementary intervals.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether the ranges overlap so much that a tree holds them.
    pub(crate) fn is_tree(&self) -> bool {
        self.is_tree
    }

    pub(crate) fn bytes(&self) -> usize {
        let keys = (self.starts.len() + self.tops.len()) * size_of::<K>();
        keys + (self.lists.len() + self.ids.len()) * 4 + self.nodes.len() * size_of::<Node>()
    }
}

/// The elementary intervals `from..to`, and the range that they make up.
type Span = (u32, u32, TermId);

fn starts<K: Point>(ranges: &[(ClosedRange<K>, TermId)]) -> Vec<K> {
    let mut starts = Vec::with_capacity(2 * ranges.len());
    for (range, _) in ranges {
        starts.push(range.low);
        starts.extend(range.high.next());
    }
    starts.sort_unstable();
    starts.dedup();
    starts.shrink_to_fit();
    starts
}

/// Calls `put` with the fewest nodes of a tree that cover the leaves `from..to`.
fn cover((mut from, mut to): (usize, usize), put: &mut dyn FnMut(usize)) {
    while from < to {
        if from % 2 == 1 {
            put(from);
            from += 1;
        }
        if to % 2 == 1 {
            to -= 1;
            put(to);
        }
        from /= 2;
        to /= 2;
    }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).expect("fewer than 2^32 intervals")
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidegate_fixtures::testing::Draw;

    #[test]
    fn example_is_true() {
        let ranges = [(0, 9), (3, 9), (3, 5)].map(|(low, high)| ClosedRange { low, high });
        let terms: Vec<_> = ranges.into_iter().zip((0..).map(TermId)).collect();
        let mut line = NumberLine::<u64>::new(&terms);
        assert_eq!(line.starts, [0, 3, 6, 10]);
        assert_eq!((line.is_tree(), line.ids.len()), (false, 6));
        let found = |line: &NumberLine<u64>| {
            let mut out = Vec::new();
            line.find(4, &mut Effort::default(), |term| out.push(term.0));
            out
        };
        assert_eq!(found(&line), [0, 1, 2]);
        line.lists.fill(NO_NODE);
        line.is_tree = true;
        line.hang(&[(0, 3, TermId(0)), (1, 3, TermId(1)), (1, 2, TermId(2))]);
        assert_eq!(line.nodes.len(), 3);
        assert_eq!(found(&line), [1, 2, 0]);
    }

    #[test]
    fn ranges_of_a_point_equal_those_found_by_trying_each() {
        let mut draw = Draw::new(7);
        let mut random = |below: u64| draw.bits() % below;
        let mut trees = 0;
        for round in 0..100 {
            let spread = 40 + 4 * u64::from(round % 7) * u64::from(round);
            let ranges: Vec<_> = (0..round)
                .map(|id| {
                    let low = random(spread);
                    let high = if random(9) == 0 {
                        u64::MAX
                    } else {
                        low + random(10)
                    };
                    (ClosedRange { low, high }, TermId(id))
                })
                .collect();
            let line = NumberLine::new(&ranges);
            trees += u32::from(line.is_tree());
            for point in (0..spread + 20).chain([u64::MAX]) {
                let mut got = Vec::new();
                line.find(point, &mut Effort::default(), |term| got.push(term.0));
                got.sort_unstable();
                let holds = |r: &ClosedRange<u64>| (r.low..=r.high).contains(&point);
                let want: Vec<u32> = ranges
                    .iter()
                    .filter(|(r, _)| holds(r))
                    .map(|(_, term)| term.0)
                    .collect();
                assert_eq!(got, want, "{point} in {ranges:?}");
            }
        }
        assert!(0 < trees && trees < 100, "{trees} trees of 100");
    }
}
