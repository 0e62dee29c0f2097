//! `memory`: the constants of the model that a log was made with, Power Tuning's rules, and logs that leave something
//! open.

use tidegate_figures::Decimal;
use tidegate_plan::Value;
use tidegate_plan::logs::Logs;
use tidegate_plan::memory::{
    Candidate, Choice, MemoryPlan, MemoryRequest, StatedSize, VCPU_MB, million,
};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Architecture, PriceBook, Rates};

use crate::harness::{check, shown};
use crate::logs::committed;

fn rates(region: &str, architecture: Architecture) -> Rates {
    PriceBook::built_in().rates(region, architecture).unwrap()
}

fn request(text: &str) -> MemoryRequest {
    let mut logs = Logs::default();
    logs.read("log", text).unwrap();
    MemoryRequest {
        logs,
        rates: rates("us-east-1", Architecture::X86_64),
        free: FreeTier::NONE,
        balance: Decimal::new(5, 1),
        trim: Decimal::new(2, 1),
        rate: None,
    }
}

fn answer(text: &str) -> MemoryPlan {
    let answer = request(text).answer().expect("a measured size");
    check(&answer.plan);
    answer
}

fn report(memory_mb: u32, duration_ms: u32) -> String {
    format!(
        "REPORT RequestId: 1 Duration: {duration_ms} ms Billed Duration: {duration_ms} ms Memory Size: {memory_mb} MB Max Memory Used: 60 MB\n"
    )
}

/// AWS's table of 11.722 s at 128 MB and 1.465 s at 1,024 MB, as quoted on Stack Overflow and computed again with the
/// request: $0.024621 and $0.024617 for a thousand (the quote's 1,536 MB belongs to another price).
#[test]
fn cost_of_a_thousand_agrees_with_a_quoted_table() {
    let rates = rates("us-east-1", Architecture::X86_64);
    for (ms, memory_mb, thousand) in [
        (11_722, 128, "0.024621"),
        (1_465, 1_024, "0.024617"),
        (1_465, 1_536, "0.036825"),
    ] {
        let cost = million(&rates, ms.into(), memory_mb).decimal() / Decimal::ONE_THOUSAND;
        assert_eq!(cost.round_dp(6).to_string(), thousand, "{memory_mb}");
    }
}

/// The log was made with 40 ms of waiting and 900 ms of computing on one thread (corpora/reports/origin.md). Its times
/// spread evenly around 1.01 times that.
#[test]
fn fit_returns_the_constants_that_the_log_was_made_with() {
    let answer = answer(&committed("thumbnails.log"));
    let fit = answer.fit.as_ref().unwrap();
    assert_eq!((fit.threads, fit.is_threads_known), (1, true));
    assert!((fit.waits_ms - 40.4).abs() < 5.0, "{}", fit.waits_ms);
    assert!((fit.computes_ms - 909.0).abs() < 9.0, "{}", fit.computes_ms);
    assert!(fit.worst < 0.02);
    // The intervals contain the true times.
    for (memory_mb, ms) in [
        (128, 12_602.8),
        (512, 3_180.1),
        (1_024, 1_610.7),
        (1_769, 949.4),
    ] {
        let found = fit.at(memory_mb);
        let margin = found.margin_ms.unwrap();
        assert!(
            (found.ms - ms).abs() < margin.max(ms * 0.01),
            "{memory_mb}: {found:?}"
        );
    }
    let choice = answer.choice.unwrap();
    assert_eq!(
        [choice.cheapest, choice.fastest, choice.balanced].map(|it| it.memory_mb),
        [256, VCPU_MB, VCPU_MB]
    );
    // The headline and the table of sizes agree.
    assert!(
        answer.plan.headline.starts_with("Cheapest: 256 MB ($26.52"),
        "{}",
        answer.plan.headline
    );
    let sizes = answer
        .plan
        .tables
        .iter()
        .find(|table| table.key == "sizes")
        .unwrap();
    assert_eq!(sizes.rows[1][7].shown(), "cheapest");
    // 79 MB were used: with a fifth more that is less than Lambda's least.
    assert_eq!(shown(&answer.plan, "floor"), "128");
    assert_eq!(shown(&answer.plan, "measured"), "148");
    assert_eq!(shown(&answer.plan, "malformed"), "1");
    assert_eq!(shown(&answer.plan, "rounding"), "1 ms");
    assert_eq!(shown(&answer.plan, "init_billing"), "billed");
    // 6 of 148, one at each size. The failed and the timed-out run are not counted.
    assert_eq!(shown(&answer.plan, "cold_share"), "4.054 %");
    assert!(
        answer.plan.warnings[0].contains("line 453"),
        "{:?}",
        answer.plan.warnings
    );
}

/// Rules of `lambda/utils.js`: lowest cost, among equals the faster; shortest time, among equals the cheaper; balanced
/// by both shares.
#[test]
fn choices_follow_the_rules_of_power_tuning() {
    let candidate = |memory_mb, duration_ms: u32, cost: u32| Candidate {
        memory_mb,
        duration_ms: duration_ms.into(),
        cost: cost.into(),
    };
    let all = [
        candidate(128, 1000, 10),
        candidate(256, 500, 10),
        candidate(512, 260, 11),
        candidate(1024, 250, 20),
        candidate(2048, 250, 40),
    ];
    let at = |balance| {
        let choice = Choice::of(&all, balance).unwrap();
        [choice.cheapest, choice.fastest, choice.balanced].map(|it| it.memory_mb)
    };
    // 0.5 x 11/40 + 0.5 x 260/1000 is the least.
    assert_eq!(at(Decimal::new(5, 1)), [256, 1024, 512]);
    assert_eq!(
        at(Decimal::ONE)[2],
        128,
        "by cost alone: the first of equals"
    );
    assert_eq!(at(Decimal::ZERO)[2], 1024);
    assert_eq!(Choice::of(&[], Decimal::ONE), None);
}

#[test]
fn single_size_gives_only_a_range() {
    let answer = answer(&report(512, 1_000).repeat(10));
    assert!(answer.fit.is_none() && answer.choice.is_none());
    let at = |memory_mb| {
        let point = answer
            .curve
            .iter()
            .find(|point| point.memory_mb == memory_mb);
        let ms = point.unwrap().duration_ms;
        (ms.low, ms.expected, ms.high)
    };
    let number = |it: u32| Decimal::from(it);
    assert_eq!(at(256), (number(1_000), None, number(2_000)));
    assert_eq!(at(512), (number(1_000), Some(number(1_000)), number(1_000)));
    assert_eq!(at(1_024), (number(500), None, number(1_000)));
    // A full speed-up costs the same; no speed-up costs twice as much.
    let cost = answer
        .curve
        .iter()
        .find(|point| point.memory_mb == 1_024)
        .unwrap()
        .cost;
    assert_eq!(
        (cost.low.to_string(), cost.high.to_string()),
        ("8.53".to_owned(), "16.87".to_owned())
    );
    assert!(answer.plan.headline.contains("only a range"));
    assert!(answer.plan.next[0].contains("1,769 MB"));
}

/// Sizes below one vCPU don't show whether a second one is used, so the range reaches down to the time with six.
#[test]
fn sizes_below_one_vcpu_leave_the_number_of_threads_open() {
    let text =
        [report(256, 4_000), report(512, 2_000), report(1_024, 1_000)].map(|it| it.repeat(5));
    let answer = answer(&text.concat());
    let fit = answer.fit.as_ref().unwrap();
    assert!(!fit.is_threads_known);
    let point = answer
        .curve
        .iter()
        .find(|point| point.memory_mb == 2_048)
        .unwrap();
    let (low, expected) = (point.duration_ms.low, point.duration_ms.expected.unwrap());
    assert!(low < expected * Decimal::new(9, 1), "{point:?}");
    assert!(
        answer
            .plan
            .next
            .iter()
            .any(|next| next.contains("3,008 MB"))
    );
}

#[test]
fn size_whose_memory_was_nearly_used_up_is_not_chosen() {
    let used = |text: String| text.replace("Used: 60", "Used: 120");
    let text =
        [report(128, 2_000), report(256, 1_500), report(512, 1_200)].map(|it| used(it.repeat(5)));
    let answer = answer(&text.concat());
    assert_eq!(shown(&answer.plan, "floor"), "144");
    assert_eq!(answer.choice.unwrap().cheapest.memory_mb, 256);
    assert!(
        answer
            .plan
            .warnings
            .iter()
            .any(|it| it.starts_with("128 MB"))
    );
}

/// A run that failed because it used all of its memory counts: no size below that is recommended.
#[test]
fn memory_used_by_failed_runs_is_never_undercut() {
    let failed = report(128, 900).replace("Used: 60 MB", "Used: 128 MB Status: error");
    let text = [report(128, 2_000), report(256, 1_500), failed].map(|it| it.repeat(5));
    let answer = answer(&text.concat());
    assert_eq!(shown(&answer.plan, "floor"), "154");
    let choice = answer.choice.unwrap();
    let chosen = [choice.cheapest, choice.fastest, choice.balanced];
    assert!(chosen.iter().all(|it| it.memory_mb == 256));
    let sizes = answer
        .plan
        .tables
        .iter()
        .find(|table| table.key == "sizes")
        .unwrap();
    assert_eq!(sizes.rows[0][7].shown(), "", "{:?}", sizes.rows);
}

#[test]
fn log_without_a_roomy_size_asks_for_more_memory() {
    let text = [report(128, 2_000), report(256, 1_500)].map(|it| it.repeat(5));
    let answer = answer(&text.concat().replace("Used: 60", "Used: 250"));
    assert_eq!(answer.choice, None);
    assert!(
        answer.plan.headline.contains("at least 300 MB"),
        "{}",
        answer.plan.headline
    );
    assert!(
        answer.plan.next[0].contains("at least 300 MB"),
        "{:?}",
        answer.plan.next
    );
}

/// Published: 1,769 MB are one vCPU, in proportion. 200 ms of computing at 512 MB are 57.9 ms at one vCPU; one thread
/// gains nothing beyond; time spent waiting stays.
#[test]
fn stated_size_gives_a_range_without_a_log() {
    let stated = StatedSize {
        memory_mb: 512,
        duration_ms: 200.into(),
        rates: rates("us-east-1", Architecture::X86_64),
        free: FreeTier::NONE,
        rate: Some("1000000/month".parse().unwrap()),
    };
    let plan = stated.answer();
    check(&plan);
    let band = &plan.tables[0];
    let row = |memory_mb: u64| {
        let found = band
            .rows
            .iter()
            .find(|row| row[0] == Value::Count(memory_mb));
        found.unwrap()[2..5]
            .iter()
            .map(Value::shown)
            .collect::<Vec<_>>()
    };
    assert_eq!(row(256), ["200", "400", "400"]);
    assert_eq!(row(512), ["200", "200", "200"]);
    assert_eq!(row(1_769), ["200", "57.89", "57.89"]);
    assert_eq!(row(3_008), ["200", "57.89", "34.04"]);
    // 0.2 s x 0.5 GB x 0.0000166667 x 1,000,000 + 0.20.
    assert_eq!(shown(&plan, "per_million"), "$1.87");
    assert_eq!(shown(&plan, "month"), "$1.87");
    assert!(plan.figure("vcpus").unwrap().source.contains("1,769 MB"));
}

#[test]
fn cost_of_a_month_follows_the_bill() {
    let text = [report(128, 1_000), report(1_024, 250)].map(|it| it.repeat(5));
    let mut request = request(&text.concat());
    request.rate = Some("1000000/month".parse().unwrap());
    let plan = request.answer().unwrap().plan;
    // 1,000,000 x 1 s x 0.125 GB = 125,000 GB-s.
    assert_eq!(shown(&plan, "cheapest_month"), "$2.28");
    request.free = FreeTier::ALL;
    assert_eq!(
        shown(&request.answer().unwrap().plan, "cheapest_month"),
        "$0.00"
    );
}

#[test]
fn old_log_is_priced_by_todays_rules() {
    let old = "REPORT RequestId: 1 Duration: 101.20 ms Billed Duration: 200 ms Memory Size: 128 MB Init Duration: 300.5 ms\n";
    let plan = answer(&old.repeat(4)).plan;
    assert_eq!(shown(&plan, "rounding"), "100 ms");
    assert_eq!(shown(&plan, "init_billing"), "free");
    assert!(
        plan.warnings.iter().any(|it| it.contains("2020-12-01")),
        "{:?}",
        plan.warnings
    );
    let sizes = plan
        .tables
        .iter()
        .find(|table| table.key == "sizes")
        .unwrap();
    // 101.2 + 300.5, rounded up together.
    assert_eq!(sizes.rows[0][4].shown(), "402");
}

#[test]
fn log_without_reports_gives_no_plan() {
    assert!(request("START RequestId: 1\n").answer().is_none());
    let timeout = report(128, 3_000).replace('\n', " Status: timeout\n");
    assert!(request(&timeout).answer().is_none());
}

#[test]
fn drawing_is_a_complete_svg_file() {
    for text in [committed("thumbnails.log"), report(512, 1_000)] {
        let svg = answer(&text).svg();
        assert!(
            svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                && svg.ends_with("</svg>\n")
        );
        assert_eq!(
            svg.matches("<polyline").count(),
            if text.len() > 1_000 { 3 } else { 2 }
        );
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}
