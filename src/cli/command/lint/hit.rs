//! One finding at its place in a file, and the rules run on a file.

use tidegate::Span;
use tidegate_batch::Route;
use tidegate_batch::criteria::{Edit, Remark};
use tidegate_lint::{
    Finding, Outputs, Placed, Safety, Severity, fix_refused, is_of_template, lint_template_with,
    respelled, safety,
};

use super::found::{Fault, Group, LintFile, Told};
use super::removal;
use super::seen::{Found, Seen, WRONG_LEVEL};

/// One finding in a file.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    /// Bytes of the file.
    pub(super) span: Span,
    /// The name of the filter; `None` if the finding is about the file.
    pub(super) name: Option<String>,
    pub(super) route: Option<Route>,
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// The corrected pattern, as compact JSON.
    pub(super) fixed: Option<String>,
    pub(super) fix: Option<Fix>,
    /// AWS's words, if AWS refuses the filter.
    pub(super) aws: Option<String>,
    /// Other places of the file that it is about, and what is there.
    pub(super) related: Vec<(Span, String)>,
    /// The mapping, rule or pipe of the template that it is about.
    pub(super) entry: Option<usize>,
}

/// How the file is corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fix {
    pub(super) safety: Safety,
    pub(super) edit: Edit,
    /// The effect on the filters; `None` if it changes how a pattern is written, and not the pattern.
    pub(super) meant: Option<Meant>,
}

/// The filters of a group after an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// One pattern is another.
    Pattern(Becomes),
    /// One filter less: these are left.
    Filters {
        /// Index of the group in its file.
        group: usize,
        texts: Vec<String>,
    },
}

/// A pattern's text after an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Becomes {
    /// Index of the group in its file.
    pub(super) group: usize,
    /// Index of the filter in its group.
    pub(super) filter: usize,
    pub(super) text: String,
}

/// Returns what is wrong with the filters of a file, in the order of their places. `outputs` are those of functions of a
/// template; `seen`, what was found in filters before.
pub(super) fn hits(file: &LintFile, outputs: &Outputs, seen: &Seen) -> Vec<Hit> {
    let mut hits: Vec<_> = file.faults.iter().map(of_fault).collect();
    let template = file.template.as_ref();
    let placed = template.map(|it| lint_template_with(it, outputs));
    hits.extend(placed.into_iter().flatten().map(|it| of_placed(file, it)));
    for (index, group) in file.groups.iter().enumerate() {
        hits.extend(group.remarks.iter().map(|it| of_remark(file, index, it)));
        hits.extend(of_group(file, index, seen));
    }
    hits.sort_by_key(|hit| (hit.span.start, hit.span.end, hit.code));
    hits
}

fn of_group(file: &LintFile, index: usize, seen: &Seen) -> Vec<Hit> {
    let group = &file.groups[index];
    let found = seen.found(group);
    let safety = safeties(&found, group);
    let known = found
        .iter()
        .filter(|(finding, _)| !is_of_hole(file, group, finding))
        .filter(|(finding, _)| group.told != Told::UnknownOfMet || finding.code != WRONG_LEVEL)
        .filter(|(finding, _)| group.entry.is_none() || !is_of_template(finding.code));
    let known: Vec<&Found> = known.collect();
    let removal = removal::of_group(file, index, known.iter().map(|(finding, _)| finding));
    let hits = known.into_iter().map(|(finding, aws)| {
        let safety = safety[finding.filter];
        of_finding(file, index, finding.clone(), aws.clone(), safety)
    });
    let mut hits: Vec<Hit> = hits.collect();
    if let Some((at, removal)) = removal {
        hits[at].fix = Some(Fix {
            safety: self::safety(hits[at].code),
            edit: Edit {
                span: removal.span,
                text: String::new(),
            },
            meant: Some(Meant::Filters {
                group: index,
                texts: removal.left,
            }),
        });
    }
    hits
}

/// Returns whether a finding is about what stands in for a value that only deployment knows.
fn is_of_hole(file: &LintFile, group: &Group, finding: &Finding) -> bool {
    let filter = file
        .entry(group)
        .and_then(|it| it.filters.get(finding.filter));
    let mut holes = filter
        .iter()
        .flat_map(|it| &it.holes)
        .filter(|it| it.is_open());
    holes.any(|hole| finding.span.start < hole.text.end && hole.text.start < finding.span.end)
}

fn of_placed(file: &LintFile, placed: Placed) -> Hit {
    let template = file.template.as_ref();
    let entry = template.and_then(|it| it.entries.get(placed.entry?));
    let fix = placed.edit.map(|(span, text)| Fix {
        safety: safety(placed.code),
        edit: Edit { span, text },
        meant: None,
    });
    Hit {
        code: placed.code,
        severity: placed.severity,
        span: placed.span,
        name: entry.map(|it| it.name.clone()),
        route: entry.and_then(tidegate_template::Entry::route),
        message: placed.message,
        help: placed.help,
        fixed: None,
        fix,
        aws: None,
        related: placed.related,
        entry: placed.entry,
    }
}

/// Returns for each filter the safety of its correction. All mistakes of a filter have one correction together, which is
/// as safe as the least safe of them.
fn safeties(found: &[Found], group: &Group) -> Vec<Safety> {
    let mut safeties = vec![Safety::Safe; group.filters.len()];
    for (finding, _) in found {
        if finding.severity > Severity::Info {
            let known = &mut safeties[finding.filter];
            *known = (*known).max(safety_of(finding, group));
        }
    }
    safeties
}

/// Returns the safety of a finding's correction. A pattern that AWS refuses may need more than AWS's own rules say: then
/// a person should look at it.
fn safety_of(finding: &Finding, group: &Group) -> Safety {
    let profile = group.told.profile();
    let text = &group.filters[finding.filter].text;
    match (&finding.fixed, finding.code.starts_with('E')) {
        (Some(fixed), true) if fix_refused(text, profile).as_ref() != Some(fixed) => Safety::Unsafe,
        (None, false) => Safety::Safe,
        (Some(_), _) | (None, true) => safety(finding.code),
    }
}

fn of_finding(
    file: &LintFile,
    index: usize,
    finding: Finding,
    aws: Option<String>,
    together: Safety,
) -> Hit {
    let group = &file.groups[index];
    let filter = &group.filters[finding.filter];
    let document = &file.document.text;
    let own = match finding.severity {
        Severity::Info => safety(finding.code),
        Severity::Warning | Severity::Error => together,
    };
    let fix = finding.fixed.as_ref().and_then(|fixed| {
        let text = respelled(&filter.text, fixed);
        Some(Fix {
            safety: own,
            edit: filter.edit(document, &text)?,
            meant: Some(Meant::Pattern(Becomes {
                group: index,
                filter: finding.filter,
                text,
            })),
        })
    });
    Hit {
        code: finding.code,
        severity: finding.severity,
        span: filter.span_in(document, finding.span),
        name: Some(group.name_of(finding.filter)),
        route: group.told.route(),
        message: finding.message,
        help: finding.help,
        fixed: finding
            .fixed
            .map(|it| with_references(file, group, finding.filter, it)),
        fix,
        aws,
        related: Vec::new(),
        entry: group.entry,
    }
}

/// Returns a corrected pattern with `${Name}` where a value stands that only deployment knows.
fn with_references(file: &LintFile, group: &Group, filter: usize, fixed: String) -> String {
    let own = file.entry(group).and_then(|it| it.filters.get(filter));
    let holes = own
        .iter()
        .flat_map(|it| &it.holes)
        .filter(|it| it.is_open());
    holes.fold(fixed, |fixed, hole| {
        let filler = own.and_then(|it| it.text.text().get(hole.text.clone()));
        match filler.filter(|it| it.starts_with('<')) {
            Some(filler) => fixed.replace(filler, &format!("${{{}}}", hole.key())),
            None => fixed,
        }
    })
}

fn of_remark(file: &LintFile, index: usize, remark: &Remark) -> Hit {
    let group = &file.groups[index];
    let fix = match group.entry {
        Some(_) => as_text(file, index, remark),
        None => remark.edit(&file.document.text).map(|edit| Fix {
            safety: safety(remark.code),
            edit,
            meant: None,
        }),
    };
    Hit {
        code: remark.code,
        severity: Severity::Warning,
        span: remark.span,
        name: group.name.clone(),
        route: group.told.route(),
        message: remark.message.clone(),
        help: Some(remark.help.clone()),
        fixed: None,
        fix,
        aws: None,
        related: Vec::new(),
        entry: group.entry,
    }
}

/// Returns the correction that writes a map of a template as the text that it becomes; `None` if the map holds
/// references, which a text would not resolve, or comments, which would be lost.
fn as_text(file: &LintFile, index: usize, remark: &Remark) -> Option<Fix> {
    let entry = file.entry(&file.groups[index])?;
    let mut filters = entry.filters.iter().enumerate();
    let (filter, own) = filters.find(|(_, it)| it.range.start == remark.span.start)?;
    let document = &file.document.text;
    let written = document.get(own.range.clone())?;
    let is_plain = !["Fn::", "Ref", "!", "${", "#", "&", "*", "<<"]
        .iter()
        .any(|it| written.contains(it));
    let text = own.text.text();
    let is_json = document.trim_start().starts_with('{');
    let quoted = match is_json {
        true => serde_json::to_string(text).ok()?,
        false => format!("'{}'", text.replace('\'', "''")),
    };
    is_plain.then(|| Fix {
        safety: safety(remark.code),
        edit: Edit {
            span: Span::new(own.range.start, own.range.end),
            text: quoted,
        },
        meant: Some(Meant::Pattern(Becomes {
            group: index,
            filter,
            text: text.to_owned(),
        })),
    })
}

fn of_fault(fault: &Fault) -> Hit {
    Hit {
        code: fault.code,
        severity: Severity::Error,
        span: fault.span,
        name: None,
        route: None,
        message: fault.message.clone(),
        help: fault.help.clone(),
        fixed: None,
        fix: None,
        aws: None,
        related: Vec::new(),
        entry: None,
    }
}

/// Returns how many groups of a file were read without a known source.
pub(super) fn unknown_sources(file: &LintFile) -> usize {
    let unknown = file.groups.iter().filter(|it| it.told.route().is_none());
    unknown.count()
}
