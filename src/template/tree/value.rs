//! The values of plain YAML scalars. CloudFormation and SAM read YAML 1.1, in which `yes`, `on` and `0123` are not texts.
//!
//! Source: YAML 1.1 type repository (bool, null, int, float), and PyYAML's resolver, both read 2026-11-29.

/// Returns the JSON of a plain scalar that is not a text, or `None` if it is one.
pub(crate) fn plain(text: &str) -> Option<String> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Some("null".to_owned()),
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => {
            return Some("true".to_owned());
        }
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            return Some("false".to_owned());
        }
        _ => {}
    }
    number(text)
}

fn number(text: &str) -> Option<String> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = if text.starts_with('-') { "-" } else { "" };
    let first = *digits.as_bytes().first()?;
    if first == b'_' || !(first.is_ascii_digit() || first == b'.') {
        return None;
    }
    let clean: String = digits.chars().filter(|it| *it != '_').collect();
    let integer = integer(&clean);
    let number = integer.or_else(|| fraction(&clean))?;
    Some(format!("{sign}{number}"))
}

fn integer(digits: &str) -> Option<String> {
    let radix = |prefix: &str, radix| {
        let rest = digits.strip_prefix(prefix).filter(|it| !it.is_empty())?;
        let value = u128::from_str_radix(rest, radix).ok()?;
        (!rest.starts_with('+')).then(|| value.to_string())
    };
    let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits && (digits.len() == 1 || !digits.starts_with('0')) {
        return Some(digits.to_owned());
    }
    radix("0x", 16)
        .or_else(|| radix("0b", 2))
        .or_else(|| radix("0", 8))
}

/// YAML 1.1 wants a point in a number with a fraction, and a sign in an exponent.
fn fraction(digits: &str) -> Option<String> {
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (digits, None),
    };
    let (whole, part) = mantissa.split_once('.')?;
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(part) || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    let exponent = match exponent {
        None => String::new(),
        Some(exponent) => {
            let power = exponent
                .strip_prefix(['-', '+'])
                .filter(|it| !it.is_empty())?;
            is_digits(power).then(|| format!("e{exponent}"))?
        }
    };
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let part = if part.is_empty() { "0" } else { part };
    Some(format!("{whole}.{part}{exponent}"))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_and_numbers_of_yaml_1_1_are_not_texts() {
        for (text, json) in [
            ("yes", "true"),
            ("Off", "false"),
            ("~", "null"),
            ("0123", "83"),
            ("1_000", "1000"),
            ("-5", "-5"),
            ("0x1f", "31"),
            ("1.50", "1.50"),
            (".5", "0.5"),
            ("1.", "1.0"),
            ("1.5e+3", "1.5e+3"),
            ("+7", "7"),
        ] {
            assert_eq!(plain(text).as_deref(), Some(json), "{text}");
        }
    }

    #[test]
    fn other_scalars_are_texts() {
        for text in [
            "0129",
            "012345678901a",
            "y",
            "n",
            "1e3",
            "1.5e3",
            "a1",
            "1.2.3",
            "-",
            "+",
            ".",
            "_1",
            "1-2",
            "0x",
            "0b2",
        ] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
