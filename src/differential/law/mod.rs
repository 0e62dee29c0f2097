//! The laws live here, a file for each. A law makes a case from any bytes and checks whether it holds. These two halves are
//! separate so that a case that fails can be made smaller.

mod agree;
mod arguments;
mod canary;
mod esm;
mod event_text;
mod explain;
mod lower;
mod parse;
mod reprint;
mod scan;
mod simulate;
mod stream;
#[cfg(feature = "aws_lambda_events")]
mod structs;
mod trusted;
mod union;
mod widen;

pub use canary::canary_of;
pub use simulate::{canary_of_setting, setting_names};

use tidegate_fixtures::generate::seeded;

use crate::case::{Case, Difference, Seen};

/// A law.
#[derive(Clone, Copy, Debug)]
pub struct Law {
    /// As in `fuzz/fuzz_targets` and `fuzz/regressions`.
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
    /// The same on raw bytes: a pattern up to the first NUL, the event behind it.
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
    /// The matcher that trusts an event says of a valid one what the checking one does.
    pub const TRUSTED: Self = Self {
        name: "trusted",
        make: trusted::make,
        check: trusted::check,
    };
    /// What is explained is what is matched.
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
    /// A filter that asks for less loses no record.
    pub const WIDEN: Self = Self {
        name: "widen",
        make: widen::make,
        check: widen::check,
    };
    /// A stream that is cut between two records adds up to the whole.
    pub const CUT: Self = Self {
        name: "cut",
        make: stream::make_lines,
        check: stream::check_cut,
    };
    /// A packed stream is what it is unpacked.
    pub const PACKED: Self = Self {
        name: "packed",
        make: stream::make_lines,
        check: stream::check_packed,
    };
    /// Any number of threads does the same.
    pub const THREADS: Self = Self {
        name: "threads",
        make: stream::make_lines,
        check: stream::check_threads,
    };
    /// Bytes of any kind, in any source's name: no panic, every record counted once, however they arrive.
    pub const ENVELOPE: Self = Self {
        name: "envelope",
        make: stream::make_container,
        check: stream::check_envelope,
    };
    /// Whatever is given as a file or an option of `estimate`: no panic, and a reason where it is refused.
    pub const ESTIMATE_ARGS: Self = Self {
        name: "estimate_args",
        make: arguments::make,
        check: arguments::check,
    };
    /// A record held as a struct of the crate `aws_lambda_events` is judged as its bytes are.
    #[cfg(feature = "aws_lambda_events")]
    pub const STRUCTS: Self = Self {
        name: "structs",
        make: structs::make,
        check: structs::check,
    };
    /// No law: the engine is told another pattern than the reference. Must fail, or the fuzzing finds nothing.
    pub const CANARY: Self = Self {
        name: "canary",
        make: canary::make,
        check: canary::check,
    };

    /// Every law, without the canary; `structs` with the feature `aws_lambda_events` only.
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
        Self::REPRINT,
        Self::PERMUTE,
        Self::EXTRA_FIELD,
        Self::WIDEN,
        Self::CUT,
        Self::PACKED,
        Self::THREADS,
        Self::ENVELOPE,
        Self::ESTIMATE_ARGS,
        #[cfg(feature = "aws_lambda_events")]
        Self::STRUCTS,
    ];

    /// The law of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut laws = Self::ALL.iter().chain([&Self::CANARY]);
        laws.find(|law| law.name == name).copied()
    }

    /// The case that these bytes stand for; `None` where they are none, as bytes that are not UTF-8 are no pattern.
    #[must_use]
    pub fn case(&self, bytes: &[u8]) -> Option<Case> {
        (self.make)(bytes)
    }

    /// Whether it holds.
    ///
    /// # Errors
    /// If it does not.
    pub fn check(&self, case: &Case) -> Result<Seen, Difference> {
        (self.check)(case)
    }

    /// Makes the case and checks it. `None` where the bytes are no case.
    ///
    /// # Errors
    /// If the law does not hold.
    pub fn run(&self, bytes: &[u8]) -> Result<Option<Seen>, Difference> {
        self.case(bytes).map(|case| self.check(&case)).transpose()
    }

    /// The bytes of case `index` under `seed`: in laws of raw bytes the texts of a generated case or a damaged file, else
    /// a seeded stream that the case is made of.
    #[must_use]
    pub fn seeded(&self, seed: u64, index: u64) -> Vec<u8> {
        if self.name == Self::ESTIMATE_ARGS.name {
            return arguments::seed(seed, index);
        }
        let bytes = seeded(seed, index);
        match Self::AGREE.case(&bytes) {
            Some(case) if matches!(self.name, "parse" | "agree_bytes") => self.text(&case),
            _ => bytes,
        }
    }

    /// The bytes that stand for this case, in a law of raw bytes.
    #[must_use]
    pub fn text(&self, case: &Case) -> Vec<u8> {
        let pattern = case.patterns.concat().into_bytes();
        match self.name {
            "parse" => pattern,
            _ => [&pattern, &b"\0"[..], &case.event].concat(),
        }
    }

    /// The body of a fuzz target.
    ///
    /// # Panics
    /// If the law does not hold.
    pub fn assert(&self, bytes: &[u8]) {
        if let Err(difference) = self.run(bytes) {
            panic!("{difference}");
        }
    }
}
