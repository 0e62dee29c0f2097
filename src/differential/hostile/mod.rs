//! Input built to be expensive: a table of patterns with an event that is as bad for them as it can be, what has to come
//! of it, and what it costs beside a plain event.
//!
//! The invariant, tested: each is answered as the table says, and so are the events around it. The cost is a figure of the
//! command `hostile`, never of a test.

mod cost;
mod events;
mod packed;

pub use cost::{Cost, costs};
pub use packed::{Bomb, bombs};

use tidegate::{Profile, Source};
use tidegate_batch::Filters;

/// A hostile event and the patterns it is meant for.
#[derive(Clone, Debug)]
pub struct Hostile {
    /// In words.
    pub name: &'static str,
    /// All are compiled together.
    pub patterns: Vec<String>,
    /// The event, on one line.
    pub event: Vec<u8>,
    /// `delivered`, `filtered`, or the reason for which it is none.
    pub expected: &'static str,
    /// Why a byte of it costs more than ten times a plain one; empty if it does not.
    pub dearer: &'static str,
}

/// The table, with events of about so many bytes.
#[must_use]
pub fn hostile(bytes: usize) -> Vec<Hostile> {
    events::all(bytes)
}

/// A plain event of about 1,000 bytes that matches the patterns of no entry.
#[must_use]
pub fn plain() -> Vec<u8> {
    let item = r#"{"sku":"A-1042","quantity":3,"price":12.5,"tags":["new","blue"],"stock":{"here":true,"there":null}}"#;
    let items = [item; 8].join(",");
    let event = format!(
        r#"{{"source":"shop","detail-type":"order","detail":{{"id":"77120","note":"leave at door","items":[{items}]}}}}"#
    );
    event.into_bytes()
}

/// The filters of a bus.
///
/// # Panics
/// If a pattern is refused, which no pattern of the table is.
#[must_use]
pub fn filters(patterns: &[String]) -> Filters {
    let texts: Vec<&str> = patterns.iter().map(String::as_str).collect();
    let bus = Source::EventBridge;
    let filters = Filters::compile(bus, Profile::Service(bus), &texts);
    filters.unwrap_or_else(|refusal| panic!("pattern {}: {}", refusal.index, refusal.error))
}
