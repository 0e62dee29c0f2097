//! Judging allocates nothing once its scratch memory has grown to the largest record: neither the engine on payloads,
//! nor the code that reads the envelopes. The test has a file of its own, because the counting allocator serves the
//! whole program.

use std::hint::black_box;

use tidegate::{Pattern, Payload, Profile, Program, Rule, Source};
use tidegate_batch::{Filters, RecordForm};
use tidegate_fixtures::{Corpus, Example, Recipe, Stream, citylots_sets, examples, write_citylots};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

const RECORDS: usize = 3000;

/// Returns how often `work` allocates when it runs for the second time.
fn allocations(mut work: impl FnMut()) -> u64 {
    work();
    let before = dhat::HeapStats::get().total_blocks;
    work();
    dhat::HeapStats::get().total_blocks - before
}

fn records(corpus: Corpus, next: impl Fn(&mut Stream, &mut Vec<u8>)) -> Vec<Vec<u8>> {
    let mut stream = Stream::new(Recipe::new(corpus, 0, 1));
    let record = || {
        let mut record = Vec::new();
        next(&mut stream, &mut record);
        record
    };
    std::iter::repeat_with(record).take(RECORDS).collect()
}

/// Returns the patterns of all examples of a source.
fn patterns(source: &str) -> Vec<String> {
    let of_source = |example: &Example| example.source == source;
    let examples = examples().unwrap().into_iter().filter(of_source);
    examples.flat_map(|example| example.patterns).collect()
}

fn program(patterns: &[String], profile: Profile) -> Program {
    let lower = |text: &String| {
        let pattern = Pattern::parse(text).unwrap();
        Rule::lower(&pattern, profile).unwrap()
    };
    Program::compile(&patterns.iter().map(lower).collect::<Vec<_>>()).unwrap()
}

/// Checks the engine on payloads, and a judge on records in their envelopes.
fn check_source(source: Source, corpus: Corpus) {
    let patterns = patterns(source.name());
    let payloads = records(corpus, |stream, out| _ = stream.next_payload(out));
    let mut matcher = program(&patterns, Profile::Service(source)).matcher();
    let mut matched = 0;
    let match_all = || {
        for payload in &payloads {
            let verdict = matcher.record(None, Payload::Json(payload));
            matched += usize::from(verdict.is_ok_and(|verdict| verdict.is_match()));
        }
    };
    assert_eq!(allocations(match_all), 0, "{source}, payloads");
    assert!(matched > 0, "{source}: nothing matched");

    let records = records(corpus, |stream, out| _ = stream.next_record(out));
    let texts: Vec<&str> = patterns.iter().map(String::as_str).collect();
    let filters = Filters::compile(source, Profile::Service(source), &texts).unwrap();
    let mut judge = filters.judge();
    let mut delivered = 0;
    let judge_all = || {
        for record in &records {
            delivered += judge.judge(record, RecordForm::Record).filters.len();
        }
    };
    assert_eq!(allocations(judge_all), 0, "{source}, records");
    assert!(delivered > 0, "{source}: nothing was delivered");
}

fn check_citylots() {
    let mut text = Vec::new();
    write_citylots(1, &mut text).unwrap();
    let lots: Vec<&[u8]> = text.split(|&byte| byte == b'\n').take(RECORDS).collect();
    for set in citylots_sets().unwrap() {
        let rules: Vec<String> = set.rules.into_iter().map(|(rule, _)| rule).collect();
        let mut matcher = program(&rules, Profile::Service(Source::EventBridge)).matcher();
        let match_all = || lots.iter().for_each(|lot| _ = matcher.event(lot));
        assert_eq!(allocations(match_all), 0, "citylots, {}", set.name);
    }
}

#[test]
fn judge_after_warm_up_allocates_nothing() {
    let _counting = dhat::Profiler::builder().testing().build();
    assert_eq!(
        allocations(|| drop(black_box(Box::new(1)))),
        1,
        "the allocator does not count"
    );
    check_source(Source::Kinesis, Corpus::Sensors);
    check_source(Source::Sqs, Corpus::Orders);
    check_citylots();
}
