//! Turns the dotted paths of the fields of one alternative into a tree of branches. A step that leads to a single other
//! step is joined with it, so that every branch of the tree is a real choice.

use tidegate::FieldExplanation;
use tidegate_report::{Branch, Check, Leaf};

use super::{doubt, words};

/// Returns the tree of `fields`: the steps that all of them begin with, and the branches below those. The common steps
/// end at `root` if it is given.
pub(super) fn grown(fields: &[FieldExplanation], root: Option<&str>) -> (String, Vec<Branch>) {
    let mut tree = Branch::default();
    for (field, doubt) in fields.iter().zip(doubt::doubts(fields)) {
        let steps: Vec<&str> = field.path.split('.').collect();
        insert(&mut tree, &steps, leaf(field, doubt));
    }
    let mut trunk = Vec::new();
    while let [child] = &mut tree.branches[..]
        && child.leaf.is_none()
    {
        tree = std::mem::take(child);
        trunk.push(std::mem::take(&mut tree.name));
        if trunk.last().map(String::as_str) == root {
            break;
        }
    }
    let branches = tree.branches.into_iter().map(joined);
    (trunk.join("."), branches.collect())
}

fn insert(node: &mut Branch, steps: &[&str], leaf: Leaf) {
    let [step, rest @ ..] = steps else {
        node.leaf = Some(leaf);
        return;
    };
    let found = node.branches.iter().position(|it| it.name == *step);
    let at = found.unwrap_or_else(|| {
        node.branches.push(Branch {
            name: (*step).to_owned(),
            ..Branch::default()
        });
        node.branches.len() - 1
    });
    insert(&mut node.branches[at], rest, leaf);
}

fn leaf(field: &FieldExplanation, doubt: Option<&str>) -> Leaf {
    Leaf {
        check: if field.outcome.failed() {
            Check::Missed
        } else {
            Check::Met
        },
        found: words::found(field),
        wanted: field.wanted.clone(),
        reason: doubt::reason(field, doubt).unwrap_or_default(),
    }
}

/// Returns the branch without steps that lead to a single other one.
fn joined(mut branch: Branch) -> Branch {
    while branch.leaf.is_none()
        && branch.branches.len() == 1
        && let Some(mut below) = branch.branches.pop()
    {
        below.name = format!("{}.{}", branch.name, below.name);
        branch = below;
    }
    let branches = branch.branches.into_iter().map(joined);
    Branch {
        branches: branches.collect(),
        ..branch
    }
}

#[cfg(test)]
mod tests {
    use tidegate::{Explainer, Pattern, Profile, Source};
    use tidegate_report::Branch;

    use super::grown;

    /// Returns the trunk, and a line for each branch, further in the deeper it is.
    fn lines(pattern: &str, root: Option<&str>) -> (String, Vec<String>) {
        let pattern = Pattern::parse(pattern).unwrap();
        let mut explainer =
            Explainer::new(&pattern, Profile::Service(Source::EventBridge)).unwrap();
        let why = explainer.event(b"{}").unwrap();
        let (trunk, branches) = grown(&why.branches[0].fields, root);
        let mut lines = Vec::new();
        for branch in &branches {
            list(branch, "", &mut lines);
        }
        (trunk, lines)
    }

    fn list(branch: &Branch, indent: &str, lines: &mut Vec<String>) {
        lines.push(format!("{indent}{}", branch.name));
        for below in &branch.branches {
            list(below, &format!("{indent}- "), lines);
        }
    }

    #[test]
    fn steps_without_a_choice_are_joined() {
        let pattern = r#"{"a":{"b":{"c":["x"],"d":{"e":{"f":["x"]}},"g":{"h":["x"],"i":["x"]}}}}"#;
        let found = ["c", "d.e.f", "g", "- h", "- i"].map(str::to_owned);
        assert_eq!(lines(pattern, None), ("a.b".to_owned(), found.to_vec()));
    }

    #[test]
    fn trunk_ends_at_the_given_branch() {
        let pattern = r#"{"body":{"a":{"b":["x"],"c":["x"]}}}"#;
        let found = ["a", "- b", "- c"].map(str::to_owned).to_vec();
        assert_eq!(lines(pattern, Some("body")), ("body".to_owned(), found));
    }

    #[test]
    fn field_may_have_fields_below_it() {
        let found = ["a", "- b"].map(str::to_owned).to_vec();
        let pattern = r#"{"a":["x"],"a.b":["x"]}"#;
        assert_eq!(lines(pattern, None), (String::new(), found));
    }
}
