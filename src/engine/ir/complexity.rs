//! Wildcard complexity: how many prefixes of a rule's wildcards one input can keep alive at once
//! (event-ruler 2.0.1, `MachineComplexityEvaluator`). AWS refuses patterns above a bound.

use std::collections::{HashSet, VecDeque};

use crate::error::{Code, Error};
use crate::limits::WILDCARD_COMPLEXITY_MAX;
use crate::span::Span;
use crate::syntax::Pattern;

use super::profile::Profile;
use super::rule::{Rule, Test};

/// Sets of live prefixes looked at before a pattern is called too complex to tell.
const SETS_MAX: usize = 100_000;

/// Refuses a rule that is too complex; `Ruler` has no such bound.
pub(super) fn check(rule: &Rule, pattern: &Pattern) -> Result<(), Error> {
    if rule.profile == Profile::Ruler {
        return Ok(());
    }
    for clause in rule.branches.iter().flat_map(|branch| &branch.clauses) {
        let matchers = matchers(&clause.tests);
        if exceeds(&matchers, WILDCARD_COMPLEXITY_MAX) {
            return Err(too_complex(pattern));
        }
    }
    Ok(())
}

fn too_complex(pattern: &Pattern) -> Error {
    let span = Span::new(0, pattern.text().len());
    let message = format!(
        "the wildcards of one field are too complex: one value can keep more than {WILDCARD_COMPLEXITY_MAX} beginnings of them alive"
    );
    Error::new(Code::TooComplex, span, message)
        .help("use fewer stars, and after a star no character that repeats")
        .aws("Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character")
}

/// A unit of a wildcard: a byte, or a star.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Byte(u8),
    Star,
}

/// The wildcards of one matcher (one `wildcard`, or the whole set of an `anything-but`): equal prefixes are one node.
#[derive(Debug, PartialEq)]
struct Matcher<'t>(Vec<&'t [Box<[u8]>]>);

/// The matchers of a list; identical ones count once.
fn matchers(tests: &[Test]) -> Vec<Matcher<'_>> {
    let mut matchers = Vec::new();
    for test in tests {
        let parts: Vec<&[Box<[u8]>]> = match test {
            Test::Wildcard(parts) => vec![parts],
            Test::AnythingBut(excluded) => excluded.iter().filter_map(parts_of).collect(),
            _ => Vec::new(),
        };
        let matcher = Matcher(parts);
        if !matcher.0.is_empty() && !matchers.contains(&matcher) {
            matchers.push(matcher);
        }
    }
    matchers
}

fn parts_of(test: &Test) -> Option<&[Box<[u8]>]> {
    match test {
        Test::Wildcard(parts) => Some(parts),
        _ => None,
    }
}

/// A prefix of some wildcard of one matcher.
#[derive(Default)]
struct Node {
    children: Vec<(Unit, usize)>,
    behind_star: bool,
    matcher: usize,
}

/// All prefixes of all matchers; the first nodes are their empty prefixes.
struct Prefixes(Vec<Node>);

impl Prefixes {
    fn of(matchers: &[Matcher<'_>]) -> Self {
        let roots = (0..matchers.len()).map(|matcher| Node {
            matcher,
            ..Node::default()
        });
        let mut prefixes = Self(roots.collect());
        for (root, matcher) in matchers.iter().enumerate() {
            for parts in &matcher.0 {
                units(parts)
                    .into_iter()
                    .fold(root, |node, unit| prefixes.child(node, unit));
            }
        }
        prefixes
    }

    fn child(&mut self, node: usize, unit: Unit) -> usize {
        let known = self.0[node].children.iter().find(|(u, _)| *u == unit);
        if let Some((_, child)) = known {
            return *child;
        }
        let matcher = self.0[node].matcher;
        self.0.push(Node {
            behind_star: unit == Unit::Star,
            matcher,
            ..Node::default()
        });
        let child = self.0.len() - 1;
        self.0[node].children.push((unit, child));
        child
    }

    /// The prefixes alive after one more byte. One that ends before a star is alive behind the star too.
    fn step(&self, live: &[usize], byte: Option<u8>) -> Vec<usize> {
        let mut next = Vec::with_capacity(live.len() + 1);
        for &at in live {
            let node = &self.0[at];
            next.extend(node.behind_star.then_some(at));
            for (unit, child) in &node.children {
                if matches!(unit, Unit::Byte(wanted) if Some(*wanted) == byte) {
                    next.push(*child);
                    let behind = self.0[*child].children.iter();
                    next.extend(
                        behind
                            .filter(|(u, _)| *u == Unit::Star)
                            .map(|(_, star)| *star),
                    );
                }
            }
        }
        next.sort_unstable();
        next.dedup();
        next
    }

    /// How many prefixes these are; the complete wildcards of one matcher count as one.
    fn count(&self, live: &[usize]) -> usize {
        let complete = |at: &&usize| self.0[**at].children.is_empty();
        let mut ends: Vec<usize> = live
            .iter()
            .filter(complete)
            .map(|at| self.0[*at].matcher)
            .collect();
        let partial = live.len() - ends.len();
        ends.sort_unstable();
        ends.dedup();
        partial + ends.len()
    }

    /// The bytes the wildcards name, and `None` for any other.
    fn alphabet(&self) -> Vec<Option<u8>> {
        let units = self.0.iter().flat_map(|node| &node.children);
        let mut bytes: Vec<Option<u8>> = units
            .filter_map(|(unit, _)| match unit {
                Unit::Byte(byte) => Some(Some(*byte)),
                Unit::Star => None,
            })
            .collect();
        bytes.push(None);
        bytes.sort_unstable();
        bytes.dedup();
        bytes
    }
}

fn units(parts: &[Box<[u8]>]) -> Vec<Unit> {
    let mut units = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        units.extend((index > 0).then_some(Unit::Star));
        units.extend(part.iter().map(|&byte| Unit::Byte(byte)));
    }
    units
}

/// Whether some input keeps more than `bound` prefixes alive.
fn exceeds(matchers: &[Matcher<'_>], bound: usize) -> bool {
    if matchers.is_empty() {
        return false;
    }
    let prefixes = Prefixes::of(matchers);
    let alphabet = prefixes.alphabet();
    let start: Vec<usize> = (0..matchers.len()).collect();
    let mut seen = HashSet::from([start.clone()]);
    let mut queue = VecDeque::from([start]);
    while let Some(live) = queue.pop_front() {
        for &byte in &alphabet {
            let next = prefixes.step(&live, byte);
            if prefixes.count(&next) > bound || seen.len() > SETS_MAX {
                return true;
            }
            if !next.is_empty() && seen.insert(next.clone()) {
                queue.push_back(next);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complexity(sets: &[&[&str]]) -> usize {
        let split = |text: &&str| {
            text.split('*')
                .map(|p| p.as_bytes().into())
                .collect::<Vec<_>>()
        };
        let parts: Vec<Vec<Vec<Box<[u8]>>>> = sets
            .iter()
            .map(|set| set.iter().map(split).collect())
            .collect();
        let matchers: Vec<_> = parts
            .iter()
            .map(|set| Matcher(set.iter().map(|p| &p[..]).collect()))
            .collect();
        (0..100).find(|bound| !exceeds(&matchers, *bound)).unwrap()
    }

    #[test]
    fn counts_as_event_ruler_does() {
        // Observed with event-ruler 2.0.1, 2026-11-23.
        assert_eq!(complexity(&[&["\"*aaaaaaaaaa\""]]), 11);
        assert_eq!(complexity(&[&["\"*:*:*:*:*:event-bus/*\""]]), 11);
        assert_eq!(
            complexity(&[&["\"/Users/*/dir/dir/dir/dir/dir/doc.txt\""]]),
            7
        );
    }

    #[test]
    fn a_set_shares_its_prefixes() {
        let apart = complexity(&[&["\"a*b\""], &["\"a*c\""]]);
        let together = complexity(&[&["\"a*b\"", "\"a*c\""]]);
        assert!(together < apart, "{together} {apart}");
    }
}
