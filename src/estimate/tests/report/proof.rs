//! Filters that provably match no record: the figures are exact, and nothing mentions the sample's size.

use tidegate::Source;
use tidegate_estimate::Proof;
use tidegate_report::Palette;

use crate::first_screen::{Times, answer_with};

const TIMES: [Times; 3] = [Times::Unknown, Times::Stated, Times::Recorded];

#[test]
fn proof_leaves_no_invocation_possible() {
    for source in Source::ALL {
        for times in TIMES {
            let report = answer_with(source, times, 0, Proof::NeverMatches);
            let (name, filtered) = (format!("{source:?}, {times:?}"), report.forecast.filtered);
            assert_eq!(filtered.array(), [0; 4], "{name}");
            assert_eq!(report.sampling, None, "{name}");
            let text = report.document().text(80, &Palette::PLAIN);
            for word in ["95 % sure:", "rule of three", "at most 3", "possible"] {
                assert!(!text.contains(word), "{name}: {word}\n{text}");
            }
            assert!(
                text.contains("delivers NONE of 400 records and no other record either"),
                "{text}"
            );
            assert!(text.contains("none can match"), "{name}:\n{text}");
        }
    }
}

#[test]
fn without_a_proof_the_sample_leaves_some_possible() {
    for times in TIMES {
        let report = answer_with(Source::Sqs, times, 0, Proof::Open);
        let text = report.document().text(80, &Palette::PLAIN);
        assert!(!text.contains("no other record"), "{text}");
        assert!(text.contains("95 % sure: 0 to 0.95 %"), "{text}");
    }
}

#[test]
fn match_disproves_a_proof() {
    let report = answer_with(Source::Kinesis, Times::Recorded, 40, Proof::NeverMatches);
    assert!(!report.never_matches());
    assert!(report.sampling.is_some());
    assert!(report.forecast.filtered.expected > 0);
}
