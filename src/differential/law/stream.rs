//! A stream of records in: what becomes of them does not depend on where it is cut, how it is packed or read, or on how
//! many threads judge it. Every record is counted once.
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

/// A large stream is one that is handed to several threads: over two chunks of the batch side.
const LARGE_BYTES: usize = 2_200_000;

const KINDS: [Option<InputKind>; 4] = [
    None,
    Some(InputKind::Event),
    Some(InputKind::Record),
    Some(InputKind::Payload),
];

/// The records of a stream, one a line.
pub(super) fn make_lines(bytes: &[u8]) -> Option<Case> {
    let made = stream(&mut Unstructured::new(bytes));
    let mut lines = Vec::new();
    for record in &made.records {
        lines.extend(record);
        lines.push(b'\n');
    }
    Some(case(made.source, made.filters, lines))
}

/// The first byte chooses the source; then raw bytes, or what a generated container is made of.
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

/// What came of a stream.
#[derive(Clone, Debug, Default, PartialEq)]
struct Run {
    rows: Vec<Row>,
    tally: Tally,
    /// Why it could not be opened, or was given up.
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
    /// Most bytes of one read; 0: as many as are wanted.
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

/// The filters of the case; `None` where one is refused.
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

/// Nothing to say where the filters are refused or nothing is read.
fn seen(case: &Case, run: Option<&Run>) -> Seen {
    case.seen(match run {
        None => Answer::InvalidPattern(0, String::new()),
        Some(run) if run.rows.is_empty() => Answer::InvalidEvent(""),
        Some(run) if run.tally.delivered > 0 => Answer::Match,
        Some(_) => Answer::NoMatch,
    })
}

fn told(run: &Run) -> String {
    let rows = run
        .rows
        .iter()
        .map(|row| format!("{}+{} {}", row.offset, row.record.len(), row.disposition));
    let rows: Vec<String> = rows.take(20).collect();
    let error = run.error.as_deref().unwrap_or("no error");
    format!("{} records [{}], {error}", run.rows.len(), rows.join("; "))
}

/// Cut between any two records, the parts add up to the whole.
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
        // The beginning of an input may be what a later line may not: a mark, packed, another source's.
        let errors = [&whole.error, &sum.error, &rest.error];
        if errors.into_iter().any(Option::is_some) || right.starts_with(b"\xef\xbb\xbf") {
            continue;
        }
        let behind = |row: Row| Row {
            offset: row.offset + left.len() as u64,
            ..row
        };
        sum.rows.extend(rest.rows.into_iter().map(behind));
        sum.tally.merge(&rest.tally);
        if sum != whole {
            return Err(case.difference(
                "cut",
                format!("cut at {}: {}", end + 1, told(&sum)),
                told(&whole),
            ));
        }
    }
    Ok(seen(case, Some(&whole)))
}

/// Packed in any way, what is unpacked counts.
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
                format!("{name}: {}", told(&found)),
                told(&whole),
            ));
        }
    }
    Ok(seen(case, Some(&whole)))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(bytes, 1).expect("memory takes all")
}

/// One thread and several give the same, and a stream as often as it is repeated.
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
        return Err(case.difference("threads", told(&single), expected));
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
                format!("{threads} threads: {}", told(&many)),
                told(&single),
            ));
        }
    }
    Ok(seen(case, Some(&once)))
}

/// Bytes of any kind: nothing panics, every record is counted once, and how the bytes arrive does not matter.
pub(super) fn check_envelope(case: &Case) -> Result<Seen, Difference> {
    let Some(filters) = filters(case) else {
        return Ok(seen(case, None));
    };
    let mut first = None;
    for kind in KINDS {
        let whole = run(&filters, &case.event, How::plainly(kind));
        if let Some(flaw) = flaw(&whole) {
            return Err(case.difference("envelope", format!("{kind:?}: {flaw}"), told(&whole)));
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
                    told(&found)
                );
                return Err(case.difference("envelope", how, told(&whole)));
            }
        }
        first.get_or_insert(whole);
    }
    Ok(seen(case, first.as_ref()))
}

/// Whether two ways of reading give the same. How much is unpacked before damage is noticed depends on how the packed bytes
/// arrive, so behind the last record that both have whole they may differ, and in what they complain about.
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
    // A run that was given up has no tally.
    if run.error.is_none() && (tally.read, sum) != (rows, rows) {
        return Some(format!("{} read, {sum} in all, {rows} told", tally.read));
    }
    let is_back = |pair: &[Row]| pair[1].offset < pair[0].offset;
    run.rows
        .windows(2)
        .any(is_back)
        .then(|| "a record before the one in front of it".to_owned())
}
