//! The settings of the mapping, in words.

use tidegate::Source;
use tidegate_figures::count;
use tidegate_mapping::Delivery;

use crate::model::Report;

/// Returns `kinesis, batch size 100, window 0 s`.
pub(in crate::document) fn setting(report: &Report) -> String {
    if report.route.source() == Source::EventBridge {
        return report.route.name().to_owned();
    }
    let is_fifo = report.route.source() == Source::Sqs && !report.delivery.is_standard_queue();
    format!(
        "{}{}, batch size {}, window {}",
        report.route.name(),
        if is_fifo { " FIFO" } else { "" },
        count(report.delivery.batch_size().get().into()),
        window(report),
    )
}

/// Returns the batch window: `5 s`.
pub(super) fn window(report: &Report) -> String {
    let window_ms = report.delivery.window_ms();
    if window_ms.is_multiple_of(1000) {
        format!("{} s", window_ms / 1000)
    } else {
        format!("{window_ms} ms")
    }
}

/// Returns the source's own word for a lane, in the singular.
pub(super) fn lane_noun(report: &Report) -> &'static str {
    match &report.delivery {
        Delivery::Mapping(mapping) => mapping.lane_noun(),
        Delivery::Rule => "queue",
    }
}
