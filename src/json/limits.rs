//! The limits of the JSON readers, each with its unit and source.

/// Deepest nesting of objects and arrays in a pattern or an event, in levels.
/// Jackson, the JSON reader of event-ruler, has this limit (`StreamReadConstraints`, 2.15 and later).
pub const DEPTH_MAX: usize = 1000;

/// Most digits of one number in a pattern or an event. Counted are the digits before the point, after it and of the
/// exponent together, without a leading zero. Jackson has this limit (jackson-core 2.21.0,
/// `StreamReadConstraints.getMaxNumberLength`).
pub const NUMBER_DIGITS_MAX: usize = 1000;

/// Longest key of an event, in UTF-16 units after its escapes are decoded. Jackson has this limit (jackson-core 2.21.0,
/// `StreamReadConstraints.getMaxNameLength`).
pub const KEY_UNITS_MAX: usize = 50_000;
