//! Plain values, and `exactly`: the value is this one.

use crate::error::{Code, Error};
use tidegate_json::{Json, JsonKind};

use super::super::address;
use super::super::leaf_test::{AddressTest, Test};
use super::super::number::comparable;
use super::string_operand;

/// The tests of a plain value in a field's list. A string that is an IP literal means the address, not its spelling;
/// a number means its value and, beside that, its text.
pub(in crate::ir) fn value(json: &Json, tests: &mut Vec<Test>) -> Result<(), Error> {
    match &json.kind {
        JsonKind::String(text) => tests.push(address_or_text(text)),
        JsonKind::Number(text) => {
            let number = comparable(text.as_bytes());
            tests.extend(number.map(|key| Test::Number {
                low: key,
                high: key,
            }));
            tests.push(Test::Literal(text.as_bytes().into()));
        }
        JsonKind::Bool(value) => tests.push(Test::Literal(value.to_string().into_bytes().into())),
        JsonKind::Null => tests.push(Test::Literal(b"null"[..].into())),
        JsonKind::Array(_) | JsonKind::Object(_) => {
            return Err(Error::new(Code::NestedList, json.span, "a list inside a field's list")
                .help("a field's list holds plain values and operator objects; lists in events need no list here")
                .aws("Match value must be String, number, true, false, or null"));
        }
    }
    Ok(())
}

/// `exactly`: accepted by event-ruler 2.0.1, in no AWS guide; never an address.
pub(super) fn exactly(operand: &Json) -> Result<Test, Error> {
    string_operand(operand, "exact").map(text_test)
}

fn address_or_text(text: &[u8]) -> Test {
    match address::digits(text) {
        Some(digits) => Test::Address(AddressTest {
            low: (*digits).into(),
            high: (*digits).into(),
            whole: false,
            reads_numbers: true,
        }),
        None => text_test(text),
    }
}

/// Exact texts keep lone surrogates: Java compares them unit by unit.
fn text_test(text: &[u8]) -> Test {
    Test::Literal([&b"\""[..], text, b"\""].concat().into())
}
