//! Filters that stand where AWS does not look for them: beside their place, or under another name.

use tidegate::nearest;

use crate::entry::Entry;
use crate::note::NoteKind;
use crate::tree::Node;

/// Names that people give to filters, in lower case.
const NAMES: [&str; 8] = [
    "filter",
    "filters",
    "filtercriteria",
    "filterpattern",
    "filterpatterns",
    "filter_criteria",
    "pattern",
    "eventpattern",
];

/// The names that are long enough to be recognised when they are misspelt.
const LONG_NAMES: [&str; 4] = [
    "FilterCriteria",
    "filterPatterns",
    "FilterPattern",
    "EventPattern",
];

/// Names of members that look like filters, and the only one of them that AWS reads.
#[derive(Clone, Copy)]
pub(super) struct Taken {
    /// `None`: filters have no place here.
    pub(super) name: Option<&'static str>,
    /// Where filters stand, in words.
    pub(super) place: &'static str,
}

/// The member of an event source mapping, and of an event of a SAM function that is one.
pub(super) const MAPPING: Taken = Taken {
    name: Some("FilterCriteria"),
    place: "write FilterCriteria: {Filters: [{Pattern: '...'}]}",
};

/// The member of a rule.
pub(super) const RULE: Taken = Taken {
    name: Some("EventPattern"),
    place: "a rule has its pattern under EventPattern",
};

/// The member of an event of a SAM function that is a rule.
pub(super) const SAM_RULE: Taken = Taken {
    name: Some("Pattern"),
    place: "an EventBridgeRule event has its pattern under Pattern",
};

/// The member of an event of a Serverless function that is a mapping.
pub(super) const SERVERLESS: Taken = Taken {
    name: Some("filterPatterns"),
    place: "the Serverless Framework takes filterPatterns: [{...}]",
};

/// The member of the parameters of a pipe's source.
pub(super) const PIPE_SOURCE: Taken = Taken {
    name: Some("FilterCriteria"),
    place: "a pipe has its filters under SourceParameters: {FilterCriteria: {Filters: [{Pattern: '...'}]}}",
};

/// Places of a pipe without filters.
pub(super) const PIPE: Taken = Taken {
    name: None,
    place: PIPE_SOURCE.place,
};

/// A resource, whose properties stand one level deeper.
pub(super) const RESOURCE: Taken = Taken {
    name: None,
    place: "the properties of a resource stand under Properties",
};

/// An event of a SAM function, whose properties stand one level deeper.
pub(super) const SAM_EVENT: Taken = Taken {
    name: None,
    place: "an event has its filters under Properties: {FilterCriteria: {Filters: [{Pattern: '...'}]}}",
};

/// Notes each member of `node` that looks like a filter but is not the one that AWS reads.
pub(super) fn say(node: Option<Node<'_>>, taken: Taken, entry: &mut Entry) {
    for (key, value) in node.map(Node::members).unwrap_or_default() {
        let name = key.text().unwrap_or_default();
        let holds_filter = || value.is_map() || value.is_list() || looks_like_pattern(value);
        if taken.name != Some(name) && is_like_filter(name) && holds_filter() {
            let message = format!("nothing looks for filters under `{name}` here");
            entry.note(NoteKind::Misplaced, message, key.range(), taken.place);
        }
    }
}

/// Returns whether a name is one that people give to filters, perhaps misspelt.
fn is_like_filter(name: &str) -> bool {
    let is_known = NAMES.iter().any(|it| it.eq_ignore_ascii_case(name));
    // Two letters may be missing or too many, and words may be apart.
    let may_be_near = (10..=18).contains(&name.len()) && name != "Properties";
    is_known || (may_be_near && nearest(name, &LONG_NAMES).is_some())
}

fn looks_like_pattern(node: Node<'_>) -> bool {
    node.text()
        .is_some_and(|it| it.trim_start().starts_with('{'))
}
