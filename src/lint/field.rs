//! Finds the fields of a pattern's tree, and the alternatives of its `$or`s. Spans are kept, so that a finding can
//! point at a key or a value.

use std::borrow::Cow;

use tidegate_json::{Json, JsonKind, Member, Span};

/// Most alternatives looked at. AWS accepts 1,000; the language of event-ruler itself accepts more.
const BRANCHES_MAX: usize = 1000;

/// A key on the way to a field.
#[derive(Clone, Debug)]
pub(crate) struct Step<'p> {
    pub(crate) member: &'p Member,
    /// The key; a lone surrogate shows as U+FFFD.
    pub(crate) name: Cow<'p, str>,
}

/// One list of a pattern, and the keys that lead to it.
#[derive(Clone, Debug)]
pub(crate) struct Field<'p> {
    /// From the root; `$or` left out.
    pub(crate) steps: Vec<Step<'p>>,
    pub(crate) list: &'p Json,
    pub(crate) values: &'p [Json],
}

impl Field<'_> {
    /// Returns the dotted path.
    pub(crate) fn path(&self) -> String {
        let names: Vec<_> = self.steps.iter().map(|step| &*step.name).collect();
        names.join(".")
    }

    /// Returns the keys of the dotted path: a key with a dot in it counts as two.
    pub(crate) fn keys(&self) -> Vec<&str> {
        let names = self.steps.iter();
        names.flat_map(|step| step.name.split('.')).collect()
    }

    /// Returns the place of the key that holds the list.
    pub(crate) fn key_span(&self) -> Span {
        self.steps
            .last()
            .map_or(self.list.span, |step| step.member.key_span)
    }

    /// Returns whether only the absence of the field satisfies it.
    pub(crate) fn asks_absence_alone(&self) -> bool {
        self.values.iter().all(is_exists_false)
    }

    /// Returns whether the absence of the field satisfies it.
    pub(crate) fn takes_absence(&self) -> bool {
        self.values.iter().any(is_exists_false)
    }
}

/// The fields of a pattern, in the order written, and for each alternative the indices of its fields.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields<'p> {
    pub(crate) all: Vec<Field<'p>>,
    pub(crate) branches: Vec<Vec<usize>>,
}

impl<'p> Fields<'p> {
    pub(crate) fn of(root: &'p Json) -> Self {
        let mut fields = Self {
            all: Vec::new(),
            branches: vec![Vec::new()],
        };
        if let JsonKind::Object(members) = &root.kind {
            fields.object(members, &mut Vec::new());
        }
        fields
    }

    fn object(&mut self, members: &'p [Member], steps: &mut Vec<Step<'p>>) {
        for member in members {
            if let Some(entries) = alternatives(member) {
                self.alternatives(&entries, steps);
                continue;
            }
            steps.push(Step {
                member,
                name: String::from_utf8_lossy(&member.key),
            });
            match &member.value.kind {
                JsonKind::Object(members) => self.object(members, steps),
                JsonKind::Array(values) => self.field(&member.value, values, steps),
                JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {}
            }
            steps.pop();
        }
    }

    fn field(&mut self, list: &'p Json, values: &'p [Json], steps: &[Step<'p>]) {
        for branch in &mut self.branches {
            branch.push(self.all.len());
        }
        self.all.push(Field {
            steps: steps.to_vec(),
            list,
            values,
        });
    }

    fn alternatives(&mut self, entries: &[&'p [Member]], steps: &mut Vec<Step<'p>>) {
        let before = std::mem::take(&mut self.branches);
        let mut after = Vec::new();
        for entry in entries {
            self.branches.clone_from(&before);
            self.object(entry, steps);
            after.append(&mut self.branches);
            after.truncate(BRANCHES_MAX);
        }
        self.branches = after;
    }
}

/// Returns the entries of a `$or`; `None` if this is a field.
pub(crate) fn alternatives(member: &Member) -> Option<Vec<&[Member]>> {
    let JsonKind::Array(entries) = &member.value.kind else {
        return None;
    };
    let are_objects = entries
        .iter()
        .all(|entry| matches!(entry.kind, JsonKind::Object(_)));
    if member.key != b"$or" || entries.len() < 2 || !are_objects {
        return None;
    }
    Some(entries.iter().map(Json::members).collect())
}

/// Returns the operator's name and its operand; `None` for a plain value.
pub(crate) fn operator(value: &Json) -> Option<(&str, &Json)> {
    let first = value.members().first()?;
    let name = std::str::from_utf8(&first.key).ok()?;
    Some((name, &first.value))
}

/// Returns the operand of the operator called `name`, if this is one.
pub(crate) fn operand<'p>(value: &'p Json, name: &str) -> Option<&'p Json> {
    operator(value)
        .filter(|(found, _)| *found == name)
        .map(|(_, operand)| operand)
}

/// Returns the elements of a list; of any other value a list of that value alone.
pub(crate) fn one_or_many(json: &Json) -> &[Json] {
    match &json.kind {
        JsonKind::Array(elements) => elements,
        JsonKind::Null
        | JsonKind::Bool(_)
        | JsonKind::Number(_)
        | JsonKind::String(_)
        | JsonKind::Object(_) => std::slice::from_ref(json),
    }
}

fn is_exists_false(value: &Json) -> bool {
    operand(value, "exists").is_some_and(|operand| operand.kind == JsonKind::Bool(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_multiply_and_keep_their_fields() {
        let text = r#"{"a":{"b":[1]},"$or":[{"c":[2]},{"d":[3]}],"e.f":[4]}"#;
        let json = Json::parse_first(text).unwrap();
        let fields = Fields::of(&json);
        let paths: Vec<_> = fields.all.iter().map(Field::path).collect();
        assert_eq!(paths, ["a.b", "c", "d", "e.f"]);
        assert_eq!(fields.branches, [[0, 1, 3], [0, 2, 3]]);
        assert_eq!(fields.all[3].keys(), ["e", "f"]);
    }

    #[test]
    fn malformed_or_is_a_field() {
        let json = Json::parse_first(r#"{"$or":["a","b"]}"#).unwrap();
        assert_eq!(Fields::of(&json).all[0].path(), "$or");
    }
}
