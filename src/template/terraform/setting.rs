//! The settings of a mapping or pipe, of its function and of its source.

use std::ops::Range;

use serde_json::Value as Json;

use super::evaluator::Evaluator;
use super::value::{Kind, Value};
use super::view::View;
use crate::place::settings::{Row, SettingKind};
use crate::resolve::Hole;
use crate::setting::{Setting, Stated, Subject};

/// Settings read so far, and notes about those that could not be read.
pub(super) struct Settings<'s, 'e> {
    evaluator: &'s Evaluator<'e>,
    pub(super) settings: Vec<Setting>,
    pub(super) wrong: Vec<(String, Range<usize>)>,
}

impl<'s, 'e> Settings<'s, 'e> {
    pub(super) const fn new(evaluator: &'s Evaluator<'e>) -> Self {
        Self {
            evaluator,
            settings: Vec::new(),
            wrong: Vec::new(),
        }
    }

    /// Reads the settings of a table that are not read yet. `around`: the place for those of other files.
    pub(super) fn all(
        &mut self,
        subject: Subject,
        view: &View,
        rows: &[Row],
        around: &Range<usize>,
    ) {
        for row in rows {
            let is_read = self.settings.iter().any(|it| it.name == row.name);
            let value = (!is_read).then(|| self.at(view, row.path)).flatten();
            if let Some(value) = value {
                self.one(subject, *row, &value, around);
            }
        }
    }

    /// Returns the value at a dotted path, through the first block of each name.
    fn at(&self, view: &View, path: &str) -> Option<Value> {
        match path.split_once('.') {
            None => view.get(self.evaluator, path),
            Some((block, rest)) => {
                let blocks = view.blocks(self.evaluator, block);
                match blocks.views.first() {
                    Some(first) => self.at(first, rest),
                    // A policy may be written as JSON.
                    None => self.in_json(view, block, rest),
                }
            }
        }
    }

    fn in_json(&self, view: &View, name: &str, path: &str) -> Option<Value> {
        let value = view.get(self.evaluator, name)?;
        let Kind::Scalar(scalar, text) = &value.kind else {
            return None;
        };
        let json: Json = serde_json::from_str(text.as_str()).ok()?;
        let found = json.get(path)?;
        let found = found
            .as_str()
            .map_or_else(|| found.to_string(), str::to_owned);
        Some(Value::made(*scalar, &found, value.range, &[]))
    }

    fn one(&mut self, subject: Subject, row: Row, value: &Value, around: &Range<usize>) {
        let range = self.evaluator.here(&value.range, around);
        let holes = holes(value, self.evaluator, around);
        let json = match holes.iter().any(Hole::is_open) {
            true => Ok(None),
            false => json(row, value).map(Some).ok_or(()),
        };
        match json {
            Ok(value) => self.settings.push(Setting {
                subject,
                name: row.name,
                value,
                range,
                stated: Stated::Here,
                holes,
            }),
            Err(()) => {
                let written = self.evaluator.excerpt(&value.range);
                let message = format!(
                    "`{}` is `{written}`, which is not {}",
                    row.path,
                    row.kind.noun()
                );
                self.wrong.push((message, range));
            }
        }
    }
}

/// Returns all holes of a value.
fn holes(value: &Value, evaluator: &Evaluator<'_>, around: &Range<usize>) -> Vec<Hole> {
    let mut value = value.clone();
    let mut holes = Vec::new();
    value.each_text(&mut |part| match part {
        super::value::Part::Text(text) => holes.append(&mut text.holes),
        super::value::Part::Hole(hole) => holes.push(hole.clone()),
        super::value::Part::Range(_) => {}
    });
    holes
        .iter()
        .map(|it| evaluator.local_hole(it, around))
        .collect()
}

/// Returns a value as the JSON that a setting has; `None` if it is of another kind.
fn json(row: Row, value: &Value) -> Option<Json> {
    match row.kind {
        // AWS's name for an engine is in upper case.
        SettingKind::Text if row.name == "EngineType" => Some(value.known()?.to_uppercase().into()),
        SettingKind::Number => value.known()?.parse::<i64>().ok().map(Json::from),
        SettingKind::Flag => value.as_truth().map(Json::from),
        SettingKind::Text => value.known().map(Json::from),
        SettingKind::Texts => match value.items() {
            Some(items) => items.iter().map(|it| it.known().map(Json::from)).collect(),
            None => Some(Json::Array(vec![value.known()?.into()])),
        },
    }
}
