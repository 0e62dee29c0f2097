//! `cidr`: the string is an IP address in this block.
//!
//! Documented:
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-ip-matching>, read
//! 2026-11-23.

use tidegate_json::{Json, JsonKind};

use crate::error::{Code, Error};
use crate::ir::address::{self, Digits, NotAddress};
use crate::ir::leaf_test::{AddressTest, Test};
use crate::ir::text::shown;
use crate::ir::words::{Context, Value, address_near_miss, looks_elsewhere};

use super::operand::{Meaning, Spelling, bad_operand, json_object, json_string};

const FORM: &str = "write an address, a slash and the number of bits, such as \"10.0.0.0/8\"";

/// The block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cidr {
    /// As written.
    text: Box<str>,
    base: Digits,
    /// The number of leading bits of the base that count; always fewer than all of them.
    bits: usize,
}

impl Spelling for Cidr {
    const NAME: &'static str = "cidr";

    fn read(operand: &Json) -> Result<Self, Error> {
        let JsonKind::String(text) = &operand.kind else {
            // AWS's text names the wrong operator here.
            let aws = "prefix match pattern must be a string";
            return Err(bad_operand(operand, "cidr takes a string", aws).help(FORM));
        };
        let text = shown(text);
        let (base, bits) = block(&text).map_err(|aws| {
            let message = format!("{text:?} is not an address block");
            Error::new(Code::BadCidr, operand.span, message)
                .help(help(&text, &aws))
                .aws(aws)
        })?;
        let text = text.into();
        Ok(Self { text, base, bits })
    }
}

fn help(text: &str, aws: &str) -> &'static str {
    let is_one_address = text.ends_with("/32") || text.ends_with("/128");
    match (aws, is_one_address) {
        ("IPv4 mask bits must be < 32" | "IPv6 mask bits must be < 128", true) => {
            "AWS accepts no /32 (IPv4) or /128 (IPv6) block; write the address itself as a plain value"
        }
        ("IPv4 mask bits must be < 32", false) => "an IPv4 block has 0 to 31 mask bits",
        ("IPv6 mask bits must be < 128", false) => "an IPv6 block has 0 to 127 mask bits",
        _ => FORM,
    }
}

/// The block's base and bits, or AWS's reason for refusing it. Trailing slashes are ignored, because Java's `split`
/// drops trailing empty parts.
fn block(text: &str) -> Result<(Digits, usize), String> {
    let mut parts: Vec<&str> = text.split('/').collect();
    while parts.len() > 1 && parts.last() == Some(&"") {
        parts.pop();
    }
    let [base, bits] = parts[..] else {
        return Err("Malformed CIDR, one '/' required".to_owned());
    };
    let bits: i32 = java_digits(bits)
        .parse()
        .map_err(|_| "Malformed CIDR, mask bits must be an integer".to_owned())?;
    let bits = usize::try_from(bits)
        .map_err(|_| "Malformed CIDR, mask bits must not be negative".to_owned())?;
    let digits = address::read(base.as_bytes()).map_err(|reason| match reason {
        NotAddress::Other => format!("Nonstandard IP address: {base}"),
        NotAddress::Malformed => format!("Invalid IP address: {base}"),
    })?;
    if bits >= digits.len() * 4 {
        return Err(match digits.len() {
            8 => "IPv4 mask bits must be < 32".to_owned(),
            _ => "IPv6 mask bits must be < 128".to_owned(),
        });
    }
    Ok((digits, bits))
}

/// The zeros of the decimal digits in Unicode's basic plane. Each is followed by the digits one to nine:
/// `Character.digit` of Java 25.0.3 for every `char` (2026-11-30).
const ZEROS: [char; 37] = [
    '\u{30}', '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}',
    '\u{b66}', '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}',
    '\u{f20}', '\u{1040}', '\u{1090}', '\u{17e0}', '\u{1810}', '\u{1946}', '\u{19d0}', '\u{1a80}',
    '\u{1a90}', '\u{1b50}', '\u{1bb0}', '\u{1c40}', '\u{1c50}', '\u{a620}', '\u{a8d0}', '\u{a900}',
    '\u{a9d0}', '\u{a9f0}', '\u{aa50}', '\u{abf0}', '\u{ff10}',
];

/// The text with every decimal digit of the basic plane replaced by its ASCII digit: Java's `Integer.parseInt` reads
/// these, but not digits that are surrogate pairs (event-ruler 2.0.1, `CIDR.cidr`; run on 2.0.1 and 2.1.0, 2026-11).
fn java_digits(text: &str) -> String {
    let ascii = |character: char| {
        let value = ZEROS.iter().find_map(|&zero| {
            let value = u32::from(character).checked_sub(u32::from(zero))?;
            char::from_digit(value, 10)
        });
        value.unwrap_or(character)
    };
    text.chars().map(ascii).collect()
}

impl Meaning for Cidr {
    /// Ignores the host bits of the base.
    fn lower(&self, tests: &mut Vec<Test>) {
        let digits = || self.base.iter().zip(0..);
        let low = digits().map(|(digit, at)| digit & !free_bits(at, self.bits));
        let high = digits().map(|(digit, at)| digit | free_bits(at, self.bits));
        tests.push(Test::Address(AddressTest {
            low: low.collect(),
            high: high.collect(),
            whole: false,
            reads_numbers: true,
        }));
    }

    fn json(&self) -> Json {
        json_object(Self::NAME, json_string(self.text.as_bytes()))
    }

    fn near_miss(&self, value: Value<'_>, _context: Context<'_>) -> Option<String> {
        match value {
            Value::String(found) => address_near_miss(found),
            Value::Number(_) | Value::Bool(_) | Value::Null => None,
        }
    }

    fn mismatch(&self, value: Value<'_>) -> String {
        let Value::String(found) = value else {
            return looks_elsewhere(value, Self::NAME, "looks at addresses in strings only");
        };
        match (address::digits(found).map(|it| it.len()), self.base.len()) {
            (Some(8), 32) => "an IPv4 address, and the block is IPv6".to_owned(),
            (Some(32), 8) => "an IPv6 address, and the block is IPv4".to_owned(),
            _ => format!("outside {}", self.text),
        }
    }
}

/// The bits of the hex digit at `at` that come after the first `bits` bits of the address.
fn free_bits(at: usize, bits: usize) -> u8 {
    0xf >> bits.saturating_sub(4 * at).min(4)
}
