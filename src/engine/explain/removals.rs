//! Alternatives without one of their fields, to find out whether that field alone prevents the match.

use std::collections::HashMap;

use crate::ir::Rule;
use crate::matcher::Matcher;
use crate::program::Program;

use super::subject::Subject;

/// By alternative and field: a matcher of the alternative without the field. Each is made when it is first needed.
#[derive(Clone, Debug, Default)]
pub(super) struct Removals(HashMap<(usize, usize), Option<Matcher>>);

impl Removals {
    /// Whether the alternative of `rule` matches without the field.
    pub(super) fn matches(
        &mut self,
        rule: &Rule,
        (branch, field): (usize, usize),
        subject: Subject<'_>,
    ) -> bool {
        let matcher = self.0.entry((branch, field)).or_insert_with(|| {
            let rule = rule.branch_without(branch, field);
            Program::compile(&[rule]).ok().map(|it| it.matcher())
        });
        let Some(matcher) = matcher else { return false };
        let verdict = subject.matched_by(matcher);
        verdict.is_ok_and(|verdict| verdict.is_match())
    }
}
