//! `retries`: compares the multipliers of each source with sums written out.

use tidegate_figures::Share;
use tidegate_plan::Value;
use tidegate_plan::retries::{Invoker, RetriesRequest};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Architecture, PriceBook};

use crate::harness::{check, shown};

fn request(invoker: Invoker, failing: &str) -> RetriesRequest {
    let book = PriceBook::built_in();
    RetriesRequest {
        invoker,
        failing: failing.parse().unwrap(),
        poison: Share::NEVER,
        retries: None,
        age_seconds: None,
        visibility_seconds: 30,
        batch_size: 100,
        is_bisecting: false,
        is_partial: false,
        rate: Some("1000000/month".parse().unwrap()),
        duration_ms: 100.into(),
        memory_mb: 1024,
        rates: book.rates("us-east-1", Architecture::X86_64).unwrap(),
        free: FreeTier::NONE,
    }
}

fn multiplier(request: &RetriesRequest) -> f64 {
    let plan = request.answer();
    check(&plan);
    match plan.figure("multiplier").unwrap().value {
        Value::Number(number) => number,
        ref other => panic!("{other:?}"),
    }
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found / wanted - 1.0).abs() < 1e-12, "{found} {wanted}");
}

/// The formulas by source: no retry, (1-f^3)/(1-f), (1-f^R)/(1-f), (1-f^(m+1))/(1-f), and 1/(1-f) without a limit.
#[test]
fn multiplier_of_each_source_follows_its_formula() {
    let f: f64 = 0.2;
    near(multiplier(&request(Invoker::Sync, "20%")), 1.0);
    near(multiplier(&request(Invoker::Async, "20%")), 1.0 + f + f * f);
    let queue = RetriesRequest {
        retries: Some(5),
        ..request(Invoker::Sqs, "20%")
    };
    near(multiplier(&queue), (0..5).map(|n| f.powi(n)).sum());
    let stream = RetriesRequest {
        retries: Some(3),
        ..request(Invoker::Kinesis, "20%")
    };
    near(multiplier(&stream), (0..4).map(|n| f.powi(n)).sum());
    near(multiplier(&request(Invoker::Kafka, "20%")), 1.25);
}

#[test]
fn events_are_given_up_after_three_attempts() {
    let plan = request(Invoker::Async, "10%").answer();
    assert_eq!(shown(&plan, "attempts"), "3");
    assert_eq!(shown(&plan, "given_up"), "0.1 %");
    assert_eq!(shown(&plan, "last_age_s"), "180");
    // 1 + 2 + 4 + ... + 256 s are ten attempts in 511 s, then one every 300 s until 21,600 s: 70 more.
    assert_eq!(shown(&plan, "throttled_tries"), "80");
    // 1,000,000 x 0.11 of 0.1 s at 1 GB: 0.02 + 0.18.
    assert_eq!(shown(&plan, "extra"), "110,000");
    assert_eq!(shown(&plan, "extra_cost"), "$0.20");
    assert_eq!(shown(&plan, "given_up_month"), "1,000");
    let young = RetriesRequest {
        age_seconds: Some(60),
        ..request(Invoker::Async, "10%")
    };
    assert_eq!(young.attempts(), Some(2));
}

/// Without maxReceiveCount a message is retried until it is four days old.
#[test]
fn messages_are_given_up_after_max_receive_count_or_by_age() {
    let open = request(Invoker::Sqs, "10%");
    assert_eq!(open.attempts(), Some(1 + 4 * 86_400 / 30));
    let bounded = RetriesRequest {
        retries: Some(3),
        ..open
    };
    assert_eq!((bounded.attempts(), bounded.age_at(3)), (Some(3), Some(60)));
    let plan = bounded.answer();
    assert!(
        plan.warnings
            .iter()
            .any(|it| it.contains("dead-letter queue"))
    );
}

#[test]
fn share_from_counts_keeps_its_interval() {
    let plan = request(Invoker::Async, "30/1000").answer();
    check(&plan);
    assert_eq!(shown(&plan, "failing"), "3 %");
    let by_hand = &plan.figure("failing").unwrap().by_hand;
    assert!(by_hand.contains("2.109 % to 4.25 %"), "{by_hand}");
    for key in ["multiplier", "given_up", "extra"] {
        let by_hand = &plan.figure(key).unwrap().by_hand;
        assert!(by_hand.ends_with("at 95 %"), "{key}: {by_hand}");
    }
}

/// A record that always fails takes R attempts, plus two invocations for each of the 7 halvings of a batch of 100.
#[test]
fn poison_record_takes_every_attempt() {
    let poison = "1%".parse().unwrap();
    let stream = RetriesRequest {
        poison,
        retries: Some(4),
        ..request(Invoker::Kinesis, "0%")
    };
    near(multiplier(&stream), 0.99 + 0.01 * 5.0);
    let bisecting = RetriesRequest {
        is_bisecting: true,
        ..stream.clone()
    };
    near(multiplier(&bisecting), 0.99 + 0.01 * (5.0 + 14.0));
    let endless = RetriesRequest {
        retries: None,
        ..stream
    };
    assert!(multiplier(&endless).is_infinite());
    let plan = endless.answer();
    assert!(plan.figure("extra").is_none(), "no count without a limit");
    assert!(plan.json().contains("\"value\": null"));
    assert!(plan.warnings[0].contains("blocks its shard"));
}

#[test]
fn share_of_100_percent_takes_every_attempt_of_each_invoker() {
    for invoker in Invoker::ALL {
        let all = request(invoker, "100%");
        let found = multiplier(&all);
        assert_eq!(
            found,
            all.attempts().map_or(f64::INFINITY, |it| it as f64),
            "{}",
            invoker.name()
        );
    }
}
