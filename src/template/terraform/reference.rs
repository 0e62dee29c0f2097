//! What a value refers to: the queue or stream that a mapping reads, and the function that it invokes.

use std::rc::Rc;

use tidegate::Source;
use tidegate_batch::{Origin, origin_of_arn};

use super::evaluator::{Evaluator, Functions};
use super::scope::{Module, Scope};
use super::value::{Kind, Value};
use crate::hcl::Block;

/// Types of resources that records come from.
///
/// Source: documentation of the AWS provider (read 2026-11-30).
const SOURCES: [(&str, Origin); 10] = [
    ("aws_sqs_queue", Origin::Filtered(Source::Sqs)),
    ("aws_kinesis_stream", Origin::Filtered(Source::Kinesis)),
    (
        "aws_kinesis_stream_consumer",
        Origin::Filtered(Source::Kinesis),
    ),
    ("aws_dynamodb_table", Origin::Filtered(Source::DynamoDb)),
    (
        "aws_dynamodb_global_table",
        Origin::Filtered(Source::DynamoDb),
    ),
    ("aws_msk_cluster", Origin::Filtered(Source::Kafka)),
    (
        "aws_msk_serverless_cluster",
        Origin::Filtered(Source::Kafka),
    ),
    ("aws_mq_broker", Origin::Filtered(Source::Mq)),
    ("aws_docdb_cluster", Origin::DocumentDb),
    ("aws_docdbelastic_cluster", Origin::DocumentDb),
];

/// Published modules that make a source, by their name in the registry.
const MODULES: [(&str, Origin); 3] = [
    (
        "terraform-aws-modules/sqs/aws",
        Origin::Filtered(Source::Sqs),
    ),
    (
        "terraform-aws-modules/dynamodb-table/aws",
        Origin::Filtered(Source::DynamoDb),
    ),
    (
        "terraform-aws-modules/msk-kafka-cluster/aws",
        Origin::Filtered(Source::Kafka),
    ),
];

/// Functions, and resources that stand for one, which they name as `function_name`.
const FUNCTION: &str = "aws_lambda_function";
const STAND_INS: [&str; 1] = ["aws_lambda_alias"];

/// A resource that a value refers to.
#[derive(Clone, Debug)]
pub(super) struct Referred {
    /// `aws_sqs_queue.orders`, with the address of its module before it.
    pub(super) address: String,
    pub(super) kind: String,
    /// The block, and its module; `None` for a data source, and if it is not in the files.
    pub(super) block: Option<(Rc<Block>, Scope)>,
}

impl Evaluator<'_> {
    /// Returns the resource, data source or module output that a value is.
    pub(super) fn referred(&self, value: &Value) -> Option<Referred> {
        let name = match &value.kind {
            Kind::Hole(hole) => hole.name.as_deref()?,
            Kind::Scalar(_, text) => match text.holes.as_slice() {
                [only] if only.is_open() && only.text == (0..text.as_str().len()) => {
                    only.name.as_deref()?
                }
                _ => return None,
            },
            Kind::Null | Kind::List(_) | Kind::Object(_) | Kind::Missing(_) => return None,
        };
        self.referred_by(name)
    }

    /// Returns what a path such as `aws_sqs_queue.orders.arn` leads to.
    pub(super) fn referred_by(&self, name: &str) -> Option<Referred> {
        let (module, rest) = self.module_of(name)?;
        let rest = rest
            .strip_prefix("data.")
            .map_or((rest, false), |it| (it, true));
        let (rest, is_data) = rest;
        let mut parts = rest.split('.');
        let (kind, label) = (parts.next()?, parts.next()?);
        let is_module = kind == "module";
        if !is_module && !kind.starts_with("aws_") {
            return None;
        }
        let plain = label.split('[').next()?;
        let block = module.resource(kind, plain).filter(|_| !is_data).cloned();
        let prefix = if is_data { "data." } else { "" };
        // A module may have several outputs.
        let own = if is_module {
            rest.to_owned()
        } else {
            format!("{kind}.{label}")
        };
        Some(Referred {
            address: format!("{}{prefix}{own}", module.address),
            kind: kind.to_owned(),
            block: block.map(|it| (it, Scope::of(module))),
        })
    }

    /// Splits the module off an address.
    fn module_of<'n>(&self, address: &'n str) -> Option<(Rc<Module>, &'n str)> {
        let modules = self.modules.borrow();
        let found = modules.iter();
        let found = found.filter_map(|(prefix, module)| {
            Some((module.clone(), address.strip_prefix(prefix.as_str())?))
        });
        found.min_by_key(|(_, rest)| rest.len())
    }

    /// Returns the source of records that a value names.
    pub(super) fn origin(&self, scope: &Scope, value: &Value) -> Option<Origin> {
        if let Some(referred) = self.referred(value) {
            let of_type = SOURCES.iter().find(|(kind, _)| *kind == referred.kind);
            if let Some((_, origin)) = of_type {
                return Some(*origin);
            }
            if referred.kind == "module" {
                return published(scope, &referred.address);
            }
        }
        let text = match &value.kind {
            Kind::Scalar(_, text) => text.as_str(),
            Kind::Null | Kind::List(_) | Kind::Object(_) | Kind::Hole(_) | Kind::Missing(_) => {
                return None;
            }
        };
        let is_own_kafka = text.starts_with("smk://");
        origin_of_arn(text).or_else(|| is_own_kafka.then_some(Origin::Filtered(Source::Kafka)))
    }

    /// Returns the function that a value names, by a reference, its name or its ARN.
    pub(super) fn function(&self, scope: &Scope, value: &Value) -> Option<Referred> {
        if let Some(referred) = self.referred(value) {
            if STAND_INS.contains(&referred.kind.as_str()) {
                let (block, inner) = referred.block?;
                let named = self.value(&inner, block.body.attribute("function_name")?);
                // An alias of an alias is not possible.
                let target = self.referred(&named);
                return target.filter(|it| it.kind == FUNCTION);
            }
            return (referred.kind == FUNCTION).then_some(referred);
        }
        let text = value.known()?;
        let name = text.split_once(":function:").map_or(text, |(_, name)| name);
        let name = name.split(':').next()?;
        let functions = self.named_functions(scope);
        let block = functions.get(name)?;
        let label = &block.labels.get(1)?.name;
        Some(Referred {
            address: format!("{}{FUNCTION}.{label}", scope.module.address),
            kind: FUNCTION.to_owned(),
            block: Some((block.clone(), scope.outermost())),
        })
    }
}

impl Evaluator<'_> {
    /// Returns the functions of a module whose names are known.
    fn named_functions(&self, scope: &Scope) -> Rc<Functions> {
        let address = &scope.module.address;
        if let Some(known) = self.functions.borrow().get(address) {
            return known.clone();
        }
        let mut functions = Functions::new();
        for block in &scope.module.blocks {
            let is_function = block.kind == "resource"
                && block.labels.first().is_some_and(|it| it.name == FUNCTION);
            if let Some(own) = block
                .body
                .attribute("function_name")
                .filter(|_| is_function)
                && let Some(name) = self.value(&scope.outermost(), own).known()
            {
                let first = functions.entry(name.to_owned());
                first.or_insert_with(|| block.clone());
            }
        }
        let functions = Rc::new(functions);
        let mut known = self.functions.borrow_mut();
        known.insert(address.clone(), functions.clone());
        functions
    }
}

/// Returns the source that a published module makes.
fn published(scope: &Scope, address: &str) -> Option<Origin> {
    let name = address.rsplit("module.").next()?.split(['.', '[']).next()?;
    let mut blocks = scope.module.blocks.iter();
    let block = blocks
        .find(|it| it.kind == "module" && it.labels.first().is_some_and(|it| it.name == name))?;
    let source = super::modules::written_source(block)?;
    let mut rows = MODULES.iter();
    rows.find(|(row, _)| source.ends_with(row))
        .map(|(_, origin)| *origin)
}
