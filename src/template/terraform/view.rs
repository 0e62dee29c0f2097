//! A block of a resource, or the object that a published module takes for one: attributes and blocks by their names.

use std::ops::Range;
use std::rc::Rc;

use super::evaluator::Evaluator;
use super::scope::Scope;
use super::value::{Kind, Value};
use crate::hcl::{Block, Body, ExprKind};
use crate::resolve::Hole;

/// The most blocks that a `dynamic` block makes.
const BLOCKS_MAX: usize = 100;

/// Something with attributes and blocks.
#[derive(Clone, Debug)]
pub(super) enum View {
    Block(Rc<Block>, Scope),
    Value(Value),
}

/// The blocks of one name.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) views: Vec<View>,
    /// Values that decide how many blocks there are, and that are not known.
    pub(super) holes: Vec<Hole>,
}

impl View {
    pub(super) fn range(&self) -> Range<usize> {
        match self {
            Self::Block(block, _) => block.range.clone(),
            Self::Value(value) => value.range.clone(),
        }
    }

    /// Returns an attribute that is not null.
    pub(super) fn get(&self, evaluator: &Evaluator<'_>, name: &str) -> Option<Value> {
        let value = match self {
            Self::Block(block, scope) => evaluator.value(scope, block.body.attribute(name)?),
            Self::Value(value) => value.member(name)?.clone(),
        };
        (!value.is_null()).then_some(value)
    }

    /// Returns the blocks of a name, also those that `dynamic` makes.
    pub(super) fn blocks(&self, evaluator: &Evaluator<'_>, name: &str) -> Blocks {
        let mut out = Blocks::default();
        match self {
            Self::Block(block, scope) => {
                for inner in &block.body.blocks {
                    if inner.kind == name {
                        out.views.push(Self::Block(inner.clone(), scope.clone()));
                    } else if is_dynamic(inner, name) {
                        dynamic(evaluator, inner, scope, name, &mut out);
                    }
                }
                // An attribute may have the place of blocks: `filter = [{ ... }]`.
                if let Some(expr) = block.body.attribute(name) {
                    of_value(evaluator.value(scope, expr), &mut out);
                }
            }
            Self::Value(value) => {
                if let Some(inner) = value.member(name) {
                    of_value(inner.clone(), &mut out);
                } else if let Some(made) = value.member("dynamic").and_then(|it| it.member(name)) {
                    // Only JSON has it here: the values that its blocks take are not known.
                    let what = format!("dynamic \"{name}\"");
                    out.holes
                        .push(Hole::unknown(&what, None, made.range.clone()));
                }
            }
        }
        out
    }
}

fn is_dynamic(block: &Block, name: &str) -> bool {
    block.kind == "dynamic" && block.labels.first().is_some_and(|it| it.name == name)
}

/// Adds the objects of a value as blocks.
fn of_value(value: Value, out: &mut Blocks) {
    match value.kind {
        Kind::Object(_) => out.views.push(View::Value(value)),
        Kind::List(items) => items.into_iter().for_each(|it| of_value(it, out)),
        Kind::Hole(hole) | Kind::Missing(hole) => out.holes.push(hole),
        Kind::Null | Kind::Scalar(..) => {}
    }
}

/// Adds the blocks that a `dynamic` block makes. If that is not known, adds its content once, with holes for the values
/// that change from block to block.
fn dynamic(evaluator: &Evaluator<'_>, block: &Block, scope: &Scope, name: &str, out: &mut Blocks) {
    let Some(content) = block.body.blocks_of("content").next() else {
        return;
    };
    let iterator = iterator(&block.body).unwrap_or_else(|| name.to_owned());
    let Some(each) = block.body.attribute("for_each") else {
        return;
    };
    let each = evaluator.deciding(|| evaluator.value(scope, each));
    match evaluator.pairs(&each) {
        Some(pairs) => {
            for (key, value) in pairs.into_iter().take(BLOCKS_MAX) {
                let item = evaluator.pair(key, value);
                let inner = scope.with(&iterator, item);
                out.views.push(View::Block(content.clone(), inner));
            }
        }
        None if each.is_null() => {}
        None => {
            let what = evaluator.excerpt(&each.range);
            let cause = each.open().and_then(|it| it.name.clone());
            out.holes
                .push(Hole::unknown(&what, cause.as_deref(), each.range.clone()));
            out.views.push(View::Block(content.clone(), scope.clone()));
        }
    }
}

/// Returns the name that a `dynamic` block gives to its element.
fn iterator(body: &Body) -> Option<String> {
    let ExprKind::Name(name) = &body.attribute("iterator")?.kind else {
        return None;
    };
    Some(name.clone())
}
