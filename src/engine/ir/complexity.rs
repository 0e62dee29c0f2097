//! Wildcard complexity: how many prefixes of a rule's wildcards one input can keep alive at once (event-ruler 2.0.1,
//! `MachineComplexityEvaluator`). AWS refuses patterns above a limit.

use std::collections::{HashSet, VecDeque};

use crate::error::{Code, Error};
use crate::limits::WILDCARD_COMPLEXITY_MAX;
use crate::pattern::Pattern;
use tidegate_json::Span;

use super::leaf_test::Test;
use super::text::has_two_cases;

/// Most sets of live prefixes that are examined. A pattern with more counts as too complex.
const SETS_MAX: usize = 100_000;

/// Refuses a pattern if one of its lists is too complex. `lists`: the lists as event-ruler's machine holds them.
pub(super) fn check(lists: &[Vec<&Test>], pattern: &Pattern) -> Result<(), Error> {
    let mut seen = HashSet::new();
    for list in lists {
        let matchers = matchers(list);
        if !seen.contains(&matchers) && exceeds(&matchers, WILDCARD_COMPLEXITY_MAX) {
            return Err(too_complex(pattern));
        }
        seen.insert(matchers);
    }
    Ok(())
}

/// The complexity of the most complex of these lists, or `most` if it is greater.
pub(super) fn highest(lists: &[Vec<&Test>], most: usize) -> usize {
    let mut highest = 0;
    for matchers in lists.iter().map(|list| matchers(list)) {
        while highest < most && exceeds(&matchers, highest) {
            highest += 1;
        }
    }
    highest
}

pub(super) fn too_complex(pattern: &Pattern) -> Error {
    let span = Span::new(0, pattern.text().len());
    let message = format!(
        "the wildcards of one field are too complex: one value can match more than {WILDCARD_COMPLEXITY_MAX} of their prefixes at once"
    );
    Error::new(Code::TooComplex, span, message)
        .help("use fewer stars, and after a star no character that repeats")
        .aws("Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character")
}

/// Whether event-ruler's machine recognises this test when it is added to a state that has it already. The machine does
/// not recognise a wildcard that has a letter with two cases after a star (2.0.1, `ByteMachine.addMatchValue`). It
/// recognises an `anything-but` if it recognises one of its values.
pub(super) fn is_recognised(test: &Test) -> bool {
    let wildcards = test.wildcards();
    wildcards.is_empty() || wildcards.into_iter().any(is_shared)
}

/// Whether the machine adds nothing when this test is added again. The values of an `anything-but` that it does not
/// recognise are added again.
pub(super) fn is_fully_recognised(test: &Test) -> bool {
    test.wildcards().into_iter().all(is_shared)
}

/// Whether other wildcards of the same matcher can share all units of this wildcard.
fn is_shared(parts: &[Box<[u8]>]) -> bool {
    let units = units(parts);
    shared_count(&units) == units.len()
}

/// A unit of a wildcard: a byte, or a star.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Unit {
    Byte(u8),
    Star,
}

/// The wildcards of one matcher: one `wildcard`, or the whole set of an `anything-but`, repeated as often as it is
/// listed.
type Matcher = Vec<Vec<Unit>>;

/// The matchers of a list that have wildcards. Equal matchers are merged into one.
fn matchers(tests: &[&Test]) -> Vec<Matcher> {
    let mut distinct: Vec<(&Test, Matcher)> = Vec::new();
    for test in tests {
        let wildcards: Matcher = test.wildcards().into_iter().map(units).collect();
        if wildcards.is_empty() {
            continue;
        }
        match distinct.iter_mut().find(|(other, _)| other == test) {
            Some((_, known)) => known.extend(wildcards),
            None => distinct.push((test, wildcards)),
        }
    }
    distinct
        .into_iter()
        .map(|(_, wildcards)| wildcards)
        .collect()
}

fn units(parts: &[Box<[u8]>]) -> Vec<Unit> {
    let mut units = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        units.extend((index > 0).then_some(Unit::Star));
        units.extend(part.iter().map(|&byte| Unit::Byte(byte)));
    }
    units
}

/// The number of leading units that a wildcard can share with others of its matcher: those before the first letter with
/// two cases after a star.
fn shared_count(units: &[Unit]) -> usize {
    let Some(star) = units.iter().position(|unit| *unit == Unit::Star) else {
        return units.len();
    };
    let mut after_star = star + 1..units.len();
    after_star
        .find(|at| starts_with_cased(&units[*at..]))
        .unwrap_or(units.len())
}

fn starts_with_cased(units: &[Unit]) -> bool {
    let bytes: Vec<u8> = units
        .iter()
        .take(char::MAX.len_utf8())
        .map_while(|unit| match unit {
            Unit::Byte(byte) => Some(*byte),
            Unit::Star => None,
        })
        .collect();
    let letter = bytes
        .utf8_chunks()
        .next()
        .and_then(|chunk| chunk.valid().chars().next());
    letter.is_some_and(has_two_cases)
}

/// A prefix of some wildcard of one matcher.
#[derive(Default)]
struct Node {
    children: Vec<Child>,
    after_star: bool,
    /// A wildcard ends here, and no longer wildcard begins with it.
    complete: bool,
    matcher: usize,
    /// How many times the wildcard that ends here occurred earlier in the matcher. Each occurrence leads to another
    /// state.
    repeat: usize,
}

struct Child {
    unit: Unit,
    node: usize,
    sharing: Sharing,
}

/// Whether other wildcards of the matcher share a child.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sharing {
    Shared,
    Own,
}

/// All prefixes of all matchers. The first nodes are the empty prefixes of the matchers.
struct Prefixes(Vec<Node>);

impl Prefixes {
    fn of(matchers: &[Matcher]) -> Self {
        let roots = (0..matchers.len()).map(|matcher| Node {
            matcher,
            ..Node::default()
        });
        let mut prefixes = Self(roots.collect());
        let all = || matchers.iter().flatten();
        for (root, matcher) in matchers.iter().enumerate() {
            for (index, wildcard) in matcher.iter().enumerate() {
                let end = prefixes.add(root, wildcard);
                if shared_count(wildcard) < wildcard.len() {
                    let earlier = matcher[..index].iter();
                    prefixes.0[end].repeat = earlier.filter(|other| *other == wildcard).count();
                }
                let is_longer =
                    |other: &Vec<Unit>| other.len() > wildcard.len() && other.starts_with(wildcard);
                prefixes.0[end].complete = !all().any(is_longer);
            }
        }
        prefixes
    }

    fn add(&mut self, root: usize, wildcard: &[Unit]) -> usize {
        let shared = shared_count(wildcard);
        let units = wildcard.iter().enumerate();
        units.fold(root, |node, (index, unit)| {
            let sharing = match index < shared {
                true => Sharing::Shared,
                false => Sharing::Own,
            };
            self.child(node, *unit, sharing)
        })
    }

    fn child(&mut self, node: usize, unit: Unit, sharing: Sharing) -> usize {
        let mut children = self.0[node].children.iter();
        let known = children
            .find(|child| [sharing, child.sharing] == [Sharing::Shared; 2] && child.unit == unit);
        if let Some(child) = known {
            return child.node;
        }
        let matcher = self.0[node].matcher;
        self.0.push(Node {
            after_star: unit == Unit::Star,
            matcher,
            ..Node::default()
        });
        let child = self.0.len() - 1;
        self.0[node].children.push(Child {
            unit,
            node: child,
            sharing,
        });
        child
    }

    /// The prefixes alive after one more byte. If a prefix ends before a star, the prefix that includes the star is
    /// alive, too.
    fn step(&self, live: &[usize], byte: Option<u8>) -> Vec<usize> {
        let mut next = Vec::with_capacity(live.len() + 1);
        for &at in live {
            let node = &self.0[at];
            next.extend(node.after_star.then_some(at));
            for child in &node.children {
                if matches!(child.unit, Unit::Byte(wanted) if Some(wanted) == byte) {
                    next.push(child.node);
                    let next_children = self.0[child.node].children.iter();
                    let stars = next_children.filter(|child| child.unit == Unit::Star);
                    next.extend(stars.map(|star| star.node));
                }
            }
        }
        next.sort_unstable();
        next.dedup();
        next
    }

    /// The number of these prefixes. All complete wildcards of one matcher count as one, except those that the matcher
    /// repeats.
    fn count(&self, live: &[usize]) -> usize {
        let complete = |at: &&usize| self.0[**at].complete;
        let mut ends: Vec<(usize, usize)> = live
            .iter()
            .filter(complete)
            .map(|at| (self.0[*at].matcher, self.0[*at].repeat))
            .collect();
        let partial = live.len() - ends.len();
        ends.sort_unstable();
        ends.dedup();
        partial + ends.len()
    }

    /// The bytes that the wildcards contain, and `None` for any other byte.
    fn alphabet(&self) -> Vec<Option<u8>> {
        let children = self.0.iter().flat_map(|node| &node.children);
        let mut bytes: Vec<Option<u8>> = children
            .filter_map(|child| match child.unit {
                Unit::Byte(byte) => Some(Some(byte)),
                Unit::Star => None,
            })
            .collect();
        bytes.push(None);
        bytes.sort_unstable();
        bytes.dedup();
        bytes
    }
}

/// Whether some input keeps more than `bound` prefixes alive at once.
fn exceeds(matchers: &[Matcher], bound: usize) -> bool {
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
            let parts: Vec<Box<[u8]>> =
                text.split('*').map(|part| part.as_bytes().into()).collect();
            units(&parts)
        };
        let matchers: Vec<Matcher> = sets
            .iter()
            .map(|set| set.iter().map(split).collect())
            .collect();
        (0..100).find(|bound| !exceeds(&matchers, *bound)).unwrap()
    }

    #[test]
    fn complexity_is_that_of_event_ruler() {
        // Observed with event-ruler 2.0.1, 2026-11-23.
        assert_eq!(complexity(&[&["\"*aaaaaaaaaa\""]]), 11);
        assert_eq!(complexity(&[&["\"*:*:*:*:*:event-bus/*\""]]), 11);
        assert_eq!(
            complexity(&[&["\"/Users/*/dir/dir/dir/dir/dir/doc.txt\""]]),
            7
        );
    }

    #[test]
    fn wildcards_of_one_set_share_their_prefixes() {
        let apart = complexity(&[&["\"a*1\""], &["\"a*2\""]]);
        let together = complexity(&[&["\"a*1\"", "\"a*2\""]]);
        assert!(together < apart, "{together} {apart}");
    }

    #[test]
    fn letters_after_a_star_are_not_shared() {
        // Observed with event-ruler 2.0.1, 2026-11-23.
        let alone = complexity(&[&["\"*:/*\""]]);
        assert_eq!(complexity(&[&["\"*:/*\"", "\"*:\""]]), alone);
        assert_eq!(complexity(&[&["\"*A1*\"", "\"*A\""]]), 4);
        let once = complexity(&[&["\"*b\""]]);
        assert_eq!(complexity(&[&["\"*b\"", "\"*b\""]]), once + 1);
        // The same, 2026-11-26: beside another matcher each copy counts as a complete wildcard.
        let copies = ["\"*c*B\"", "\"*c*B\""];
        assert_eq!(complexity(&[&copies]), 5);
        assert_eq!(complexity(&[&copies[..1], &["\"*b*\""]]), 6);
        assert_eq!(complexity(&[&copies, &["\"*b*\""]]), 8);
        let recognised = ["\":*\"", "\":*\""];
        let once = complexity(&[&recognised[..1], &["\"*b*\""]]);
        assert_eq!(complexity(&[&recognised, &["\"*b*\""]]), once);
    }
}
