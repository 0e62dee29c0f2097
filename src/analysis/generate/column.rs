//! One field of the filters with the values that records of the source can have there, a value for each cell.

use std::sync::Arc;

use tidegate::Rule;
use tidegate::inspect::{self, Test};
use tidegate_json::{Json, Outline};

use crate::bits::Bits;
use crate::cells::{Plain, Probe};
use crate::event::Scalar;
use crate::fields::{Field, Fields};
use crate::source::Form;
use tidegate_batch::PayloadShape;

use super::candidate::{Candidate, others};
use super::shape::{Kind, Shape};

/// One field, and its values.
pub(super) struct Column {
    pub(super) steps: Vec<String>,
    pub(super) name: String,
    pub(super) shape: Shape,
    probe: Probe,
    /// For each list of the field the cells that satisfy it.
    takes: Vec<Bits>,
    /// For each cell whether its known value is a string.
    is_text: Vec<bool>,
    /// For each cell the JSON of a value that records can have; `None` if there is none.
    json: Vec<Option<String>>,
    /// The same as plain text that is not JSON.
    plain: Vec<Option<String>>,
}

impl Column {
    /// Returns `None` if the engine refuses the lists of the field together.
    pub(super) fn new(
        fields: &Fields,
        number: usize,
        rules: &[Rule],
        shape: Shape,
        (tries, apart): (&[Candidate], &[NamedList]),
    ) -> Option<Self> {
        let field = &fields.fields[number];
        let lists = lists(rules, field, apart);
        let path = field.name.as_bytes();
        let cells = &field.cells.cells;
        let mut column = Self {
            steps: field.steps.clone(),
            name: field.name.clone(),
            shape,
            probe: Probe::new(&lists)?,
            takes: lists
                .iter()
                .map(|list| fields.clause_of(path, list).takes)
                .collect(),
            is_text: cells
                .iter()
                .map(|it| it.value.as_deref().is_some_and(is_text))
                .collect(),
            json: vec![None; cells.len()],
            plain: vec![None; cells.len()],
        };
        column.fill(tries);
        column.fill_rest(field);
        Some(column)
    }

    /// Takes a value for each cell from the candidates.
    fn fill(&mut self, tries: &[Candidate]) {
        let others = others(self.shape.samples());
        for json in tries
            .iter()
            .chain(&others)
            .filter_map(|it| it.json.as_deref())
        {
            let Some(cell) = self.cell_of(Some(json)) else {
                continue;
            };
            if self.json[cell].is_none() && self.shape.admits(json) {
                self.json[cell] = Some(json.to_owned());
            }
            if self.plain[cell].is_none() {
                self.plain[cell] = plain(json);
            }
        }
    }

    /// Takes the known values of the cells that have none yet.
    fn fill_rest(&mut self, field: &Field) {
        for (number, cell) in field.cells.cells.iter().enumerate().skip(1) {
            let known = cell.value.clone().filter(|it| self.shape.admits(it));
            self.json[number] = self.json[number].take().or(known);
            if let Plain::Known(text) = &cell.plain {
                self.plain[number].get_or_insert_with(|| text.clone());
            }
        }
    }

    /// Returns the cell of a value, or of absence.
    pub(super) fn cell_of(&mut self, json: Option<&str>) -> Option<usize> {
        let Some(json) = json else { return Some(0) };
        let satisfied = self.probe.of_value(json);
        let fits = |cell: &usize| {
            let mut takes = self.takes.iter().enumerate();
            takes.all(|(list, takes)| takes.has(*cell) == satisfied.has(list))
        };
        let fitting: Vec<usize> = (1..self.json.len()).filter(fits).collect();
        let alike = fitting
            .iter()
            .find(|cell| self.is_text[**cell] == is_text(json));
        alike.or(fitting.first()).copied()
    }

    /// Returns the value of a cell in records of this form; `None` if they have none.
    pub(super) fn value(&self, cell: usize, form: &Form) -> Option<Scalar> {
        match self.is_plain(form) {
            true => self.plain[cell].clone().map(Scalar::Text),
            false => self.json[cell].as_deref().map(|json| self.written(json)),
        }
    }

    /// Returns the value as it stands in records of this form; `None` if they can't have it.
    pub(super) fn scalar(&self, json: &str, form: &Form) -> Option<Scalar> {
        match self.is_plain(form) {
            true => plain(json).map(Scalar::Text),
            false => self.shape.admits(json).then(|| self.written(json)),
        }
    }

    /// Returns the value as a record has it: some fields always have a list.
    fn written(&self, json: &str) -> Scalar {
        match self.shape.kind == Kind::Texts {
            true => Scalar::Json(format!("[{json}]")),
            false => Scalar::Json(json.to_owned()),
        }
    }

    /// Returns whether the field is a payload in plain text.
    pub(super) fn is_plain(&self, form: &Form) -> bool {
        let mut parts = form.encoded();
        parts.any(|part| part.key == self.name && part.shape == PayloadShape::Text)
    }

    /// Returns the cells that a record of this form can have.
    pub(super) fn allowed(&self, form: &Form) -> Bits {
        let cells = (0..self.json.len()).filter(|cell| match cell {
            0 => self.shape.may_be_absent(),
            cell => self.value(*cell, form).is_some(),
        });
        Bits::of(self.json.len(), cells)
    }

    /// Returns whether the value of a cell is this one.
    pub(super) fn has(&self, cell: usize, json: &str) -> bool {
        self.json[cell].as_deref() == Some(json)
    }

    /// Returns how many cells there are.
    pub(super) fn count(&self) -> usize {
        self.json.len()
    }
}

/// A list of a field, by its path.
pub(super) type NamedList = (Vec<u8>, Arc<[Test]>);

/// Returns the different lists of a field.
fn lists(rules: &[Rule], field: &Field, apart: &[NamedList]) -> Vec<Arc<[Test]>> {
    let conditions = rules.iter().flat_map(inspect::branches).flatten();
    let named = conditions.map(|it| (it.path.to_vec(), Arc::clone(it.tests)));
    let mut lists: Vec<Arc<[Test]>> = Vec::new();
    for (path, tests) in named.chain(apart.iter().cloned()) {
        if path == field.name.as_bytes() && !lists.contains(&tests) {
            lists.push(tests);
        }
    }
    lists
}

fn is_text(json: &str) -> bool {
    json.starts_with('"')
}

/// Returns the string as a payload in plain text; `None` if it is not a string, or is JSON itself.
fn plain(json: &str) -> Option<String> {
    let json = Json::parse_whole(json).ok()?;
    let text = json.as_str()?;
    (!Outline::default().is_container(text.as_bytes())).then(|| text.to_owned())
}
