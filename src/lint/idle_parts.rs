//! The parts of a filter that do nothing: alternatives, conditions and values. Each is taken out of the text, and the
//! filter without all of them is proven to deliver the same records.
//!
//! The analysis numbers the branches into which a rule's `$or`s are expanded. A part of the text may stand in several of
//! them, and does nothing only if it does nothing in each.

use tidegate::Span;
use tidegate::inspect;
use tidegate_analysis::{FilterFacts, IdlePart, Proven};
use tidegate_json::{Json, JsonKind, Member};

use crate::edit::{changed, value, with_members};
use crate::field::{Field, alternatives, one_or_many};
use crate::filter::Filter;
use crate::proven::same;

/// The most parts of one filter that are taken out.
const PARTS_MAX: usize = 24;

/// The kind of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    /// An entry of a `$or`.
    Alternative,
    /// A field with its list.
    Condition,
    /// A value of a list.
    Value,
}

/// A part that does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) kind: PartKind,
    /// The entry, the list or the value.
    pub(crate) span: Span,
    /// The path of the field; of an alternative that of its first field.
    pub(crate) path: String,
    pub(crate) proven: Proven,
}

/// The parts of a filter that do nothing, and the filter without those that do nothing for any record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct IdleParts {
    pub(crate) parts: Vec<Part>,
    pub(crate) without: Option<String>,
}

/// Returns the parts that do nothing. A filter that matches everything or nothing has none: all of it is in question.
pub(crate) fn idle_parts(filter: &Filter<'_>, facts: &FilterFacts) -> IdleParts {
    let mut idle = IdleParts::default();
    if facts.idle.is_empty() || facts.always.is_some() {
        return idle;
    }
    let mut rest = filter.root().clone();
    for (kind, span, path) in candidates(filter, facts).into_iter().take(PARTS_MAX) {
        let lies_in = |part: &Part| part.span.start <= span.start && span.end <= part.span.end;
        if idle.parts.iter().any(lies_in) {
            continue;
        }
        let Some(shorter) = without(&rest, kind, span) else {
            continue;
        };
        let text = shorter.to_string();
        let Some(proven) = same(filter, &[filter.text()], &[&text]) else {
            continue;
        };
        idle.parts.push(Part {
            kind,
            span,
            path,
            proven,
        });
        if proven == Proven::ForAll {
            rest = shorter;
            idle.without = Some(text);
        }
    }
    idle
}

type Candidate = (PartKind, Span, String);

/// Returns the parts that do nothing in each branch that has them, the largest first.
fn candidates(filter: &Filter<'_>, facts: &FilterFacts) -> Vec<Candidate> {
    let branches: Vec<Vec<Span>> = inspect::branches(filter.rule())
        .map(|branch| branch.iter().map(|condition| condition.span).collect())
        .collect();
    let asks = Asked { branches, facts };
    let mut found = Vec::new();
    for entry in entries(filter.root()) {
        if asks.is_idle_entry(entry.span) {
            let path = first_path(filter, entry.span);
            found.push((PartKind::Alternative, entry.span, path));
        }
    }
    let fields = filter.fields();
    let conditions = fields
        .all
        .iter()
        .filter(|field| asks.is_idle_condition(field.list.span));
    found.extend(conditions.map(|it| (PartKind::Condition, it.list.span, it.path())));
    for field in &fields.all {
        let values = field
            .values
            .iter()
            .filter(|value| asks.is_idle_value(field, value));
        found.extend(values.map(|it| (PartKind::Value, it.span, field.path())));
    }
    found.dedup();
    found
}

/// Returns the entries of all `$or`s, outer ones first.
fn entries(json: &Json) -> Vec<&Json> {
    let mut found = Vec::new();
    for member in json.members() {
        match alternatives(member) {
            Some(_) => {
                let own = one_or_many(&member.value);
                found.extend(own);
                found.extend(own.iter().flat_map(entries));
            }
            None => found.extend(entries(&member.value)),
        }
    }
    found
}

fn first_path(filter: &Filter<'_>, entry: Span) -> String {
    let fields = filter.fields();
    let mut inside = fields
        .all
        .iter()
        .filter(|field| is_in(field.list.span, entry));
    inside.next().map(Field::path).unwrap_or_default()
}

fn is_in(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The branches of a rule, by the places of their lists, and the facts about them.
struct Asked<'a> {
    branches: Vec<Vec<Span>>,
    facts: &'a FilterFacts,
}

impl Asked<'_> {
    /// Returns whether there are branches with such a list, and the part is idle in each.
    fn in_each(
        &self,
        has: impl Fn(&Span) -> bool,
        is_idle: impl Fn(usize, &IdlePart, Span) -> bool,
    ) -> bool {
        let with = |branch: &usize| self.branches[*branch].iter().any(&has);
        let mut branches = (0..self.branches.len()).filter(with).peekable();
        branches.peek().is_some()
            && branches.all(|branch| {
                let mut idle = self.facts.idle.iter();
                idle.any(|idle| is_idle(branch, &idle.part, idle.span))
            })
    }

    fn is_idle_entry(&self, entry: Span) -> bool {
        self.in_each(
            |list| is_in(*list, entry),
            |branch, part, _| *part == IdlePart::Branch(branch),
        )
    }

    fn is_idle_condition(&self, list: Span) -> bool {
        self.in_each(
            |it| *it == list,
            |branch, part, span| match part {
                IdlePart::Condition { branch: own, .. } => *own == branch && span == list,
                IdlePart::Branch(_) | IdlePart::Value { .. } => false,
            },
        )
    }

    fn is_idle_value(&self, field: &Field<'_>, wanted: &Json) -> bool {
        let (list, text) = (field.list.span, wanted.to_string());
        self.in_each(
            |it| *it == list,
            |branch, part, span| match part {
                IdlePart::Value {
                    branch: own, value, ..
                } => *own == branch && span == list && *value == text,
                IdlePart::Branch(_) | IdlePart::Condition { .. } => false,
            },
        )
    }
}

/// Returns the pattern without one part; `None` if nothing is left.
fn without(root: &Json, kind: PartKind, span: Span) -> Option<Json> {
    let shorter = match kind {
        PartKind::Condition => without_condition(root, span),
        PartKind::Value => without_element(root, span),
        PartKind::Alternative => unwrapped(&without_element(root, span)),
    };
    (!shorter.members().is_empty()).then_some(shorter)
}

fn without_element(root: &Json, span: Span) -> Json {
    changed(root, &mut |json| {
        let JsonKind::Array(elements) = &json.kind else {
            return None;
        };
        let kept = elements.iter().filter(|it| it.span != span);
        let kept: Vec<Json> = kept.cloned().collect();
        (kept.len() < elements.len()).then(|| Json {
            span: json.span,
            ..value(JsonKind::Array(kept))
        })
    })
}

/// Removes a condition, and the objects that are empty without it.
fn without_condition(root: &Json, list: Span) -> Json {
    with_members(root, &mut |members| {
        let is_empty = |it: &Member| it.value.kind == JsonKind::Object(Vec::new());
        let kept = members.into_iter();
        kept.filter(|it| it.value.span != list && !is_empty(it))
            .collect()
    })
}

/// Puts the fields of a single alternative in place of its `$or`: AWS wants at least two.
fn unwrapped(root: &Json) -> Json {
    with_members(root, &mut |members| {
        let members = members.into_iter();
        let put = members.flat_map(|member| match single_entry(&member) {
            Some(entry) => entry,
            None => vec![member],
        });
        put.collect()
    })
}

fn single_entry(member: &Member) -> Option<Vec<Member>> {
    let JsonKind::Array(entries) = &member.value.kind else {
        return None;
    };
    let [entry] = &entries[..] else { return None };
    let JsonKind::Object(fields) = &entry.kind else {
        return None;
    };
    let is_or = member.key == b"$or" && fields.iter().all(|it| !is_operand(it));
    is_or.then(|| fields.clone())
}

/// Returns whether the member is an operator with a plain operand, so that its list is not a `$or`.
fn is_operand(member: &Member) -> bool {
    match member.value.kind {
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => true,
        JsonKind::Array(_) | JsonKind::Object(_) => false,
    }
}
