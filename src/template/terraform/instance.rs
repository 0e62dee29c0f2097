//! The instances of a resource or module: one, or as many as `count` or `for_each` says.

use super::evaluator::Evaluator;
use super::scope::Scope;
use super::value::{Kind, Member, Members, Scalar, Value};
use crate::hcl::Block;
use crate::resolve::{Filler, Text};

/// The most instances of one block that are read.
const INSTANCES_MAX: usize = 50;

/// One instance.
pub(super) struct Instance {
    /// `[0]` or `["key"]`; nothing for a block without `count` and `for_each`.
    pub(super) suffix: String,
    pub(super) scope: Scope,
}

/// Whether a block is deployed with the values that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Sure,
    /// It has no instance, or it is not known whether it has one.
    Unsure,
}

/// The instances of a block.
pub(super) struct Instances {
    pub(super) all: Vec<Instance>,
    /// What should be said about their number.
    pub(super) note: Option<String>,
    pub(super) presence: Presence,
}

impl Evaluator<'_> {
    pub(super) fn instances(&self, scope: &Scope, block: &Block) -> Instances {
        let count = block.body.attribute("count");
        if let Some(count) = count {
            let value = self.deciding(|| self.value(scope, count));
            let count = value.known().and_then(|it| it.parse::<usize>().ok());
            return self.counted_instances(scope, count, &value);
        }
        match block.body.attribute("for_each") {
            Some(each) => {
                let value = self.deciding(|| self.value(scope, each));
                self.keyed_instances(scope, &value)
            }
            None => one(scope.clone(), None, Presence::Sure),
        }
    }

    fn counted_instances(&self, scope: &Scope, count: Option<usize>, value: &Value) -> Instances {
        let Some(count) = count else {
            return one(scope.clone(), None, Presence::Unsure);
        };
        if count == 0 {
            let note = "`count` is 0 here, so it is not deployed".to_owned();
            return one(scope.clone(), Some(note), Presence::Unsure);
        }
        let indices = (0..count.min(INSTANCES_MAX)).map(|index| {
            let number = Value::made(Scalar::Number, &index.to_string(), value.range.clone(), &[]);
            Instance {
                suffix: format!("[{index}]"),
                scope: scope.with("count", object(vec![("index", number)])),
            }
        });
        Instances {
            all: indices.collect(),
            note: too_many(count),
            presence: Presence::Sure,
        }
    }

    fn keyed_instances(&self, scope: &Scope, value: &Value) -> Instances {
        let Some(pairs) = self.pairs(value) else {
            return one(scope.clone(), None, Presence::Unsure);
        };
        if pairs.is_empty() {
            let note = "`for_each` is empty here, so it is not deployed".to_owned();
            return one(scope.clone(), Some(note), Presence::Unsure);
        }
        let count = pairs.len();
        let is_set = value.items().is_some();
        let all = pairs.into_iter().take(INSTANCES_MAX).map(|(key, value)| {
            let key = if is_set { value.clone() } else { key };
            let name = key.known().unwrap_or("?").to_owned();
            Instance {
                suffix: format!("[{name:?}]"),
                scope: scope.with("each", self.pair(key, value)),
            }
        });
        Instances {
            all: all.collect(),
            note: too_many(count),
            presence: Presence::Sure,
        }
    }

    /// Returns the object through which an instance or a block sees its element.
    pub(super) fn pair(&self, key: Value, value: Value) -> Value {
        object(vec![("key", key), ("value", value)])
    }
}

fn one(scope: Scope, note: Option<String>, presence: Presence) -> Instances {
    let instance = Instance {
        suffix: String::new(),
        scope,
    };
    Instances {
        all: vec![instance],
        note,
        presence,
    }
}

fn too_many(count: usize) -> Option<String> {
    (count > INSTANCES_MAX)
        .then(|| format!("only the first {INSTANCES_MAX} of its {count} instances are read"))
}

fn object(values: Vec<(&str, Value)>) -> Value {
    let mut members = Members::default();
    for (name, value) in values {
        let mut key = Text::new(Filler::Plain);
        key.made(name, 0..0);
        members.insert(Member {
            key,
            key_range: 0..0,
            value,
        });
    }
    let kind: Kind = members.object();
    Value::new(kind, 0..0)
}
