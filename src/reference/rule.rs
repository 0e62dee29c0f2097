//! A pattern as read by one dialect.
//!
//! In: pattern text and dialect. Out: a rule, or AWS's text for refusing it; then, for an event, whether it matches, or
//! that it can't be read. Invariant: an existing rule has passed every limit of its dialect.
//!
//! The limits of EventBridge: 4,096 characters (API reference of PutRule), 1,000 combinations of
//! `$or` (EventBridge User Guide of 2023-02-01), and the complexity of wildcards.

use crate::arrays::{Order, satisfy};
use crate::complexity::{COMPLEXITY_MAX, complexity};
use crate::dialect::Dialect;
use crate::flatten::{Steps, leaves};
use crate::matcher::Matcher;
use crate::pattern::{Branch, Compiled, Compiler, Refusal, compile};
use crate::states::Machine;
use crate::text::{Units, units};
use crate::wildcard::Piece;

/// The longest pattern that is accepted, in characters.
const PATTERN_CHARS_MAX: usize = 4096;

/// Most combinations of `$or` alternatives.
const COMBINATIONS_MAX: usize = 1000;

/// Most paths in one branch that event-ruler's machine accepts (GenericMachine.java:42).
const MACHINE_PATHS_MAX: usize = 256;

const TOO_COMPLEX: &str = "Rule is too complex - try using fewer wildcard characters or fewer \
                           repeating character sequences after a wildcard character";

/// AWS's text for every pattern that an event source mapping refuses (create returns status 400).
pub(crate) const INVALID: &str = "Invalid filter pattern definition.";

/// A pattern that was accepted.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) branches: Vec<Branch>,
    pub(crate) order: Order,
}

impl Rule {
    pub(crate) fn read(dialect: Dialect, pattern: &str) -> Result<Self, String> {
        let compiled = match dialect {
            Dialect::Ruler => for_machine(pattern)?,
            Dialect::EventBridge => for_service(pattern)?,
            Dialect::Pipes => for_pipes(pattern)?,
            Dialect::Sqs | Dialect::Kinesis | Dialect::DynamoDb | Dialect::Kafka | Dialect::Mq => {
                for_service(pattern).map_err(|_| INVALID)?
            }
        };
        let branches = Machine::of(&compiled.branches).kept;
        let rule = Rule {
            branches,
            order: Order::Table,
        };
        if rule.asks_plain_text_of_json(dialect) {
            return Err(INVALID.to_owned());
        }
        Ok(rule)
    }

    /// Whether there is a list on the key that holds JSON. Kinesis and DynamoDB refuse such a filter when the mapping
    /// is created.
    fn asks_plain_text_of_json(&self, dialect: Dialect) -> bool {
        let key = match dialect {
            Dialect::Kinesis => units("data"),
            Dialect::DynamoDb => units("dynamodb"),
            Dialect::EventBridge
            | Dialect::Ruler
            | Dialect::Pipes
            | Dialect::Sqs
            | Dialect::Kafka
            | Dialect::Mq => return false,
        };
        self.branches
            .iter()
            .flat_map(Branch::keys)
            .any(|path| *path == key)
    }

    /// The rule for records that never have a field at `key` or below. Lists there that accept absence are satisfied; a
    /// branch that needs a value there is dropped.
    pub(crate) fn where_absent(&self, key: &str) -> Self {
        let inside = units(&format!("{key}."));
        let is_outside = |path: &Units| *path != units(key) && !path.starts_with(&inside);
        let is_possible = |branch: &&Branch| {
            let mut fields = branch.iter();
            fields.all(|(path, list)| is_outside(path) || list.contains(&Matcher::Absent))
        };
        let outside = |branch: &Branch| {
            let fields = branch.iter().filter(|(path, _)| is_outside(path));
            fields
                .map(|(path, list)| (path.clone(), list.clone()))
                .collect()
        };
        let possible = self.branches.iter().filter(is_possible);
        Rule {
            branches: possible.map(outside).collect(),
            order: self.order,
        }
    }

    /// Whether the event at the start of `units` satisfies the rule.
    pub(crate) fn matches(&self, units: &[u16]) -> Result<bool, String> {
        let steps = Steps::of(self.branches.iter().flat_map(Branch::keys));
        let leaves = leaves(units, &steps)?;
        let holds = |branch| satisfy(branch, &leaves, self.order);
        Ok(self.branches.iter().any(holds))
    }
}

/// Compiles as `Machine.addRule` does: without limits, and with a second try by the older compiler.
fn for_machine(pattern: &str) -> Result<Compiled, String> {
    let compiled = match compile(pattern, Compiler::Current) {
        Err(Refusal {
            is_retried: true, ..
        }) => compile(pattern, Compiler::Older),
        answer => answer,
    }
    .map_err(|refusal| refusal.text)?;
    for branch in &compiled.branches {
        if branch.len() > MACHINE_PATHS_MAX {
            return Err(format!(
                "Size of rule 'r' exceeds max value of {MACHINE_PATHS_MAX}"
            ));
        }
        branch.values().try_for_each(|list| fits_machine(list))?;
    }
    Ok(compiled)
}

/// Refuses lists on which the machine fails although its compiler accepts them: an `anything-but` without values before
/// any other matcher, and ranges that are only one end of the number line.
fn fits_machine(list: &[Matcher]) -> Result<(), String> {
    if list.first().is_some_and(Matcher::is_empty_set) {
        return Err("empty anything-but list".to_owned());
    }
    let is_degenerate =
        |matcher: &Matcher| matches!(matcher, Matcher::Numbers(range) if range.bottom == range.top);
    match list.iter().any(is_degenerate) {
        true => Err("Index 10 out of bounds for length 10".to_owned()),
        false => Ok(()),
    }
}

fn for_service(pattern: &str) -> Result<Compiled, String> {
    let count = pattern.chars().count();
    if count > PATTERN_CHARS_MAX {
        return Err(format!(
            "pattern has {count} characters, at most {PATTERN_CHARS_MAX} are accepted"
        ));
    }
    let compiled = compile(pattern, Compiler::Current).map_err(|refusal| refusal.text)?;
    if compiled.combinations > COMBINATIONS_MAX {
        return Err(format!(
            "pattern has {} combinations of $or alternatives, at most {COMBINATIONS_MAX} are accepted",
            compiled.combinations
        ));
    }
    if greatest_complexity(&compiled.branches, COMPLEXITY_MAX + 1) > COMPLEXITY_MAX {
        return Err(TOO_COMPLEX.to_owned());
    }
    Ok(compiled)
}

fn for_pipes(pattern: &str) -> Result<Compiled, String> {
    let compiled = for_service(pattern)?;
    compiled.written.iter().try_for_each(fits_pipes)?;
    Ok(compiled)
}

/// Refuses operators that Pipes does not have, also in lists that other lists overwrite (EventBridge User Guide,
/// "Comparison operators for use in event patterns", read 2026-11-23). AWS's text is not known; these are event-ruler's
/// texts for unknown operators.
fn fits_pipes(matcher: &Matcher) -> Result<(), String> {
    let inner = match matcher {
        Matcher::Wildcard(_) => return Err("Unrecognized match type wildcard".to_owned()),
        Matcher::NotPrefix(_) => "prefix",
        Matcher::NotSuffix(_) => "suffix",
        Matcher::NotFolds(_) => "equals-ignore-case",
        Matcher::NotWildcard(_) => "wildcard",
        Matcher::Exists
        | Matcher::Absent
        | Matcher::Exact(_)
        | Matcher::Number(_)
        | Matcher::Numbers(_)
        | Matcher::Address(_)
        | Matcher::Prefix(_)
        | Matcher::Suffix(_)
        | Matcher::Folds(_)
        | Matcher::PrefixFolds(_)
        | Matcher::SuffixFolds(_)
        | Matcher::Not { .. } => return Ok(()),
    };
    Err(format!("Unsupported anything-but pattern: {inner}"))
}

/// The greatest complexity of any list of matchers in event-ruler's machine, counted up to `limit`.
fn greatest_complexity(branches: &[Branch], limit: usize) -> usize {
    let lists = Machine::of(branches).measured_lists();
    let complexities = lists.iter().map(|list| complexity(&wildcards(list), limit));
    complexities.max().unwrap_or(0)
}

/// The complexity of a pattern's wildcards, counted up to `limit`; `None` if it does not compile.
pub(crate) fn pattern_complexity(pattern: &str, limit: usize) -> Option<usize> {
    let compiled = compile(pattern, Compiler::Current).ok()?;
    Some(greatest_complexity(&compiled.branches, limit))
}

/// The values of every distinct wildcard matcher of a list. A matcher that is repeated contributes its values each
/// time.
fn wildcards(list: &[Matcher]) -> Vec<Vec<Vec<Piece>>> {
    let mut distinct: Vec<(&Matcher, Vec<Vec<Piece>>)> = Vec::new();
    for matcher in list {
        let Some(values) = matcher.wildcards() else {
            continue;
        };
        let values: Vec<Vec<Piece>> = values.into_iter().cloned().collect();
        match distinct.iter_mut().find(|(other, _)| *other == matcher) {
            Some((_, known)) => known.extend(values),
            None => distinct.push((matcher, values)),
        }
    }
    distinct.into_iter().map(|(_, values)| values).collect()
}
