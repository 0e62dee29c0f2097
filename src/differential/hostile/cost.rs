//! What the table costs: CPU time per byte, and memory at its highest. Figures of the machine they are taken on.

use std::fs;
use std::hint::black_box;

use tidegate_batch::{Judge, RecordForm};

use super::{filters, hostile, plain};

/// Turns that every entry gets; the median counts.
const ROUNDS: usize = 5;
/// Plain bytes judged in one turn.
const PLAIN_BYTES: usize = 1 << 20;

/// The cost of one entry.
#[derive(Clone, Debug)]
pub struct Cost {
    /// The entry's.
    pub name: &'static str,
    /// Size of its event.
    pub bytes: usize,
    /// What came of it.
    pub answer: &'static str,
    /// CPU time per byte in picoseconds.
    pub picoseconds: u64,
    /// The same for plain events under the same patterns.
    pub plain_picoseconds: u64,
    /// Memory at its highest above where it began, in bytes; `None` where the system does not say.
    pub memory: Option<u64>,
}

/// Measures the table with events of about so many bytes, each entry in turn, several times. Linux only.
///
/// # Errors
/// Where the system does not tell CPU time.
pub fn costs(bytes: usize) -> Result<Vec<Cost>, String> {
    let mut costs = Vec::new();
    for entry in hostile(bytes) {
        let filters = filters(&entry.patterns);
        let (mut own, mut plains) = (Vec::new(), Vec::new());
        let (plain, before) = (plain(), reset_peak());
        let mut judge = filters.judge().with_max_record_bytes(u64::MAX);
        let mut answer = "";
        for _ in 0..ROUNDS {
            own.push(spent(|| answer = judged(&mut judge, &entry.event))?);
            plains.push(spent(|| {
                for _ in 0..PLAIN_BYTES / plain.len() {
                    judged(&mut judge, &plain);
                }
            })?);
        }
        let peak =
            before.and_then(|before| status("VmHWM:").map(|peak| peak.saturating_sub(before)));
        costs.push(Cost {
            name: entry.name,
            bytes: entry.event.len(),
            answer,
            picoseconds: per_byte(own, entry.event.len()),
            plain_picoseconds: per_byte(plains, PLAIN_BYTES / plain.len() * plain.len()),
            memory: peak,
        });
    }
    Ok(costs)
}

fn judged(judge: &mut Judge, event: &[u8]) -> &'static str {
    let disposition = judge
        .judge(black_box(event), RecordForm::Record)
        .disposition;
    disposition.reason().unwrap_or(disposition.name())
}

fn per_byte(mut nanoseconds: Vec<u64>, bytes: usize) -> u64 {
    nanoseconds.sort_unstable();
    nanoseconds[nanoseconds.len() / 2] * 1000 / bytes.max(1) as u64
}

/// CPU nanoseconds of this thread.
fn spent(work: impl FnOnce()) -> Result<u64, String> {
    let before = cpu()?;
    work();
    Ok(cpu()? - before)
}

/// `schedstat` of proc(5): the first number is the time spent on the CPU in nanoseconds.
fn cpu() -> Result<u64, String> {
    let file = "/proc/thread-self/schedstat";
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let number = text
        .split_whitespace()
        .next()
        .and_then(|word| word.parse().ok());
    number.ok_or_else(|| format!("{file} holds no number"))
}

/// Lets the highest mark of memory begin anew (`clear_refs` of proc(5)), and says where it stands.
fn reset_peak() -> Option<u64> {
    fs::write("/proc/self/clear_refs", "5").ok()?;
    status("VmRSS:")
}

/// A size in bytes of proc(5)'s `status`.
fn status(key: &str) -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(key))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}
