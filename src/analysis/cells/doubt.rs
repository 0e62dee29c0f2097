//! Combinations of conditions that a value may satisfy although no such value is known.
//!
//! The candidates say which text conditions a string can satisfy, and which addresses it can be, but not always which
//! of both at once: that `{"prefix":"2001:db8"}` and `{"cidr":"2001:db8::/32"}` hold together is seen only with the
//! right spelling. (For dotted addresses `dotted` finds the spelling.) So every pair of them is kept as a cell without a value. There are then more cells than there should
//! be, so a proof stays a proof; a search that needs such a cell ends as unknown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tidegate::inspect::{Test, key_of_double, number_key};

use super::address::{self, Address};
use super::probe::Probe;
use super::terms::{Surrogates, Terms};
use super::walk::{Found, Walked};
use crate::bits::Bits;

/// The truth of each address test of one field, asked of the engine.
#[derive(Debug)]
pub(super) struct AddressTruth {
    probe: Probe,
    tests: Vec<Test>,
}

impl AddressTruth {
    /// Returns `None` if the tests are over the engine's bounds.
    pub(super) fn of(terms: &Terms) -> Option<Self> {
        let tests = terms.addresses.iter().cloned().map(Test::Address);
        let tests: Vec<Test> = tests.collect();
        let lists = tests.iter().map(|test| Arc::from([test.clone()]));
        let probe = Probe::new(&lists.collect::<Vec<_>>())?;
        Some(Self { probe, tests })
    }

    /// Returns the address tests that the value satisfies.
    fn of_value(&mut self, json: &str) -> Vec<&Test> {
        let holds = self.probe.of_value(json);
        let tests = self.tests.iter().enumerate();
        let tests = tests.filter(|(index, _)| holds.has(*index));
        tests.map(|(_, test)| test).collect()
    }
}

/// Returns the lists that a value satisfies if `holds` says which tests it satisfies. `holds` also gets how the test sees
/// lone surrogates.
fn lists_of(lists: &[Arc<[Test]>], holds: impl Fn(&Test, Surrogates) -> bool) -> Bits {
    let satisfied = |list: &Arc<[Test]>| {
        list.iter().any(|test| match test {
            Test::AnythingBut(excluded) => !excluded
                .iter()
                .any(|test| holds(test, Surrogates::Replaced)),
            test => holds(test, Surrogates::Kept),
        })
    };
    let numbers = lists.iter().enumerate().filter(|(_, list)| satisfied(list));
    Bits::of(lists.len(), numbers.map(|(number, _)| number))
}

/// Strings for the combinations of text conditions.
pub(super) struct Texts<'f> {
    pub(super) found: &'f [Found],
    /// Whether dotted addresses are known for all combinations with the text conditions.
    pub(super) dotted: Walked,
}

/// Returns the combinations of text conditions and addresses. A whole text is known exactly, so it needs none.
pub(super) fn texts(
    lists: &[Arc<[Test]>],
    terms: &Terms,
    texts: &Texts<'_>,
    addresses: &BTreeSet<Address>,
    truth: &mut AddressTruth,
) -> BTreeSet<Bits> {
    let is_whole = |id: &u32| matches!(terms.texts[*id as usize].test, Test::Literal(_));
    let open = texts
        .found
        .iter()
        .filter(|it| !it.terms.iter().any(is_whole));
    let (mut dotted, mut with_colons) = (BTreeSet::new(), BTreeSet::new());
    for found in open {
        if found.shape.may_be_dotted() && texts.dotted == Walked::InPart {
            dotted.insert(&found.terms);
        }
        if found.shape.may_have_colons() {
            with_colons.insert(&found.terms);
        }
    }
    let mut combinations = BTreeSet::new();
    for address in addresses {
        for (texts, spelled) in [
            (&dotted, address.dotted()),
            (&with_colons, address.with_colons()),
        ] {
            let Some(spelled) = spelled.first() else {
                continue;
            };
            let held = truth.of_value(spelled);
            let combined = texts.iter().map(|ids| combined(lists, terms, ids, &held));
            combinations.extend(combined);
        }
    }
    combinations
}

/// Returns the lists that a string satisfies if it satisfies these text terms and these address tests.
fn combined(lists: &[Arc<[Test]>], terms: &Terms, ids: &[u32], held: &[&Test]) -> Bits {
    lists_of(lists, |test, surrogates| match test {
        Test::Address(_) => held.contains(&test),
        Test::Exists => true,
        Test::Literal(_) => ids.iter().any(|id| {
            let term = &terms.texts[*id as usize];
            term.test == *test && term.surrogates == surrogates
        }),
        Test::Affix(..) | Test::IgnoreCase(..) | Test::Wildcard(_) => {
            let mut ids = ids.iter();
            ids.any(|id| terms.texts[*id as usize].test == *test)
        }
        Test::Number { .. } | Test::Absent | Test::AnythingBut(_) | Test::Never(_) => false,
    })
}

/// Returns the combinations of ranges of numbers and of rows of digits that numbers begin with. `numbers` stand for all
/// numbers as far as ranges tell them apart, `rows` as far as addresses do. A number below zero begins with a sign, so it
/// has no digits; and of the rows that begin with zero, those of several digits (`0E5`) are nothing but zero.
pub(super) fn numbers(
    lists: &[Arc<[Test]>],
    numbers: &[String],
    rows: &[String],
    truth: &mut AddressTruth,
) -> BTreeSet<Bits> {
    let keys = numbers.iter().map(|text| number_key(text.as_bytes()));
    let keys: BTreeSet<Option<u64>> = keys.chain([None]).collect();
    let mut by_addresses: BTreeMap<Vec<Test>, BTreeSet<Begins>> = BTreeMap::new();
    for row in rows {
        let held = truth.of_value(&address::incomparable(row));
        let held = held.into_iter().cloned().collect();
        by_addresses
            .entry(held)
            .or_default()
            .insert(Begins::of(row));
    }
    for number in BELOW_ZERO {
        let held = truth.of_value(number).into_iter().cloned().collect();
        by_addresses.entry(held).or_default().insert(Begins::Sign);
    }
    let mut combinations = BTreeSet::new();
    for (held, begins) in &by_addresses {
        for key in &keys {
            if begins.iter().any(|begin| begin.may_have(*key)) {
                combinations.insert(lists_of(lists, |test, _| number_holds(test, *key, held)));
            }
        }
    }
    combinations
}

/// Numbers below zero, comparable and not.
const BELOW_ZERO: [&str; 2] = ["-5", "-5.00000000000000000000000001"];

/// How the text of a number begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Begins {
    Sign,
    /// `0E`, or `0E` and digits.
    ZeroAndExponent,
    Digit,
}

impl Begins {
    fn of(row: &str) -> Self {
        match row.starts_with("0E") {
            true => Self::ZeroAndExponent,
            false => Self::Digit,
        }
    }

    /// Returns whether a number that begins like this may have the key. Any may have none.
    fn may_have(self, key: Option<u64>) -> bool {
        let zero = key_of_double(0.0);
        key.is_none_or(|key| match self {
            Self::Sign => key <= zero,
            Self::ZeroAndExponent => key == zero,
            Self::Digit => key >= zero,
        })
    }
}

/// Returns whether a number with this key, whose text satisfies the address tests `held`, satisfies the test. Some
/// address tests read only the digits of numbers without a key.
fn number_holds(test: &Test, key: Option<u64>, held: &[Test]) -> bool {
    match test {
        Test::Number { low, high } => key.is_some_and(|key| (*low..=*high).contains(&key)),
        Test::Address(address) => (key.is_none() || address.reads_numbers) && held.contains(test),
        Test::Exists => true,
        Test::Literal(_)
        | Test::Affix(..)
        | Test::IgnoreCase(..)
        | Test::Wildcard(_)
        | Test::Absent
        | Test::AnythingBut(_)
        | Test::Never(_) => false,
    }
}
