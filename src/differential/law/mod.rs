//! The laws, one file each. A law makes a case from any bytes and checks whether it holds for the case. These two steps
//! are separate so that a failing case can be minimised.

mod agree;
mod arguments;
mod canary;
mod drawn;
mod ends;
mod esm;
mod estimates;
mod event_text;
mod explain;
mod lower;
mod measured;
mod parse;
mod ranges;
mod reprint;
mod sampled;
mod scan;
mod simulate;
mod stream;
mod structs;
mod trusted;
mod union;
mod widen;

pub use canary::canary_of;
pub use ranges::{LeftOut, canary_of_range};
pub use simulate::{canary_of_setting, setting_names};

use tidegate_fixtures::generate::seeded;

use crate::case::{Case, Difference, Seen};

/// A law that must hold for any input.
#[derive(Clone, Copy, Debug)]
pub struct Law {
    /// Its name, as in `fuzz/fuzz_targets` and `fuzz/regressions`.
    pub name: &'static str,
    make: fn(&[u8]) -> Option<Case>,
    check: fn(&Case) -> Result<Seen, Difference>,
}

impl Law {
    /// Printing is the inverse of parsing, and errors point into the text.
    pub const PARSE: Self = Self {
        name: "parse",
        make: parse::make,
        check: parse::check,
    };
    /// The engine accepts a pattern exactly when the reference does, in every dialect.
    pub const LOWER: Self = Self {
        name: "lower",
        make: lower::make,
        check: lower::check,
    };
    /// Both sides see the same paths in an event, and the same events as valid.
    pub const SCAN: Self = Self {
        name: "scan",
        make: scan::make,
        check: scan::check,
    };
    /// The verdict on a generated pattern and event is the reference's.
    pub const AGREE: Self = Self {
        name: "agree",
        make: agree::make,
        check: agree::check,
    };
    /// The same on raw bytes: a pattern up to the first NUL, the event after it.
    pub const AGREE_BYTES: Self = Self {
        name: "agree_bytes",
        make: agree::make_of_bytes,
        check: agree::check_bytes,
    };
    /// The disposition of a record is the reference's, reason included.
    pub const ESM: Self = Self {
        name: "esm",
        make: esm::make,
        check: esm::check,
    };
    /// Patterns compiled together match what each matches alone.
    pub const UNION: Self = Self {
        name: "union",
        make: union::make,
        check: union::check,
    };
    /// On valid events the trusting matcher gives the same verdict as the checking one.
    pub const TRUSTED: Self = Self {
        name: "trusted",
        make: trusted::make,
        check: trusted::check,
    };
    /// Explanations agree with matching.
    pub const EXPLAIN: Self = Self {
        name: "explain",
        make: explain::make,
        check: explain::check,
    };
    /// The counts of a simulated mapping are the reference's.
    pub const SIMULATE: Self = Self {
        name: "simulate",
        make: simulate::make,
        check: simulate::check,
    };
    /// The simulation of any mapping under any load ends within ten seconds and 300 MB, or says that it would not.
    pub const ENDS: Self = Self {
        name: "ends",
        make: ends::make,
        check: ends::check,
    };
    /// A whole estimate of any request ends within ten seconds and 300 MB, or says that it would not.
    pub const ESTIMATES: Self = Self {
        name: "estimates",
        make: ends::make,
        check: estimates::check,
    };
    /// The ranges of an estimate hold whatever AWS does.
    pub const RANGES: Self = Self {
        name: "ranges",
        make: ends::make,
        check: ranges::check,
    };
    /// A pattern means the same after it was parsed and printed.
    pub const REPRINT: Self = Self {
        name: "reprint",
        make: reprint::make,
        check: reprint::check,
    };
    /// The order of an event's keys changes nothing.
    pub const PERMUTE: Self = Self {
        name: "permute",
        make: event_text::make,
        check: event_text::check_permute,
    };
    /// A field that no pattern names changes nothing.
    pub const EXTRA_FIELD: Self = Self {
        name: "extra_field",
        make: event_text::make,
        check: event_text::check_extra_field,
    };
    /// A less strict filter does not lose a record.
    pub const WIDEN: Self = Self {
        name: "widen",
        make: widen::make,
        check: widen::check,
    };
    /// The results of a stream cut between two records add up to those of the whole.
    pub const CUT: Self = Self {
        name: "cut",
        make: stream::make_lines,
        check: stream::check_cut,
    };
    /// A compressed stream gives the same result as the unpacked one.
    pub const PACKED: Self = Self {
        name: "packed",
        make: stream::make_lines,
        check: stream::check_packed,
    };
    /// The result does not depend on the number of threads.
    pub const THREADS: Self = Self {
        name: "threads",
        make: stream::make_lines,
        check: stream::check_threads,
    };
    /// On any bytes, read as any source: no panic, and every record is counted once, however the bytes arrive.
    pub const ENVELOPE: Self = Self {
        name: "envelope",
        make: stream::make_container,
        check: stream::check_envelope,
    };
    /// On any text given as a file or an option of `estimate`: no panic, and a message if it is refused.
    pub const ESTIMATE_ARGS: Self = Self {
        name: "estimate_args",
        make: arguments::make,
        check: arguments::check,
    };
    /// A record held as a struct of the crate `aws_lambda_events` is judged as its bytes are.
    pub const STRUCTS: Self = Self {
        name: "structs",
        make: structs::make,
        check: structs::check,
    };
    /// Not a law: the engine gets another pattern than the reference. It must fail, or the fuzzing would not find
    /// faults.
    pub const CANARY: Self = Self {
        name: "canary",
        make: canary::make,
        check: canary::check,
    };

    /// All laws except the canary.
    pub const ALL: &[Self] = &[
        Self::PARSE,
        Self::LOWER,
        Self::SCAN,
        Self::AGREE,
        Self::AGREE_BYTES,
        Self::ESM,
        Self::UNION,
        Self::TRUSTED,
        Self::EXPLAIN,
        Self::SIMULATE,
        Self::ENDS,
        Self::ESTIMATES,
        Self::RANGES,
        Self::REPRINT,
        Self::PERMUTE,
        Self::EXTRA_FIELD,
        Self::WIDEN,
        Self::CUT,
        Self::PACKED,
        Self::THREADS,
        Self::ENVELOPE,
        Self::ESTIMATE_ARGS,
        Self::STRUCTS,
    ];

    /// Returns the law of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut laws = Self::ALL.iter().chain([&Self::CANARY]);
        laws.find(|law| law.name == name).copied()
    }

    /// Returns whether the law limits time and memory.
    #[must_use]
    pub fn is_about_cost(&self) -> bool {
        matches!(self.name, "ends" | "estimates")
    }

    /// Makes a case from bytes. Returns `None` if they are not a case, for example because they are not UTF-8.
    #[must_use]
    pub fn case(&self, bytes: &[u8]) -> Option<Case> {
        (self.make)(bytes)
    }

    /// Checks whether the law holds.
    ///
    /// # Errors
    /// The law does not hold.
    pub fn check(&self, case: &Case) -> Result<Seen, Difference> {
        (self.check)(case)
    }

    /// Makes the case and checks it. Returns `None` if the bytes are not a case.
    ///
    /// # Errors
    /// The law does not hold.
    pub fn run(&self, bytes: &[u8]) -> Result<Option<Seen>, Difference> {
        self.case(bytes).map(|case| self.check(&case)).transpose()
    }

    /// Returns the bytes of case `index` under `seed`. For laws of raw bytes they are the texts of a generated case or
    /// a damaged file, otherwise a seeded stream from which the case is made.
    #[must_use]
    pub fn seeded(&self, seed: u64, index: u64) -> Vec<u8> {
        match self.name {
            "estimate_args" => return arguments::seed(seed, index),
            "ends" => return ends::seed(seed, index),
            "estimates" => return estimates::seed(seed, index),
            "ranges" => return ranges::seed(seed, index),
            _ => {}
        }
        let bytes = seeded(seed, index);
        match Self::AGREE.case(&bytes) {
            Some(case) if matches!(self.name, "parse" | "agree_bytes") => self.text(&case),
            _ => bytes,
        }
    }

    /// Returns the bytes from which a law of raw bytes makes this case.
    #[must_use]
    pub fn text(&self, case: &Case) -> Vec<u8> {
        let pattern = case.patterns.concat().into_bytes();
        match self.name {
            "parse" => pattern,
            _ => [&pattern, &b"\0"[..], &case.event].concat(),
        }
    }

    /// Runs the law as the body of a fuzz target.
    ///
    /// # Panics
    /// The law does not hold.
    pub fn assert(&self, bytes: &[u8]) {
        if let Err(difference) = self.run(bytes) {
            panic!("{difference}");
        }
    }
}
