//! Measures matching of sensor payloads: with a filter of one field, of several, and with all sensor examples together.
//! Throughput is in payload bytes.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tidegate::{Payload, Profile, Program, Source};
use tidegate_benches::{compile, payloads};
use tidegate_fixtures::{Corpus, Example, Recipe, examples};

const PROFILE: Profile = Profile::Service(Source::Kinesis);

/// Number of records: their payloads (3 MB) do not fit into the second-level cache.
const RECORDS: usize = 10_000;

fn sensor_examples() -> Vec<Example> {
    let examples = examples().expect("filters/examples must be readable");
    examples
        .into_iter()
        .filter(|example| example.source == "kinesis")
        .collect()
}

fn program(patterns: &[String]) -> Program {
    compile(patterns, PROFILE).expect("examples must be accepted")
}

fn count_matches(program: &Program, payloads: &[Vec<u8>]) -> usize {
    let mut matcher = program.matcher();
    let matches = |payload: &&Vec<u8>| {
        matcher
            .record(None, Payload::Json(payload))
            .is_ok_and(|verdict| verdict.is_match())
    };
    payloads.iter().filter(matches).count()
}

fn matching(criterion: &mut Criterion) {
    let payloads = payloads(Recipe::new(Corpus::Sensors, 0, 1), RECORDS);
    let bytes = payloads.iter().map(Vec::len).sum::<usize>();
    let mut group = criterion.benchmark_group("match/sensors");
    group.throughput(Throughput::Bytes(
        u64::try_from(bytes).expect("a few megabytes"),
    ));
    let examples = sensor_examples();
    for example in &examples {
        let program = program(&example.patterns);
        group.bench_function(&example.name, |b| {
            b.iter(|| count_matches(&program, &payloads))
        });
    }
    let all: Vec<String> = examples
        .into_iter()
        .flat_map(|example| example.patterns)
        .collect();
    let together = program(&all);
    group.bench_function("all together", |b| {
        b.iter(|| count_matches(&together, &payloads))
    });
    group.finish();
}

fn compiling(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compile");
    for example in sensor_examples() {
        group.bench_function(&example.name, |b| {
            b.iter(|| program(&example.patterns));
        });
    }
    group.finish();
}

criterion_group!(benches, matching, compiling);
criterion_main!(benches);
