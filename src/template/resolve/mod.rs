//! From nodes to texts: the functions of CloudFormation, parameters with their defaults, and the JSON of a map. A value
//! that only deployment knows becomes a hole, which is named and never guessed.

mod condition;
mod function;
mod hole;
mod json;
mod known;
mod list;
mod reference;
mod substitute;
mod text;
mod variable;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};

use tidegate_batch::criteria::Mapped;

use crate::tree::{Kind, Node, align};
use crate::values::Values;
use known::Known;

pub use hole::{Assumption, Hole, Why};

pub(crate) use function::{Function, function};
pub(crate) use text::{Escapes, Filler, Text};

/// The most nodes that are read for the patterns and settings of one document, besides one for each byte of it. Aliases
/// may repeat nodes without end.
const NODES_MAX: usize = 200_000;

/// The most bytes of scalars and values that are read for them. A long value may be used without end.
const BYTES_MAX: usize = 64 << 20;

/// The deepest nesting of nodes and functions. Patterns are less deep than that.
const DEPTH_MAX: usize = 200;

/// The language in which the values of a document refer to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    CloudFormation,
    /// CloudFormation, and before it the variables of the Serverless Framework.
    Serverless,
}

/// Resolves the nodes of one document.
pub(crate) struct Resolver<'t> {
    pub(crate) file: &'t str,
    pub(crate) root: Node<'t>,
    values: &'t Values,
    language: Language,
    resources: HashMap<&'t str, Node<'t>>,
    parameters: HashMap<&'t str, Node<'t>>,
    /// How many nodes were read.
    spent: Cell<usize>,
    depth: Cell<usize>,
    /// How many bytes of scalars and values were read.
    bytes: Cell<usize>,
    /// The conditions that decided something, with what they were found to be.
    decided: RefCell<BTreeMap<String, Known>>,
}

impl<'t> Resolver<'t> {
    pub(crate) fn new(
        file: &'t str,
        root: Node<'t>,
        values: &'t Values,
        language: Language,
    ) -> Self {
        let inner = match language {
            Language::CloudFormation => vec![root],
            Language::Serverless => serverless_resources(root),
        };
        Self {
            language,
            file,
            root,
            values,
            resources: named(&inner, "Resources"),
            parameters: named(&inner, "Parameters"),
            spent: Cell::new(0),
            depth: Cell::new(0),
            bytes: Cell::new(0),
            decided: RefCell::default(),
        }
    }

    /// Returns a resource of the template.
    pub(crate) fn resource(&self, name: &str) -> Option<Node<'t>> {
        self.resources.get(name).copied()
    }

    /// Returns the type of a resource of the template.
    pub(crate) fn resource_type(&self, name: &str) -> Option<&'t str> {
        self.resource(name)?.get("Type")?.text()
    }

    /// Returns the conditions that decided something since the last call.
    pub(crate) fn take_decided(&self) -> BTreeMap<String, Known> {
        self.decided.take()
    }

    /// Returns a text that is not a pattern.
    pub(crate) fn plain(&self, node: Node<'t>) -> Text {
        let mut out = Text::new(Filler::Plain);
        self.text(node, &mut out);
        out
    }

    /// Adds the text of a scalar, or of a function that makes one.
    pub(crate) fn text(&self, node: Node<'t>, out: &mut Text) {
        if self.enter() {
            self.any_text(node, out);
        } else {
            out.hole(&self.cut(node));
        }
        self.leave();
    }

    fn any_text(&self, node: Node<'t>, out: &mut Text) {
        let Some((function, operand)) = function(node) else {
            return match node.text() {
                Some(_) => match self.language {
                    Language::CloudFormation => self.literal(node, out),
                    Language::Serverless => match self.stands_for(node) {
                        Some(other) => self.text(other, out),
                        None => self.with_variables(node, out),
                    },
                },
                None => out.hole(&self.unknown(node)),
            };
        };
        match function {
            Function::Ref => self.reference(node, operand.text().unwrap_or_default(), out),
            Function::GetAtt => self.reference(node, &attribute(operand), out),
            Function::Sub => self.substitute(node, operand, out),
            Function::Join => self.join(node, operand, out),
            Function::ToJsonString => self.json(operand, out),
            Function::If => match self.branch(operand) {
                Some(branch) => self.text(branch, out),
                None => out.hole(&self.unknown(node)),
            },
            Function::Select => self.select(node, operand, out),
            Function::FindInMap => self.find_in_map(node, operand, out),
            Function::Split | Function::Other => out.hole(&self.unknown(node)),
        }
    }

    /// Adds a scalar. AWS replaces references such as `{{resolve:ssm:name}}` at deployment.
    ///
    /// Source: CloudFormation user guide, "Get values stored in other services using dynamic references" (read
    /// 2026-11-29).
    fn literal(&self, node: Node<'t>, out: &mut Text) {
        let mapped = self.scalar(node);
        let mut at = 0;
        while let Some((start, end)) = dynamic(mapped.text(), at) {
            out.append_range(&mapped, at..start);
            let what = &mapped.text()[start..end];
            out.hole(&Hole::unknown(what, None, mapped.source(start..end)));
            at = end;
        }
        out.append_range(&mapped, at..mapped.text().len());
    }

    pub(crate) fn scalar(&self, node: Node<'t>) -> Mapped {
        match node.kind() {
            Kind::Scalar(value, style) if self.afford(value.len()) => {
                align(self.file, node.range(), *style, value)
            }
            Kind::Scalar(..) | Kind::List(_) | Kind::Map(_) | Kind::Alias(_) => Mapped::default(),
        }
    }

    /// Returns a hole for the whole node.
    fn unknown(&self, node: Node<'t>) -> Hole {
        Hole::unknown(&self.excerpt(node), None, node.whole())
    }

    /// Returns a hole for a node that is left out, because it nests too deeply or repeats too often.
    fn cut(&self, node: Node<'t>) -> Hole {
        Hole::unknown(
            "a value that repeats or nests too often",
            None,
            node.whole(),
        )
    }

    /// Returns a node as it is written, cut to one short line.
    pub(crate) fn excerpt(&self, node: Node<'t>) -> String {
        const CHARS_MAX: usize = 60;
        let written = self.file.get(node.whole()).unwrap_or_default().trim();
        let line = written.lines().next().unwrap_or_default();
        let short: String = line.chars().take(CHARS_MAX).collect();
        if short.len() < written.len() {
            format!("{short}…")
        } else {
            short
        }
    }

    /// Counts the bytes of a value. Returns whether it may still be read.
    fn afford(&self, bytes: usize) -> bool {
        self.bytes.set(self.bytes.get().saturating_add(bytes));
        !self.is_exhausted()
    }

    /// Returns whether values are left out because there are too many.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.spent.get() > NODES_MAX + self.file.len() || self.bytes.get() > BYTES_MAX
    }

    /// Counts a node. Returns whether it may still be read.
    fn enter(&self) -> bool {
        self.spent.set(self.spent.get() + 1);
        self.depth.set(self.depth.get() + 1);
        !self.is_exhausted() && self.depth.get() <= DEPTH_MAX
    }

    fn leave(&self) {
        self.depth.set(self.depth.get() - 1);
    }
}

/// Returns the members of a section of a template, by their names.
fn named<'t>(roots: &[Node<'t>], section: &str) -> HashMap<&'t str, Node<'t>> {
    let sections = roots.iter().filter_map(|root| root.get(section));
    let named = sections.flat_map(Node::members);
    named
        .filter_map(|(key, value)| Some((key.text()?, value)))
        .collect()
}

/// Returns the CloudFormation templates in a Serverless file: one, or a list of them.
fn serverless_resources(root: Node<'_>) -> Vec<Node<'_>> {
    match root.get("resources") {
        Some(list) if list.is_list() => list.list().collect(),
        other => other.into_iter().collect(),
    }
}

/// Returns the name of an attribute, as `Queue.Arn`.
fn attribute(operand: Node<'_>) -> String {
    match operand.text() {
        Some(text) => text.to_owned(),
        None => {
            let parts: Vec<_> = operand.list().filter_map(Node::text).collect();
            parts.join(".")
        }
    }
}

/// Returns the next dynamic reference from `at` on.
fn dynamic(text: &str, at: usize) -> Option<(usize, usize)> {
    let start = at + text[at..].find("{{resolve:")?;
    let end = start + text[start..].find("}}")? + 2;
    Some((start, end))
}
