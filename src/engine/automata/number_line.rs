//! Ranges on a line of integers: one binary search, then the nodes of a segment tree on the way to its root.

use super::{Effort, TermId};

/// A closed range `low..=high` on a line; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Stretch<K> {
    pub(crate) low: K,
    pub(crate) high: K,
}

/// The ranges asked for on one path. `K` is the unsigned integer that values are mapped to, order preserved.
#[derive(Clone, Debug, Default)]
pub(crate) struct NumberLine<K> {
    /// Where an elementary interval starts, ascending; the intervals lie between neighbours.
    starts: Vec<K>,
    /// Per node of the tree (leaves from `starts.len()` on): the end of its ids in `ids`.
    ends: Vec<u32>,
    ids: Vec<TermId>,
}

/// An unsigned integer that has a next one.
pub(crate) trait Point: Copy + Ord {
    /// The next integer; `None` behind the last.
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
    pub(crate) fn new(ranges: &[(Stretch<K>, TermId)]) -> Self {
        let mut starts: Vec<K> = ranges
            .iter()
            .flat_map(|(r, _)| [Some(r.low), r.high.next()])
            .flatten()
            .collect();
        starts.sort_unstable();
        starts.dedup();
        let mut nodes = vec![Vec::new(); 2 * starts.len()];
        for (range, term) in ranges {
            let first = starts.partition_point(|start| *start < range.low);
            let last = starts.partition_point(|start| *start <= range.high);
            cover(&mut nodes, first + starts.len(), last + starts.len(), *term);
        }
        let mut ids = Vec::new();
        let ends = nodes
            .iter()
            .map(|node| {
                ids.extend_from_slice(node);
                u32::try_from(ids.len()).expect("fewer than 2^32 ids")
            })
            .collect();
        Self { starts, ends, ids }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Every range that holds `point` goes to `found`.
    pub(crate) fn find(&self, point: K, effort: &mut Effort, mut found: impl FnMut(TermId)) {
        effort.bytes_stepped += size_of::<K>() as u64;
        let behind = self.starts.partition_point(|start| *start <= point);
        if behind == 0 {
            return;
        }
        let mut node = behind - 1 + self.starts.len();
        while node > 0 {
            let first = if node == 0 {
                0
            } else {
                self.ends[node - 1] as usize
            };
            for term in &self.ids[first..self.ends[node] as usize] {
                found(*term);
            }
            node /= 2;
        }
    }

    /// How many elementary intervals.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.starts.len() * size_of::<K>() + (self.ends.len() + self.ids.len()) * 4
    }
}

/// Puts `term` on the fewest nodes that cover the leaves `from..to`.
fn cover(nodes: &mut [Vec<TermId>], mut from: usize, mut to: usize, term: TermId) {
    while from < to {
        if from % 2 == 1 {
            nodes[from].push(term);
            from += 1;
        }
        if to % 2 == 1 {
            to -= 1;
            nodes[to].push(term);
        }
        from /= 2;
        to /= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_trying_every_range() {
        let mut seed = 7u64;
        let mut random = |below: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for round in 0..50 {
            let ranges: Vec<_> = (0..round)
                .map(|id| {
                    let low = random(40);
                    let high = if random(9) == 0 {
                        u64::MAX
                    } else {
                        low + random(10)
                    };
                    (Stretch { low, high }, TermId(id))
                })
                .collect();
            let line = NumberLine::new(&ranges);
            for point in (0..60).chain([u64::MAX]) {
                let mut got = Vec::new();
                line.find(point, &mut Effort::default(), |term| got.push(term.0));
                got.sort_unstable();
                let holds = |r: &Stretch<u64>| (r.low..=r.high).contains(&point);
                let want: Vec<u32> = ranges
                    .iter()
                    .filter(|(r, _)| holds(r))
                    .map(|(_, term)| term.0)
                    .collect();
                assert_eq!(got, want, "{point} in {ranges:?}");
            }
        }
    }
}
