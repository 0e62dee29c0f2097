//! Array consistency: leaves of different elements of one array can't be combined.
//!
//! In: the fields of a branch and the leaves of an event. Out: whether some choice of one leaf for each field satisfies
//! the branch. Invariant: fields are taken in the order of their paths, and `exists: false` is judged against the
//! elements that earlier fields have settled on.
//!
//! Follows event-ruler 2.0.1, StructuredFinder.java:60-130 and :205-244, NameState.java:263-294,
//! ArrayMembership.java:73-109 and IntIntMap.java (the order of settled arrays).

use crate::flatten::Leaf;
use crate::matcher::{Matcher, accepts};
use crate::pattern::Branch;
use crate::text::Units;

/// The number of slots that event-ruler's table of settled arrays starts with. It doubles when more than three quarters
/// are in use.
const SLOTS: usize = 8;

/// Pairs of an array and an element, in the order in which they were settled.
type Settled = Vec<(usize, usize)>;

/// Which settled array decides if several hold leaves of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// The first in event-ruler's hash table. The order of that table depends on the numbers of the event's arrays, and
    /// so on every rule of the machine. This is the order for a machine with a single rule.
    Table,
    /// Any: whether the leaves satisfy the branch in some order.
    Luckiest,
    /// All: whether the leaves satisfy the branch in every order.
    Unluckiest,
}

/// Whether `leaves` satisfy every field of `branch`.
pub(crate) fn satisfy(branch: &Branch, leaves: &[Leaf], order: Order) -> bool {
    let fields: Vec<(&Units, &Vec<Matcher>)> = branch.iter().collect();
    choose(&fields, leaves, &Vec::new(), order)
}

fn choose(
    fields: &[(&Units, &Vec<Matcher>)],
    leaves: &[Leaf],
    settled: &Settled,
    order: Order,
) -> bool {
    let Some(((path, list), rest)) = fields.split_first() else {
        return true;
    };
    let own: Vec<&Leaf> = leaves.iter().filter(|leaf| leaf.path == **path).collect();
    let is_absent = own
        .iter()
        .all(|leaf| joined(settled, &leaf.places).is_none());
    if list.contains(&Matcher::Absent) && is_absent && choose(rest, leaves, settled, order) {
        return true;
    }
    let is_satisfied = |leaves_of_field: &Vec<&Leaf>| {
        leaves_of_field.iter().any(|leaf| {
            joined(settled, &leaf.places).is_some_and(|settled| {
                accepts(list, &leaf.text) && choose(rest, leaves, &settled, order)
            })
        })
    };
    let mut considered = considered(&own, settled);
    match order {
        Order::Table => considered.next().is_some_and(|first| is_satisfied(&first)),
        Order::Luckiest => considered.any(|leaves| is_satisfied(&leaves)),
        Order::Unluckiest => considered.all(|leaves| is_satisfied(&leaves)),
    }
}

/// `settled` and the places of one more leaf, or `None` if they contradict each other.
fn joined(settled: &Settled, places: &[(usize, usize)]) -> Option<Settled> {
    let mut all = settled.clone();
    for &(array, element) in places {
        match all.iter().find(|(known, _)| *known == array) {
            Some((_, other)) if *other != element => return None,
            Some(_) => {}
            None => all.push((array, element)),
        }
    }
    Some(all)
}

/// The leaves of a field that event-ruler examines. As soon as some of them lie in a settled array, it drops those
/// outside this array, although they would be consistent. Returns one choice of leaves for every settled array that
/// holds any of the field's leaves, in the order of event-ruler's table.
fn considered<'a>(
    own: &'a [&'a Leaf],
    settled: &Settled,
) -> impl Iterator<Item = Vec<&'a Leaf>> + use<'a> {
    let holds = |array: usize| {
        let mut places = own.iter().flat_map(|leaf| &leaf.places);
        places.any(|(other, _)| *other == array)
    };
    let mut deciding: Vec<Option<(usize, usize)>> = in_table_order(settled)
        .into_iter()
        .filter(|(array, _)| holds(*array))
        .map(Some)
        .collect();
    if deciding.is_empty() {
        deciding.push(None);
    }
    deciding.into_iter().map(|place| {
        let is_inside = |leaf: &&&Leaf| place.is_none_or(|place| leaf.places.contains(&place));
        own.iter().filter(is_inside).copied().collect()
    })
}

/// The order in which event-ruler walks its hash table of settled arrays.
fn in_table_order(settled: &Settled) -> Settled {
    let mut size = SLOTS;
    while settled.len() * 4 > size * 3 {
        size *= 2;
    }
    let mut table: Vec<Option<(usize, usize)>> = vec![None; size];
    for &place in settled {
        let mut slot = hash(place.0) % size;
        while table[slot].is_some() {
            slot = (slot + 1) % size;
        }
        table[slot] = Some(place);
    }
    table.into_iter().flatten().collect()
}

fn hash(array: usize) -> usize {
    let key = u32::try_from(array).expect("an event has fewer arrays than bytes");
    let mixed = key.wrapping_mul(0x9e37_79b9).cast_signed();
    usize::try_from((mixed ^ (mixed >> 16)).cast_unsigned()).expect("32 bits fit in a usize")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flatten::{Steps, leaves};
    use crate::pattern::{Compiler, compile};
    use crate::text::units;

    fn matches(pattern: &str, event: &str) -> bool {
        let compiled = compile(pattern, Compiler::Current).unwrap();
        let branch = &compiled.branches[0];
        let steps = Steps::of(branch.keys());
        satisfy(
            branch,
            &leaves(&units(event), &steps).unwrap(),
            Order::Table,
        )
    }

    #[test]
    fn elements_of_one_array_are_not_combined() {
        let pattern = r#"{"a":{"x":[1],"y":[2]}}"#;
        assert!(matches(pattern, r#"{"a":[{"x":1,"y":2}]}"#));
        assert!(!matches(pattern, r#"{"a":[{"x":1},{"y":2}]}"#));
        assert!(matches(pattern, r#"{"a":[{"x":1},{"x":1,"y":2}]}"#));
    }

    #[test]
    fn absence_is_judged_in_path_order() {
        let event = r#"{"a":[{"x":1},{"y":2}]}"#;
        assert!(matches(r#"{"a":{"x":[1],"y":[{"exists":false}]}}"#, event));
        assert!(!matches(r#"{"a":{"x":[{"exists":false}],"y":[2]}}"#, event));
    }

    #[test]
    fn leaves_outside_a_settled_array_are_dropped() {
        let pattern = r#"{"a":{"b":[1],"x":[7]}}"#;
        assert!(!matches(pattern, r#"{"a":[{"b":1,"x":5}],"a.x":7}"#));
        assert!(matches(pattern, r#"{"a":[{"b":1}],"a.x":7}"#));
    }

    #[test]
    fn order_matters_only_if_two_settled_arrays_hold_leaves_of_a_field() {
        let compiled = compile(r#"{"g":["b"],"g.a":[1],"g.e":[1]}"#, Compiler::Current).unwrap();
        let branch = &compiled.branches[0];
        let steps = Steps::of(branch.keys());
        let holds =
            |event: &str, order| satisfy(branch, &leaves(&units(event), &steps).unwrap(), order);
        let twice = r#"{"g":[{"a":1,"e":1}],"g":[["b"],{"e":2}]}"#;
        assert!(holds(twice, Order::Luckiest) && !holds(twice, Order::Unluckiest));
        let once = r#"{"g":[{"a":1,"e":1}],"g":"b"}"#;
        assert!(holds(once, Order::Luckiest) && holds(once, Order::Unluckiest));
    }

    #[test]
    fn settled_arrays_are_walked_in_hash_order() {
        assert_eq!(in_table_order(&vec![(0, 0), (1, 0)]), [(0, 0), (1, 0)]);
        assert_eq!(in_table_order(&vec![(2, 5), (1, 0)]).len(), 2);
    }
}
