//! Dotted paths, grown into a tree for drawing: the fields of one alternative in, rows with their branches drawn out.
//! A step that leads to a single other step is joined with it, so that no row says less than it could.

use tidegate::FieldExplanation;

use super::safe::{safe, width};

/// A row of a drawn tree.
#[derive(Clone, Debug)]
pub(super) struct Row<'f> {
    /// The drawn branches before the name.
    pub(super) branches: String,
    /// The same for the lines that continue the row.
    pub(super) continued: String,
    pub(super) name: String,
    /// `None` for a step that only leads to others.
    pub(super) field: Option<&'f FieldExplanation>,
}

impl Row<'_> {
    /// Columns up to the end of the name.
    pub(super) fn name_columns(&self) -> usize {
        width(&self.branches) + width(&self.name)
    }
}

#[derive(Debug, Default)]
struct Node<'f> {
    name: String,
    field: Option<&'f FieldExplanation>,
    children: Vec<Node<'f>>,
}

/// The tree of `fields`: the step that all of them begin with, and the rows below it. `root`: a step to stop at.
pub(super) fn rows<'f>(
    fields: &'f [FieldExplanation],
    root: Option<&str>,
) -> (String, Vec<Row<'f>>) {
    let mut tree = Node::default();
    for field in fields {
        let steps: Vec<&str> = field.path.split('.').collect();
        insert(&mut tree, &steps, field);
    }
    let mut trunk = Vec::new();
    while let [child] = &mut tree.children[..]
        && child.field.is_none()
    {
        tree = std::mem::take(child);
        trunk.push(std::mem::take(&mut tree.name));
        if trunk.last().map(String::as_str) == root {
            break;
        }
    }
    let mut rows = Vec::new();
    draw(tree.children, "", &mut rows);
    (safe(&trunk.join(".")), rows)
}

fn insert<'f>(node: &mut Node<'f>, steps: &[&str], field: &'f FieldExplanation) {
    let [step, rest @ ..] = steps else {
        node.field = Some(field);
        return;
    };
    let found = node.children.iter().position(|child| child.name == *step);
    let at = found.unwrap_or_else(|| {
        node.children.push(Node {
            name: (*step).to_owned(),
            ..Node::default()
        });
        node.children.len() - 1
    });
    insert(&mut node.children[at], rest, field);
}

fn draw<'f>(children: Vec<Node<'f>>, before: &str, rows: &mut Vec<Row<'f>>) {
    let last = children.len().saturating_sub(1);
    for (at, child) in children.into_iter().enumerate() {
        let mut node = child;
        while node.field.is_none() && node.children.len() == 1 {
            let Some(mut below) = node.children.pop() else {
                break;
            };
            below.name = format!("{}.{}", node.name, below.name);
            node = below;
        }
        let (corner, bar) = if at == last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        let below = format!("{before}{bar}");
        let stem = if node.children.is_empty() { "" } else { "│" };
        rows.push(Row {
            branches: format!("{before}{corner}"),
            continued: format!("{below}{stem}"),
            name: safe(&node.name),
            field: node.field,
        });
        draw(node.children, &below, rows);
    }
}

#[cfg(test)]
mod tests {
    use tidegate::{Explainer, Pattern, Profile, Source};

    use super::rows;

    fn drawn(pattern: &str, root: Option<&str>) -> (String, Vec<String>) {
        let pattern = Pattern::parse(pattern).unwrap();
        let mut explainer =
            Explainer::new(&pattern, Profile::Service(Source::EventBridge)).unwrap();
        let why = explainer.event(b"{}").unwrap();
        let (trunk, rows) = rows(&why.branches[0].fields, root);
        let lines = rows
            .iter()
            .map(|row| format!("{}{}", row.branches, row.name));
        (trunk, lines.collect())
    }

    #[test]
    fn steps_without_a_choice_are_joined() {
        let pattern = r#"{"a":{"b":{"c":["x"],"d":{"e":{"f":["x"]}},"g":{"h":["x"],"i":["x"]}}}}"#;
        let lines = ["├─ c", "├─ d.e.f", "└─ g", "   ├─ h", "   └─ i"];
        let lines = lines.map(str::to_owned).to_vec();
        assert_eq!(drawn(pattern, None), ("a.b".to_owned(), lines));
    }

    #[test]
    fn the_trunk_ends_where_it_is_told_to() {
        let pattern = r#"{"body":{"a":{"b":["x"],"c":["x"]}}}"#;
        let lines = ["└─ a", "   ├─ b", "   └─ c"].map(str::to_owned).to_vec();
        assert_eq!(drawn(pattern, Some("body")), ("body".to_owned(), lines));
    }

    #[test]
    fn a_field_may_have_fields_below_it() {
        let lines = ["└─ a", "   └─ b"].map(str::to_owned).to_vec();
        assert_eq!(
            drawn(r#"{"a":["x"],"a.b":["x"]}"#, None),
            (String::new(), lines)
        );
    }
}
