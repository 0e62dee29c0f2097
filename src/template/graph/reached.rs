//! The resource that a value names, also inside a longer text such as `arn:aws:s3:::${Bucket}/out/*`.

use std::collections::HashMap;

use crate::place::referred;
use crate::resolve::{Function, Resolver, function};
use crate::tree::Node;

/// The resources that have a name of their own in AWS, by that name.
pub(super) type Names<'t> = HashMap<&'t str, &'t str>;

/// The properties that give a resource its name.
const NAMES: [&str; 6] = [
    "QueueName",
    "TableName",
    "BucketName",
    "TopicName",
    "StreamName",
    "Name",
];

/// Returns the resources that have such a name.
pub(super) fn names<'t>(members: &[(Node<'t>, Node<'t>)]) -> Names<'t> {
    let named = members.iter().filter_map(|(key, all)| {
        let properties = all.get("Properties")?;
        let mut names = NAMES.iter();
        let name = names.find_map(|it| properties.get(it))?;
        Some((name.text().filter(|_| name.tag().is_none())?, key.text()?))
    });
    named.collect()
}

/// Returns the resource that a value names, and the text after its name.
pub(super) fn reached<'t>(resolver: &Resolver<'t>, node: Node<'t>) -> Option<(&'t str, &'t str)> {
    let node = resolver.pick(node)?;
    let (function, operand) = function(node)?;
    match function {
        Function::Sub => {
            let text = operand.text().or_else(|| operand.list().next()?.text())?;
            in_text(resolver, text)
        }
        Function::Join => {
            let parts = operand.list().nth(1)?;
            let mut parts = parts.list();
            let name = parts.find_map(|it| referred(resolver, it))?;
            Some((name, parts.next().and_then(Node::text).unwrap_or_default()))
        }
        Function::Ref
        | Function::GetAtt
        | Function::Select
        | Function::Split
        | Function::FindInMap
        | Function::If
        | Function::ToJsonString
        | Function::Other => referred(resolver, node).map(|name| (name, "")),
    }
}

/// Returns the first resource that a text under `Fn::Sub` names, and the text after it.
fn in_text<'t>(resolver: &Resolver<'t>, text: &'t str) -> Option<(&'t str, &'t str)> {
    text.split("${").skip(1).find_map(|rest| {
        let (name, after) = rest.split_once('}')?;
        let name = name.split('.').next()?;
        resolver.resource(name).map(|_| (name, after))
    })
}
