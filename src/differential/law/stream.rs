//! The results for a stream of records do not depend on where it is cut, how it is compressed or read, or how many
//! threads judge it. Every record is counted once.
//!
//! The event of the case is the stream as bytes, the patterns are the filters.

use std::io::{Read, Write};
use std::ops::ControlFlow;

use tidegate_batch::{Filters, Input, InputKind, Options, Tally, evaluate};
use tidegate_fixtures::generate::{EventSource, Unstructured, container, stream};
use tidegate_reference::Dialect;

use crate::answer::Answer;
use crate::case::{Case, Difference, Seen};
use crate::dialect::{profile, source};

/// Size of a large stream, in bytes: more than two chunks of the batch side, so that several threads are used.
const LARGE_BYTES: usize = 2_200_000;

const KINDS: [Option<InputKind>; 4] = [
    None,
    Some(InputKind::Event),
    Some(InputKind::Record),
    Some(InputKind::Payload),
];

/// Makes a case from the records of a stream, one per line.
pub(super) fn make_lines(bytes: &[u8]) -> Option<Case> {
    let made = stream(&mut Unstructured::new(bytes));
    let mut lines = Vec::new();
    for record in &made.records {
        lines.extend(record);
        lines.push(b'\n');
    }
    Some(case(made.source, made.filters, lines))
}

/// Makes a case. The first byte chooses the source; the others are raw bytes, or data from which a container is made.
pub(super) fn make_container(bytes: &[u8]) -> Option<Case> {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    if first % 2 == 0 {
        let made = container(&mut Unstructured::new(rest));
        return Some(case(made.source, made.filters, made.bytes));
    }
    let sources = EventSource::ALL.map(Some).into_iter().chain([None]);
    let source = sources.cycle().nth(usize::from(first / 2)).flatten();
    let key = source.map_or("a", EventSource::payload_key);
    let filters = [
        format!("{{\"{key}\":{{\"a\":[1]}}}}"),
        "{\"b\":[{\"exists\":false}]}".to_owned(),
    ];
    Some(case(source, filters.to_vec(), rest.to_vec()))
}

fn case(source: Option<EventSource>, filters: Vec<String>, bytes: Vec<u8>) -> Case {
    let dialect = match source {
        None => Dialect::EventBridge,
        Some(EventSource::Sqs) => Dialect::Sqs,
        Some(EventSource::Kinesis) => Dialect::Kinesis,
        Some(EventSource::DynamoDb) => Dialect::DynamoDb,
        Some(EventSource::Kafka) => Dialect::Kafka,
        Some(EventSource::Mq) => Dialect::Mq,
    };
    Case {
        patterns: filters,
        ..Case::of(dialect, String::new(), bytes)
    }
}

/// The results for a stream.
#[derive(Clone, Debug, Default, PartialEq)]
struct Run {
    rows: Vec<Row>,
    tally: Tally,
    /// The error that stopped it, when it was opened or read.
    error: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    offset: u64,
    record: Vec<u8>,
    disposition: String,
    filters: Vec<usize>,
    arrival_ms: Option<i64>,
    payload_bytes: usize,
}

/// How a stream is read.
#[derive(Clone, Copy)]
struct How {
    kind: Option<InputKind>,
    threads: usize,
    /// Most bytes of one read; 0 for no limit.
    step: usize,
}

impl How {
    const fn plainly(kind: Option<InputKind>) -> Self {
        Self {
            kind,
            threads: 1,
            step: 0,
        }
    }
}

struct Dribble<'a> {
    bytes: &'a [u8],
    step: usize,
}

impl Read for Dribble<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let step = if self.step == 0 {
            buffer.len()
        } else {
            self.step
        };
        let length = step.min(self.bytes.len()).min(buffer.len());
        let (now, later) = self.bytes.split_at(length);
        buffer[..length].copy_from_slice(now);
        self.bytes = later;
        Ok(length)
    }
}

/// Returns the filters of the case, or `None` if one is refused.
pub(super) fn filters(case: &Case) -> Option<Filters> {
    let texts: Vec<&str> = case.patterns.iter().map(String::as_str).collect();
    Filters::compile(source(case.dialect), profile(case.dialect), &texts).ok()
}

fn run(filters: &Filters, bytes: &[u8], how: How) -> Run {
    let options = Options {
        input: how.kind,
        threads: how.threads,
        ..Options::default()
    };
    let step = how.step;
    let mut run = Run::default();
    let input = match Input::open(Dribble { bytes, step }, filters.source(), &options) {
        Ok(input) => input,
        Err(error) => {
            run.error = Some(error.to_string());
            return run;
        }
    };
    let mut rows = Vec::new();
    let tally = evaluate(filters, input, &options, &mut |outcome| {
        let judged = outcome.judged;
        rows.push(Row {
            offset: outcome.offset,
            record: outcome.record.to_vec(),
            disposition: format!("{:?}", judged.disposition),
            filters: judged.filters.to_vec(),
            arrival_ms: judged.arrival_ms,
            payload_bytes: judged.payload_bytes,
        });
        ControlFlow::Continue(())
    });
    run.rows = rows;
    match tally {
        Ok(tally) => run.tally = tally,
        Err(error) => run.error = Some(error.to_string()),
    }
    run
}

fn large(case: &Case) -> Vec<u8> {
    let times = LARGE_BYTES / case.event.len().max(1) + 1;
    case.event.repeat(times)
}

/// Returns the result to count: invalid if the filters are refused or no record is read.
fn seen(case: &Case, run: Option<&Run>) -> Seen {
    case.seen(match run {
        None => Answer::InvalidPattern(0, String::new()),
        Some(run) if run.rows.is_empty() => Answer::InvalidEvent(""),
        Some(run) if run.tally.delivered > 0 => Answer::Match,
        Some(_) => Answer::NoMatch,
    })
}

fn shown(run: &Run) -> String {
    let rows = run
        .rows
        .iter()
        .map(|row| format!("{}+{} {}", row.offset, row.record.len(), row.disposition));
    let rows: Vec<String> = rows.take(20).collect();
    let error = run.error.as_deref().unwrap_or("no error");
    format!("{} records [{}], {error}", run.rows.len(), rows.join("; "))
}

/// Checks that the parts of a stream, cut between any two records, add up to the whole.
pub(super) fn check_cut(case: &Case) -> Result<Seen, Difference> {
    let Some(filters) = filters(case) else {
        return Ok(seen(case, None));
    };
    let how = How::plainly(Some(InputKind::Record));
    let whole = run(&filters, &case.event, how);
    let ends = case
        .event
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n');
    for (end, _) in ends {
        let (left, right) = case.event.split_at(end + 1);
        let (mut sum, rest) = (run(&filters, left, how), run(&filters, right, how));
        // The start of an input may hold what a later line may not: a byte order mark, compressed data, or another
        // source's records.
        let errors = [&whole.error, &sum.error, &rest.error];
        if errors.into_iter().any(Option::is_some) || right.starts_with(b"\xef\xbb\xbf") {
            continue;
        }
        let moved = |row: Row| Row {
            offset: row.offset + left.len() as u64,
            ..row
        };
        sum.rows.extend(rest.rows.into_iter().map(moved));
        sum.tally.merge(&rest.tally);
        if sum != whole {
            return Err(case.difference(
                "cut",
                format!("cut at {}: {}", end + 1, shown(&sum)),
                shown(&whole),
            ));
        }
    }
    Ok(seen(case, Some(&whole)))
}

/// Checks that a stream compressed in any way gives the results of the plain one.
pub(super) fn check_packed(case: &Case) -> Result<Seen, Difference> {
    let Some(filters) = filters(case) else {
        return Ok(seen(case, None));
    };
    let how = How::plainly(Some(InputKind::Record));
    let whole = run(&filters, &case.event, how);
    let (left, right) = case.event.split_at(case.event.len() / 2);
    for (name, packed) in [
        ("gzip", gzip(&case.event)),
        ("gzip in two members", [gzip(left), gzip(right)].concat()),
        ("zstd", zstd(&case.event)),
        ("zstd in two frames", [zstd(left), zstd(right)].concat()),
    ] {
        let found = run(&filters, &packed, how);
        if found != whole {
            return Err(case.difference(
                "packed",
                format!("{name}: {}", shown(&found)),
                shown(&whole),
            ));
        }
    }
    Ok(seen(case, Some(&whole)))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder
        .write_all(bytes)
        .expect("writing to memory does not fail");
    encoder.finish().expect("writing to memory does not fail")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(bytes, 1).expect("writing to memory does not fail")
}

/// Checks that one thread and several give the same, and that a repeated stream gives multiples of the counts.
pub(super) fn check_threads(case: &Case) -> Result<Seen, Difference> {
    let Some(filters) = filters(case) else {
        return Ok(seen(case, None));
    };
    let once = run(&filters, &case.event, How::plainly(Some(InputKind::Record)));
    if once.rows.is_empty() {
        return Ok(seen(case, Some(&once)));
    }
    let large = large(case);
    let single = run(&filters, &large, How::plainly(Some(InputKind::Record)));
    let times = (large.len() / case.event.len()) as u64;
    let (read, delivered) = (once.tally.read * times, once.tally.delivered * times);
    if (single.tally.read, single.tally.delivered) != (read, delivered) {
        let expected = format!("{read} read, {delivered} delivered");
        return Err(case.difference("threads", shown(&single), expected));
    }
    for threads in [2, 5] {
        let how = How {
            threads,
            ..How::plainly(Some(InputKind::Record))
        };
        let many = run(&filters, &large, how);
        if many != single {
            return Err(case.difference(
                "threads",
                format!("{threads} threads: {}", shown(&many)),
                shown(&single),
            ));
        }
    }
    Ok(seen(case, Some(&once)))
}

/// Checks any bytes: nothing panics, every record is counted once, and it does not matter how the bytes arrive.
pub(super) fn check_envelope(case: &Case) -> Result<Seen, Difference> {
    let Some(filters) = filters(case) else {
        return Ok(seen(case, None));
    };
    let mut first = None;
    for kind in KINDS {
        let whole = run(&filters, &case.event, How::plainly(kind));
        if let Some(flaw) = flaw(&whole) {
            return Err(case.difference("envelope", format!("{kind:?}: {flaw}"), shown(&whole)));
        }
        for (step, threads) in [(13, 1), (0, 3)] {
            let found = run(
                &filters,
                &case.event,
                How {
                    kind,
                    threads,
                    step,
                },
            );
            if flaw(&found).is_some() || !is_same(&found, &whole) {
                let how = format!(
                    "{kind:?}, {step} bytes at a time, {threads} threads: {}",
                    shown(&found)
                );
                return Err(case.difference("envelope", how, shown(&whole)));
            }
        }
        first.get_or_insert(whole);
    }
    Ok(seen(case, first.as_ref()))
}

/// Returns whether two ways of reading give the same. How much is unpacked before damage is noticed depends on how the
/// compressed bytes arrive. After damage, the errors and the records after the last complete common one may differ.
fn is_same(one: &Run, other: &Run) -> bool {
    let is_damaged = |run: &Run| {
        let error = run.error.as_deref().unwrap_or_default();
        error.contains("data is damaged or cut short")
    };
    if !is_damaged(one) && !is_damaged(other) {
        return one == other;
    }
    let whole = one.rows.len().min(other.rows.len()).saturating_sub(1);
    one.rows[..whole] == other.rows[..whole]
}

fn flaw(run: &Run) -> Option<String> {
    let tally = &run.tally;
    let rows = run.rows.len() as u64;
    let sum = tally.delivered + tally.filtered + tally.dropped_total() + tally.unreadable_total();
    // A run that stopped with an error has no tally.
    if run.error.is_none() && (tally.read, sum) != (rows, rows) {
        return Some(format!(
            "{} read, {sum} in total, {rows} reported",
            tally.read
        ));
    }
    let is_back = |pair: &[Row]| pair[1].offset < pair[0].offset;
    run.rows
        .windows(2)
        .any(is_back)
        .then(|| "a record with a smaller offset than the previous one".to_owned())
}
