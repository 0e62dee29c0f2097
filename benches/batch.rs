//! Measures whole records in their envelopes, up to their dispositions: lines in memory with one thread and with two,
//! and a file in the page cache compared with a count of its newlines. Throughput is in bytes of lines. The last lines
//! printed are medians of alternating passes: the gain by a second thread, and CPU time relative to the count.

use std::fs::File;
use std::hint::black_box;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group};
use rustix::time::{ClockId, clock_gettime};
use tidegate::{Profile, Source};
use tidegate_batch::{Filters, Input, InputKind, Options, evaluate};
use tidegate_fixtures::{Corpus, Form, Recipe, write_corpus};

/// Number of records: 97 MB of Kinesis records and 85 MB of SQS messages, more than the caches hold.
const KINESIS_RECORDS: u64 = 100_000;
const SQS_RECORDS: u64 = 50_000;
const ROUNDS: usize = 9;
/// Bytes that the count of newlines reads at a time, as in coreutils' `wc`.
const COUNTED_BYTES: usize = 256 * 1024;

const KINESIS_FILTERS: [&str; 5] = [
    r#"{"data":{"sensor_type":["THERMAL"]}}"#,
    r#"{"data":{"sensor_type":["THERMAL"],"reading":{"value":[{"numeric":[">=",60,"<",90]}]}}}"#,
    r#"{"data":{"firmware":[{"prefix":"2."}],"status":[{"anything-but":["OK","CALIBRATING"]}]}}"#,
    r#"{"data":{"sensor_type":["GAS"],"reading":{"value":[{"numeric":[">",1500]}]}}}"#,
    r#"{"data":{"location":{"country":["SE",{"prefix":"N"}]},"tags":["critical"]}}"#,
];
const SQS_FILTERS: [&str; 5] = [
    r#"{"body":{"type":["order.paid"],"detail":{"amount":[{"numeric":[">=",100]}]}}}"#,
    r#"{"body":{"detail":{"coupon":[{"exists":true}],"status":["PAID","PACKED"]}}}"#,
    r#"{"body":{"detail":{"status":["SHIPPED"],"customer":{"email":[{"wildcard":"*@example.com"}]}}}}"#,
    r#"{"body":{"detail":{"shipping":{"country":["CH","DE"],"express":[true]}}}}"#,
    r#"{"body":{"tenant":[{"prefix":"shop-eu"}],"channel":[{"anything-but":["web","app"]}]}}"#,
];

/// Records of one source, in memory and in a file, with their filters.
struct Work {
    name: &'static str,
    source: Source,
    filters: &'static [&'static str],
    lines: Vec<u8>,
    file: PathBuf,
}

impl Work {
    fn new(name: &'static str, filters: &'static [&'static str], records: u64) -> io::Result<Self> {
        let corpus = if name == "sqs" {
            Corpus::Orders
        } else {
            Corpus::Sensors
        };
        let recipe = Recipe {
            form: Form::Record,
            awkward: 0,
            ..Recipe::new(corpus, records, 1)
        };
        let mut lines = Vec::new();
        write_corpus(&recipe, &mut lines)?;
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.ndjson"));
        std::fs::write(&file, &lines)?;
        Ok(Self {
            name,
            source: name.parse().expect("a known source"),
            filters,
            lines,
            file,
        })
    }

    fn all() -> [Self; 2] {
        let kinesis = Self::new("kinesis", &KINESIS_FILTERS, KINESIS_RECORDS);
        let sqs = Self::new("sqs", &SQS_FILTERS, SQS_RECORDS);
        [kinesis, sqs].map(|work| work.expect("the target folder must be writable"))
    }

    fn filters(&self, count: usize) -> Filters {
        let profile = Profile::Service(self.source);
        Filters::compile(self.source, profile, &self.filters[..count])
            .expect("the filters must be accepted")
    }

    fn bytes(&self) -> Throughput {
        Throughput::Bytes(u64::try_from(self.lines.len()).expect("some megabytes"))
    }

    fn newlines(&self) -> usize {
        count_newlines(&self.file).expect("the file must exist")
    }
}

fn options(threads: usize) -> Options {
    Options {
        input: Some(InputKind::Record),
        threads,
        ..Options::default()
    }
}

/// Returns how many records are delivered.
fn delivered(filters: &Filters, lines: &[u8], threads: usize) -> u64 {
    let options = options(threads);
    let input = Input::of_bytes(lines, filters.source(), &options);
    delivered_of(filters, input.expect("the input must be records"), &options)
}

fn delivered_of_file(filters: &Filters, file: &Path) -> u64 {
    let options = options(1);
    let file = File::open(file).expect("the file must exist");
    let input = Input::open(file, filters.source(), &options);
    delivered_of(filters, input.expect("the input must be records"), &options)
}

fn delivered_of(filters: &Filters, input: Input<'_>, options: &Options) -> u64 {
    let tally = evaluate(filters, input, options, &mut |_| ControlFlow::Continue(()));
    tally.expect("memory and files must be readable").delivered
}

fn count_newlines(file: &Path) -> io::Result<usize> {
    let mut file = File::open(file)?;
    let mut buffer = vec![0; COUNTED_BYTES];
    let mut count = 0;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(count),
            got => count += memchr::memchr_iter(b'\n', &buffer[..got]).count(),
        }
    }
}

fn memory(criterion: &mut Criterion) {
    for work in Work::all() {
        let mut group = criterion.benchmark_group(format!("batch/{}", work.name));
        group.throughput(work.bytes());
        for (name, filter_count, threads) in [
            ("1 filter, 1 thread", 1, 1),
            ("5 filters, 1 thread", 5, 1),
            ("5 filters, 2 threads", 5, 2),
        ] {
            let filters = work.filters(filter_count);
            group.bench_function(name, |b| {
                b.iter(|| delivered(&filters, &work.lines[..], threads))
            });
        }
        group.finish();
    }
}

fn file(criterion: &mut Criterion) {
    for work in Work::all() {
        let mut group = criterion.benchmark_group(format!("batch/{} file", work.name));
        group.throughput(work.bytes());
        let filters = work.filters(5);
        group.bench_function("5 filters, 1 thread", |b| {
            b.iter(|| delivered_of_file(&filters, &work.file))
        });
        group.bench_function("newline count", |b| b.iter(|| work.newlines()));
        group.finish();
    }
}

/// Returns the CPU time of this process, all threads.
fn cpu() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    let part = |number: i64| u64::try_from(number).expect("CPU time is never negative");
    Duration::from_nanos(part(now.tv_sec) * 1_000_000_000 + part(now.tv_nsec))
}

/// Wall and CPU times of some passes.
#[derive(Default)]
struct Passes {
    wall: Vec<Duration>,
    cpu: Vec<Duration>,
}

impl Passes {
    fn time<T>(&mut self, work: impl FnOnce() -> T) {
        let (start, before) = (Instant::now(), cpu());
        black_box(work());
        self.cpu.push(cpu().saturating_sub(before));
        self.wall.push(start.elapsed());
    }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
}

/// Compares alternating passes, so that other load on the machine affects all equally.
fn compare(work: &Work) {
    let filters = work.filters(5);
    let [mut one, mut two, mut file, mut count] = [(); 4].map(|()| Passes::default());
    for _ in 0..ROUNDS {
        one.time(|| delivered(&filters, &work.lines[..], 1));
        two.time(|| delivered(&filters, &work.lines[..], 2));
        file.time(|| delivered_of_file(&filters, &work.file));
        count.time(|| work.newlines());
    }
    let records = work.newlines() as f64;
    let (one_wall, two_wall) = (median(one.wall), median(two.wall));
    let (file_cpu, count_cpu) = (median(file.cpu), median(count.cpu));
    println!(
        "{}: {:.0} ns of CPU time per record in memory; 2 threads {:.2} times as fast as 1; \
         file {:.1} times the CPU time of counting its newlines ({:.0} ns per record)",
        work.name,
        median(one.cpu) * 1e9 / records,
        one_wall / two_wall,
        file_cpu / count_cpu,
        count_cpu * 1e9 / records,
    );
}

criterion_group!(benches, memory, file);

fn main() {
    let is_filtered = std::env::args().skip(1).any(|word| !word.starts_with('-'));
    benches();
    Criterion::default().configure_from_args().final_summary();
    if !is_filtered {
        Work::all().iter().for_each(compare);
    }
}
