//! Compares reports with the files in `expected/`.

use std::path::Path;

use snapbox::assert::DEFAULT_ACTION_ENV;
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};
use tidegate_estimate::Report;
use tidegate_report::Palette;

use crate::stage;

/// Compares `rendered` with the file `name`, character for character.
#[track_caller]
fn check(name: &str, rendered: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report/expected");
    // snapbox reads `\r\n` as `\n`, for checkouts on Windows, and so would not see it in the report.
    assert!(!rendered.contains('\r'), "{rendered:?}");
    let expected = Data::read_from(&path.join(name), Some(DataFormat::Text));
    let comparison = Assert::new().action_env(DEFAULT_ACTION_ENV);
    comparison.eq(rendered, expected.raw());
}

#[track_caller]
fn check_all(name: &str, report: &Report) {
    for width in [60, 80] {
        let screen = report.first_screen(width).text(width, &Palette::PLAIN);
        check(&format!("{name}.first.{width}.txt"), &screen);
    }
    check(
        &format!("{name}.60.txt"),
        &report.document().text(60, &Palette::PLAIN),
    );
    check(
        &format!("{name}.120.txt"),
        &report.document().text(120, &Palette::PLAIN),
    );
    check(&format!("{name}.md"), &report.document().markdown());
    check(&format!("{name}.json"), &report.json());
}

#[test]
fn stream_with_recorded_times_and_prices_is_rendered() {
    let report = stage::stream();
    check_all("stream", &report);
    check(
        "stream.colour.txt",
        &report.document().text(80, &Palette::ANSI),
    );
}

/// A thousand million messages, one in ten delivered, in full batches of ten: 65,132,156 invocations; $145.00 today,
/// $48.50 with the filter.
#[test]
fn backlog_of_a_queue_is_rendered() {
    let report = stage::backlog();
    assert_eq!(report.forecast.unfiltered.expected, 100_000_000);
    assert_eq!(report.forecast.filtered.expected, 65_132_156);
    let cost = report.cost.as_ref().unwrap();
    assert_eq!(cost.today().plain(), "145.00");
    assert_eq!(
        cost.filtered().array().map(|amount| amount.plain()),
        ["14.50", "48.50", "48.50", "70.00"]
    );
    check_all("backlog", &report);
}

#[test]
fn sample_without_times_is_rendered() {
    check_all("groups", &stage::groups());
}

#[test]
fn bus_is_rendered() {
    check_all("bus", &stage::bus());
}

#[test]
fn no_match_is_at_most_three() {
    let report = stage::no_match();
    check_all("no-match", &report);
    let warnings = report.warnings().concat();
    assert!(warnings.contains("at most 3/1,000"), "{warnings}");
    for text in [
        report.document().text(80, &Palette::PLAIN),
        report.document().markdown(),
    ] {
        assert!(
            text.contains("at least $") || text.contains("at least \\$"),
            "{text}"
        );
        assert!(!text.contains("≤ 0.00") && !text.contains("≤ 0 "), "{text}");
    }
}

/// If no event of five hundred matches, at most three matches are possible: 622,080 a month of 40/s.
#[test]
fn no_match_on_a_bus_is_at_most_three_too() {
    let report = stage::bus_no_match();
    assert_eq!(report.forecast.filtered.expected, 622_080);
    assert!(report.is_upper_bound());
    let text = report.document().text(80, &Palette::PLAIN);
    assert!(
        text.contains("≤ 622,080") && !text.contains("≤ 0.00"),
        "{text}"
    );
}

#[test]
fn no_line_of_text_is_wider_than_the_terminal() {
    for (name, report) in stage::ALL.iter() {
        for width in 60..=120 {
            for document in [report.document(), report.first_screen(width)] {
                let text = document.text(width, &Palette::PLAIN);
                let wide = text.lines().find(|line| line.chars().count() > width);
                assert_eq!(wide, None, "{name} in {width} columns");
            }
        }
    }
}

#[test]
fn first_screen_has_twenty_lines_at_most() {
    for (name, report) in stage::ALL.iter() {
        let text = report.first_screen(80).text(80, &Palette::PLAIN);
        assert!(text.lines().count() <= 20, "{name}:\n{text}");
        assert!(!text.contains("$0.00"), "{name}:\n{text}");
    }
}

/// Savings of a filter that delivers nothing are not praised.
#[test]
fn nothing_delivered_is_the_headline() {
    for report in [stage::no_match(), stage::bus_no_match()] {
        let screen = report.first_screen(80);
        let headline = screen.headline.clone().unwrap();
        assert!(
            headline.lead.starts_with("delivers NONE of "),
            "{headline:?}"
        );
        assert_eq!(headline.tone, tidegate_report::Tone::Alarm);
        let text = screen.text(80, &Palette::ANSI);
        assert!(text.contains("\u{1b}[1;31mdelivers NONE"), "{text}");
        assert!(!text.contains("saves"), "{text}");
    }
}

#[test]
fn names_from_outside_are_harmless() {
    let report = stage::hostile();
    for text in [report.document().markdown(), report.document().html()] {
        assert!(
            !text.contains("<script") && !text.contains("<img"),
            "{text}"
        );
    }
    assert!(!report.document().markdown().contains("@everyone"));
    for text in [
        report.document().text(80, &Palette::PLAIN),
        report.document().markdown(),
        report.document().html(),
    ] {
        assert!(!text.contains(['\u{202e}', '\u{1b}', '\u{0}']), "{text}");
    }
}
