//! Explanations agree with matching. The verdict is the matcher's. An alternative that does not match has at least one
//! failing field, a matching one has none, and exactly the failing fields have a reason.

use tidegate::{BranchExplanation, Explainer, Explanation, Pattern};

use super::agree;
use crate::answer::{Answer, engine};
use crate::case::{Case, Difference, Seen};
use crate::dialect::profile;

const NAME: &str = "explain";

pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    agree::make(bytes)
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let answer = engine(case.dialect, &case.patterns, &case.event);
    let explained = explained(case);
    let found = match &explained {
        Ok(why) if why.matched => Answer::Match,
        Ok(_) => Answer::NoMatch,
        Err(answer) => answer.clone(),
    };
    if found != answer {
        return Err(case.difference(NAME, format!("explained as {found}"), answer));
    }
    if let Ok(why) = &explained {
        check_branches(case, why)?;
    }
    Ok(case.seen(answer))
}

fn explained(case: &Case) -> Result<Explanation, Answer> {
    let refused = |error: tidegate::Error| Answer::InvalidPattern(0, error.to_string());
    let pattern = Pattern::parse(&case.patterns[0]).map_err(refused)?;
    let explainer = Explainer::new(&pattern, profile(case.dialect));
    let why = explainer.map_err(refused)?.event(&case.event);
    why.map_err(|_| Answer::InvalidEvent(""))
}

fn check_branches(case: &Case, why: &Explanation) -> Result<(), Difference> {
    if why.matched != why.branches.iter().any(|branch| branch.matched) {
        let engine = format!("matched: {}, unlike its alternatives", why.matched);
        return Err(case.difference(NAME, engine, "a match exactly if an alternative matches"));
    }
    let wrong = why.branches.iter().find_map(flaw);
    wrong.map_or(Ok(()), |flaw| {
        Err(case.difference(NAME, format!("{why:?}"), flaw))
    })
}

fn flaw(branch: &BranchExplanation) -> Option<&'static str> {
    let failed = |index: &usize| branch.fields[*index].outcome.failed();
    if branch.matched != (branch.failures() == 0) {
        return Some("failing fields exactly if the alternative does not match");
    }
    if !branch.obstacles.iter().all(failed) {
        return Some("obstacles that failed");
    }
    let mut fields = branch.fields.iter();
    if fields.any(|field| field.reason.is_some() != field.outcome.failed()) {
        return Some("a reason for every failing field, and for no other");
    }
    None
}
