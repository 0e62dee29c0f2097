//! Returns the findings about templates.

use tidegate_template::Template;

use crate::placed::Placed;
use crate::registry::RULES;
use crate::rule::Check;

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
    let found = RULES.iter().flat_map(|rule| {
        let drafts = match rule.check {
            Check::Template(check) => check(template),
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
