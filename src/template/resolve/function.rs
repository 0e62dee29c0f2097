//! The functions of CloudFormation templates, in their short and long forms.
//!
//! Source: CloudFormation user guide, "Intrinsic function reference" (read 2026-11-29).

use crate::tree::Node;

/// A function of CloudFormation that makes a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Ref,
    GetAtt,
    Sub,
    Join,
    Select,
    Split,
    FindInMap,
    If,
    ToJsonString,
    /// Any other: its value is known only after deployment, or is not a text.
    Other,
}

impl Function {
    fn named(name: &str) -> Self {
        match name {
            "Ref" => Self::Ref,
            "GetAtt" => Self::GetAtt,
            "Sub" => Self::Sub,
            "Join" => Self::Join,
            "Select" => Self::Select,
            "Split" => Self::Split,
            "FindInMap" => Self::FindInMap,
            "If" => Self::If,
            "ToJsonString" => Self::ToJsonString,
            _ => Self::Other,
        }
    }
}

/// Returns the function that a node calls, and its operand: `!Sub x`, `{"Fn::Sub": "x"}`, `{"Ref": "x"}`.
pub(crate) fn function(node: Node<'_>) -> Option<(Function, Node<'_>)> {
    if let Some(tag) = node.tag() {
        return Some((Function::named(tag), node.bare()));
    }
    let members = node.is_map().then(|| node.members())?;
    let [(key, operand)] = members.as_slice() else {
        return None;
    };
    let key = key.text()?;
    let name = if key == "Ref" {
        key
    } else {
        key.strip_prefix("Fn::")?
    };
    Some((Function::named(name), *operand))
}
