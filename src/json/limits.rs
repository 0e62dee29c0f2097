//! Every bound of the JSON reader, with its unit and where the number comes from.

/// Deepest nesting of objects and arrays in a pattern or an event, in levels.
/// Jackson, the JSON reader of event-ruler, stops at 1,000 (`StreamReadConstraints`, 2.15 and later).
pub const DEPTH_MAX: usize = 1000;

/// Most digits of one number in a pattern or an event: those before the point, behind it and of the exponent together, without a
/// leading zero. Jackson stops there (jackson-core 2.21.0, `StreamReadConstraints.getMaxNumberLength`).
pub const NUMBER_DIGITS_MAX: usize = 1000;

/// Longest key of an event, in UTF-16 units without escapes. Jackson stops there (jackson-core 2.21.0,
/// `StreamReadConstraints.getMaxNameLength`).
pub const KEY_UNITS_MAX: usize = 50_000;
