//! Lowers a pattern to a rule: takes the alternatives that the walk finds, and checks them against the limits of the
//! profile.

use tidegate_json::Span;

use crate::error::{Code, Error};
use crate::limits::{PATTERN_CHARS_MAX, RULE_PATHS_MAX};
use crate::pattern::Pattern;

use super::dialect::{Compiler, Dialect};
use super::leaf_test::{Nothing, Test};
use super::number::key_bounds;
use super::profile::{PayloadForm, Profile};
use super::rule::{Branch, Rule, is_at_or_below};
use super::walk::{branches, walked};
use super::{complexity, machine};

impl Rule {
    /// Brings a pattern into normal form under the rules of `profile`.
    ///
    /// # Errors
    /// `E0201` to `E0213` if AWS refuses the pattern, `E0301` to `E0304` if it exceeds a limit.
    pub fn lower(pattern: &Pattern, profile: Profile) -> Result<Self, Error> {
        check_length(pattern, profile)?;
        let rule = lowered(pattern, profile);
        match profile.refusal() {
            Some(words) => rule.map_err(|error| error.aws(words)),
            None => rule,
        }
    }
}

/// All errors that the walk finds in a pattern, in its order. Empty if the pattern is accepted, or refused for another
/// reason.
pub(super) fn walk_errors(pattern: &Pattern, profile: Profile, errors_max: usize) -> Vec<Error> {
    let compiler = match profile {
        // As in `lowered`, the older compiler decides.
        Profile::Ruler => Compiler::Older,
        Profile::Service(_) | Profile::Pipes(_) => Compiler::Current,
    };
    let errors = walked(pattern, Dialect { profile, compiler }, errors_max).err();
    let errors = errors.unwrap_or_default().into_iter();
    match profile.refusal() {
        Some(words) => errors.map(|error| error.aws(words)).collect(),
        None => errors.collect(),
    }
}

fn lowered(pattern: &Pattern, profile: Profile) -> Result<Rule, Error> {
    let dialect = |compiler| Dialect { profile, compiler };
    let branches = match branches(pattern, dialect(Compiler::Current)) {
        // event-ruler's `Machine` throws the error of its older compiler. It falls back to that compiler after every
        // error that has a location (`GenericMachine.addRule`); the error of a bad block has none.
        Err(error) if profile == Profile::Ruler && error.code() != Code::BadCidr => {
            branches(pattern, dialect(Compiler::Older))?
        }
        other => other?,
    };
    check_machine(&branches, profile)?;
    let branches = without_lost(branches, pattern, profile)?;
    let payload_form = payload_form(&branches, profile);
    let rule = Rule {
        profile,
        branches,
        payload_form,
    };
    check_payload(&rule, pattern)?;
    check_paths(&rule)?;
    Ok(rule)
}

/// Refuses lists on which event-ruler's machine fails although its compiler accepts them (2.0.1, observed 2026-11-23).
fn check_machine(branches: &[Branch], profile: Profile) -> Result<(), Error> {
    if profile != Profile::Ruler {
        return Ok(());
    }
    for clause in branches.iter().flat_map(|branch| &branch.clauses) {
        let bad = |message| Error::new(Code::BadOperand, clause.wanted.span, message);
        if matches!(clause.wanted.tests.first(), Some(Test::Never(Nothing::Set))) {
            return Err(bad("nothing satisfies the first value of this list")
                .help("list at least one value in anything-but"));
        }
        if clause.wanted.tests.iter().any(numeric_at_edge) {
            return Err(bad("no number lies beyond this bound").help("leave the bound out"));
        }
    }
    Ok(())
}

/// Drops the alternatives that event-ruler loses, and refuses patterns that are too complex for the service.
fn without_lost(
    branches: Vec<Branch>,
    pattern: &Pattern,
    profile: Profile,
) -> Result<Vec<Branch>, Error> {
    let outcome = machine::outcome(&branches);
    if profile != Profile::Ruler {
        match &outcome {
            Some(outcome) => complexity::check(&outcome.lists, pattern)?,
            None => return Err(complexity::too_complex(pattern)),
        }
    }
    let kept = outcome.map_or_else(|| vec![true; branches.len()], |outcome| outcome.kept);
    let kept = branches
        .into_iter()
        .zip(kept)
        .filter(|(_, is_kept)| *is_kept);
    let settled = kept.map(|(mut branch, _)| {
        let clauses = branch.clauses.iter_mut();
        clauses.for_each(|clause| clause.wanted.settle());
        branch
    });
    Ok(settled.collect())
}

/// Whether this range consists only of an end of the number line ([`Test::Number`]).
fn numeric_at_edge(test: &Test) -> bool {
    let (least, greatest) = key_bounds();
    matches!(test, Test::Number { low, high } if *low < least || *high > greatest)
}

fn check_length(pattern: &Pattern, profile: Profile) -> Result<(), Error> {
    let chars = pattern.text().chars().count();
    if profile == Profile::Ruler || chars <= PATTERN_CHARS_MAX {
        return Ok(());
    }
    let message = format!("{chars} characters; a pattern has at most {PATTERN_CHARS_MAX}");
    let end = pattern.text().len();
    Err(Error::new(Code::PatternTooLong, Span::new(0, end), message)
        .help("remove white space, or split the pattern into several filters"))
}

/// event-ruler's compiler has no such limit, but its `Machine` has (`GenericMachine.addPatternRule`).
fn check_paths(rule: &Rule) -> Result<(), Error> {
    let most = rule
        .branches
        .iter()
        .map(|branch| branch.clauses.len())
        .max()
        .unwrap_or(0);
    if rule.profile != Profile::Ruler || most <= RULE_PATHS_MAX {
        return Ok(());
    }
    let message = format!("{most} paths; a rule has at most {RULE_PATHS_MAX}");
    Err(Error::new(Code::TooManyPaths, Span::default(), message)
        .help("split the pattern into several")
        .aws(format!(
            "Size of rule exceeds max value of {RULE_PATHS_MAX}"
        )))
}

fn payload_form(branches: &[Branch], profile: Profile) -> PayloadForm {
    let Some(key) = profile.payload_key() else {
        return PayloadForm::Unasked;
    };
    let paths = || {
        branches
            .iter()
            .flat_map(|b| &b.clauses)
            .map(|clause| &*clause.path)
    };
    let text = paths().any(|path| path == key.as_bytes());
    let json = paths().any(|path| path != key.as_bytes() && is_at_or_below(path, key));
    match (text, json) {
        (false, false) => PayloadForm::Unasked,
        (true, false) => PayloadForm::Text,
        (false, true) => PayloadForm::Json,
        (true, true) => PayloadForm::Both,
    }
}

/// Streams accept only JSON filters. A plain-string filter fails when the mapping or pipe is created or updated.
fn check_payload(rule: &Rule, pattern: &Pattern) -> Result<(), Error> {
    let Some(key) = rule.profile.json_only_key() else {
        return Ok(());
    };
    let mut paths = rule.branches.iter().flat_map(|branch| &branch.clauses);
    if !paths.any(|clause| *clause.path == *key.as_bytes()) {
        return Ok(());
    }
    let span = pattern
        .root()
        .get(key)
        .map_or(pattern.root().span, |value| value.span);
    Err(Error::new(
        Code::NotInProfile,
        span,
        format!("{key:?} can't be filtered as a plain string"),
    )
    .help(format!(
        "streams filter JSON: write {{\"{key}\": {{\"field\": [...]}}}}"
    )))
}
