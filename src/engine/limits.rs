//! Every bound the engine holds, with its unit and where the number comes from.

/// Longest pattern AWS takes, in characters (Unicode scalar values): EventBridge `EventPattern` and Lambda
/// `FilterCriteria` `Pattern` are both capped at 4,096 (botocore API models, read 2026-11-23).
pub const PATTERN_CHARS_MAX: usize = 4096;

/// Most `$or` combinations in a pattern: the product of the lengths of its `$or` lists
/// (EventBridge User Guide, "Creating event patterns", 2023-02-01).
pub const OR_COMBINATIONS_MAX: usize = 1000;

/// The same bound where event-ruler itself has none: ours, so that a short pattern can't ask for unbounded memory.
pub const RULER_COMBINATIONS_MAX: usize = 100_000;

/// Deepest nesting of objects and arrays in a pattern or an event, in levels.
/// Jackson, the JSON reader of event-ruler, stops at 1,000 (`StreamReadConstraints`, 2.15 and later).
pub const DEPTH_MAX: usize = 1000;

/// Most digits of one number in an event: those before the point, behind it and of the exponent together, without a
/// leading zero. Jackson stops there (jackson-core 2.21.0, `StreamReadConstraints.getMaxNumberLength`).
pub const NUMBER_DIGITS_MAX: usize = 1000;

/// Longest key of an event, in UTF-16 units without escapes. Jackson stops there (jackson-core 2.21.0,
/// `StreamReadConstraints.getMaxNameLength`).
pub const KEY_UNITS_MAX: usize = 50_000;

/// Most distinct paths in one rule (event-ruler 2.0.1 `GenericMachine.MAXIMUM_RULE_SIZE`).
pub const RULE_PATHS_MAX: usize = 256;

/// Highest wildcard complexity of one pattern: how many prefixes of its wildcards one input can keep alive at
/// once. AWS rejects 11 and takes 7 (observed); 10 is what event-ruler's README advises.
pub const WILDCARD_COMPLEXITY_MAX: usize = 10;

/// Most automaton states a program may hold over all its paths. A state costs 8 to 40 bytes.
pub const STATES_MAX: usize = 50_000_000;
