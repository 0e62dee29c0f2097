//! An event as its leaves, each with the elements of lists that it lies in; and the JSON of the event.
//!
//! The leaves `a.x = 1` and `a.y = 2` of one element give `{"a":{"x":1,"y":2}}`: a list of one element is the same as the
//! element. In two elements they give `{"a":[{"x":1},{"y":2}]}`.

use std::collections::BTreeMap;

use crate::cells::{json_string, points};

pub(crate) type ElementId = usize;

/// The element that encloses all others.
pub(crate) const ROOT: ElementId = 0;

/// The value of a leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    Json(String),
    /// The text of a payload that is not JSON.
    Text(String),
}

/// A leaf and its place.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    pub(crate) steps: Vec<String>,
    pub(crate) chain: Chain,
    pub(crate) value: Scalar,
}

/// The elements that a leaf lies in, from the outside in: for each step the lists inside its list, and then, except for
/// the last step, an object.
pub(crate) type Chain = Vec<Vec<ElementId>>;

/// A JSON value of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Scalar(Scalar),
    List(Vec<Node>),
    Object(BTreeMap<String, Node>),
}

impl Node {
    /// Appends its JSON.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Scalar(Scalar::Json(json)) => out.push_str(json),
            Self::Scalar(Scalar::Text(text)) => out.push_str(&quoted(text)),
            Self::List(nodes) => {
                out.push('[');
                for (index, node) in nodes.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    node.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => write_members(members, out),
        }
    }

    pub(crate) fn json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }
}

fn write_members(members: &BTreeMap<String, Node>, out: &mut String) {
    out.push('{');
    for (index, (key, node)) in members.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { "," });
        out.push_str(&quoted(key));
        out.push(':');
        node.write(out);
    }
    out.push('}');
}

/// Returns a text as a JSON string.
pub(crate) fn quoted(text: &str) -> String {
    json_string(&points(text.as_bytes()))
}

/// The values and elements of one node.
#[derive(Default)]
struct Container {
    scalars: Vec<Scalar>,
    items: BTreeMap<ElementId, Item>,
}

enum Item {
    Object(BTreeMap<String, Container>),
    List(Container),
}

/// Returns the event that has these leaves.
pub(crate) fn event(leaves: &[Leaf]) -> BTreeMap<String, Node> {
    let mut root = BTreeMap::new();
    for leaf in leaves {
        place(&leaf.value, &leaf.steps, &leaf.chain, &mut root);
    }
    nodes(root)
}

/// Adds a value below an object, at these steps and in these elements.
fn place(
    value: &Scalar,
    steps: &[String],
    chain: &[Vec<ElementId>],
    members: &mut BTreeMap<String, Container>,
) {
    let ([step, steps @ ..], [elements, chain @ ..]) = (steps, chain) else {
        return;
    };
    let (lists, object) = match (steps, elements.split_last()) {
        ([_, ..], Some((object, lists))) => (lists, Some(*object)),
        ([_, ..], None) | ([], _) => (&elements[..], None),
    };
    let node = members.entry(step.clone()).or_default();
    let container = lists
        .iter()
        .fold(node, |node, list| inner_list(node, *list));
    match object {
        None => container.scalars.push(value.clone()),
        Some(object) => place(value, steps, chain, inner_object(container, object)),
    }
}

fn inner_list(container: &mut Container, id: ElementId) -> &mut Container {
    let item = container.items.entry(id);
    match item.or_insert_with(|| Item::List(Container::default())) {
        Item::List(inner) => inner,
        Item::Object(_) => unreachable!("an element is an object or a list, not both"),
    }
}

fn inner_object(container: &mut Container, id: ElementId) -> &mut BTreeMap<String, Container> {
    let item = container.items.entry(id);
    match item.or_insert_with(|| Item::Object(BTreeMap::new())) {
        Item::Object(members) => members,
        Item::List(_) => unreachable!("an element is an object or a list, not both"),
    }
}

fn nodes(members: BTreeMap<String, Container>) -> BTreeMap<String, Node> {
    let members = members.into_iter();
    members
        .map(|(key, container)| (key, node(container)))
        .collect()
}

/// Returns the value of a node. A list of one is written as the one.
fn node(container: Container) -> Node {
    let mut nodes = elements(container);
    match nodes.len() {
        1 => match nodes.remove(0) {
            Element::List(inner) => node(inner),
            Element::Node(node) => node,
        },
        _ => Node::List(nodes.into_iter().map(Element::node).collect()),
    }
}

/// An element of a list, of which inner lists are not yet written.
enum Element {
    Node(Node),
    List(Container),
}

impl Element {
    fn node(self) -> Node {
        match self {
            Self::Node(node) => node,
            Self::List(container) => {
                let inner = elements(container).into_iter();
                Node::List(inner.map(Self::node).collect())
            }
        }
    }
}

fn elements(container: Container) -> Vec<Element> {
    let scalars = container.scalars.into_iter();
    let scalars = scalars.map(|scalar| Element::Node(Node::Scalar(scalar)));
    let items = container.items.into_values().map(|item| match item {
        Item::Object(members) => Element::Node(Node::Object(nodes(members))),
        Item::List(inner) => Element::List(inner),
    });
    scalars.chain(items).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(path: &str, chain: &[&[ElementId]], json: &str) -> Leaf {
        Leaf {
            steps: path.split('.').map(str::to_owned).collect(),
            chain: chain.iter().map(|ids| ids.to_vec()).collect(),
            value: Scalar::Json(json.to_owned()),
        }
    }

    fn json(leaves: &[Leaf]) -> String {
        Node::Object(event(leaves)).json()
    }

    #[test]
    fn leaves_of_one_element_share_an_object() {
        let x = leaf("a.x", &[&[1], &[]], "1");
        assert_eq!(
            json(&[x.clone(), leaf("a.y", &[&[1], &[]], "2")]),
            r#"{"a":{"x":1,"y":2}}"#
        );
        assert_eq!(
            json(&[x, leaf("a.y", &[&[2], &[]], "2")]),
            r#"{"a":[{"x":1},{"y":2}]}"#
        );
        assert_eq!(json(&[]), "{}");
    }

    #[test]
    fn values_and_objects_stand_in_one_list_and_lists_in_lists() {
        let scalar = leaf("a", &[&[1]], "\"v\"");
        let below = leaf("a.b", &[&[1, 2], &[]], "1");
        let other = leaf("a.b", &[&[3], &[]], "2");
        assert_eq!(
            json(&[scalar.clone(), below, other]),
            r#"{"a":[["v",{"b":1}],{"b":2}]}"#
        );
        assert_eq!(json(&[scalar]), r#"{"a":"v"}"#);
    }
}
