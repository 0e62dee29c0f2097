//! Numbers as Terraform writes them in JSON: without exponents, and without zeros that say nothing.

/// The most digits that are written out. Terraform's numbers have about 150 digits.
const DIGITS_MAX: usize = 150;

/// Returns a number in the form of JSON; `None` if it is not a number, or too long.
pub(super) fn plain(written: &str) -> Option<String> {
    let written = written.trim();
    let (sign, rest) = match written.strip_prefix('-') {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", written),
    };
    let (mantissa, power) = match rest.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
        None => (rest, 0),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{part}");
    let is_number = !whole.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    if !is_number || digits.len() > DIGITS_MAX || power.unsigned_abs() as usize > DIGITS_MAX {
        return None;
    }
    let point = i32::try_from(whole.len()).ok()? + power;
    let (whole, part) = at_point(&digits, point);
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match (part, whole) {
        ("", "0") => "0".to_owned(),
        ("", whole) => format!("{sign}{whole}"),
        (part, whole) => format!("{sign}{whole}.{part}"),
    })
}

/// Returns the digits before and after the point.
fn at_point(digits: &str, point: i32) -> (String, String) {
    match usize::try_from(point) {
        Err(_) => {
            let zeros = "0".repeat(point.unsigned_abs() as usize);
            (String::new(), format!("{zeros}{digits}"))
        }
        Ok(point) if point >= digits.len() => {
            let zeros = "0".repeat(point - digits.len());
            (format!("{digits}{zeros}"), String::new())
        }
        Ok(point) => (digits[..point].to_owned(), digits[point..].to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn numbers_are_written_without_exponents_and_idle_zeros() {
        for (written, json) in [
            ("5", "5"),
            ("- 5", "-5"),
            ("1.50", "1.5"),
            ("1e3", "1000"),
            ("12.5e-3", "0.0125"),
            ("1.25e1", "12.5"),
            ("-0", "0"),
            ("007", "7"),
        ] {
            assert_eq!(plain(written).as_deref(), Some(json), "{written}");
        }
        for other in ["", "x", "1e999", "1.2.3", ".5", "1e"] {
            assert_eq!(plain(other), None, "{other}");
        }
    }
}
