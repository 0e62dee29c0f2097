//! L0207: a filter on an image that the table's stream does not carry.

use tidegate::Source;
use tidegate_batch::Route;
use tidegate_json::Json;
use tidegate_template::{Dialect, Entry, Subject, Template};

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, filtered, setting, span};
use crate::rule::{Check, Rule};

const VIEW: &str = "StreamSpecification.StreamViewType";

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0207",
        name: "dynamodb-no-image",
        severity: Severity::Error,
        also: None,
        meaning: "A filter that asks for a value in an image that the table's stream does not carry never matches. \
                  StreamViewType says which it carries: NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES or KEYS_ONLY (DynamoDB \
                  API Reference, \"StreamSpecification\", read 2026-11-30).",
        example: Example::of("dynamodb", &[]),
        fix: "Set StreamViewType to NEW_AND_OLD_IMAGES, or filter on an image that the stream has.",
    },
    check: Check::Template(check),
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    let tables = filtered(template)
        .filter(|(_, it)| it.route().map(Route::source) == Some(Source::DynamoDb));
    tables
        .flat_map(|(index, entry)| of_table(index, entry))
        .collect()
}

fn of_table(index: usize, entry: &Entry) -> Vec<PlacedDraft> {
    let setting = setting(entry, Subject::Source, VIEW);
    let view = setting.and_then(|it| it.value.as_ref()?.as_str());
    let (Some(setting), Some(view)) = (setting, view) else {
        return Vec::new();
    };
    let filters = entry.filters.iter();
    let found = filters.flat_map(|filter| {
        let missing = missing(view).iter();
        let asked = missing.filter_map(|image| Some((*image, asked(filter.text.text(), image)?)));
        asked.map(|(image, key)| {
            let message =
                format!("the table's stream has no {image} ({view}), so this filter never matches");
            let place = filter.text.source(key);
            PlacedDraft::new(index, span(&place), message)
                .help(match entry.dialect() {
                    Dialect::CloudFormation | Dialect::Serverless => {
                        "set `StreamViewType` to NEW_AND_OLD_IMAGES"
                    }
                    Dialect::Terraform => "set `stream_view_type` to \"NEW_AND_OLD_IMAGES\"",
                })
                .related(span(&setting.range), "what the stream carries")
        })
    });
    found.collect()
}

/// Returns the images that a stream of this kind does not carry; none for a kind that is not known.
fn missing(view: &str) -> &'static [&'static str] {
    match view {
        "NEW_IMAGE" => &["OldImage"],
        "OLD_IMAGE" => &["NewImage"],
        "KEYS_ONLY" => &["OldImage", "NewImage"],
        _ => &[],
    }
}

/// Returns the bytes of the key of an image in a pattern that asks for a value in it. A field that must not exist is
/// missing in every record, so asking for its absence is fine.
fn asked(pattern: &str, image: &str) -> Option<std::ops::Range<usize>> {
    let root = Json::parse_first(pattern).ok()?;
    let record = root.get("dynamodb")?;
    let member = record
        .members()
        .iter()
        .find(|it| it.key == image.as_bytes())?;
    let asks_absence = member.value.to_string().contains("\"exists\":false");
    (!asks_absence).then(|| member.key_span.range())
}
