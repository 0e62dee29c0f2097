//! L0301: a string that is an IP address, which means the address and not its spelling.

use tidegate::{Profile, Rule as EngineRule};
use tidegate_json::Json;

use crate::edit::{object, replaced, string};
use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0301",
        name: "address-literal",
        severity: Severity::Info,
        also: None,
        meaning: "A plain string that is an IP address matches every spelling of that address: \"10.0.0.1\" also \
                  matches \"010.0.0.1\" and \"::ffff:a00:1\" (event-ruler 2.0.1, CIDR.ipToRangeIfPossible). Version \
                  numbers of four parts look like addresses.",
        example: Example::of("sqs", &[r#"{"body":{"version":["10.0.0.1"]}}"#]),
        fix: "If you mean only this spelling, write {\"equals-ignore-case\":\"10.0.0.1\"}.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let values = fields.all.iter().flat_map(|field| field.values);
    let addresses = values.filter_map(|value| Some((value, address(value)?)));
    addresses
        .map(|(value, text)| {
            let message = format!("{value} is an IP address, and matches every spelling of it");
            let exact = object("equals-ignore-case", string(text));
            Draft::new(value.span, message)
                .help("nothing to do unless only this spelling is meant")
                .fixed(replaced(filter.root(), value.span, &exact))
        })
        .collect()
}

/// Returns the text of a value that the engine reads as an address: an address block accepts no other.
fn address(value: &Json) -> Option<&str> {
    let text = value.as_str()?;
    let looks_like_one = text.len() > 1
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':'));
    let block = format!(r#"{{"a":[{{"cidr":"{text}/1"}}]}}"#);
    (looks_like_one && EngineRule::read(&block, Profile::Ruler).is_ok()).then_some(text)
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn addresses_of_both_kinds_are_found_and_other_texts_are_not() {
        found("L0301", "sqs", r#"{"body":{"ip":["10.0.0.1","x"]}}"#);
        found("L0301", "sqs", r#"{"body":{"ip":["2001:db8::1"]}}"#);
        for text in [
            "1.2.3",
            "10.0.0.1/8",
            "",
            "::g",
            "12",
            "a.b.c.d",
            "10.0.0.256",
        ] {
            clean(
                "L0301",
                "sqs",
                &format!(r#"{{"body":{{"ip":["{text}"]}}}}"#),
            );
        }
        clean("L0301", "sqs", r#"{"body":{"ip":[{"prefix":"10.0.0.1"}]}}"#);
    }
}
