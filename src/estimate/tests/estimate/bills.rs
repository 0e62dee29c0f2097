//! What AWS bills besides invocations and run time, worked by hand with the prices of us-east-1.

use tidegate_estimate::{Arrivals, Carrier, EstimateRequest, Failures, Pricing, Report, SnapStart};
use tidegate_figures::Decimal;
use tidegate_mapping::{
    Destination, Discarded, MappingOptions, PollerGroup, Pollers, StreamMode, StreamReading,
};
use tidegate_price::bill::Init;

use crate::harness::{Payload, ask_about, handler, pricing, request};

const KB: usize = 1_024;

/// The amount of a line that no filter changes.
fn unchanged(report: &Report, name: &str) -> String {
    let cost = report.cost.as_ref().unwrap();
    let line = cost.unchanged.iter().find(|line| line.name == name);
    line.unwrap_or_else(|| panic!("{name} in {:?}", cost.unchanged))
        .amount
        .plain()
}

/// A thousand records of this size, of which one in ten is delivered.
fn payloads(bytes: usize) -> impl Iterator<Item = Payload> {
    (0..1_000).map(move |at| Payload {
        is_delivered: at % 10 == 0,
        bytes,
        ..Payload::default()
    })
}

/// 100,000,000 messages of 200 KB in full reads of ten: 2,000 KB are 31.25 units of 64 KB, so each of 10,000,000
/// receives counts as 32 requests, and each batch is deleted with one: 330,000,000 requests, less 1,000,000 free ones, at
/// $0.40 a million = $131.60.
#[test]
fn queue_with_large_messages_is_billed_by_64_kb() {
    let request = EstimateRequest {
        arrivals: Arrivals::Backlog,
        ..request("sqs", &MappingOptions::default(), Some("100000000/month"))
    };
    let report = ask_about(&request, payloads(200 * KB));
    assert_eq!(unchanged(&report, "SQS requests"), "131.60");
    // Small ones: 20,000,000 requests less 1,000,000 = $7.60.
    let report = ask_about(&request, payloads(100));
    assert_eq!(unchanged(&report, "SQS requests"), "7.60");
}

/// 10,000,000 events of 300 KB on a bus: 4.69, so 5 units of 64 KB each: 50,000,000 at $1.00 a million = $50.00. Each
/// asynchronous invocation is one request for 256 KB and one for the 44 KB beyond: 20,000,000 at $0.20 a million = $4.00,
/// a tenth of it with the filter.
#[test]
fn bus_with_large_events_is_billed_by_64_kb() {
    let request = request(
        "eventbridge",
        &MappingOptions::default(),
        Some("10000000/month"),
    );
    let report = ask_about(&request, payloads(300 * KB));
    assert_eq!(unchanged(&report, "EventBridge custom events"), "50.00");
    let cost = report.cost.as_ref().unwrap();
    let requests = cost
        .lines
        .iter()
        .find(|line| line.name == "Lambda requests");
    let requests = requests.unwrap();
    assert_eq!(requests.today.plain(), "4.00");
    assert_eq!(requests.filtered.expected.plain(), "0.40");
}

/// Events of AWS's own services are free: of 1,000,000 events a month, half are the account's own, at $1.00 a million.
#[test]
fn events_of_aws_itself_are_free() {
    let request = request(
        "eventbridge",
        &MappingOptions::default(),
        Some("1000000/month"),
    );
    let events = (0..1_000).map(|at| Payload {
        text: ["{\"source\": \"aws.s3\"}", "{\"source\": \"shop\"}"][at % 2],
        ..Payload::default()
    });
    let report = ask_about(&request, events);
    assert_eq!(unchanged(&report, "EventBridge custom events"), "0.50");
}

/// 100,000,000 records a month, in a backlog.
fn backlog(source: &str, options: &MappingOptions) -> EstimateRequest {
    EstimateRequest {
        arrivals: Arrivals::Backlog,
        ..request(source, options, Some("100000000/month"))
    }
}

/// Two shards are 1,440 hours at $0.015 = $21.60, and as much again for a consumer with enhanced fan-out. A record of 30 KB
/// is two units of 25 KB: 200,000,000 at $0.014 a million = $2.80. The consumer reads 3,000,000,000 KB = 2,861.02 GB at
/// $0.013 = $37.19.
#[test]
fn stream_with_shards_is_billed_by_units_and_by_its_consumer() {
    let shared = MappingOptions {
        shards: Some(2),
        ..MappingOptions::default()
    };
    let report = ask_about(&backlog("kinesis", &shared), payloads(30 * KB));
    assert_eq!(unchanged(&report, "Kinesis shards"), "21.60");
    assert_eq!(unchanged(&report, "Kinesis PUT units"), "2.80");
    assert_eq!(report.cost.unwrap().unchanged.len(), 2);
    let fan_out = MappingOptions {
        reading: StreamReading::EnhancedFanOut,
        ..shared
    };
    let report = ask_about(&backlog("kinesis", &fan_out), payloads(30 * KB));
    assert_eq!(unchanged(&report, "Kinesis enhanced fan-out"), "21.60");
    assert_eq!(unchanged(&report, "Kinesis fan-out bytes"), "37.19");
}

/// 720 hours at $0.04 = $28.80. A record of 4.5 KB counts as 5 KB when it is put: 476.84 GB at $0.08 = $38.15. Read are
/// 429.15 GB, at $0.04 = $17.17, or at $0.05 = $21.46 with enhanced fan-out.
#[test]
fn stream_on_demand_is_billed_by_its_data() {
    let shared = MappingOptions {
        stream_mode: StreamMode::OnDemand,
        ..MappingOptions::default()
    };
    let report = ask_about(&backlog("kinesis", &shared), payloads(4_608));
    assert_eq!(unchanged(&report, "Kinesis on-demand streams"), "28.80");
    assert_eq!(unchanged(&report, "Kinesis on-demand bytes in"), "38.15");
    assert_eq!(unchanged(&report, "Kinesis on-demand bytes out"), "17.17");
    assert_eq!(report.cost.unwrap().unchanged.len(), 3);
    let fan_out = MappingOptions {
        reading: StreamReading::EnhancedFanOut,
        ..shared
    };
    let report = ask_about(&backlog("kinesis", &fan_out), payloads(4_608));
    assert_eq!(
        unchanged(&report, "Kinesis on-demand fan-out bytes"),
        "21.46"
    );
    assert_eq!(report.cost.unwrap().unchanged.len(), 3);
}

/// What a line costs today and with the filter.
fn changed(report: &Report, name: &str) -> [String; 2] {
    let cost = report.cost.as_ref().unwrap();
    let line = cost.lines.iter().find(|line| line.name == name);
    let line = line.unwrap_or_else(|| panic!("{name} in {:?}", cost.lines));
    [line.today, line.filtered.expected].map(|amount| amount.plain())
}

/// 10,000,000 batches of ten, 50 ms and 10 ms a record at 512 MB: 750,000 GB-s at $0.0000166667 = $12.50, less 17 % =
/// $10.38. Requests stay at $2.00.
#[test]
fn savings_plan_takes_its_share_off_run_time_alone() {
    let own = pricing(512);
    let request = EstimateRequest {
        handler: handler("50+10/record"),
        pricing: Some(Pricing {
            rates: own.rates.with_savings_plan(Decimal::new(17, 2)),
            ..pricing(512)
        }),
        ..backlog("sqs", &MappingOptions::default())
    };
    let report = ask_about(&request, payloads(100));
    assert_eq!(changed(&report, "Lambda duration")[0], "10.38");
    assert_eq!(changed(&report, "Lambda requests")[0], "2.00");
    let cost = report.cost.unwrap();
    let source = &cost.lines[1].source;
    assert!(source.ends_with("less 17 % by a Savings Plan"), "{source}");
}

/// A snapshot of 512 MB kept for 2,592,000 s is 1,296,000 GB-s at $0.0000015046 = $1.95. 1 % of 10,000,000 batches restore
/// it: 100,000 times 0.5 GB at $0.0001397998 = $6.99; with the filter 65.13 % as many batches, 65,132 times = $4.55.
#[test]
fn snapstart_is_paid_while_kept_and_when_restored() {
    let request = EstimateRequest {
        pricing: Some(Pricing {
            init: Some(Init {
                cold_share: Decimal::new(1, 2),
                milliseconds: Decimal::from(100),
            }),
            snapstart: SnapStart::On,
            ..pricing(512)
        }),
        ..backlog("sqs", &MappingOptions::default())
    };
    let report = ask_about(&request, payloads(100));
    assert_eq!(unchanged(&report, "SnapStart cache"), "1.95");
    assert_eq!(changed(&report, "SnapStart restores"), ["6.99", "4.55"]);
}

/// A pipe pays $0.40 a million for each 64 KB of what its filter passes: 100,000,000 messages of 200 KB are 400,000,000
/// units = $160.00; a tenth of them with the filter.
#[test]
fn pipe_is_billed_for_each_record_after_its_filter() {
    let request = EstimateRequest {
        pricing: Some(Pricing {
            carrier: Carrier::Pipe,
            ..pricing(512)
        }),
        ..backlog("sqs", &MappingOptions::default())
    };
    let report = ask_about(&request, payloads(200 * KB));
    assert_eq!(changed(&report, "EventBridge Pipes"), ["160.00", "16.00"]);
}

/// Two pollers of a queue for 720 hours at $0.00925 = $13.32; all ten of them = $66.60. 25 Kafka pollers are three units:
/// 2,160 hours at $0.185 = $399.60.
#[test]
fn pollers_are_billed_at_their_minimum_and_bounded_by_their_maximum() {
    let most = |source, min, max| {
        let options = MappingOptions {
            pollers: Some(Pollers { min, max }),
            ..MappingOptions::default()
        };
        let report = ask_about(&backlog(source, &options), payloads(100));
        let cost = report.cost.unwrap();
        let most = cost.pollers_most.unwrap();
        let least = cost.unchanged.iter().find(|line| line.item == most.item);
        [least.unwrap().amount.plain(), most.amount.plain()]
    };
    assert_eq!(most("sqs", 2, 10), ["13.32", "66.60"]);
    assert_eq!(most("kafka", 1, 25), ["133.20", "399.60"]);
}

/// AWS's example of ten mappings with one poller each, which share one unit of $133.20: $13.32 each. Without the pollers of
/// the others, the price alone and that of a share of a full unit are both shown.
#[test]
fn mapping_of_a_poller_group_pays_its_share() {
    let of = |group| {
        let options = MappingOptions {
            pollers: Some(Pollers { min: 1, max: 1 }),
            poller_group: group,
            ..MappingOptions::default()
        };
        ask_about(&backlog("kafka", &options), payloads(100))
    };
    let shared = of(Some(PollerGroup::Others(9)));
    assert_eq!(unchanged(&shared, "Kafka event pollers"), "13.32");
    let text = shared.document().markdown();
    assert!(text.contains("$133.20"), "{text}");
    assert_eq!(unchanged(&of(None), "Kafka event pollers"), "133.20");
    let open = of(Some(PollerGroup::Unknown));
    assert_eq!(unchanged(&open, "Kafka event pollers"), "133.20");
    let text = open.document().markdown();
    assert!(
        text.contains("$13.32") && text.contains("--poller-group"),
        "{text}"
    );
}

/// Four shards with windows of 60 s: 4 x 43,200 = 172,800 invocations a month beside those of the batches, on both sides.
#[test]
fn tumbling_windows_end_with_an_invocation_that_stays() {
    let forecast = |tumbling_seconds| {
        let options = MappingOptions {
            shards: Some(4),
            tumbling_seconds,
            ..MappingOptions::default()
        };
        ask_about(&backlog("kinesis", &options), payloads(100)).forecast
    };
    let (plain, tumbling) = (forecast(None), forecast(Some(60)));
    for (plain, tumbling) in [
        (plain.unfiltered, tumbling.unfiltered),
        (plain.filtered, tumbling.filtered),
    ] {
        assert_eq!(plain.map(|count| count + 172_800), tumbling);
    }
    assert_eq!(plain.avoided(), tumbling.avoided());
}

/// A stream of single records, of which one in ten always fails and is given up at once: 25,920,000 records a month, one
/// notice for each of the 2,592,000 that fail; with the filter, for a tenth of them.
fn discarding(destination: Destination) -> Report {
    let options = MappingOptions {
        batch_size: Some(1),
        retries: Some(0),
        discarded: Discarded::To(destination),
        ..MappingOptions::default()
    };
    let mut failing = request("kinesis", &options, Some("10/s"));
    failing.failures.always_ppm = 100_000;
    ask_about(&failing, payloads(100))
}

/// About 2,592,000 notices at $0.40 a million, $0.50 a million and $0.005 a thousand, less 1,000,000 free requests of SQS.
#[test]
fn notices_of_discarded_batches_are_billed_by_their_destination() {
    let near = |destination, name: &str, expected: [i64; 2]| {
        let report = discarding(destination);
        let amounts = changed(&report, name).map(|it| amount(&it) * Decimal::ONE_HUNDRED);
        for (amount, expected) in amounts.iter().zip(expected) {
            let apart = (*amount - Decimal::from(expected)).abs();
            assert!(
                apart <= Decimal::from(expected / 20 + 1),
                "{name}: {amounts:?}"
            );
        }
    };
    near(
        Destination::Sqs,
        "on-failure notices (SQS requests)",
        [64, 0],
    );
    near(
        Destination::Sns,
        "on-failure notices (SNS publishes)",
        [130, 13],
    );
    near(
        Destination::S3,
        "on-failure notices (S3 PUT requests)",
        [1_296, 130],
    );
}

#[test]
fn notices_without_a_price_are_named_with_their_number() {
    for (destination, why) in [
        (Destination::Kafka, "a topic of Kafka has no price"),
        (Destination::Unknown, "name it with --on-failure"),
    ] {
        let report = discarding(destination);
        let text = report.document().markdown();
        assert!(text.contains(why), "{text}");
        assert!(!text.contains("on-failure notices ("), "{text}");
    }
    let mut sound = request("kinesis", &MappingOptions::default(), Some("10/s"));
    sound.failures.always_ppm = 0;
    let text = ask_about(&sound, payloads(100)).document().markdown();
    assert!(!text.contains("on-failure"), "{text}");
}

/// Messages that always fail are received again and again: each side pays its own receives. Without failures both sides
/// receive all messages.
#[test]
fn queue_with_failing_messages_is_billed_for_the_receives_of_each_side() {
    let failing = |always_ppm| {
        let options = MappingOptions {
            retries: Some(20),
            visibility_seconds: Some(1),
            ..MappingOptions::default()
        };
        let request = EstimateRequest {
            failures: Failures {
                once_ppm: 0,
                always_ppm,
            },
            ..request("sqs", &options, Some("100/s"))
        };
        ask_about(&request, payloads(100))
    };
    let [before, after] = changed(&failing(200_000), "SQS requests").map(|it| amount(&it));
    assert!(after < before, "{after} of {before}");
    assert!(amount(&unchanged(&failing(0), "SQS requests")) > Decimal::ZERO);
}

fn amount(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Two shards for 720 hours at $0.02 an hour = $28.80. Of 259,200,000 records of 100 bytes, those of the last 7 of 14 days
/// are kept at $0.023 a GB-month.
#[test]
fn retention_beyond_a_day_is_billed_by_the_hour_and_beyond_a_week_by_size() {
    let kept = |days: u32| {
        let options = MappingOptions {
            shards: Some(2),
            retention_seconds: Some(days * 86_400),
            ..MappingOptions::default()
        };
        ask_about(
            &request("kinesis", &options, Some("100/s")),
            payloads(100_000),
        )
    };
    let names = |report: &Report| {
        let cost = report.cost.clone().unwrap();
        let names = cost.unchanged.into_iter().map(|line| line.name);
        names.filter(|name| name.contains("retention")).count()
    };
    assert_eq!(names(&kept(1)), 0);
    assert_eq!(unchanged(&kept(7), "Kinesis retention to 7 days"), "28.80");
    assert_eq!(names(&kept(7)), 1);
    let long = amount(&unchanged(&kept(14), "Kinesis retention above 7 days"));
    // 25,920 GB of 10^9 bytes, 24,140 of 2^30, times 7/30 of a month.
    assert!(
        (Decimal::from(129)..=Decimal::from(140)).contains(&long),
        "{long}"
    );
}
