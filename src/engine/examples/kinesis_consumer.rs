//! Matches the batches of a stream's shards and counts the results: one program, several consumer threads, and a
//! matcher for each thread. All batches of a shard go to the same consumer, so its records keep their order. If a
//! consumer falls behind, the reader waits, because the consumer's channel is bounded. The counts don't depend on the
//! number of threads.
//!
//! ```sh
//! cargo run --release -p tidegate-differential -- corpus sensors --records 1000000 --seed 1 --form payload > readings.ndjson
//! cargo run --release -p tidegate --example kinesis_consumer -- readings.ndjson
//! ```
//!
//! Without a file it generates readings.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::Instant;

use tidegate::{Matcher, Pattern, Payload, Profile, Program, Rule, Source};

const PATTERN: &str =
    r#"{"data":{"sensor_type":["THERMAL"],"reading":{"value":[{"numeric":[">=",60]}]}}}"#;
const READINGS_MADE: usize = 1_000_000;
const SHARDS: usize = 16;
const BATCH_RECORDS: usize = 500;
/// Most batches that may wait for one consumer.
const WAITING_MAX: usize = 4;

/// One delivery to a consumer: records of one shard, in their order.
struct ShardBatch {
    shard: usize,
    records: Vec<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    matched: u64,
    refused: u64,
    not_json: u64,
}

impl Counts {
    fn merge(self, other: Self) -> Self {
        Self {
            matched: self.matched + other.matched,
            refused: self.refused + other.refused,
            not_json: self.not_json + other.not_json,
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let program = compile(PATTERN).map_err(|error| error.to_string())?;
    let consumers = thread::available_parallelism()?.get();
    let start = Instant::now();
    let counts = match std::env::args_os().nth(1) {
        Some(path) => {
            let lines = BufReader::new(File::open(path)?).split(b'\n');
            let lines = lines.filter(|line| !line.as_ref().is_ok_and(|text| is_blank(text)));
            consume(&program, consumers, batches(lines))?
        }
        None => consume(
            &program,
            consumers,
            batches((0..READINGS_MADE).map(|index| Ok(reading(index)))),
        )?,
    };
    let seconds = start.elapsed().as_secs_f64();
    writeln!(
        io::stdout(),
        "{counts:?}, {consumers} threads, {seconds:.2} s"
    )?;
    Ok(())
}

fn is_blank(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
}

fn compile(filter: &str) -> Result<Program, tidegate::Error> {
    let rule = Rule::lower(&Pattern::parse(filter)?, Profile::Service(Source::Kinesis))?;
    Program::compile(&[rule])
}

/// Distributes the records over the shards, one batch to each in turn.
fn batches(
    mut records: impl Iterator<Item = io::Result<Vec<u8>>>,
) -> impl Iterator<Item = io::Result<ShardBatch>> {
    let mut shards = (0..SHARDS).cycle();
    std::iter::from_fn(move || {
        let records: io::Result<Vec<_>> = records.by_ref().take(BATCH_RECORDS).collect();
        match records {
            Ok(records) if records.is_empty() => None,
            records => {
                let shard = shards.next()?;
                Some(records.map(|records| ShardBatch { shard, records }))
            }
        }
    })
}

fn consume(
    program: &Program,
    consumers: usize,
    batches: impl Iterator<Item = io::Result<ShardBatch>>,
) -> io::Result<Counts> {
    thread::scope(|scope| {
        let (senders, threads): (Vec<_>, Vec<_>) = (0..consumers)
            .map(|_| {
                let (sender, receiver) = sync_channel(WAITING_MAX);
                let matcher = program.matcher(); // each thread has its own
                (sender, scope.spawn(move || drain(matcher, &receiver)))
            })
            .unzip();
        for batch in batches {
            let batch = batch?;
            senders[batch.shard % consumers]
                .send(batch)
                .expect("the consumer ended before its records did");
        }
        drop(senders);
        let counts = threads
            .into_iter()
            .map(|thread| thread.join().expect("a consumer does not panic"));
        Ok(counts.fold(Counts::default(), Counts::merge))
    })
}

fn drain(mut matcher: Matcher, batches: &Receiver<ShardBatch>) -> Counts {
    let mut counts = Counts::default();
    for batch in batches {
        for payload in &batch.records {
            match matcher.record(None, Payload::Json(payload)) {
                Ok(verdict) if verdict.is_match() => counts.matched += 1, // the work goes here
                Ok(_) => counts.refused += 1,
                Err(_) => counts.not_json += 1,
            }
        }
    }
    counts
}

/// A device's reading. One in five is thermal, the values repeat from 0 to 99, and one in a thousand is cut off.
fn reading(index: usize) -> Vec<u8> {
    let sensor = ["THERMAL", "GAS", "FLOW", "HUMIDITY", "ACOUSTIC"][index % 5];
    let (device, value) = (index % 1_009, (index / 5) % 100);
    let mut text = format!(
        r#"{{"device_id":"dev-{device:06}","sensor_type":"{sensor}","reading":{{"value":{value}.50,"unit":"C"}}}}"#
    );
    if index % 1_000 == 999 {
        text.pop();
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(consumers: usize, records: impl Iterator<Item = io::Result<Vec<u8>>>) -> Counts {
        let program = compile(PATTERN).unwrap();
        consume(&program, consumers, batches(records)).unwrap()
    }

    /// Of every 500 readings 100 are thermal, one with each value; 40 of these have a value of 60 or more. One in 1,000
    /// is cut off, never a thermal one.
    #[test]
    fn counts_are_the_same_for_any_number_of_threads() {
        let expected = Counts {
            matched: 40 * 40,
            refused: 20_000 - 40 * 40 - 20,
            not_json: 20,
        };
        for consumers in [1, 2, 3, SHARDS + 1] {
            let readings = (0..20_000).map(|index| Ok(reading(index)));
            assert_eq!(count(consumers, readings), expected, "{consumers} threads");
        }
    }

    #[test]
    fn batches_go_to_the_shards_in_turn_without_loss() {
        let records = (0..1_234_u32).map(|n| Ok(n.to_be_bytes().to_vec()));
        let dealt: Vec<_> = batches(records).map(Result::unwrap).collect();
        let shards: Vec<_> = dealt.iter().map(|batch| batch.shard).collect();
        assert_eq!(shards, [0, 1, 2]);
        let all: Vec<_> = dealt.into_iter().flat_map(|batch| batch.records).collect();
        assert_eq!(all.len(), 1_234);
        assert!(all.is_sorted());
    }

    #[test]
    fn failing_reader_stops_the_consumers() {
        let broken = || Err(io::Error::other("the shard is gone"));
        let records = (0..10_000).map(|n| if n == 7_000 { broken() } else { Ok(reading(n)) });
        let program = compile(PATTERN).unwrap();
        let error = consume(&program, 2, batches(records)).unwrap_err();
        assert_eq!(error.to_string(), "the shard is gone");
    }
}
