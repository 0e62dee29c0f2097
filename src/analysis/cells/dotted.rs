//! Dotted addresses beside text conditions: every combination of text conditions and ranges of addresses that some dotted
//! spelling satisfies, each with a shortest spelling.
//!
//! The walk reads a spelling in two ways at the same time: by the automaton of the text conditions, and as an address. As
//! an address only the ranges matter. With the block 10.0.0.0/8 the beginning `10.` settles that an address lies in it,
//! whatever follows; after `1` it is open. So few states are needed:
//!
//! ```text
//! 1      open, the octet so far is 1
//! 10.    in the block
//! 10.7   in the block, the octet so far is 7: as good as 3 to 9, which can be followed by one more digit
//! 11.    above the block
//! ```

use std::collections::{BTreeSet, HashSet, VecDeque};

use tidegate::inspect::AddressTest;

use super::address::leading_v4;
use super::terms::TextTerm;
use super::text::{Automaton, QUOTE, StateId};
use super::walk::Walked;
use super::wtf8::{Point, json_string};

/// Java reads no longer text as a dotted address.
const CHARS_MAX: usize = 15;

/// The most states of the walk.
const STATES_MAX: usize = 20_000;

const OCTETS: u32 = 4;

/// The addresses at which the truth of a test changes, ascending.
struct Cuts(Vec<u32>);

/// The octets read so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Octets {
    /// All addresses that begin like this lie between the same cuts.
    Settled { count: u32, class: usize },
    /// The value of the octets decides further.
    Open { count: u32, value: u32 },
}

/// The octets, and the value of the digits after the last dot; `None` if there are no digits yet.
type Progress = (Octets, Option<u32>);

/// JSON strings for the combinations, and whether all were found.
pub(super) struct Dotted {
    pub(super) strings: Vec<String>,
    pub(super) walked: Walked,
}

/// Returns a spelling for each combination of text terms and address tests.
pub(super) fn strings(terms: &[TextTerm], tests: &[AddressTest]) -> Dotted {
    let automaton = Automaton::of(terms);
    let cuts = Cuts::of(tests);
    let start = (
        automaton.step(automaton.starts(), QUOTE),
        (cuts.octets(0, 0), None),
    );
    let mut walk = Walk {
        automaton: &automaton,
        cuts,
        seen: HashSet::from([start.clone()]),
        queue: VecDeque::from([(start, Vec::new())]),
        combinations: HashSet::new(),
        strings: Vec::new(),
    };
    let walked = walk.run();
    Dotted {
        strings: walk.strings,
        walked,
    }
}

impl Cuts {
    fn of(tests: &[AddressTest]) -> Self {
        let ends = tests.iter().flat_map(|test| [&test.low, &test.high]);
        let ends = ends.map(|digits| leading_v4(digits));
        // An end of sixteen bytes is compared with the beginning of itself, so the address may lie on either side.
        let cuts: BTreeSet<u32> = ends.flat_map(|end| [end, end.saturating_add(1)]).collect();
        Self(cuts.into_iter().collect())
    }

    /// Returns the number of cuts at or below an address.
    fn class(&self, address: u32) -> usize {
        self.0.partition_point(|cut| *cut <= address)
    }

    /// Returns what is known after this many octets with this value.
    fn octets(&self, count: u32, value: u32) -> Octets {
        let free = 8 * (OCTETS - count);
        let low = value.checked_shl(free).unwrap_or(0);
        let high = low | u32::MAX.checked_shr(32 - free).unwrap_or(0);
        let class = self.class(low);
        match class == self.class(high) {
            true => Octets::Settled { count, class },
            false => Octets::Open { count, value },
        }
    }

    /// Returns what is known after one more octet.
    fn with(&self, octets: Octets, octet: u32) -> Octets {
        match octets {
            Octets::Settled { count, class } => Octets::Settled {
                count: count + 1,
                class,
            },
            Octets::Open { count, value } => self.octets(count + 1, value << 8 | octet),
        }
    }

    /// Returns the progress after one more digit or dot; `None` if no dotted address continues like this.
    fn step(&self, (octets, current): Progress, point: Point) -> Option<Progress> {
        let digit = char::from_u32(point)?.to_digit(10);
        let Some(digit) = digit else {
            let next = self.with(octets, current?);
            return (next.count() < OCTETS).then_some((next, None));
        };
        let octet = current.unwrap_or(0) * 10 + digit;
        (octet <= 255).then(|| (octets, Some(self.least_like(octets, octet))))
    }

    /// Returns the least octet that is as good as this one: the same digits may follow, to the same effect.
    fn least_like(&self, octets: Octets, octet: u32) -> u32 {
        match (octets, octet) {
            (Octets::Settled { .. }, 3..=9) => 3,
            (Octets::Settled { .. }, 10..=24) => 10,
            (Octets::Settled { .. }, 26..) => 26,
            (Octets::Settled { .. } | Octets::Open { .. }, 0..=25) => octet,
            (Octets::Open { .. }, 26..) => self.least_with_outcome(octets, octet),
        }
    }

    /// Returns the least octet from 26 on after which the same is known. No digit may follow such an octet, and those with
    /// one outcome follow each other.
    fn least_with_outcome(&self, octets: Octets, octet: u32) -> u32 {
        let after = self.with(octets, octet);
        let (mut low, mut high) = (26, octet);
        while low < high {
            let middle = u32::midpoint(low, high);
            match self.with(octets, middle) == after {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        high
    }
}

impl Octets {
    const fn count(self) -> u32 {
        match self {
            Self::Settled { count, .. } | Self::Open { count, .. } => count,
        }
    }
}

type Place = (Vec<StateId>, Progress);

struct Walk<'t> {
    automaton: &'t Automaton,
    cuts: Cuts,
    seen: HashSet<Place>,
    queue: VecDeque<(Place, Vec<Point>)>,
    combinations: HashSet<(Vec<u32>, usize)>,
    strings: Vec<String>,
}

impl Walk<'_> {
    fn run(&mut self) -> Walked {
        let points: Vec<Point> = ".0123456789".chars().map(u32::from).collect();
        while let Some((place, text)) = self.queue.pop_front() {
            self.keep(&place, &text);
            // A spelling that is too long is not an address, and all that follow are longer.
            if text.len() == CHARS_MAX {
                continue;
            }
            for &point in &points {
                let Some(progress) = self.cuts.step(place.1, point) else {
                    continue;
                };
                if self.seen.len() >= STATES_MAX {
                    return Walked::InPart;
                }
                let next = (self.automaton.step(&place.0, point), progress);
                if self.seen.insert(next.clone()) {
                    let text = text.iter().copied().chain([point]).collect();
                    self.queue.push_back((next, text));
                }
            }
        }
        Walked::Whole
    }

    /// Keeps the spelling if it is an address of a new combination.
    fn keep(&mut self, (states, (octets, current)): &Place, text: &[Point]) {
        let Some(octet) = current.filter(|_| octets.count() == OCTETS - 1) else {
            return;
        };
        let class = match self.cuts.with(*octets, octet) {
            Octets::Settled { class, .. } => class,
            Octets::Open { value, .. } => self.cuts.class(value),
        };
        let terms = self.automaton.accepted(&self.automaton.step(states, QUOTE));
        if self.combinations.insert((terms, class)) {
            self.strings.push(json_string(text));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tidegate::inspect::{Test, branches};
    use tidegate::{Profile, Rule};

    use super::super::terms::Terms;
    use super::*;

    fn of(lists: &[&str]) -> Dotted {
        let list = |text: &&str| -> Arc<[Test]> {
            let rule = Rule::read(&format!(r#"{{"v":{text}}}"#), Profile::Ruler).unwrap();
            let all: Vec<_> = branches(&rule).collect();
            Arc::clone(all[0][0].tests)
        };
        let lists: Vec<_> = lists.iter().map(list).collect();
        let terms = Terms::of(&lists);
        strings(&terms.texts, &terms.addresses)
    }

    #[test]
    fn block_beside_its_prefix_has_an_address_for_each_possible_combination() {
        let found = of(&[r#"[{"cidr":"10.0.0.0/8"}]"#, r#"[{"prefix":"10."}]"#]);
        assert_eq!(found.walked, Walked::Whole);
        let begins: Vec<bool> = found
            .strings
            .iter()
            .map(|it| it.starts_with("\"10."))
            .collect();
        // Below the block, in it with and without the prefix, and above it; the ends are apart.
        assert!(
            begins.contains(&true) && begins.contains(&false),
            "{:?}",
            found.strings
        );
        assert!(
            found.strings.iter().any(|it| it.starts_with("\"010.")),
            "{:?}",
            found.strings
        );
    }

    #[test]
    fn all_spellings_are_addresses() {
        let found = of(&[
            r#"[{"cidr":"10.0.0.128/25"}]"#,
            r#"[{"suffix":"1"}]"#,
            r#"[{"wildcard":"1*.2*"}]"#,
        ]);
        assert_eq!(found.walked, Walked::Whole);
        for text in &found.strings {
            let octets: Vec<u32> = text
                .trim_matches('"')
                .split('.')
                .map(|it| it.parse().unwrap())
                .collect();
            assert!(
                octets.len() == 4 && octets.iter().all(|octet| *octet <= 255),
                "{text}"
            );
            assert!(text.len() <= CHARS_MAX + 2, "{text}");
        }
    }
}
