//! The sentences of `diff`.

use std::collections::BTreeSet;

use tidegate::Source;
use tidegate_analysis::{Comparison, Inclusion, Relation, unknown_root_keys};
use tidegate_batch::{Unmatched, unmatched};
use tidegate_figures::{count, counted};

use super::difference::Difference;
use super::month_section;
use super::nearest::Near;
use super::records::Changes;
use super::side::Sides;

/// Returns what a relation says of both sides.
pub(super) fn relation(relation: Relation, sides: &Sides) -> String {
    let (old, new) = (&sides.old.label, &sides.new.label);
    match relation {
        Relation::Equivalent => format!("{old} and {new} deliver the same records"),
        Relation::Narrower => {
            format!("{new} delivers only records that {old} delivers, and not all of them")
        }
        Relation::Wider => format!("{new} delivers all records that {old} delivers, and more"),
        Relation::Different => "each side delivers records that the other does not".to_owned(),
        Relation::Unknown => {
            "whether the sides deliver the same records was not decided".to_owned()
        }
    }
}

/// Returns the decision for records without lists of objects; for all records, if it is the same.
pub(super) fn decision(difference: &Difference<'_>) -> String {
    let compared = difference.compared;
    let relation = compared.flat();
    let scope = match relation == compared.all() {
        true => "",
        false => " without lists of objects",
    };
    let sentence = self::relation(relation, difference.sides);
    let apart = match compared.are_apart && relation == Relation::Different {
        true => "; no record without lists of objects is delivered by both",
        false => "",
    };
    format!("{}{scope}: {sentence}{apart}", relation.name())
}

/// Returns the decision for all records, if it is another.
pub(super) fn with_lists(difference: &Difference<'_>) -> Option<String> {
    let compared = difference.compared;
    let (flat, all) = (compared.flat(), compared.all());
    (flat != all).then(|| {
        let relation = relation(all, difference.sides);
        let why = match all {
            Relation::Unknown => "",
            Relation::Equivalent | Relation::Narrower | Relation::Wider | Relation::Different => {
                "; AWS looks for an absent field in all elements of a list"
            }
        };
        format!("{} with lists of objects: {relation}{why}", all.name())
    })
}

/// Returns why a direction was not decided.
pub(super) fn undecided(compared: &Comparison, sides: &Sides) -> Vec<String> {
    let (old, new) = (&sides.old.label, &sides.new.label);
    let directions = [
        (&compared.old_in_new, old, new),
        (&compared.new_in_old, new, old),
    ];
    let unknown = directions
        .into_iter()
        .filter_map(|(inclusions, from, into)| {
            let Inclusion::Unknown { reason, searched } = &inclusions.all else {
                return None;
            };
            let tried = match searched {
                0 => String::new(),
                _ => format!(
                    "; {} drawn at random showed no difference",
                    counted(*searched as u64, "record")
                ),
            };
            Some(format!(
                "not decided whether {into} delivers all records that {from} delivers: {}{tried}",
                reason.words()
            ))
        });
    unknown.collect()
}

/// The scope of the proofs about several entries of a template.
pub(super) const SCOPE_OF_EACH: &str = "each decision is proven for all records without dotted or repeated keys, and each record shown was judged by both sides";

/// Returns the scope of the proof; `None` if nothing is proven.
pub(super) fn scope(difference: &Difference<'_>) -> Option<String> {
    let proven = match difference.compared.all() {
        Relation::Equivalent => "proven for all records without dotted or repeated keys",
        Relation::Unknown => return None,
        Relation::Narrower | Relation::Wider | Relation::Different => {
            "each record shown was judged by both sides; everything else is proven for all records without dotted or \
             repeated keys"
        }
    };
    Some(format!("{proven}{}", unknown_keys(difference.sides)))
}

/// Returns the keys that no record has at its root according to AWS's documentation, if a side asks for some.
fn unknown_keys(sides: &Sides) -> String {
    let filters = [sides.old.filters(), sides.new.filters()];
    let keys: BTreeSet<String> = filters.into_iter().flat_map(unknown_root_keys).collect();
    let keys: Vec<String> = keys.into_iter().map(|key| format!("`{key}`")).collect();
    match keys.is_empty() {
        true => String::new(),
        false => format!(
            "; of the root keys that AWS documents for the source (read 2026-11-23), none is {}",
            keys.join(" or ")
        ),
    }
}

/// Returns that messages will be lost, if the source deletes those that are not delivered.
pub(super) fn deletion(difference: &Difference<'_>) -> Option<String> {
    let source = difference.sides.route.source();
    let loses = matches!(difference.compared.old_in_new.all, Inclusion::Fails(_));
    (loses && unmatched(source) == Unmatched::Deleted).then(|| {
        let (old, new) = (&difference.sides.old.label, &difference.sides.new.label);
        let lost = difference.changes.and_then(month_section::lost);
        let lost = lost.map_or_else(String::new, |lost| format!(": {lost}"));
        format!("AWS deletes the messages that {old} delivers and {new} does not{lost}")
    })
}

/// Returns that rules are compared as one set, if there are several.
pub(super) fn one_set(sides: &Sides) -> Option<String> {
    let is_bus = sides.route.source() == Source::EventBridge;
    let has_several = sides.old.filters().len() > 1 || sides.new.filters().len() > 1;
    (is_bus && has_several).then(|| {
        "the rules of a side are compared as one set: an event is delivered if one of them matches".to_owned()
    })
}

/// Returns which record of the inputs is nearest to the one of a proof.
pub(super) fn near(near: &Near) -> String {
    let fields: Vec<String> = near.fields.iter().map(|it| format!("`{it}`")).collect();
    let differs = match fields.is_empty() {
        true => "the conditions see no difference".to_owned(),
        false => format!("it differs only in {}", fields.join(", ")),
    };
    format!(
        "of the inputs, record {} comes nearest: {differs}",
        near.index
    )
}

/// Returns how the records of the inputs are divided.
pub(super) fn changes(changes: &Changes, sides: &Sides) -> String {
    let unreadable = match changes.unreadable() {
        0 => String::new(),
        unreadable => format!(" ({} unreadable)", count(unreadable)),
    };
    format!(
        "{} read: {} delivered by {} only, {} by {} only, {} by both, {} by neither{unreadable}",
        counted(changes.read_count(), "record"),
        count(changes.only_old.count),
        sides.old.label,
        count(changes.only_new.count),
        sides.new.label,
        count(changes.both),
        count(changes.neither)
    )
}
