//! The bill of one function: all lines that depend on how often it is invoked, from its configuration and its work in a
//! month.

use rust_decimal::Decimal;

use super::lambda::{self, STORAGE_FREE_MB};
use super::quantity::{gb_from_bytes, gb_seconds, quotient};
use super::{FreeTier, Line, logs, total};
use crate::{Architecture, Money, NoPrice, Rates};

/// The configuration of a function, as far as it affects costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// The architecture. The rates must be for the same one.
    pub architecture: Architecture,
    /// Memory, in MB.
    pub memory_mb: u32,
    /// Ephemeral storage, in MB. The first 512 MB are free.
    pub storage_mb: u32,
    /// Cold starts; `None` leaves them out of the bill.
    pub init: Option<Init>,
    /// Bytes that one invocation logs: Lambda's own lines ([`LOG_BYTES_TEXT`](super::LOG_BYTES_TEXT)) and those of the
    /// function. 0 leaves logs out of the bill.
    pub log_bytes_per_invocation: u64,
}

/// How often a function initialises, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Init {
    /// Share of invocations that start cold, 0 to 1.
    pub cold_share: Decimal,
    /// Length of one initialisation, in milliseconds.
    pub milliseconds: Decimal,
}

/// The work of a function in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Number of invocations.
    pub invocations: u64,
    /// Requests that they are charged as: one each, but [more](super::async_requests) for large asynchronous events.
    pub requests: u64,
    /// Run time of the handler in all invocations together, in seconds, without initialisation.
    pub handler_seconds: Decimal,
}

/// The lines of one function, and the items that have no price in its region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FunctionBill {
    /// Requests and duration; then initialisation, storage and logs, if the function has them.
    pub lines: Vec<Line>,
    /// The items that are missing from `lines` because they have no price.
    pub unpriced: Vec<NoPrice>,
}

impl FunctionBill {
    /// The sum of the lines.
    #[must_use]
    pub fn total(&self) -> Money {
        total(&self.lines)
    }

    fn push(&mut self, line: Result<Line, NoPrice>) {
        match line {
            Ok(line) => self.lines.push(line),
            Err(missing) => self.unpriced.push(missing),
        }
    }
}

/// Returns the bill of one function.
///
/// # Panics
/// If the rates are for the other architecture.
///
/// ```
/// use tidegate_figures::Decimal;
/// use tidegate_price::bill::{FreeTier, Function, LOG_BYTES_TEXT, Work, function_lines};
/// use tidegate_price::{Architecture, PriceBook};
/// let function = Function {
///     architecture: Architecture::X86_64,
///     memory_mb: 1024,
///     storage_mb: 512,
///     init: None,
///     log_bytes_per_invocation: LOG_BYTES_TEXT,
/// };
/// let work = Work { invocations: 7_440_000, requests: 7_440_000, handler_seconds: Decimal::from(14_880_000) };
/// let book = PriceBook::built_in();
/// let bill = function_lines(&book.rates("us-east-1", function.architecture)?, &function, &work, &FreeTier::NONE);
/// let amounts: Vec<_> = bill.lines.iter().map(|line| line.amount.to_string()).collect();
/// assert_eq!(amounts, ["1.49", "248.00", "0.91"]);
///
/// let elsewhere = book.rates("eu-west-1", function.architecture)?;
/// let bill = function_lines(&elsewhere, &function, &work, &FreeTier::NONE);
/// assert_eq!((bill.lines.len(), bill.unpriced.len()), (2, 1));
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
#[must_use]
pub fn function_lines(
    rates: &Rates,
    function: &Function,
    work: &Work,
    free: &FreeTier,
) -> FunctionBill {
    assert_eq!(
        rates.architecture(),
        function.architecture,
        "the rates are for another architecture than the function"
    );
    let invocations = Decimal::from(work.invocations);
    let handler_gb_s = gb_seconds(work.handler_seconds, function.memory_mb);
    let mut bill = FunctionBill::default();
    bill.push(Ok(lambda::requests(rates, work.requests, free)));
    bill.push(Ok(lambda::duration(rates, handler_gb_s, free)));
    let mut seconds = work.handler_seconds;
    if let Some(init) = &function.init {
        let cold = invocations.saturating_mul(init.cold_share);
        let init_seconds = quotient(cold.saturating_mul(init.milliseconds), 1000);
        let init_gb_s = gb_seconds(init_seconds, function.memory_mb);
        bill.push(Ok(lambda::init(rates, init_gb_s, handler_gb_s, free)));
        seconds = seconds.saturating_add(init_seconds);
    }
    if function.storage_mb > STORAGE_FREE_MB {
        bill.push(lambda::ephemeral_storage(
            rates,
            seconds,
            function.storage_mb,
        ));
    }
    if function.log_bytes_per_invocation > 0 {
        let bytes = invocations.saturating_mul(Decimal::from(function.log_bytes_per_invocation));
        bill.push(logs::logs(rates, gb_from_bytes(bytes), free));
    }
    bill
}
