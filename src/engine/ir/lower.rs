//! Pattern to Rule: walks the tree as event-ruler's compiler does, so that the first thing it would refuse is the
//! first thing we refuse (event-ruler 2.0.1, `JsonRuleCompiler`).

use crate::error::{Code, Error};
use crate::limits::{
    OR_COMBINATIONS_MAX, PATTERN_CHARS_MAX, RULE_PATHS_MAX, RULER_COMBINATIONS_MAX,
};
use crate::pattern::Pattern;
use tidegate_json::Span;
use tidegate_json::{Json, JsonKind, Member};

use super::expand::{Branches, Draft};
use super::number::key_bounds;
use super::path::extended_name;
use super::profile::{PayloadForm, Profile};
use super::rule::{Branch, Nothing, Rule, Test, is_at_or_below};
use super::text::shown;
use super::{complexity, machine, operator};

/// Names that no field may have inside `$or` (event-ruler 2.0.1,
/// `Constants.RESERVED_FIELD_NAMES_IN_OR_RELATIONSHIP`).
const RESERVED_INSIDE_OR: [&str; 24] = [
    "exactly",
    "equals-ignore-case",
    "prefix",
    "suffix",
    "anything-but",
    "exists",
    "wildcard",
    "numeric",
    "cidr",
    "=",
    "<",
    "<=",
    ">",
    ">=",
    "regex",
    "not-wildcard",
    "not-equals-ignore-case",
    "date-after",
    "date-on-or-after",
    "date-before",
    "date-on-or-before",
    "in-date-range",
    "ip-address-in-range",
    "ip-address-not-in-range",
];

impl Rule {
    /// Brings a pattern into normal form under the rules of `profile`.
    ///
    /// # Errors
    /// `E0201` to `E0213` where AWS refuses the pattern, `E0301` to `E0304` where it passes a bound.
    pub fn lower(pattern: &Pattern, profile: Profile) -> Result<Self, Error> {
        check_length(pattern, profile)?;
        let rule = lowered(pattern, profile);
        match profile.refusal() {
            Some(words) => rule.map_err(|error| error.aws(words)),
            None => rule,
        }
    }
}

/// What AWS says of a pattern whose first token opens no object (event-ruler 2.0.1, `JsonRuleCompiler.doCompile`).
pub(super) const NOT_AN_OBJECT: &str = "Filter is not an object";

fn lowered(pattern: &Pattern, profile: Profile) -> Result<Rule, Error> {
    let branches = match lower_with(pattern, profile, Compiler::Current) {
        // The older compiler's complaint is the one event-ruler's `Machine` throws. It is asked after every error with a
        // location (`GenericMachine.addRule`), which a bad block has not.
        Err(error) if profile == Profile::Ruler && error.code() != Code::BadCidr => {
            lower_with(pattern, profile, Compiler::Older)?
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

/// Which of event-ruler's compilers to follow. Its `Machine` falls back to the older one where the current one refuses
/// a pattern.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Compiler {
    Current,
    /// `$or` is a field like any other, and `anything-but` knows fewer forms.
    Older,
}

fn lower_with(
    pattern: &Pattern,
    profile: Profile,
    compiler: Compiler,
) -> Result<Vec<Branch>, Error> {
    let JsonKind::Object(members) = &pattern.root().kind else {
        return Err(Error::new(
            Code::NotAnObject,
            pattern.root().span,
            "a pattern is a JSON object",
        )
        .help("write {\"field\": [\"value\"]}")
        .aws(NOT_AN_OBJECT));
    };
    let mut lowering = Lowering {
        profile,
        compiler,
        steps: Vec::new(),
        combinations: 1,
    };
    let mut branches = Branches::new();
    lowering.object(&mut branches, pattern.root(), members, false)?;
    Ok(branches.finish())
}

struct Lowering<'p> {
    profile: Profile,
    compiler: Compiler,
    steps: Vec<&'p [u8]>,
    /// The product of the lengths of all `$or` lists so far.
    combinations: usize,
}

impl<'p> Lowering<'p> {
    fn object(
        &mut self,
        branches: &mut Branches,
        json: &'p Json,
        members: &'p [Member],
        inside_or: bool,
    ) -> Result<(), Error> {
        if members.is_empty() {
            return Err(Error::new(Code::EmptyObject, json.span, "an object without fields")
                .help("give it a field, or leave it out: a field that is not named is not looked at")
                .aws("Empty objects are not allowed"));
        }
        for member in members {
            if self.compiler == Compiler::Current && member.key == b"$or" {
                self.or(branches, member)?;
            } else {
                self.field(branches, member, inside_or)?;
            }
        }
        Ok(())
    }

    fn field(
        &mut self,
        branches: &mut Branches,
        member: &'p Member,
        inside_or: bool,
    ) -> Result<(), Error> {
        let name = shown(&member.key);
        if inside_or && RESERVED_INSIDE_OR.contains(&&*name) {
            let message = format!("{name:?} can't be a field name inside $or");
            return Err(Error::new(Code::BadOr, member.key_span, message)
                .help("the entries of $or are objects of fields, as at the root of a pattern")
                .aws(format!(
                    "{name} is Ruler reserved fieldName which cannot be used inside $or."
                )));
        }
        match &member.value.kind {
            JsonKind::Object(members) => {
                self.steps.push(&member.key);
                let result = self.object(branches, &member.value, members, inside_or);
                self.steps.pop();
                result
            }
            JsonKind::Array(values) => {
                let tests = self.tests(&member.value, values)?;
                let path = extended_name(&self.steps, &member.key);
                branches.set(&path, tests, member.value.span);
                Ok(())
            }
            _ => Err(Error::new(
                Code::BareValue,
                member.value.span,
                format!("the value of {name:?} is neither a list nor an object"),
            )
            .help(format!("put it in a list: [{}]", member.value))
            .aws(format!("\"{name}\" must be an object or an array"))),
        }
    }

    fn tests(&self, json: &Json, values: &[Json]) -> Result<Vec<Test>, Error> {
        let mut tests = Vec::with_capacity(values.len());
        for value in values {
            match &value.kind {
                JsonKind::Object(members) => {
                    tests.push(operator::lower(
                        value,
                        members,
                        self.profile,
                        self.compiler,
                    )?);
                }
                _ => operator::equals_value(value, &mut tests)?,
            }
        }
        if tests.is_empty() {
            return Err(Error::new(Code::EmptyList, json.span, "a list without values")
                .help("to match an absent field write [{\"exists\": false}], for an empty string [\"\"]")
                .aws("Empty arrays are not allowed"));
        }
        Ok(tests)
    }

    fn or(&mut self, branches: &mut Branches, member: &'p Member) -> Result<(), Error> {
        let bad = |span: Span, message: &str, aws: &str| {
            Error::new(Code::BadOr, span, message)
                .help("$or takes a list of two or more objects of fields")
                .aws(aws)
        };
        let JsonKind::Array(entries) = &member.value.kind else {
            let aws = "It must be an Array followed with $or.";
            return Err(bad(
                member.value.span,
                "the value of $or is not a list",
                aws,
            ));
        };
        let before = branches.take();
        self.count_combinations(before.count(), entries.len(), member.key_span)?;
        let mut after = Draft::default();
        for entry in entries {
            let JsonKind::Object(members) = &entry.kind else {
                let aws = "Only JSON object is allowed in array of $or relationship.";
                return Err(bad(entry.span, "an entry of $or is not an object", aws));
            };
            let mut branch = Branches::from(before.clone());
            self.object(&mut branch, entry, members, true)?;
            after.append(branch.take());
        }
        if entries.len() < 2 {
            let aws = "There must have at least 2 Objects in $or relationship.";
            return Err(bad(member.value.span, "$or of fewer than two objects", aws));
        }
        *branches = Branches::from(after);
        Ok(())
    }

    /// AWS counts the product of the lengths of all `$or` lists; event-ruler itself makes as many alternatives as it
    /// needs, and only those are bounded.
    fn count_combinations(
        &mut self,
        alternatives: usize,
        entries: usize,
        span: Span,
    ) -> Result<(), Error> {
        self.combinations = self.combinations.saturating_mul(entries.max(1));
        let (combinations, most) = match self.profile {
            Profile::Ruler => (alternatives.saturating_mul(entries), RULER_COMBINATIONS_MAX),
            Profile::Service(_) | Profile::Pipes(_) => (self.combinations, OR_COMBINATIONS_MAX),
        };
        if combinations <= most {
            return Ok(());
        }
        let message = format!("the $or lists make more than {most} combinations");
        Err(Error::new(Code::TooManyCombinations, span, message)
            .help("split the pattern into several, or list values of one field instead of $or"))
    }
}

/// Lists on which event-ruler's machine fails though its compiler takes them (2.0.1, observed 2026-11-23).
fn check_machine(branches: &[Branch], profile: Profile) -> Result<(), Error> {
    if profile != Profile::Ruler {
        return Ok(());
    }
    for clause in branches.iter().flat_map(|branch| &branch.clauses) {
        let bad = |message| Error::new(Code::BadOperand, clause.span, message);
        if matches!(clause.tests.first(), Some(Test::Never(Nothing::Set))) {
            return Err(bad("nothing satisfies the first value of this list")
                .help("list at least one value in anything-but"));
        }
        if clause.tests.iter().any(numeric_at_edge) {
            return Err(bad("no number lies beyond this bound").help("leave the bound out"));
        }
    }
    Ok(())
}

/// Drops the alternatives that event-ruler loses, and refuses what is too complex where the service does.
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
    Ok(kept.map(|(branch, _)| settled(branch)).collect())
}

fn settled(mut branch: Branch) -> Branch {
    for clause in &mut branch.clauses {
        if clause
            .tests
            .iter()
            .any(|test| matches!(test, Test::Address(_)))
        {
            clause.tests = settle_addresses(clause.tests.to_vec()).into();
        }
    }
    branch
}

/// Tells the address tests of one list whether its numbers are compared by value, and adds, where the list has both,
/// the numbers that spell an address (event-ruler 2.0.1, `ByteMachine.transitionOn`: an address is looked up as its
/// hex digits among all literals of the list).
fn settle_addresses(mut tests: Vec<Test>) -> Vec<Test> {
    let has_number = tests.iter().any(is_numeric);
    let spelled: Vec<Test> = tests.iter().filter_map(address_spelled).collect();
    for test in &mut tests {
        if let Test::Address(address) = test {
            address.reads_numbers = !has_number;
        }
    }
    tests.extend(spelled);
    tests
}

/// Whether this is a range of nothing but an end of the number line ([`Test::Number`]).
fn numeric_at_edge(test: &Test) -> bool {
    let (least, greatest) = key_bounds();
    matches!(test, Test::Number { low, high } if *low < least || *high > greatest)
}

fn is_numeric(test: &Test) -> bool {
    match test {
        Test::Number { .. } => true,
        Test::AnythingBut(excluded) => excluded.iter().any(is_numeric),
        _ => false,
    }
}

fn address_spelled(test: &Test) -> Option<Test> {
    let Test::Literal(text) = test else {
        return None;
    };
    if !matches!(text.len(), 8 | 32) || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digits: Box<[u8]> = text.iter().map(|digit| digit - b'0').collect();
    Some(Test::Address(super::rule::AddressTest {
        low: digits.clone(),
        high: digits,
        whole: true,
        reads_numbers: false,
    }))
}

fn check_length(pattern: &Pattern, profile: Profile) -> Result<(), Error> {
    let chars = pattern.text().chars().count();
    if profile == Profile::Ruler || chars <= PATTERN_CHARS_MAX {
        return Ok(());
    }
    let message = format!("{chars} characters; a pattern has at most {PATTERN_CHARS_MAX}");
    let end = pattern.text().len();
    Err(Error::new(Code::PatternTooLong, Span::new(0, end), message)
        .help("drop white space, or split the pattern into several filters"))
}

/// event-ruler's compiler has no such cap; its `Machine` has (`GenericMachine.addPatternRule`).
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

/// Streams take only JSON filters: a plain-string filter fails when the mapping or pipe is created or updated.
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
