//! Replays in groups of shards give the report of one machine.

use std::ops::ControlFlow;

use tidegate::{Profile, Source};
use tidegate_batch::{Filters, Input, Options, Route, Tally, evaluate};
use tidegate_mapping::simulate::Unfinished;
use tidegate_price::PriceBook;

use super::*;
use crate::asked::{Asked, EstimateOptions, Today};
use crate::model::{Proof, Report};
use crate::request::{RecordsRead, Sample};

const KAFKA: Source = Source::Kafka;

/// Returns a sample of records at 23 partitions that come unevenly within twelve minutes, and its counts.
fn sample(asked: &Asked) -> (Sample, RecordsRead) {
    let filters = Filters::compile(KAFKA, Profile::Service(KAFKA), &[r#"{"value":{"n":[0]}}"#]);
    let filters = filters.unwrap();
    let line = |n: u64| {
        let value = ["eyJuIjowfQ==", "eyJuIjoxfQ==", "eyJuIjoyfQ=="][(n * 7 % 5 % 3) as usize];
        let (partition, time) = (n * n % 23, 1_790_000_000_000 + n * 300 + n % 11 * 400);
        format!(
            "{{\"topic\":\"t\",\"partition\":{partition},\"offset\":{n},\"timestamp\":{time},\"value\":\"{value}\"}}\n"
        )
    };
    let lines: String = (0..2_400).map(line).collect();
    let options = Options::default();
    let input = Input::open(lines.as_bytes(), KAFKA, &options).unwrap();
    let (mut sample, mut tally) = (Sample::new(asked.batch_size()), Tally::new(1));
    evaluate(&filters, input, &options, &mut |outcome| {
        sample.push(KAFKA, &outcome);
        tally.add(&outcome.judged);
        ControlFlow::Continue(())
    })
    .unwrap();
    let read = RecordsRead {
        route: Route::Service(KAFKA),
        tally,
        names: vec![None],
        near: None,
        remarks: Vec::new(),
        findings: Vec::new(),
        proof: Proof::Open,
    };
    (sample, read)
}

fn asked(change: impl FnOnce(&mut EstimateOptions)) -> Asked {
    let mut options = EstimateOptions::default();
    options.mapping.batch_size = Some(20);
    options.mapping.window_seconds = Some(3);
    change(&mut options);
    let route = Route::Service(KAFKA);
    Asked::new(route, &options, Today::default(), PriceBook::built_in()).unwrap()
}

/// Makes the report with each group replayed by itself; `change` may spoil the results of a group. Returns the number of
/// rounds too.
fn spread(
    asked: &Asked,
    change: &dyn Fn(u32, &mut Vec<ShardRow>),
) -> Result<(Report, u32), Unfinished> {
    let (sample, read) = sample(asked);
    let mut chosen = asked.choose(sample);
    let rows = asked.shard_rows(&chosen).unwrap();
    chosen.spread();
    for round in 0.. {
        if let Some(report) = asked.answer_spread(&chosen, &read)? {
            return Ok((report, round));
        }
        let (jobs, mut results) = (chosen.wanted(), Results::default());
        for group in (0..23).rev() {
            let own = rows.iter().filter(|row| row.group == group);
            let mut own: Vec<_> = own.copied().rev().collect();
            change(group, &mut own);
            results.merge(jobs.run(own)).unwrap();
        }
        chosen.take(jobs, results).unwrap();
    }
    unreachable!("the rounds end with a report")
}

fn alone(asked: &Asked) -> Report {
    let (sample, read) = sample(asked);
    asked.clone().answer(sample, read).unwrap()
}

#[test]
fn report_of_groups_is_that_of_one_machine() {
    let requests = [
        asked(|_| {}),
        asked(|it| it.load.failing = 2.into()),
        asked(|it| {
            it.load.poison = 1.into();
            it.mapping.retries = Some(3);
        }),
        asked(|it| it.load.rate = Some("5/s".parse().unwrap())),
    ];
    for asked in requests {
        let (report, rounds) = spread(&asked, &|_, _| {}).unwrap();
        assert_eq!(rounds, 3);
        assert_eq!(report.json(), alone(&asked).json());
    }
}

#[test]
fn group_that_lacks_a_record_changes_the_report() {
    let asked = asked(|_| {});
    let lost = spread(&asked, &|group, rows| {
        rows.truncate(rows.len() - usize::from(group == 5))
    });
    assert_ne!(lost.unwrap().0.json(), alone(&asked).json());
}

#[test]
fn results_of_other_jobs_are_refused() {
    let mut results = Results(vec![result::JobResult::default()]);
    assert_eq!(results.merge(Results::default()), Err(NotTheseJobs));
    assert_eq!(
        spread_of_nothing().take(Jobs::default(), results),
        Err(NotTheseJobs)
    );
}

fn spread_of_nothing() -> Chosen {
    let asked = asked(|_| {});
    let mut chosen = asked.choose(Sample::new(asked.batch_size()));
    assert_eq!(asked.shard_rows(&chosen), None, "too few records");
    chosen.spread();
    chosen
}
