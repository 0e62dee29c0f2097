//! `FilterCriteria`: `{Filters: [{Pattern: TEXT}]}`, which mappings and pipes share; and `EventPattern`.
//!
//! Source: CloudFormation template reference, "AWS::Lambda::EventSourceMapping FilterCriteria" and "Filter", and
//! "AWS::Events::Rule" (read 2026-11-29).

use tidegate_batch::criteria::{ScalarForm, Spelling};

use super::Found;
use crate::entry::{Entry, EntryKind, Filter, Written};
use crate::note::NoteKind;
use crate::resolve::{Filler, Function, Hole, Resolver, Text, function};
use crate::tree::{Kind, Node, Style};

/// The members that hold filters, and those of one filter.
const FILTERS: &str = "Filters";
const PATTERN: &str = "Pattern";

/// The form that AWS takes.
const FORM: &str = "write FilterCriteria: {Filters: [{Pattern: '...'}]}";

/// Returns whether a document is a `FilterCriteria` without a template around it.
pub(crate) fn is_bare(root: Node<'_>) -> bool {
    if root.members().len() != 1 {
        return false;
    }
    let criteria = root.get("FilterCriteria").unwrap_or(root);
    let filters = criteria
        .get(FILTERS)
        .filter(|_| criteria.members().len() == 1);
    filters.is_some_and(|it| {
        it.list().next().is_some() && it.list().all(|it| it.get(PATTERN).is_some())
    })
}

/// Reads a `FilterCriteria` without a template around it.
pub(crate) fn bare<'t>(resolver: &Resolver<'t>, found: &mut Found) {
    let root = resolver.root;
    let criteria = root.get("FilterCriteria").unwrap_or(root);
    let mut entry = Entry::new(
        EntryKind::Mapping,
        "FilterCriteria",
        root.range(),
        root.range(),
    );
    read(resolver, criteria, &mut entry);
    found.push(resolver, entry);
}

/// Reads the `FilterCriteria` of a mapping or pipe into `entry`.
pub(super) fn read<'t>(resolver: &Resolver<'t>, criteria: Node<'t>, entry: &mut Entry) {
    let Some(criteria) = picked(resolver, criteria, entry) else {
        return;
    };
    if !criteria.is_map() {
        let message = "a FilterCriteria is a map with `Filters`".to_owned();
        return entry.note(NoteKind::Misplaced, message, criteria.range(), FORM);
    }
    say_others(criteria, entry);
    let Some(filters) = criteria.get(FILTERS) else {
        return;
    };
    let Some(filters) = picked(resolver, filters, entry) else {
        return;
    };
    if !filters.is_list() {
        let message = "`Filters` is a list".to_owned();
        entry.note(NoteKind::Misplaced, message, filters.range(), FORM);
    }
    for filter in filters.list() {
        if let Some(filter) = picked(resolver, filter, entry) {
            let read = one(resolver, filter, entry);
            entry.filters.extend(read);
        }
    }
}

/// Follows conditions. Returns `None` if the node is left out, or not known: that becomes a hole of the entry.
fn picked<'t>(resolver: &Resolver<'t>, node: Node<'t>, entry: &mut Entry) -> Option<Node<'t>> {
    let picked = resolver.pick(node);
    if picked.is_some_and(|it| resolver.is_left_out(it)) {
        return None;
    }
    match picked.filter(|it| function(*it).is_none()) {
        Some(picked) => Some(picked),
        None => {
            let what = resolver.excerpt(node);
            entry.holes.push(Hole::unknown(&what, None, node.whole()));
            None
        }
    }
}

/// Names members of a `FilterCriteria` that AWS does not know.
fn say_others(criteria: Node<'_>, entry: &mut Entry) {
    for (key, _) in criteria.members() {
        let name = key.text().unwrap_or_default();
        if name != FILTERS {
            entry.note(
                NoteKind::Misplaced,
                format!("`{name}` has no meaning in a FilterCriteria, which holds only `Filters`"),
                key.range(),
                FORM,
            );
        }
    }
}

/// Reads one filter. A filter without a pattern is `{}`.
fn one<'t>(resolver: &Resolver<'t>, filter: Node<'t>, entry: &mut Entry) -> Option<Filter> {
    if let Some(node) = filter.get(PATTERN) {
        let name = filter.get("Name").and_then(Node::text).map(str::to_owned);
        return Some(Filter {
            name,
            ..pattern(resolver, node)
        });
    }
    if filter.is_map() && filter.members().is_empty() {
        let mut text = Text::new(Filler::Json);
        text.made("{}", filter.range());
        return Some(finish(text, filter, Written::Map));
    }
    let message = "this is not a filter: it has no `Pattern`".to_owned();
    entry.note(
        NoteKind::Misplaced,
        message,
        filter.range(),
        "write {Pattern: '{\"body\": ...}'}",
    );
    None
}

/// Reads a pattern that is a text or a map.
pub(super) fn pattern<'t>(resolver: &Resolver<'t>, node: Node<'t>) -> Filter {
    let node = resolver.pick(node).unwrap_or(node);
    let mut text = Text::new(Filler::Json);
    let is_text = node.text().is_some() || function(node).is_some();
    if is_text {
        resolver.text(node, &mut text);
        return Filter {
            spelling: spelling(node),
            ..finish(text, node, Written::Text)
        };
    }
    resolver.json(node, &mut text);
    finish(text, node, Written::Map)
}

/// Returns the form of the scalar that holds a pattern, alone or under `Fn::Sub`.
fn spelling(node: Node<'_>) -> Option<Spelling> {
    let (scalar, is_substituted) = match function(node) {
        None => (node, false),
        Some((Function::Sub, operand)) if operand.text().is_some() => (operand, true),
        Some((Function::Sub, operand)) => (operand.list().next()?, true),
        Some(_) => return None,
    };
    let form = match scalar.kind() {
        Kind::Scalar(_, style) => match style {
            Style::Single => ScalarForm::Single,
            Style::Double | Style::JsonString => ScalarForm::Double,
            Style::Literal => ScalarForm::Literal,
            Style::Plain | Style::Folded => ScalarForm::Bare,
            Style::JsonLiteral => return None,
        },
        Kind::List(_) | Kind::Map(_) | Kind::Alias(_) => return None,
    };
    Some(Spelling {
        form,
        is_substituted,
    })
}

fn finish(text: Text, node: Node<'_>, written: Written) -> Filter {
    Filter {
        text: text.mapped,
        spelling: None,
        name: None,
        written,
        range: node.whole(),
        holes: text.holes,
        retyped: text.retyped,
    }
}
