//! Returns the findings about templates.

use tidegate_template::Template;

use crate::outputs::Outputs;
use crate::placed::Placed;
use crate::registry::{MORE, RULES};
use crate::rule::{Check, Rule};

/// Returns the findings about the mappings, rules and pipes of a template, in the order of their places. Findings about
/// the filters in them are [`lint`](crate::lint)'s.
///
/// ```
/// use tidegate_lint::lint_template;
/// use tidegate_template::{Template, Values};
/// let text = "
/// Resources:
///   Orders:
///     Type: AWS::Lambda::EventSourceMapping
///     Properties:
///       EventSourceArn: arn:aws:sqs:eu-west-1:111122223333:orders
///       BatchSize: 50
///       FilterCriteria: {Filters: [{Pattern: '{\"body\": {\"state\": [\"paid\"]}}'}]}
/// ";
/// let template = Template::read("t.yaml", text, &Values::default())?.expect("it has resources");
/// let findings = lint_template(&template);
/// let has_code = findings.iter().any(|it| it.code == "L0701");
/// assert!(has_code, "a batch of more than 10 messages needs a window");
/// # Ok::<(), tidegate_template::TemplateError>(())
/// ```
#[must_use]
pub fn lint_template(template: &Template) -> Vec<Placed> {
    lint_template_with(template, &Outputs::default())
}

/// Returns what [`lint_template`] does, and whether the given outputs of functions invoke them again.
#[must_use]
pub fn lint_template_with(template: &Template, outputs: &Outputs) -> Vec<Placed> {
    let found = RULES.iter().chain(MORE).flat_map(|rule| {
        let drafts = match rule.check {
            Check::Template(check) => check(template),
            Check::Outputs(check) => check(template, outputs),
            Check::Filter(_)
            | Check::Set(_)
            | Check::Meaning(_)
            | Check::Sample(_)
            | Check::Document
            | Check::Refused(_) => Vec::new(),
        };
        let drafts = drafts.into_iter();
        drafts.map(|draft| draft.placed(&rule.explanation))
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|it| (it.span.start, it.code));
    found
}

/// Returns whether findings of this code about filters of a template are [`lint_template`]'s, because they depend on how
/// the template writes the filter.
///
/// ```
/// assert!(tidegate_lint::is_of_template("L0601"));
/// assert!(!tidegate_lint::is_of_template("L0201"));
/// ```
#[must_use]
pub fn is_of_template(code: &str) -> bool {
    let mut more = MORE.iter().filter(|it| it.explanation.code == code);
    let is_of_filter =
        |rule: &&&Rule| rule.explanation.code == code && matches!(rule.check, Check::Filter(_));
    RULES.iter().any(|it| is_of_filter(&it))
        && more.any(|it| matches!(it.check, Check::Template(_)))
}
