//! The fields that two sets of filters ask for, each with its cells, and the filters as boxes: for each branch and field
//! the cells that it takes.

use std::collections::BTreeMap;
use std::sync::Arc;

use tidegate::Rule;
use tidegate::inspect::{self, Condition, Test, path_order};

use crate::bits::Bits;
use crate::caps::{Caps, PATH_STEPS_MAX};
use crate::cells::{Cells, Reading, Walked};
use crate::inclusion::Reason;
use crate::source::Facts;

/// A field of a record.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// The keys from the root to it.
    pub(crate) steps: Vec<String>,
    pub(crate) cells: Cells,
}

impl Field {
    pub(crate) fn count(&self) -> usize {
        self.cells.cells.len()
    }

    /// Returns the name of the node after this many steps.
    pub(crate) fn node(&self, steps: usize) -> String {
        self.steps[..steps].join(".")
    }
}

/// The condition of a branch on one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) field: usize,
    /// The cells that it takes. Cell 0 is absence.
    pub(crate) takes: Bits,
}

impl Clause {
    pub(crate) fn takes_absence(&self) -> bool {
        self.takes.has(0)
    }
}

/// Clauses that must hold together, in the order in which the engine tries them.
pub(crate) type Branch = Vec<Clause>;

/// Fields in the order in which the engine tries them.
#[derive(Debug)]
pub(crate) struct Fields {
    pub(crate) fields: Vec<Field>,
    lists: BTreeMap<Vec<u8>, Vec<Arc<[Test]>>>,
}

impl Fields {
    /// Divides the values of all fields that these rules ask for. `encoded`: the keys whose values are texts that may be
    /// JSON; they are fields even if only fields inside them are asked for. `more`: further lists, by path. `facts`: what is true of every record.
    pub(crate) fn of<'r>(
        rules: impl Iterator<Item = &'r Rule>,
        more: Vec<(Vec<u8>, Arc<[Test]>)>,
        encoded: &[&str],
        facts: &Facts,
        caps: &Caps,
    ) -> Result<Self, Reason> {
        let mut lists: BTreeMap<Vec<u8>, Vec<Arc<[Test]>>> = BTreeMap::new();
        for key in encoded {
            lists.insert(key.as_bytes().to_vec(), Vec::new());
        }
        let conditions = rules.flat_map(inspect::branches).flatten();
        let named = conditions.map(|it| (it.path.to_vec(), Arc::clone(it.tests)));
        for (path, tests) in named.chain(more) {
            let known = lists.entry(path).or_default();
            if !known.contains(&tests) {
                known.push(tests);
            }
        }
        let mut paths: Vec<&Vec<u8>> = lists.keys().collect();
        paths.sort_by(|one, other| path_order(one, other));
        let reading = |name: &str| match encoded.contains(&name) {
            true => Reading::Encoded,
            false => facts.place(name).reading(),
        };
        let fields = paths
            .into_iter()
            .map(|path| field(path, &lists[path], reading, caps));
        Ok(Self {
            fields: fields.collect::<Result<_, _>>()?,
            lists,
        })
    }

    /// Returns whether the cells of every field are complete.
    pub(crate) fn are_complete(&self) -> bool {
        let mut fields = self.fields.iter();
        fields.all(|field| field.cells.walked == Walked::Whole)
    }

    /// Returns the branches of a rule as boxes.
    pub(crate) fn branches(&self, rule: &Rule) -> Vec<Branch> {
        let branches = inspect::branches(rule);
        let clauses = |branch: Vec<Condition<'_>>| {
            branch
                .iter()
                .map(|condition| self.clause(condition))
                .collect()
        };
        branches.map(clauses).collect()
    }

    /// Returns the condition with the cells that it takes.
    fn clause(&self, condition: &Condition<'_>) -> Clause {
        self.clause_of(condition.path, condition.tests)
    }

    /// Returns the clause of one of the lists of a field.
    pub(crate) fn clause_of(&self, path: &[u8], tests: &Arc<[Test]>) -> Clause {
        let field = self.fields.iter().position(|it| it.name.as_bytes() == path);
        let field = field.expect("the rule's fields were collected");
        let mut lists = self.lists[path].iter();
        let list = lists.position(|list| *list == *tests);
        let list = list.expect("the rule's lists were collected");
        let cells = self.fields[field].cells.cells.iter().enumerate();
        let taken = cells.filter(|(_, cell)| cell.lists.has(list));
        Clause {
            field,
            takes: Bits::of(self.fields[field].count(), taken.map(|(number, _)| number)),
        }
    }
}

fn field(
    path: &[u8],
    lists: &[Arc<[Test]>],
    reading: impl Fn(&str) -> Reading,
    caps: &Caps,
) -> Result<Field, Reason> {
    let name = std::str::from_utf8(path).map_err(|_| Reason::OddPath)?;
    if name.split('.').any(str::is_empty) {
        return Err(Reason::OddPath);
    }
    let steps: Vec<String> = name.split('.').map(str::to_owned).collect();
    if steps.len() > PATH_STEPS_MAX {
        return Err(Reason::DeepPath);
    }
    Ok(Field {
        name: name.to_owned(),
        steps,
        cells: Cells::of(lists, reading(name), caps).ok_or(Reason::TooManyStates)?,
    })
}
