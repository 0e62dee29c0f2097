//! Shorter filters that mean the same. Parts are taken out of the patterns one after another, the largest first, and a part
//! stays out if the filters are then proven to deliver the same records as before, lists of objects or not. What stays
//! keeps its spelling.

use tidegate_batch::Filters;
use tidegate_json::{Json, JsonKind, Member};

use crate::caps::Caps;
use crate::compare::{Comparison, Relation};

/// The most comparisons; a simplification that needs more ends early.
const COMPARISONS_MAX: usize = 2_000;

/// Filters after simplification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simplified {
    /// The patterns as compact JSON.
    pub patterns: Vec<String>,
    /// Whether every part that is left was tried.
    pub is_finished: bool,
}

/// Returns shorter patterns that mean the same as those from which `filters` were compiled.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_analysis::{Caps, simplify};
/// use tidegate_batch::Filters;
/// let patterns = [r#"{"body":{"kind":["a","ab",{"prefix":"a"}]}}"#, r#"{"body":{"kind":["ab"],"n":[1]}}"#];
/// let filters = Filters::compile(Source::Sqs, Profile::Service(Source::Sqs), &patterns)?;
/// let simplified = simplify(&filters, &patterns, &Caps::default());
/// assert_eq!(simplified.patterns, [r#"{"body":{"kind":[{"prefix":"a"}]}}"#]);
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[must_use]
pub fn simplify(filters: &Filters, patterns: &[&str], caps: &Caps) -> Simplified {
    let mut search = Search {
        filters,
        caps,
        left: COMPARISONS_MAX,
    };
    let parsed = patterns.iter().map(|text| Json::parse_first(text).ok());
    let Some(mut trees) = parsed.collect::<Option<Vec<Json>>>() else {
        return Simplified {
            patterns: patterns.iter().map(|text| (*text).to_owned()).collect(),
            is_finished: false,
        };
    };
    while let Some(shorter) = search.shorter(&trees) {
        trees = shorter;
    }
    Simplified {
        patterns: trees.iter().map(Json::to_string).collect(),
        is_finished: search.left > 0,
    }
}

struct Search<'s> {
    filters: &'s Filters,
    caps: &'s Caps,
    left: usize,
}

impl Search<'_> {
    /// Returns the first of the shorter sets that means the same, the shortest first.
    fn shorter(&mut self, trees: &[Json]) -> Option<Vec<Json>> {
        let length = |trees: &[Json]| {
            trees
                .iter()
                .map(|tree| tree.to_string().len())
                .sum::<usize>()
        };
        let own = length(trees);
        let mut candidates = candidates(trees);
        candidates.retain(|candidate| length(candidate) < own);
        candidates.sort_by_cached_key(|candidate| length(candidate));
        candidates
            .into_iter()
            .find(|candidate| self.means_the_same(candidate))
    }

    fn means_the_same(&mut self, trees: &[Json]) -> bool {
        let texts: Vec<String> = trees.iter().map(Json::to_string).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (source, profile) = (self.filters.source(), self.filters.profile());
        // A part that AWS does not let go is not taken out.
        let Ok(shorter) = Filters::compile(source, profile, &texts) else {
            return false;
        };
        let Some(left) = self.left.checked_sub(1) else {
            return false;
        };
        self.left = left;
        let compared = Comparison::of(self.filters, &shorter, self.caps);
        compared
            .is_ok_and(|compared| [compared.flat(), compared.all()] == [Relation::Equivalent; 2])
    }
}

/// Returns sets with one pattern less, two patterns merged, or one part less in one pattern.
fn candidates(trees: &[Json]) -> Vec<Vec<Json>> {
    let mut all = Vec::new();
    for (index, tree) in trees.iter().enumerate() {
        if trees.len() > 1 {
            all.push(without(trees, index));
        }
        let with = |edited| {
            let mut trees = trees.to_vec();
            trees[index] = edited;
            trees
        };
        all.extend(edits(tree).into_iter().map(with));
        for (other, tree) in trees.iter().enumerate().skip(index + 1) {
            if let Some(merged) = merged(&trees[index], tree) {
                let mut trees = without(trees, other);
                trees[index] = merged;
                all.push(trees);
            }
        }
    }
    all
}

fn without<T: Clone>(all: &[T], index: usize) -> Vec<T> {
    [&all[..index], &all[index + 1..]].concat()
}

/// Returns the value with one member or element less, anywhere inside it; and with the members of one alternative in
/// place of a `$or`.
fn edits(json: &Json) -> Vec<Json> {
    let made = |kind| Json {
        span: json.span,
        kind,
    };
    match &json.kind {
        JsonKind::Array(elements) => {
            let fewer = (0..elements.len()).map(|at| without(elements, at));
            let inside = elements.iter().enumerate().flat_map(|(at, element)| {
                edits(element)
                    .into_iter()
                    .map(move |edited| replaced(elements, at, edited))
            });
            fewer
                .chain(inside)
                .map(|elements| made(JsonKind::Array(elements)))
                .collect()
        }
        JsonKind::Object(members) => {
            let fewer = (0..members.len()).map(|at| without(members, at));
            let inside = members.iter().enumerate().flat_map(|(at, member)| {
                let with = move |value| Member {
                    value,
                    ..member.clone()
                };
                let edits = edits(&member.value).into_iter();
                edits.map(move |value| replaced(members, at, with(value)))
            });
            let all = fewer.chain(inside).chain(unwrapped(members));
            all.map(|members| made(JsonKind::Object(members))).collect()
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
            Vec::new()
        }
    }
}

fn replaced<T: Clone>(all: &[T], index: usize, by: T) -> Vec<T> {
    let mut all = all.to_vec();
    all[index] = by;
    all
}

/// Returns the members with those of one alternative in place of a `$or`.
fn unwrapped(members: &[Member]) -> Vec<Vec<Member>> {
    let mut unwrapped = Vec::new();
    for (at, member) in members.iter().enumerate() {
        let JsonKind::Array(alternatives) = &member.value.kind else {
            continue;
        };
        let (before, after) = (&members[..at], &members[at + 1..]);
        let alternatives = alternatives.iter().filter(|_| member.key == b"$or");
        unwrapped.extend(alternatives.map(|it| [before, it.members(), after].concat()));
    }
    unwrapped
}

/// Returns one pattern for two that differ in one list: it has the values of both.
fn merged(one: &Json, other: &Json) -> Option<Json> {
    let kind = if let (JsonKind::Array(values), JsonKind::Array(others)) = (&one.kind, &other.kind)
    {
        JsonKind::Array(union(values, others))
    } else if let (JsonKind::Object(members), JsonKind::Object(others)) = (&one.kind, &other.kind) {
        JsonKind::Object(merged_members(members, others)?)
    } else {
        return None;
    };
    Some(Json {
        span: one.span,
        kind,
    })
}

fn are_alike(one: &Json, other: &Json) -> bool {
    one.to_string() == other.to_string()
}

fn union(values: &[Json], others: &[Json]) -> Vec<Json> {
    let is_new = |other: &&Json| !values.iter().any(|value| are_alike(value, other));
    values
        .iter()
        .chain(others.iter().filter(is_new))
        .cloned()
        .collect()
}

/// Returns the members with the one value merged in which they differ.
fn merged_members(members: &[Member], others: &[Member]) -> Option<Vec<Member>> {
    let have_same_keys = members.len() == others.len()
        && members
            .iter()
            .zip(others)
            .all(|(one, other)| one.key == other.key);
    if !have_same_keys {
        return None;
    }
    let differs = |at: &usize| !are_alike(&members[*at].value, &others[*at].value);
    let differing: Vec<usize> = (0..members.len()).filter(differs).collect();
    let [at] = differing[..] else { return None };
    let member = Member {
        value: merged(&members[at].value, &others[at].value)?,
        ..members[at].clone()
    };
    Some(replaced(members, at, member))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidegate::{Profile, Source};

    fn simplified(patterns: &[&str]) -> Vec<String> {
        let bus = Source::EventBridge;
        let filters = Filters::compile(bus, Profile::Ruler, patterns).unwrap();
        let simplified = simplify(&filters, patterns, &Caps::default());
        assert!(simplified.is_finished);
        simplified.patterns
    }

    #[test]
    fn idle_parts_go_and_the_rest_keeps_its_spelling() {
        for (patterns, want) in [
            (
                &[r#"{"a":["x","x",{"prefix":"x"}],"b":[1.50]}"#][..],
                &[r#"{"a":[{"prefix":"x"}],"b":[1.50]}"#][..],
            ),
            (
                &[r#"{"a":["x"],"b":[{"exists":true},{"exists":false}]}"#],
                &[r#"{"a":["x"]}"#],
            ),
            (
                &[r#"{"$or":[{"a":["x"]},{"a":["x"],"b":[1]}],"c":[2]}"#],
                &[r#"{"a":["x"],"c":[2]}"#],
            ),
            (
                &[r#"{"a":["x"],"c":[1]}"#, r#"{"a":["y"],"c":[1]}"#],
                &[r#"{"a":["x","y"],"c":[1]}"#],
            ),
            (
                &[r#"{"a":["x"],"c":[1]}"#, r#"{"a":["y"],"c":[2]}"#],
                &[r#"{"a":["x"],"c":[1]}"#, r#"{"a":["y"],"c":[2]}"#],
            ),
        ] {
            assert_eq!(simplified(patterns), want, "{patterns:?}");
            assert_eq!(simplified(want), want, "twice is once");
        }
    }

    #[test]
    fn part_that_only_lists_need_stays() {
        let halves = [
            r#"{"c":{"a":[{"exists":false}],"x":["v"]}}"#,
            r#"{"c":{"a":[{"exists":true}],"x":["v"]}}"#,
        ];
        // Without `a`, a list whose elements have `x` and `a` apart would match.
        let merged = r#"{"c":{"a":[{"exists":false},{"exists":true}],"x":["v"]}}"#;
        assert_eq!(simplified(&halves), [merged]);
    }
}
