//! Measures the cost of the table's events: CPU time per byte, and peak memory. The figures apply to the machine that
//! measured them.

use std::fs;
use std::hint::black_box;

use tidegate::{Profile, Source};
use tidegate_batch::{Filters, Judge, RecordForm};

use super::events::hostile;

/// Measurements of each entry; the median counts.
const ROUNDS: usize = 5;
/// Repetitions between two readings of the clock.
const LOOK_EVERY: u64 = 100;
/// Shortest measurement, in nanoseconds: the system counts CPU time in ticks.
const TURN: u64 = 60_000_000;

/// The cost of one entry.
#[derive(Clone, Debug)]
pub struct Cost {
    /// Name of the entry.
    pub name: &'static str,
    /// Why it may cost more than ten times as much as a plain event; empty if it may not.
    pub dearer: &'static str,
    /// Size of its event, in bytes.
    pub bytes: usize,
    /// The disposition of its event, or the reason.
    pub answer: &'static str,
    /// CPU time per byte, in picoseconds.
    pub picoseconds: u64,
    /// The same for plain events under the same patterns.
    pub plain_picoseconds: u64,
    /// Peak memory above the start, in bytes; `None` if the system does not report it.
    pub memory: Option<u64>,
}

/// Measures the table with events of about this many bytes, alternating each entry with plain events. Calls `report`
/// with each cost when it is known. Linux only.
///
/// # Errors
/// The system does not report CPU time.
pub fn costs(bytes: usize, report: &mut dyn FnMut(&Cost)) -> Result<(), String> {
    for entry in hostile(bytes) {
        let filters = filters(&entry.patterns);
        let (mut own, mut plains) = (Vec::new(), Vec::new());
        let (plain, before) = (plain(), reset_peak());
        let mut judge = filters.judge().with_max_record_bytes(u64::MAX);
        let mut answer = "";
        for _ in 0..ROUNDS {
            own.push(spent(|| answer = judged(&mut judge, &entry.event))?);
            plains.push(spent(|| _ = judged(&mut judge, &plain))?);
        }
        let peak =
            before.and_then(|before| status("VmHWM:").map(|peak| peak.saturating_sub(before)));
        report(&Cost {
            name: entry.name,
            dearer: entry.dearer,
            bytes: entry.event.len(),
            answer,
            picoseconds: per_byte(own, entry.event.len()),
            plain_picoseconds: per_byte(plains, plain.len()),
            memory: peak,
        });
    }
    Ok(())
}

/// Returns a plain event of about 1,000 bytes that does not match any entry's patterns.
#[must_use]
pub fn plain() -> Vec<u8> {
    let item = r#"{"sku":"A-1042","quantity":3,"price":12.5,"tags":["new","blue"],"stock":{"here":true,"there":null}}"#;
    let items = [item; 8].join(",");
    let event = format!(
        r#"{{"source":"shop","detail-type":"order","detail":{{"id":"77120","note":"leave at door","items":[{items}]}}}}"#
    );
    event.into_bytes()
}

/// Compiles filters for a bus.
///
/// # Panics
/// A pattern is refused. No pattern of the table is.
#[must_use]
pub fn filters(patterns: &[String]) -> Filters {
    let texts: Vec<&str> = patterns.iter().map(String::as_str).collect();
    let bus = Source::EventBridge;
    let filters = Filters::compile(bus, Profile::Service(bus), &texts);
    filters.unwrap_or_else(|refusal| panic!("pattern {}: {}", refusal.index, refusal.error))
}

fn judged(judge: &mut Judge, event: &[u8]) -> &'static str {
    let disposition = judge
        .judge(black_box(event), RecordForm::Record)
        .disposition;
    disposition.reason().unwrap_or(disposition.name())
}

/// Returns the median per byte.
fn per_byte(mut picoseconds: Vec<u64>, bytes: usize) -> u64 {
    picoseconds.sort_unstable();
    picoseconds[picoseconds.len() / 2] / bytes.max(1) as u64
}

/// Returns the CPU time of one run of `work`, in picoseconds. The work is repeated for the length of a measurement.
fn spent(mut work: impl FnMut()) -> Result<u64, String> {
    let before = cpu()?;
    let mut times = 0;
    loop {
        work();
        times += 1;
        // Reading the clock takes time too, but little compared with a hundred plain events.
        let spent = if times % LOOK_EVERY == 0 || times < 4 {
            cpu()? - before
        } else {
            0
        };
        if spent >= TURN {
            return Ok(spent.saturating_mul(1000) / times);
        }
    }
}

/// Reads the CPU time in nanoseconds: the first number of `schedstat` of proc(5).
pub(crate) fn cpu() -> Result<u64, String> {
    let file = "/proc/thread-self/schedstat";
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let number = text
        .split_whitespace()
        .next()
        .and_then(|word| word.parse().ok());
    number.ok_or_else(|| format!("{file} does not hold a number"))
}

/// Resets the peak of memory (`clear_refs` of proc(5)). Returns the current memory in bytes.
pub(crate) fn reset_peak() -> Option<u64> {
    fs::write("/proc/self/clear_refs", "5").ok()?;
    status("VmRSS:")
}

/// Reads a size from `status` of proc(5), in bytes.
pub(crate) fn status(key: &str) -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(key))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}
