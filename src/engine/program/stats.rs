//! Sizes of a program, for people.

use tidegate_json::PathId;

use super::plan::Plan;

/// Sizes of a [`Program`](crate::Program) and the plan chosen for each path.
///
/// ```
/// use tidegate::{Pattern, Profile, Program, Rule, Source};
/// let rule = Rule::lower(&Pattern::parse(r#"{"a":["x",{"prefix":"y"}]}"#)?, Profile::Service(Source::EventBridge))?;
/// let stats = Program::compile(&[rule])?.stats();
/// assert_eq!((stats.patterns, stats.terms, stats.verified), (1, 2, 0));
/// assert_eq!(stats.paths[0].structures[0], ("exact hash", 1));
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// The number of patterns.
    pub patterns: usize,
    /// The number of conjunctions that their `$or`s expand to.
    pub branches: usize,
    /// The number of conjunctions that are verified, condition by condition, when their rarest condition is met. The
    /// others have one condition each and match when it is met.
    pub verified: usize,
    /// The number of different conditions on values over all paths. Equal conditions of several patterns count once.
    pub terms: usize,
    /// The number of states of the path trie plus the entries of the value indexes.
    pub states: usize,
    /// Heap bytes, estimated from the lengths of all arrays.
    pub bytes: usize,
    /// The number of conjunctions that are verified for every record, because absent fields alone can satisfy them.
    pub always: usize,
    /// The paths, in the order in which the patterns name them.
    pub paths: Vec<PathStats>,
}

/// The plan for one path.
///
/// ```
/// use tidegate::{Profile, Program, Rule, Source};
/// let rule = Rule::read(r#"{"a":{"b":[{"prefix":"y"}]}}"#, Profile::Service(Source::EventBridge))?;
/// let stats = Program::compile(&[rule])?.stats();
/// assert_eq!(stats.paths[0].path, "a.b");
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PathStats {
    /// The path, with dots between its steps.
    pub path: String,
    /// The structures that a value is looked up in, each with its number of entries. Empty if only the presence of a
    /// value counts.
    pub structures: Vec<(&'static str, usize)>,
    /// Heap bytes, estimated.
    pub bytes: usize,
}

pub(super) fn of(plan: &Plan) -> Stats {
    let paths: Vec<_> = (0..)
        .map(PathId)
        .take(plan.trie.path_count())
        .map(|p| path(plan, p))
        .collect();
    let verified = size_of_val(&plan.branches[..]) + size_of_val(&plan.clauses[..]);
    let checks = plan.checks.bytes() + plan.exclusions.bytes() + 4 * plan.excluded.len();
    let ids = plan.by_term.len() + plan.by_path.len() + plan.always.len() + plan.excluded_by.len();
    let filed = plan.filed.bytes() + 4 * ids;
    let values: usize = paths.iter().map(|path| path.bytes).sum();
    Stats {
        patterns: plan.rule_count,
        branches: plan.branch_count,
        verified: plan.branches.len(),
        terms: plan.term_count,
        states: states(plan),
        bytes: plan.trie.bytes() + verified + checks + filed + values,
        always: plan.always.len(),
        paths,
    }
}

fn path(plan: &Plan, path: PathId) -> PathStats {
    let index = &plan.values[path.index()];
    let mut structures = index.plan();
    let complement = plan
        .complements
        .binary_search_by_key(&path, |rules| rules.path);
    if let Ok(at) = complement {
        let rules = plan.rules_of(&plan.complements[at]);
        structures.push(("patterns less those excluded", rules.len()));
    }
    PathStats {
        path: String::from_utf8_lossy(plan.trie.text(path)).into_owned(),
        structures,
        bytes: index.bytes(),
    }
}

/// The number of trie nodes, index entries and branches together.
pub(super) fn states(plan: &Plan) -> usize {
    let entries = plan.values.iter().flat_map(|index| index.plan());
    plan.trie.node_count() + plan.branch_count + entries.map(|(_, n)| n).sum::<usize>()
}
