//! The bytes that an element of a list takes, with what separates it from the others.

use std::ops::Range;

use super::node::{Kind, Layout, NodeParts, Tree};

/// The elements beside the one that is removed.
struct Neighbours<'t> {
    before: Option<&'t NodeParts<'t>>,
    element: &'t NodeParts<'t>,
    after: Option<&'t NodeParts<'t>>,
}

/// Returns the bytes to remove, so that the innermost list with an element at `place` loses this element.
pub(crate) fn removed(trees: &[Tree], text: &str, place: usize) -> Option<Range<usize>> {
    let lists = trees.iter().flat_map(|tree| {
        let lists = tree.nodes.iter();
        lists.filter_map(move |list| Some((list, neighbours(tree, list, place)?)))
    });
    let (list, found) = lists.min_by_key(|(list, _)| list.range.range().len())?;
    match list.layout {
        Layout::Flow => found.of_flow(),
        Layout::Block => found.of_block(text),
    }
}

/// Returns the element of a list that holds the place; `None` if it is the only one.
fn neighbours<'t>(
    tree: &'t Tree<'t>,
    list: &NodeParts<'_>,
    place: usize,
) -> Option<Neighbours<'t>> {
    let Kind::List(items) = &list.kind else {
        return None;
    };
    let parts = |at: usize| items.get(at).map(|id| &tree.nodes[id.0 as usize]);
    let at = (0..items.len()).find(|at| parts(*at).is_some_and(|it| holds(it, place)))?;
    (items.len() > 1).then_some(Neighbours {
        before: at.checked_sub(1).and_then(parts),
        element: parts(at)?,
        after: parts(at + 1),
    })
}

fn holds(parts: &NodeParts<'_>, place: usize) -> bool {
    let Range { start, end } = parts.range.range();
    (start..=end).contains(&place)
}

impl Neighbours<'_> {
    /// Returns the element with the comma that it no longer needs.
    fn of_flow(&self) -> Option<Range<usize>> {
        let element = self.element.range.range();
        match (self.after, self.before) {
            (Some(after), _) => Some(element.start..start(after)),
            (None, Some(before)) => Some(before.range.range().end..element.end),
            (None, None) => None,
        }
    }

    /// Returns the lines of the element.
    fn of_block(&self, text: &str) -> Option<Range<usize>> {
        let element = self.element.range.range();
        let head = text.get(..start(self.element))?;
        let first = head.rfind('\n').map_or(0, |at| at + 1);
        let is_alone = head[first..].trim() == "-";
        let above = head[..first].lines().next_back().unwrap_or_default();
        let is_commented = above.trim_start().starts_with('#');
        let end = first + without_comments(text.get(first..element.end)?).len();
        let rest = text.get(end..)?;
        let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let tail = rest[..line].trim();
        let is_whole = tail.is_empty() || tail.starts_with('#');
        (is_alone && !is_commented && is_whole).then_some(first..end + line)
    }
}

/// Returns the lines of an element without the comments after it, which may be about the next one.
fn without_comments(lines: &str) -> &str {
    let mut rest = lines.trim_ascii_end();
    while let Some((before, last)) = rest.rsplit_once('\n') {
        if !last.trim_start().starts_with('#') {
            break;
        }
        rest = before.trim_ascii_end();
    }
    rest
}

/// Returns where an element begins, with its tag.
fn start(parts: &NodeParts<'_>) -> usize {
    let start = parts.range.range().start;
    let tag = parts.tag.as_ref().map(|tag| tag.range.start);
    tag.map_or(start, |tag| tag.min(start))
}
