//! Every limit of the engine, with its unit and its source. The limits of the JSON reader are in `tidegate-json`.

/// The longest pattern that AWS accepts, in characters (Unicode scalar values): EventBridge `EventPattern` and Lambda
/// `FilterCriteria` `Pattern` are both capped at 4,096 (botocore API models, read 2026-11-23).
pub const PATTERN_CHARS_MAX: usize = 4096;

/// Most `$or` combinations in a pattern: the product of the lengths of its `$or` lists
/// (EventBridge User Guide, "Creating event patterns", 2023-02-01).
pub const OR_COMBINATIONS_MAX: usize = 1000;

/// The same limit where event-ruler itself has none. It is ours, so that a short pattern can't ask for unbounded
/// memory.
pub const RULER_COMBINATIONS_MAX: usize = 100_000;

/// Most distinct paths in one rule (event-ruler 2.0.1 `GenericMachine.MAXIMUM_RULE_SIZE`).
pub const RULE_PATHS_MAX: usize = 256;

/// Highest wildcard complexity of one pattern: how many prefixes of its wildcards one input can keep alive at once. AWS
/// rejects 11 and accepts 7 (observed); event-ruler's README advises 10.
pub const WILDCARD_COMPLEXITY_MAX: usize = 10;

/// Most automaton states that a program may hold over all its paths. A state costs 8 to 40 bytes.
pub const STATES_MAX: usize = 50_000_000;
