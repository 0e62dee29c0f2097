//! `plan concurrency` reads the documents that an estimate writes.

use tidegate_batch::{Disposition, Judged, Outcome, RecordForm, Route, Tally};
use tidegate_estimate::{Arrivals, EstimateRequest, Failures, Proof, RecordsRead, Report, Sample};
use tidegate_figures::Decimal;
use tidegate_mapping::{Delivery, MappingOptions};
use tidegate_plan::concurrency::EstimateFile;
use tidegate_plan::{Table, Value};

use crate::harness::check;

const MINUTE_MS: i64 = 60_000;

/// Returns a request about a recorded stream, without prices.
fn recorded() -> EstimateRequest {
    EstimateRequest {
        delivery: Delivery::new("kinesis".parse().unwrap(), &MappingOptions::default()).unwrap(),
        rate: None,
        arrivals: Arrivals::Recorded,
        burst: 1,
        seed: 1,
        handler: "20+1/record".parse().unwrap(),
        failures: Failures::default(),
        reserved: None,
        pricing: None,
    }
}

/// Returns a record of 100 bytes with this disposition and arrival time, in milliseconds.
fn judged((disposition, arrival_ms): (Disposition, Option<i64>)) -> Judged<'static> {
    Judged {
        disposition,
        filters: if disposition == Disposition::Delivered {
            &[0]
        } else {
            &[]
        },
        assumption: None,
        arrival_ms,
        payload_bytes: 100,
    }
}

fn ask(
    request: &EstimateRequest,
    fates: impl IntoIterator<Item = (Disposition, Option<i64>)>,
) -> Report {
    let mut sample = Sample::new(request.delivery.batch_size());
    let mut tally = Tally::new(1);
    for (index, fate) in (0..).zip(fates) {
        let outcome = Outcome {
            index,
            offset: index * 100,
            read: b"{}",
            record: b"{}",
            form: RecordForm::Payload,
            judged: judged(fate),
        };
        tally.add(&outcome.judged);
        sample.push(request.delivery.source(), &outcome);
    }
    let route = Route::Service(request.delivery.source());
    let read = RecordsRead {
        route,
        tally,
        names: vec![None],
        near: None,
        remarks: Vec::new(),
        findings: Vec::new(),
        proof: Proof::Open,
    };
    request.answer(sample, read).unwrap()
}

fn cells(table: &Table, row: usize) -> [Value; 2] {
    [table.rows[row][1].clone(), table.rows[row][2].clone()]
}

/// A record every six minutes for 30 hours; every third is delivered.
#[test]
fn plan_reads_an_estimate_with_a_replay() {
    let every_six_minutes = (0..300).map(|at| {
        let disposition = if at % 3 == 0 {
            Disposition::Delivered
        } else {
            Disposition::Filtered
        };
        (disposition, Some(at * 6 * MINUTE_MS))
    });
    let report = ask(&recorded(), every_six_minutes);
    let found = report.environments.as_ref().expect("a replay");
    let plan = EstimateFile::read(&report.json())
        .unwrap()
        .answer(Decimal::new(1, 3));
    check(&plan);
    let table = plan
        .tables
        .iter()
        .find(|table| table.key == "filter")
        .unwrap();
    let mean = [found.unfiltered.mean, found.filtered.mean].map(Value::Number);
    assert_eq!(cells(table, 0), mean);
    let at_once = [found.unfiltered.at_once, found.filtered.at_once].map(Value::Count);
    assert_eq!(cells(table, 2), at_once);
    // The advice reserves what the table needs: the largest of its three rows.
    let Value::Count(reserve) = plan.figure("reserve").unwrap().value else {
        panic!("{:?}", plan.figure("reserve"));
    };
    for row in [2, 5, 6] {
        let Value::Count(needed) = cells(table, row)[1] else {
            panic!("{:?}", table.rows[row]);
        };
        assert!(needed <= reserve, "{:?}", table.rows[row]);
    }
    assert_eq!(cells(table, 7)[1], Value::Count(reserve));
    assert!(
        plan.next[0].contains(&format!("reservation of {reserve}"))
            || plan.next[0].contains(&format!("reserve {reserve}")),
        "{:?}",
        plan.next
    );
}

/// Without arrival times there is no replay, and so no load to plan for.
#[test]
fn estimates_without_a_replay_are_refused() {
    let untimed = [Disposition::Delivered, Disposition::Filtered].map(|it| (it, None));
    let report = ask(&recorded(), untimed);
    let error = EstimateFile::read(&report.json()).unwrap_err();
    assert!(error.to_string().contains("no replay"), "{error}");
}
