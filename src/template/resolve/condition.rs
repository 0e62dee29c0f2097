//! Conditions of a template, as far as parameters with known or default values decide them.

use super::known::Known;
use super::{Function, Language, Resolver, function};
use crate::tree::Node;

impl<'t> Resolver<'t> {
    /// Returns the branch of `Fn::If` that its condition picks; `None` if the condition is not known.
    pub(crate) fn branch(&self, operand: Node<'t>) -> Option<Node<'t>> {
        let mut parts = operand.list();
        let (condition, yes, no) = (parts.next()?, parts.next()?, parts.next()?);
        let name = condition.text()?;
        let known = self.condition(name)?;
        self.decided.borrow_mut().insert(name.to_owned(), known);
        Some(if known.is_true() { yes } else { no })
    }

    /// Returns what a condition of the template is.
    pub(crate) fn condition(&self, name: &str) -> Option<Known> {
        let condition = self.root.at(&["Conditions", name])?;
        let known = self.enter().then(|| self.evaluated(condition));
        self.leave();
        known.flatten()
    }

    fn evaluated(&self, node: Node<'t>) -> Option<Known> {
        let (name, operand) = named(node)?;
        let mut parts = operand.list();
        match name {
            "Condition" => self.condition(operand.text()?),
            "Equals" => {
                let (left, right) = (self.plain(parts.next()?), self.plain(parts.next()?));
                Some(Known::from(left.known()? == right.known()?))
            }
            "Not" => self
                .part(parts.next()?)
                .map(|it| Known::from(!it.is_true())),
            "And" => self
                .all(operand)
                .map(|all| Known::from(all.iter().all(|it| it.is_true()))),
            "Or" => self
                .all(operand)
                .map(|all| Known::from(all.iter().any(|it| it.is_true()))),
            _ => None,
        }
    }

    fn all(&self, operand: Node<'t>) -> Option<Vec<Known>> {
        operand.list().map(|part| self.part(part)).collect()
    }

    fn part(&self, node: Node<'t>) -> Option<Known> {
        let known = self.enter().then(|| self.evaluated(node));
        self.leave();
        known.flatten()
    }

    /// Returns the node that a variable of the Serverless Framework stands for.
    fn referred_node(&self, node: Node<'t>) -> Option<Node<'t>> {
        match self.language {
            Language::CloudFormation => None,
            Language::Serverless => self.stands_for(node),
        }
    }

    /// Follows `Fn::If` to a node that is not one. Returns `None` if the condition is not known.
    pub(crate) fn pick(&self, node: Node<'t>) -> Option<Node<'t>> {
        let mut node = node;
        for _ in 0..super::DEPTH_MAX {
            match function(node) {
                Some((Function::If, operand)) => node = self.branch(operand)?,
                _ => match self.referred_node(node) {
                    Some(other) => node = other,
                    None => return Some(node),
                },
            }
        }
        None
    }
}

/// Returns the function of a condition without `Fn::`, and its operand.
fn named(node: Node<'_>) -> Option<(&str, Node<'_>)> {
    if let Some(tag) = node.tag() {
        return Some((tag, node.bare()));
    }
    let members = node.members();
    let [(key, operand)] = members.as_slice() else {
        return None;
    };
    let key = key.text()?;
    Some((key.strip_prefix("Fn::").unwrap_or(key), *operand))
}
