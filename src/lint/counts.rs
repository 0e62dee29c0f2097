//! Facts from a sample of records about one field of a filter: whether it is there, which kinds of values it has, which
//! values come close to those that the filter asks for, and where else records have a field of that name.

use std::collections::BTreeMap;

use tidegate_json::{Json, JsonKind};

use crate::field::Field;
use crate::kind::Kind;
use crate::likeness::{Likeness, likeness};
use crate::near::{Wanted, wanted};
use crate::typed::is_type_name;

/// Most other places of a field that are kept.
pub(crate) const PLACES_MAX: usize = 16;

/// Facts about one field.
#[derive(Clone, Debug, Default)]
pub(crate) struct FieldCounts {
    /// As `Field::keys`.
    keys: Vec<String>,
    /// The number of the last keys that name the field at any level.
    name_keys: usize,
    /// Records with a value there.
    pub(crate) with_value: u64,
    /// Records by the one kind of the values they have there; those with values of several kinds are not counted.
    pub(crate) kinds: BTreeMap<Kind, u64>,
    /// The first value found.
    pub(crate) first: Option<Json>,
    /// Records with an object there.
    pub(crate) with_object: u64,
    /// The keys from there to values that each object found there has; those of the first object are counted.
    pub(crate) children: Vec<Vec<String>>,
    /// Records with a value at another path that may be meant, by path.
    pub(crate) elsewhere: BTreeMap<Vec<String>, (Likeness, u64)>,
    /// Records with a plain value where the path would have to go on.
    pub(crate) stops: u64,
    /// The number of keys to the first such value, and the value.
    pub(crate) first_stop: Option<(usize, Json)>,
    /// The texts and nulls that the filter asks for.
    pub(crate) wanted: Vec<Wanted>,
}

/// How many payloads are of each form.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shapes {
    pub(crate) json: u64,
    pub(crate) text: u64,
    /// Bodies of a queue that are SNS notifications.
    pub(crate) notifications: u64,
}

impl FieldCounts {
    pub(crate) fn of(field: &Field<'_>) -> Self {
        let keys: Vec<String> = field.keys().into_iter().map(str::to_owned).collect();
        let is_typed = keys.last().is_some_and(|last| is_type_name(last));
        Self {
            name_keys: if is_typed && keys.len() > 1 { 2 } else { 1 },
            keys,
            wanted: wanted(field),
            ..Self::default()
        }
    }

    /// Returns how many of `records` have no value there.
    pub(crate) fn without_value(&self, records: u64) -> u64 {
        records - self.with_value
    }

    /// Returns the kind of all values found; `None` if they are of several kinds, or there is none.
    pub(crate) fn only_kind(&self) -> Option<Kind> {
        let (kind, records) = self.kinds.iter().next()?;
        (*records == self.with_value).then_some(*kind)
    }

    /// Counts one more record.
    pub(crate) fn look_at(&mut self, root: &Json) {
        let (mut found, mut object) = (Vec::new(), None);
        at_path(root, &self.keys, &mut |json| match json.kind {
            JsonKind::Object(_) => object = object.or(Some(json)),
            JsonKind::Array(_) => {}
            JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
                found.push(json);
            }
        });
        self.look_at_values(&found);
        if let Some(object) = object {
            self.with_object += 1;
            if self.with_object == 1 {
                self.children = first_values(object);
            }
            self.children.retain(|child| has_value_at(object, child));
        }
        if found.is_empty() && object.is_none() {
            self.look_elsewhere(root);
            let mut stop = None;
            find_stop(root, &self.keys, 0, &mut stop);
            self.stops += u64::from(stop.is_some());
            let first = stop.map(|(keys, json)| (keys, json.clone()));
            self.first_stop = self.first_stop.take().or(first);
        }
    }

    fn look_at_values(&mut self, found: &[&Json]) {
        let Some(first) = found.first() else {
            return;
        };
        self.with_value += 1;
        self.first.get_or_insert_with(|| (*first).clone());
        let kind = Kind::of(first);
        if let Some(kind) = kind.filter(|_| found.iter().all(|it| Kind::of(it) == kind)) {
            *self.kinds.entry(kind).or_default() += 1;
        }
        for wanted in &mut self.wanted {
            wanted.look_at(found);
        }
    }

    fn look_elsewhere(&mut self, root: &Json) {
        let mut places = BTreeMap::new();
        values(root, &mut Vec::new(), &mut |path| {
            if let Some(likeness) = likeness(path, &self.keys, self.name_keys) {
                places.entry(path.clone()).or_insert(likeness);
            }
        });
        for (place, likeness) in places {
            let is_full = self.elsewhere.len() == PLACES_MAX;
            if !is_full || self.elsewhere.contains_key(&place) {
                self.elsewhere.entry(place).or_insert((likeness, 0)).1 += 1;
            }
        }
    }
}

/// Calls `found` with everything at the path; lists add no step.
fn at_path<'j>(json: &'j Json, keys: &[String], found: &mut dyn FnMut(&'j Json)) {
    if let JsonKind::Array(elements) = &json.kind {
        return elements
            .iter()
            .for_each(|element| at_path(element, keys, found));
    }
    let Some((first, rest)) = keys.split_first() else {
        return found(json);
    };
    for member in json.members() {
        if member.key == first.as_bytes() {
            at_path(&member.value, rest, found);
        }
    }
}

/// Finds the first plain value at which a path stops before its end.
fn find_stop<'j>(
    json: &'j Json,
    keys: &[String],
    passed: usize,
    stop: &mut Option<(usize, &'j Json)>,
) {
    match &json.kind {
        _ if stop.is_some() || passed == keys.len() => {}
        JsonKind::Array(elements) => {
            for element in elements {
                find_stop(element, keys, passed, stop);
            }
        }
        JsonKind::Object(members) => {
            for member in members {
                if member.key == keys[passed].as_bytes() {
                    find_stop(&member.value, keys, passed + 1, stop);
                }
            }
        }
        // A null stands for an absent object.
        JsonKind::Null => {}
        JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
            *stop = Some((passed, json))
        }
    }
}

/// Calls `found` with the path of every value.
fn values(json: &Json, path: &mut Vec<String>, found: &mut dyn FnMut(&Vec<String>)) {
    match &json.kind {
        JsonKind::Array(elements) => {
            for element in elements {
                values(element, path, found);
            }
        }
        JsonKind::Object(members) => {
            for member in members {
                path.push(String::from_utf8_lossy(&member.key).into_owned());
                values(&member.value, path, found);
                path.pop();
            }
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
            found(path);
        }
    }
}

/// Returns the keys to the first values in an object.
fn first_values(object: &Json) -> Vec<Vec<String>> {
    let mut first = Vec::new();
    values(object, &mut Vec::new(), &mut |path| {
        if first.len() < PLACES_MAX && !first.contains(path) {
            first.push(path.clone());
        }
    });
    first
}

fn has_value_at(object: &Json, path: &[String]) -> bool {
    let mut has_value = false;
    at_path(object, path, &mut |found| {
        has_value |= !matches!(found.kind, JsonKind::Object(_) | JsonKind::Array(_));
    });
    has_value
}
