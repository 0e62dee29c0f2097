//! One estimate, and its renderings: counts and a forecast in; text, Markdown or JSON out.
//! Everything a reader has to know to trust or distrust the figures is part of the report, in every rendering.

mod json;
mod markdown;
mod remarks;
mod text;
mod wrap;

use tidegate_batch::{Origin, Tally};

use crate::forecast::Forecast;
use crate::mapping::Mapping;
use crate::share::Share;

pub use text::Palette;

/// What an estimate found.
///
/// ```
/// use tidegate_batch::Tally;
/// use tidegate_savings::{Mapping, Report, SampleModel};
/// let origin = "kinesis".parse().unwrap();
/// let mapping = Mapping::new(origin, None, None)?;
/// let model = SampleModel::new(mapping.batch_size());
/// let report = Report {
///     origin,
///     mapping,
///     tally: Tally::new(1),
///     names: vec![None],
///     forecast: model.finish(),
///     group_size: model.group_size(),
/// };
/// assert!(report.json().contains(r#""schema": "tidegate.estimate/v1""#));
/// # Ok::<(), tidegate_savings::MappingError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Report {
    /// Where the records come from.
    pub origin: Origin,
    /// The settings the forecast was made for.
    pub mapping: Mapping,
    /// The records' fates.
    pub tally: Tally,
    /// The filters' names, by index; `None` where a filter has none.
    pub names: Vec<Option<String>>,
    /// Invocations, with the filters and without.
    pub forecast: Forecast,
    /// Records in a group of the model; see [`SampleModel::group_size`](crate::SampleModel::group_size).
    pub group_size: u64,
}

impl Report {
    /// The delivered share; `None` if no record was read.
    #[must_use]
    pub fn delivered_share(&self) -> Option<Share> {
        Share::of(self.tally.delivered, self.tally.read)
    }

    /// The schema `tidegate.estimate/v1`, indented.
    #[must_use]
    pub fn json(&self) -> String {
        json::render(self)
    }

    /// For a pull request's comment: GitHub's Markdown, with a hidden mark to find the comment again.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::render(self)
    }

    /// For a terminal of `width` columns.
    #[must_use]
    pub fn text(&self, width: usize, palette: &Palette) -> String {
        text::render(self, width, palette)
    }

    /// What the figures rest on.
    #[must_use]
    pub fn assumptions(&self) -> Vec<String> {
        remarks::assumptions(self)
    }

    /// What the filters leave as it is, though one might hope otherwise.
    #[must_use]
    pub fn not_saved(&self) -> &'static str {
        remarks::not_saved(self.origin)
    }

    /// What the reader should not overlook.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        remarks::warnings(self)
    }

    /// How the invocations were counted.
    #[must_use]
    pub fn model(&self) -> String {
        remarks::model(self)
    }

    /// `kinesis, batch size 100, window 0 s`.
    fn setting(&self) -> String {
        if self.origin == Origin::EventBridge {
            return self.origin.name().to_owned();
        }
        format!(
            "{}, batch size {}, window {}",
            self.origin.name(),
            crate::figures::count(self.mapping.batch_size().get().into()),
            window(self.mapping.window_ms()),
        )
    }
}

fn window(window_ms: u32) -> String {
    if window_ms.is_multiple_of(1000) {
        format!("{} s", window_ms / 1000)
    } else {
        format!("{window_ms} ms")
    }
}
