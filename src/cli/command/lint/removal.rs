//! The correction that removes a filter which is proven to change nothing.

use tidegate::Span;
use tidegate_lint::{Filter, Finding, is_needless};
use tidegate_template::removal;

use super::found::{Group, LintFile};

/// A filter that can be removed.
pub(super) struct Removal {
    /// The bytes of the file to remove.
    pub(super) span: Span,
    /// The filters of the group that are left.
    pub(super) left: Vec<String>,
}

/// Returns the index of a finding that removes its filter, and how. Of several such findings of a group only the first
/// has a correction: each removal needs the filters that are left. Returns `None` if the file's form does not allow it.
pub(super) fn of_group<'f>(
    file: &LintFile,
    index: usize,
    found: impl Iterator<Item = &'f Finding>,
) -> Option<(usize, Removal)> {
    let group = &file.groups[index];
    let route = group.told.route()?;
    let texts = group.filters.iter().map(|it| it.text.as_str());
    let filters = texts.map(|text| Filter::read(text, route, route.profile()));
    let filters: Vec<_> = filters.collect::<Result<_, _>>().ok()?;
    let mut found = found.enumerate();
    let (at, finding) = found.find(|(_, it)| is_needless(&filters, it))?;
    Some((at, of_finding(file, group, finding)?))
}

fn of_finding(file: &LintFile, group: &Group, finding: &Finding) -> Option<Removal> {
    let document = &file.document;
    let place = place(file, group, finding.filter);
    let removed = removal(&document.name, &document.text, place)?;
    let mut left: Vec<String> = group.filters.iter().map(|it| it.text.clone()).collect();
    left.remove(finding.filter);
    Some(Removal {
        span: Span::new(removed.start, removed.end),
        left,
    })
}

/// Returns where the pattern begins in the file.
fn place(file: &LintFile, group: &Group, filter: usize) -> usize {
    let own = file.entry(group).and_then(|it| it.filters.get(filter));
    match own {
        Some(own) => own.range.start,
        None => {
            let span = group.filters[filter].span_in(&file.document.text, Span::new(0, 1));
            span.start
        }
    }
}
