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
        reserved: None,
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

/// A record that always fails takes R attempts with its whole batch.
#[test]
fn poison_record_takes_every_attempt() {
    let poison = "1%".parse().unwrap();
    let stream = RetriesRequest {
        poison,
        retries: Some(4),
        ..request(Invoker::Kinesis, "0%")
    };
    near(multiplier(&stream), 0.99 + 0.01 * 5.0);
    assert_eq!(shown(&stream.answer(), "given_up"), "1 %");
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

/// Splitting a batch of 64 finds its bad record in six halvings: each adds the failed batch and the other half. Only
/// the bad record is given up.
#[test]
fn splitting_costs_two_invocations_for_each_halving_and_gives_up_one_record() {
    let split = RetriesRequest {
        poison: "1%".parse().unwrap(),
        retries: Some(4),
        batch_size: 64,
        is_bisecting: true,
        ..request(Invoker::Kinesis, "0%")
    };
    near(multiplier(&split), 0.99 + 0.01 * (5.0 + 2.0 * 6.0));
    assert_eq!(shown(&split.answer(), "given_up"), "0.01562 %");
    // By chance: a batch of two that fails is followed by both records.
    let pair = RetriesRequest {
        poison: Share::NEVER,
        retries: Some(1),
        batch_size: 2,
        ..split
    };
    let pair = RetriesRequest {
        failing: "19%".parse().unwrap(),
        ..pair
    };
    // Each record fails with p = 0.1: 1 - 0.9^2 = 0.19. A single one takes 1.1 attempts on average.
    near(multiplier(&pair), 1.0 + 0.19 * 2.0 * 1.1);
}

/// Of a batch of ten, only the messages that failed come back: 1 - 0.9^10 = 0.6513 of the batches fail, a tenth of the
/// messages.
#[test]
fn reported_messages_come_back_alone() {
    let whole = RetriesRequest {
        retries: Some(3),
        batch_size: 10,
        failing: "65.13215599%".parse().unwrap(),
        ..request(Invoker::Sqs, "0%")
    };
    let f: f64 = 0.651_321_559_9;
    near(multiplier(&whole), 1.0 + f + f * f);
    let reported = RetriesRequest {
        is_partial: true,
        ..whole.clone()
    };
    near(multiplier(&reported), 1.11);
    assert_eq!(shown(&whole.answer(), "given_up"), "27.63 %");
    assert_eq!(shown(&reported.answer(), "given_up"), "0.1 %");
    // 10,000,000 messages in 1,000,000 batches.
    assert_eq!(shown(&reported.answer(), "given_up_month"), "10,000");
}

/// A stream continues from the record that failed: an invocation for each failure of each record.
#[test]
fn reported_records_of_a_stream_hold_the_rest_of_their_batch() {
    let rest = RetriesRequest {
        retries: Some(1),
        batch_size: 2,
        is_partial: true,
        ..request(Invoker::Kinesis, "19%")
    };
    near(multiplier(&rest), 1.0 + 2.0 * 0.1);
    // 0.1^2 of the records fail twice, and take half of the other record with them.
    near(given_up(&rest), 0.01 * 1.5);
    let cut = RetriesRequest {
        is_bisecting: true,
        ..rest.clone()
    };
    near(given_up(&cut), 0.01);
    assert!(
        rest.answer()
            .next
            .iter()
            .any(|it| it.contains("BisectBatch"))
    );
}

fn given_up(request: &RetriesRequest) -> f64 {
    match request.answer().figure("given_up").unwrap().value {
        Value::Share(share) => share,
        ref other => panic!("{other:?}"),
    }
}

/// maxReceiveCount counts receives, the first one too.
#[test]
fn one_receive_has_no_retry() {
    let once = RetriesRequest {
        retries: Some(1),
        batch_size: 1,
        ..request(Invoker::Sqs, "10%")
    };
    let plan = once.answer();
    assert!(plan.headline.contains("received once"), "{}", plan.headline);
    assert!(!plan.headline.contains("does not retry"));
    assert_eq!(shown(&plan, "given_up"), "10 %");
}

#[test]
fn settings_that_an_invoker_lacks_are_named_and_change_nothing() {
    for (invoker, named) in [
        (Invoker::Sync, "--batch-size"),
        (Invoker::Async, "--bisect"),
        (Invoker::Sqs, "--bisect"),
        (Invoker::Mq, "--report-item-failures"),
        (Invoker::Kafka, "provisioned mode"),
    ] {
        let plain = request(invoker, "10%");
        let asked = RetriesRequest {
            is_bisecting: true,
            is_partial: invoker != Invoker::Sqs,
            ..plain.clone()
        };
        let plan = asked.answer();
        assert!(
            plan.warnings.iter().any(|it| it.contains(named)),
            "{named}: {:?}",
            plan.warnings
        );
        if invoker != Invoker::Kafka {
            near(multiplier(&asked), multiplier(&plain));
        }
    }
}

/// ActiveMQ's default policy: the first delivery and six more.
#[test]
fn broker_delivers_seven_times() {
    let broker = request(Invoker::Mq, "10%");
    assert_eq!(broker.attempts(), Some(7));
    near(multiplier(&broker), (0..7).map(|n| 0.1_f64.powi(n)).sum());
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

/// 10 first attempts a second with 1.25 attempts each, 2 s long: 25 at once.
#[test]
fn retries_above_the_reserved_concurrency_are_named() {
    let of = |reserved| {
        let plan = RetriesRequest {
            rate: Some("10/s".parse().unwrap()),
            duration_ms: 2_000.into(),
            reserved: Some(reserved),
            batch_size: 1,
            retries: None,
            ..request(Invoker::Kinesis, "20%")
        };
        plan.answer()
    };
    assert_eq!(shown(&of(20), "at_once"), "25");
    let is_warned = |reserved| {
        let warnings = of(reserved).warnings;
        warnings
            .iter()
            .any(|it| it.contains("reserved: records wait"))
    };
    assert!(is_warned(20) && !is_warned(25));
}
