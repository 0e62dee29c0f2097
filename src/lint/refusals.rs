//! Explanations of the codes that the engine refuses patterns with, and of those of filter documents. The rules are
//! AWS's (event-ruler 2.0.1, `JsonRuleCompiler`, and the API's limits); the engine's files cite each.

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;

const fn refusal(
    code: &'static str,
    name: &'static str,
    meaning: &'static str,
    filters: &'static [&'static str],
    fix: &'static str,
) -> Explanation {
    Explanation {
        code,
        name,
        severity: Severity::Error,
        also: None,
        meaning,
        example: Example::of("eventbridge", filters),
        fix,
    }
}

/// In the order of the codes.
pub(crate) const REFUSALS: &[Explanation] = &[
    refusal(
        "E0101",
        "not-json",
        "The pattern is not JSON: a comma or quote is missing, or a key is not in double quotes. AWS reads patterns as \
         strict JSON, without comments and without a comma after the last element.",
        &[r#"{"detail":{"state":["paid"]}"#],
        "Write strict JSON. The place shown is the first at which the text can't go on as JSON.",
    ),
    refusal(
        "E0102",
        "too-deep",
        "The pattern nests more objects and lists than AWS's JSON reader takes.",
        &[],
        "Name the field by a dotted key instead: {\"a.b.c\":[\"x\"]} means the same as {\"a\":{\"b\":{\"c\":[\"x\"]}}}.",
    ),
    refusal(
        "E0201",
        "not-an-object",
        "A pattern is a JSON object whose keys are the fields of the record. A list, a string or a number is not one. A \
         string that holds a pattern is reported as L0103.",
        &[r#""paid""#],
        "Write the field around it: {\"detail\":{\"state\":[\"paid\"]}}.",
    ),
    refusal(
        "E0202",
        "empty-object",
        "An object of a pattern has no fields. AWS refuses `{}` at every level.",
        &[r#"{"detail":{}}"#],
        "Name a field in it, or leave the object out: AWS ignores fields that the pattern does not name. To ask that the \
         object is there, name one of its fields with [{\"exists\":true}].",
    ),
    refusal(
        "E0203",
        "empty-list",
        "A field has an empty list, so no value could satisfy it. Older releases of the CDK wrote `[]` for null.",
        &[r#"{"detail":{"state":[]}}"#],
        "List a value. For an absent field write [{\"exists\":false}], for null [null], for an empty string [\"\"].",
    ),
    refusal(
        "E0204",
        "bare-value",
        "A field's value is neither a list nor an object. AWS wants the values in a list, even a single one.",
        &[r#"{"detail":{"state":"paid"}}"#],
        "Put the value in a list: {\"detail\":{\"state\":[\"paid\"]}}.",
    ),
    refusal(
        "E0205",
        "nested-list",
        "A field's list holds a list. Lists in records need no list in the pattern: a field matches if any element of \
         the record's list does.",
        &[r#"{"detail":{"tags":[["a"]]}}"#],
        "Write the values in the one list: {\"detail\":{\"tags\":[\"a\"]}}.",
    ),
    refusal(
        "E0206",
        "unknown-operator",
        "No operator has this name. Operators are written in lower case with hyphens; there is no regular expression.",
        &[r#"{"detail":{"state":[{"prefxi":"pa"}]}}"#],
        "Use one of prefix, suffix, equals-ignore-case, anything-but, numeric, cidr, wildcard, exists.",
    ),
    refusal(
        "E0207",
        "bad-operand",
        "The operator doesn't take a value of this kind, such as `exists` with the string \"true\" instead of true.",
        &[r#"{"detail":{"state":[{"exists":"true"}]}}"#],
        "The message says what the operator takes. In YAML, write true, false and numbers without quotes.",
    ),
    refusal(
        "E0208",
        "operator-shape",
        "An object in a field's list holds more than one operator, or none.",
        &[r#"{"detail":{"state":[{"prefix":"a","suffix":"z"}]}}"#],
        "Give each operator an object of its own. Operators in one list are alternatives; there is no AND of two operators on \
         one field, except in a numeric range.",
    ),
    refusal(
        "E0209",
        "bad-number",
        "AWS compares numbers as doubles, and refuses one that a double can't hold exactly as it is written.",
        &[r#"{"detail":{"id":[{"numeric":["=",9007199254740993]}]}}"#],
        "Use fewer digits, or compare the number as a plain value: [9007199254740993] compares its text.",
    ),
    refusal(
        "E0210",
        "bad-wildcard",
        "The wildcard has two stars in a row, or a backslash before a character other than a star or a backslash.",
        &[r#"{"detail":{"path":[{"wildcard":"a**b"}]}}"#],
        "One star stands for any run of characters. For a star itself write \\\\* in JSON.",
    ),
    refusal(
        "E0211",
        "bad-cidr",
        "The text is not an address block: an address, a slash and fewer mask bits than the address has.",
        &[r#"{"detail":{"ip":[{"cidr":"10.0.0.1/32"}]}}"#],
        "Write a block such as 10.0.0.0/24. For a single address write it as a plain value: [\"10.0.0.1\"].",
    ),
    refusal(
        "E0212",
        "bad-or",
        "`$or` takes a list of at least two objects of fields, and inside it no field may have an operator's name.",
        &[r#"{"$or":[{"source":["a"]}]}"#],
        "Write {\"$or\":[{\"a\":[1]},{\"b\":[2]}]}. For alternatives of one field no $or is needed: list the values.",
    ),
    Explanation {
        code: "E0213",
        name: "not-in-profile",
        severity: Severity::Error,
        also: None,
        meaning: "The service doesn't take this: EventBridge Pipes has no wildcard and no operator inside anything-but, \
                  and streams take no filter on plain text.",
        example: Example::of(
            "pipes/sqs",
            &[r#"{"body":{"path":[{"wildcard":"*.jpg"}]}}"#],
        ),
        fix: "Use an operator that the service has, such as prefix, suffix or a list of values.",
    },
    refusal(
        "E0301",
        "pattern-too-long",
        "AWS takes patterns of at most 4,096 characters; white space counts.",
        &[],
        "Drop white space, shorten lists by prefix or suffix, or split the pattern into several filters.",
    ),
    refusal(
        "E0302",
        "too-many-combinations",
        "The lengths of the pattern's `$or` lists, multiplied, exceed 1,000.",
        &[],
        "Split the pattern into several, or list the values of one field instead of using `$or`.",
    ),
    refusal(
        "E0303",
        "too-many-paths",
        "event-ruler takes at most 256 different fields in one rule.",
        &[],
        "Split the pattern into several.",
    ),
    refusal(
        "E0304",
        "too-complex",
        "The pattern's wildcards are too complex: one value could match more than 10 of their beginnings at the same time. \
         Each star adds to that, and so do repeated characters after a star.",
        &[r#"{"detail":{"arn":[{"wildcard":"*:*:*:*:*:event-bus/*"}]}}"#],
        "Use fewer stars, prefix or suffix where they suffice, and no repeated characters after a star.",
    ),
    refusal(
        "E0305",
        "too-many-states",
        "The compiled program would need more memory than tidegate allows. This limit is tidegate's own, not AWS's.",
        &[],
        "Compile fewer patterns at once, or use fewer wildcards.",
    ),
    refusal(
        "E0401",
        "not-a-filter",
        "The filter document has something other than a filter where a filter should be.",
        &[],
        "A document is a pattern, a list of patterns, or {\"Filters\":[{\"Pattern\":\"...\"}]}.",
    ),
    refusal(
        "E0402",
        "no-filter",
        "The filter document has no filters. A mapping without filters delivers every record.",
        &[],
        "Write a filter, or leave out the option.",
    ),
    refusal(
        "E0403",
        "which-one",
        "The filter document holds several mappings, rules or pipes with different filters, as `aws lambda \
         list-event-source-mappings` and `aws events list-rules` print them, or none of the name that was given.",
        &[],
        "Name one after the file, as -f mappings.json#NAME: a mapping by its UUID or its function's name, a rule or a \
         pipe by its name.",
    ),
    refusal(
        "E0404",
        "source-not-filtered",
        "The mapping reads the change streams of a DocumentDB cluster, which AWS does not filter (Lambda Developer \
         Guide, \"Using AWS Lambda with Amazon DocumentDB\", read 2026-11-30).",
        &[],
        "Look at the events in the function's code.",
    ),
    refusal(
        "E0501",
        "template-not-read",
        "The template is not YAML or JSON at the place shown, so nothing of it is read.",
        &[],
        "Correct the place; `sam validate` and `cfn-lint` point at the same.",
    ),
    refusal(
        "E0502",
        "known-after-deployment",
        "The filter needs a value that stands in the template only by its name, such as an account number or the name of \
         a resource. No value is guessed, because the filter would then match other records than it does at AWS.",
        &[],
        "Give the value, as --set AWS::AccountId=111122223333.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::Filter;

    #[test]
    fn each_example_is_refused_with_its_code() {
        for explanation in REFUSALS {
            let route: tidegate_batch::Route = explanation.example.source.parse().unwrap();
            for text in explanation.example.filters {
                let error = Filter::read(text, route, route.profile()).unwrap_err();
                assert_eq!(error.code().as_str(), explanation.code, "{text}");
            }
        }
    }
}
