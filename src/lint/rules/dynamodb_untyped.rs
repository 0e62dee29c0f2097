//! L0206: an attribute of DynamoDB without its type.

use tidegate_json::Json;

use crate::edit::replaced;
use crate::explanation::{Example, Explanation};
use crate::field::{Field, Step};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};
use crate::rules::operator_as_field::is_operator;
use crate::typed::{IMAGES, typed_image, untyped_step, wants_number};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0206",
        name: "dynamodb-untyped",
        severity: Severity::Error,
        also: None,
        meaning: "A DynamoDB stream record holds each attribute under its type: {\"status\":{\"S\":\"paid\"}} \
                  (DynamoDB API Reference, \"AttributeValue\", read 2026-11-30). A filter on the attribute itself asks \
                  for a value where the record has an object, so it never matches.",
        example: Example::of(
            "dynamodb",
            &[r#"{"dynamodb":{"NewImage":{"status":["paid"],"amount":{"N":["5"]}}}}"#],
        ),
        fix: "Name the type: S for strings, N for numbers (as strings), BOOL, NULL, M for a map, L for a list.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let attributes = fields.all.iter();
    let attributes = attributes.filter(|field| !is_operator(filter, field));
    let drafts = attributes.filter_map(|field| {
        let step = untyped_step(filter.source(), field)?;
        let name = step.name.rsplit('.').next().unwrap_or(&step.name);
        let effect = match (field.asks_absence_alone(), field.takes_absence()) {
            (true, _) => "this is always true",
            (false, true) => "only its absence can match",
            (false, false) => "this never matches",
        };
        let message = format!("the attribute `{name}` lacks its type, so {effect}");
        let draft = Draft::new(step.member.key_span, message);
        Some(match with_types(filter, field) {
            Some(fixed) => draft.fixed(fixed),
            None if field.values.iter().any(wants_number) => draft.help(format!(
                "numbers are strings under N, and strings have no ranges: {{\"{name}\": {{\"N\": [\"5\"]}}}}"
            )),
            None => draft.help(format!(
                "put its type between its name and the list: {{\"{name}\": {{\"S\": [...]}}}}; the types are S, N, BOOL, NULL, B, SS, NS, BS, M, L"
            )),
        })
    });
    drafts.collect()
}

/// Returns the filter with types put into the image that the field is in.
fn with_types(filter: &Filter<'_>, field: &Field<'_>) -> Option<Json> {
    let is_image = |step: &&Step<'_>| IMAGES.contains(&&*step.name);
    let image = &field.steps.iter().find(is_image)?.member.value;
    let has_dots = field.steps.iter().any(|step| step.name.contains('.'));
    if has_dots {
        return None;
    }
    let typed = typed_image(image.members())?;
    Some(replaced(filter.root(), image.span, &typed))
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn types_are_put_in_where_the_values_tell_them() {
        for (image, fixed) in [
            (r#"{"s":["x"]}"#, Some(r#"{"s":{"S":["x"]}}"#)),
            (r#"{"n":[5]}"#, Some(r#"{"n":{"N":["5"]}}"#)),
            (r#"{"b":[true]}"#, Some(r#"{"b":{"BOOL":[true]}}"#)),
            (
                r#"{"m":{"x":["y"]}}"#,
                Some(r#"{"m":{"M":{"x":{"S":["y"]}}}}"#),
            ),
            (
                r#"{"m":{"M":{"b":["x"]}}}"#,
                Some(r#"{"m":{"M":{"b":{"S":["x"]}}}}"#),
            ),
            (r#"{"l":{"L":["x"]}}"#, Some(r#"{"l":{"L":{"S":["x"]}}}"#)),
            (r#"{"a":{"s":["x"]}}"#, Some(r#"{"a":{"S":["x"]}}"#)),
            (r#"{"a":[{"numeric":[">",5]}]}"#, None),
            (r#"{"e":[{"exists":true}]}"#, None),
            (r#"{"x":["a",1]}"#, None),
        ] {
            let pattern = |image: &str| format!(r#"{{"dynamodb":{{"OldImage":{image}}}}}"#);
            let finding = found("L0206", "dynamodb", &pattern(image));
            assert_eq!(finding.fixed, fixed.map(pattern), "{image}");
        }
    }

    #[test]
    fn typed_attributes_and_other_keys_are_not_found() {
        clean(
            "L0206",
            "dynamodb",
            r#"{"dynamodb":{"NewImage":{"m":{"M":{"x":{"S":["y"]}}}}}}"#,
        );
        clean(
            "L0206",
            "dynamodb",
            r#"{"dynamodb":{"StreamViewType":["NEW_IMAGE"]}}"#,
        );
        clean(
            "L0206",
            "dynamodb",
            r#"{"dynamodb":{"Keys":{"id":{"S":[{"exists":false}]}}}}"#,
        );
    }
}
