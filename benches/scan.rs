//! Measures the cost of reading a text alone and with a few patterns: sensor readings (about 300 bytes), order events
//! (about 900 bytes) and the look-alike of citylots2 (about 850 bytes). A program without patterns reads no values, so
//! `validity` is the scan alone. Throughput is in bytes of text.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tidegate::{Matcher, Payload, Profile, Source};
use tidegate_benches::{citylots, compile, payloads};
use tidegate_fixtures::{Corpus, Recipe, citylots_sets};

const RECORDS: usize = 10_000;

const KINESIS: Profile = Profile::Service(Source::Kinesis);
const SENSOR_FILTERS: [&str; 5] = [
    r#"{"data":{"sensor_type":["THERMAL"]}}"#,
    r#"{"data":{"reading":{"value":[{"numeric":[">=",60,"<",90]}]},"sensor_type":["GAS"]}}"#,
    r#"{"data":{"status":[{"anything-but":["OK","CALIBRATING"]}],"firmware":[{"prefix":"2."}]}}"#,
    r#"{"data":{"location":{"country":["SE",{"prefix":"N"}]},"tags":["critical"]}}"#,
    r#"{"data":{"battery":[{"numeric":["<",50]}]}}"#,
];

const SQS: Profile = Profile::Service(Source::Sqs);
const ORDER_FILTERS: [&str; 5] = [
    r#"{"body":{"type":["order.paid"]}}"#,
    r#"{"body":{"type":["order.paid"],"detail":{"amount":[{"numeric":[">=",100]}]}}}"#,
    r#"{"body":{"detail":{"coupon":[{"exists":true}],"status":["PAID","PACKED"]}}}"#,
    r#"{"body":{"detail":{"lines":{"category":["books"],"quantity":[{"numeric":[">=",2]}]}}}}"#,
    r#"{"body":{"detail":{"customer":{"country":[{"anything-but":["DE","FR"]}]}}}}"#,
];

/// Matches every text and returns how many match. Text that is not JSON does not match.
fn count(matcher: &mut Matcher, texts: &[Vec<u8>]) -> usize {
    let matches = |text: &&Vec<u8>| {
        let verdict = matcher.record(None, Payload::Json(text));
        verdict.is_ok_and(|verdict| verdict.is_match())
    };
    texts.iter().filter(matches).count()
}

fn count_events(matcher: &mut Matcher, texts: &[Vec<u8>]) -> usize {
    let matches = |text: &&Vec<u8>| matcher.event(text).is_ok_and(|verdict| verdict.is_match());
    texts.iter().filter(matches).count()
}

fn throughput(texts: &[Vec<u8>]) -> Throughput {
    let bytes: usize = texts.iter().map(Vec::len).sum();
    Throughput::Bytes(u64::try_from(bytes).expect("a few megabytes"))
}

fn payload_group(
    criterion: &mut Criterion,
    (name, corpus): (&str, Corpus),
    (profile, filters): (Profile, &[&str]),
) {
    let texts = payloads(Recipe::new(corpus, 0, 1), RECORDS);
    let filters: Vec<String> = filters.iter().map(|&text| text.to_owned()).collect();
    let mut group = criterion.benchmark_group(format!("scan/{name}"));
    group.throughput(throughput(&texts));
    for (filter_count, name) in [(0, "validity"), (1, "1 filter"), (5, "5 filters")] {
        let program = compile(&filters[..filter_count], profile).expect("filters must be accepted");
        let mut matcher = program.matcher();
        group.bench_function(name, |b| b.iter(|| count(&mut matcher, &texts)));
    }
    group.finish();
}

fn sensors(criterion: &mut Criterion) {
    let corpus = ("sensors", Corpus::Sensors);
    payload_group(criterion, corpus, (KINESIS, &SENSOR_FILTERS));
}

fn orders(criterion: &mut Criterion) {
    let corpus = ("orders", Corpus::Orders);
    payload_group(criterion, corpus, (SQS, &ORDER_FILTERS));
}

fn lots(criterion: &mut Criterion) {
    let texts = citylots(RECORDS);
    let mut sets = vec![("validity".to_owned(), Vec::new())];
    for set in citylots_sets().expect("rules must be readable") {
        if ["EXACT", "NUMERIC", "ANYTHING_BUT", "COMPLEX_ARRAYS"].contains(&&*set.name) {
            let rules = set.rules.into_iter().map(|(pattern, _)| pattern);
            sets.push((set.name, rules.collect()));
        }
    }
    let mut group = criterion.benchmark_group("scan/citylots");
    group.throughput(throughput(&texts));
    for (name, rules) in sets {
        let program =
            compile(&rules, Profile::Service(Source::EventBridge)).expect("rules must be accepted");
        let mut matcher = program.matcher();
        group.bench_function(name, |b| b.iter(|| count_events(&mut matcher, &texts)));
    }
    group.finish();
}

criterion_group!(benches, sensors, orders, lots);
criterion_main!(benches);
