//! `Ref` and `Fn::GetAtt`: parameters, pseudo parameters, and attributes of resources.

use std::ops::Range;

use super::hole::{Hole, Why};
use super::text::Text;
use super::{Function, Resolver, function};
use crate::tree::Node;

/// Stands for a value that is left out.
const NO_VALUE: &str = "AWS::NoValue";

impl<'t> Resolver<'t> {
    pub(super) fn reference(&self, node: Node<'t>, name: &str, out: &mut Text) {
        if name != NO_VALUE {
            self.named(name, &self.excerpt(node), node.whole(), out);
        }
    }

    /// Adds the value of a parameter or an attribute.
    pub(super) fn named(&self, name: &str, what: &str, range: Range<usize>, out: &mut Text) {
        let given = self.values.get(name);
        if let Some(value) = given.filter(|it| self.afford(it.len())) {
            out.made(value, range);
            return;
        }
        let hole = Hole::unknown(what, Some(name), range);
        let assumption = self.assumption(name);
        let hole = match assumption.filter(|(value, _)| self.afford(value.len())) {
            Some((value, why)) => hole.assumed(&value, why),
            None => hole,
        };
        out.hole(&hole);
    }

    /// Returns the value that is assumed for a parameter.
    fn assumption(&self, name: &str) -> Option<(String, Why)> {
        match name {
            "AWS::Partition" => return Some(("aws".to_owned(), Why::MostRegions)),
            "AWS::URLSuffix" => return Some(("amazonaws.com".to_owned(), Why::MostRegions)),
            _ => {}
        }
        let parameter = self.parameters.get(name)?;
        // The default of such a parameter is the name under which its value is stored.
        let is_stored = parameter
            .get("Type")
            .and_then(Node::text)
            .is_some_and(|kind| kind.starts_with("AWS::SSM::Parameter"));
        let default = parameter.get("Default").filter(|_| !is_stored)?;
        Some((default.text()?.to_owned(), Why::Default))
    }

    /// Returns the type of a parameter of the template.
    pub(super) fn parameter_type(&self, name: &str) -> Option<&'t str> {
        self.parameters.get(name)?.get("Type")?.text()
    }

    /// Returns whether a node is left out at deployment.
    pub(crate) fn is_left_out(&self, node: Node<'t>) -> bool {
        let Some((function, operand)) = function(node) else {
            return false;
        };
        match function {
            Function::Ref => operand.text() == Some(NO_VALUE),
            Function::If => self.branch(operand).is_some_and(|it| self.is_left_out(it)),
            Function::GetAtt
            | Function::Sub
            | Function::Join
            | Function::Select
            | Function::Split
            | Function::FindInMap
            | Function::ToJsonString
            | Function::Other => false,
        }
    }
}
