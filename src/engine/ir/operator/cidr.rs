//! `cidr`: the string is an IP address in this block.

use crate::error::{Code, Error};
use tidegate_json::{Json, JsonKind};

use super::super::address::{self, NotAddress};
use super::super::leaf_test::{AddressTest, Test};
use super::super::text::shown;
use super::bad_operand;

const FORM: &str = "write an address, a slash and the number of bits, such as \"10.0.0.0/8\"";

pub(super) fn lower(operand: &Json) -> Result<Test, Error> {
    let JsonKind::String(text) = &operand.kind else {
        // AWS's text names the wrong operator here.
        let aws = "prefix match pattern must be a string";
        return Err(bad_operand(operand, "cidr takes a string", aws).help(FORM));
    };
    let text = shown(text);
    block(&text).map_err(|aws| {
        let message = format!("{text:?} is not an address block");
        Error::new(Code::BadCidr, operand.span, message)
            .help(help(&aws))
            .aws(aws)
    })
}

fn help(aws: &str) -> &'static str {
    if aws.contains("mask bits must be <") {
        "AWS takes no /32 (IPv4) or /128 (IPv6) block; write the address itself as a plain value"
    } else {
        FORM
    }
}

/// The block's range, or AWS's reason. Host bits are ignored. Trailing slashes are, too, as Java's `split` drops
/// trailing empty parts.
fn block(text: &str) -> Result<Test, String> {
    let mut parts: Vec<&str> = text.split('/').collect();
    while parts.len() > 1 && parts.last() == Some(&"") {
        parts.pop();
    }
    let [base, bits] = parts[..] else {
        return Err("Malformed CIDR, one '/' required".to_owned());
    };
    let bits: i32 = bits
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
    let low = digits
        .iter()
        .enumerate()
        .map(|(at, digit)| digit & !free_bits(at, bits))
        .collect();
    let high = digits
        .iter()
        .enumerate()
        .map(|(at, digit)| digit | free_bits(at, bits))
        .collect();
    Ok(Test::Address(AddressTest {
        low,
        high,
        whole: false,
        reads_numbers: true,
    }))
}

/// The bits of the hex digit at `at` that lie behind the first `bits` bits of the address.
fn free_bits(at: usize, bits: usize) -> u8 {
    0xf >> bits.saturating_sub(4 * at).min(4)
}
