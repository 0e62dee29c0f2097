//! The resources that a function may write to, by the policies of its role.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use serde_json::Value as Json;

use super::sender::Sender;
use crate::graph::{Via, writes};
use crate::hcl::Block;
use crate::terraform::evaluator::Evaluator;
use crate::terraform::scope::{Module, Scope};
use crate::terraform::value::{Kind, Value};
use crate::terraform::view::View;

/// The functions that have a role, by the role's address.
pub(super) type Roles = HashMap<String, Vec<String>>;

impl Evaluator<'_> {
    /// Returns the functions of a module by their roles.
    pub(super) fn roles(&self, module: &Rc<Module>) -> Roles {
        let mut roles = Roles::new();
        let scope = Scope::of(module.clone());
        for block in resources(module, "aws_lambda_function") {
            let role = block.body.attribute("role");
            let role = role.map(|it| self.value(&scope, it));
            let label = block.labels.last().map_or("", |it| it.name.as_str());
            if let Some(role) = self.address_of(role.as_ref()) {
                let function = format!("{}aws_lambda_function.{label}", module.address);
                roles.entry(role).or_default().push(function);
            }
        }
        roles
    }
}

fn resources<'m>(module: &'m Module, kind: &'m str) -> impl Iterator<Item = &'m Rc<Block>> {
    module.blocks.iter().filter(move |it| {
        it.kind == "resource" && it.labels.first().is_some_and(|it| it.name == kind)
    })
}

impl Sender<'_, '_> {
    /// Reads a policy of roles, which are those of functions.
    pub(super) fn policies(&mut self, kind: &str, roles: &Roles) {
        match kind {
            "aws_iam_role" => {
                let functions = roles.get(&self.address).cloned().unwrap_or_default();
                for inline in self.view.blocks(self.evaluator, "inline_policy").views {
                    let policy = inline.get(self.evaluator, "policy");
                    self.document(&functions, policy.as_ref());
                }
            }
            "aws_iam_role_policy" => {
                let functions = self.of_role(self.get("role").as_ref(), roles);
                let policy = self.get("policy");
                self.document(&functions, policy.as_ref());
            }
            "aws_iam_role_policy_attachment" => {
                let functions = self.of_role(self.get("role").as_ref(), roles);
                self.attached(&functions);
            }
            "aws_iam_policy_attachment" => {
                let named = self.get("roles");
                let named = named.as_ref().and_then(Value::items).unwrap_or_default();
                let functions = named.iter().flat_map(|it| self.of_role(Some(it), roles));
                let functions: Vec<_> = functions.collect();
                self.attached(&functions);
            }
            _ => {}
        }
    }

    fn of_role(&self, role: Option<&Value>, roles: &Roles) -> Vec<String> {
        let role = self.evaluator.address_of(role);
        role.and_then(|it| roles.get(&it).cloned())
            .unwrap_or_default()
    }

    /// Reads a policy that is a resource of its own.
    fn attached(&mut self, functions: &[String]) {
        let referred = self.get("policy_arn");
        let referred = referred.and_then(|it| self.evaluator.referred(&it));
        if let Some((block, scope)) = referred.and_then(|it| it.block)
            && !functions.is_empty()
        {
            let policy = View::Block(block, scope).get(self.evaluator, "policy");
            self.document(functions, policy.as_ref());
        }
    }

    /// Reads a policy document: JSON, or a data source that makes it.
    fn document(&mut self, functions: &[String], policy: Option<&Value>) {
        let Some(policy) = policy.filter(|_| !functions.is_empty()) else {
            return;
        };
        match &policy.kind {
            Kind::Hole(hole) => {
                let name = hole.name.clone().unwrap_or_default();
                self.of_data(functions, &name);
            }
            Kind::Scalar(_, text) => {
                let json = serde_json::from_str(text.as_str()).unwrap_or_default();
                self.of_json(functions, &json, policy);
            }
            Kind::Null | Kind::List(_) | Kind::Object(_) | Kind::Missing(_) => {}
        }
    }

    /// Reads `data.aws_iam_policy_document.NAME.json`.
    fn of_data(&mut self, functions: &[String], name: &str) {
        let rest = name.strip_prefix(self.module.address.as_str());
        let rest = rest.and_then(|it| it.strip_prefix("data.aws_iam_policy_document."));
        let label = rest
            .and_then(|it| it.split(['.', '[']).next())
            .unwrap_or_default();
        let module = self.module.clone();
        let mut blocks = module.blocks.iter().filter(|it| it.kind == "data");
        let found = blocks.find(|it| {
            let labels: Vec<_> = it.labels.iter().map(|it| it.name.as_str()).collect();
            labels == ["aws_iam_policy_document", label]
        });
        if let Some(block) = found {
            let view = View::Block(block.clone(), Scope::of(module.clone()));
            for statement in view.blocks(self.evaluator, "statement").views {
                self.statement(functions, &statement);
            }
        }
    }

    /// Reads a statement that is a block, or an object of a module's argument.
    pub(super) fn statement(&mut self, functions: &[String], statement: &View) {
        let texts = |name: &str| {
            let value = statement.get(self.evaluator, name);
            let items = value.as_ref().and_then(Value::items).unwrap_or_default();
            items.to_vec()
        };
        let effect = statement.get(self.evaluator, "effect");
        let is_allowed = effect.is_none_or(|it| it.known() == Some("Allow"));
        let actions: Vec<_> = texts("actions");
        let actions = actions.iter().filter_map(Value::known).flat_map(writes);
        let actions: Vec<_> = actions.collect();
        for resource in texts("resources").iter().filter(|_| is_allowed) {
            if let Some(reached) = self.evaluator.reached(resource) {
                let place = resource.range.clone();
                self.may_write(
                    functions,
                    &actions,
                    (&reached.address, &reached.after),
                    &place,
                );
            }
        }
    }

    fn of_json(&mut self, functions: &[String], document: &Json, policy: &Value) {
        for statement in lists(document.get("Statement")) {
            let is_allowed = statement.get("Effect").and_then(Json::as_str) == Some("Allow");
            let actions = lists(statement.get("Action")).into_iter();
            let actions = actions.filter_map(Json::as_str).flat_map(writes);
            let actions: Vec<_> = actions.collect();
            let resources = lists(statement.get("Resource")).into_iter();
            for resource in resources.filter(|_| is_allowed).filter_map(Json::as_str) {
                // A value that is not known stands as its name in angle brackets.
                let Some((name, after)) = named(resource) else {
                    continue;
                };
                let hole = policy
                    .holes()
                    .iter()
                    .find(|it| it.name.as_deref() == Some(name));
                let place = hole.map_or_else(|| policy.range.clone(), |it| it.range.clone());
                if let Some(reached) = self.evaluator.reached_by(name, after) {
                    self.may_write(functions, &actions, (&reached.address, after), &place);
                }
            }
        }
    }

    fn may_write(
        &mut self,
        functions: &[String],
        actions: &[String],
        (to, after): (&str, &str),
        place: &Range<usize>,
    ) {
        let prefix = after.strip_prefix('/').and_then(|it| it.split('*').next());
        for function in functions.iter().filter(|_| !actions.is_empty()) {
            let via = Via::Policy {
                actions: actions.to_vec(),
                prefix: prefix.unwrap_or_default().to_owned(),
            };
            self.add(Some(function.clone()), Some(to.to_owned()), via, place);
        }
    }
}

fn named(resource: &str) -> Option<(&str, &str)> {
    resource.split_once('<')?.1.split_once('>')
}

fn lists(value: Option<&Json>) -> Vec<&Json> {
    match value {
        Some(Json::Array(items)) => items.iter().collect(),
        Some(other) => vec![other],
        None => Vec::new(),
    }
}
