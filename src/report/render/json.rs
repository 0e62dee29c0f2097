//! JSON as every command writes it: indented, ending in a line break, harmless on a terminal.

use serde::Serialize;

use crate::safe::safe_json;

/// The document as JSON text. Its keys stand in the order of its fields.
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Counts {
///     schema: &'static str,
///     read: u64,
/// }
/// let text = tidegate_report::json(&Counts { schema: "example/v1", read: 3 });
/// assert_eq!(text, "{\n  \"schema\": \"example/v1\",\n  \"read\": 3\n}\n");
/// ```
///
/// # Panics
/// If the document has a map whose keys are not strings, which none of ours has.
#[must_use]
pub fn json(document: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(document);
    safe_json(&text.expect("a document with string keys can always be written")) + "\n"
}
