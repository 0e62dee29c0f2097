//! Decides which numbers can be compared, and in which order.
//!
//! In: the text of a JSON number. Out: its form, ten base-128 digits that sort as the number does, or an error if
//! event-ruler does not compare it. Invariant: two literals have the same form exactly if both are comparable and
//! denote the same number.
//!
//! Follows event-ruler 2.0.1, ComparableNumber.java:49-67 and :94-117, on a JDK of 19 or later: a
//! literal is comparable if it denotes exactly the decimal that `Double.toString` prints for the
//! nearest double (<https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html>,
//! read 2026-11-23).

/// The number of base-128 digits in a form.
const FORM_DIGITS: u32 = 10;

/// The form of `literal`.
///
/// # Errors
/// If event-ruler does not compare it. The text is event-ruler's.
pub(crate) fn form(literal: &str) -> Result<Vec<u8>, String> {
    let wanted = Decimal::read(literal).ok_or("value exceeds limits")?;
    let nearest = literal.parse().ok().filter(|value: &f64| value.is_finite());
    match nearest.filter(|value| Decimal::read(&printed(*value)).as_ref() == Some(&wanted)) {
        Some(0.0) => Ok(digits(0.0)),
        Some(value) => Ok(digits(value)),
        None => Err(format!("Cannot compare number : {literal}")),
    }
}

/// The text that `Double.toString` prints, in scientific notation: the shortest decimal of at least two digits that
/// reads back as `value`. Of several it is the nearest, and of two equally near the one whose last digit is even (Java
/// SE 19 API, read 2026-11-25). So the smallest double prints as 4.9E-324, although one digit would do (5E-324), and
/// 1583334417976607.25 ends in .2, where `{:e}` writes .3.
fn printed(value: f64) -> String {
    let shortest = format!("{value:e}");
    let mantissa = shortest.split('e').next().unwrap_or_default();
    let digits = mantissa.chars().filter(char::is_ascii_digit).count();
    // If a number of digits is given, ties go to the even digit.
    let nearest = format!("{value:.*e}", digits.max(2) - 1);
    if nearest.parse() == Ok(value) {
        nearest
    } else {
        shortest
    }
}

/// The bits of a double, changed so that they sort as the numbers do, with seven bits to a digit. The digits are cut
/// off with a signed shift, so the first is 0 or 127.
fn digits(value: f64) -> Vec<u8> {
    let bits = value.to_bits().cast_signed();
    let sorted = bits ^ ((bits >> 63) | i64::MIN);
    (0..FORM_DIGITS)
        .rev()
        .map(|place| {
            let digit = (sorted >> (7 * place)) & 0x7f;
            u8::try_from(digit).expect("seven bits fit in a byte")
        })
        .collect()
}

/// A decimal number without leading and trailing zeros.
#[derive(PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads a literal. `None` if the power of ten of its last digit is out of the range of a Java `BigDecimal`.
    fn read(literal: &str) -> Option<Self> {
        let (sign, rest) = match literal.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, literal),
        };
        let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let last_place = exponent.parse::<i64>().ok()? - i64::try_from(fraction.len()).ok()?;
        if last_place.abs() > i64::from(i32::MAX) {
            return None;
        }
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0').trim_end_matches('0');
        if significant.is_empty() {
            return Some(Decimal {
                negative: false,
                digits: String::new(),
                exponent: 0,
            });
        }
        let zeros = all.len() - all.trim_end_matches('0').len();
        Some(Decimal {
            negative: sign,
            digits: significant.to_owned(),
            exponent: last_place + i64::try_from(zeros).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::form;

    fn same(left: &str, right: &str) {
        assert!(form(left).is_ok(), "{left}");
        assert_eq!(form(left), form(right), "{left} {right}");
    }

    fn incomparable(literal: &str) {
        assert!(form(literal).is_err(), "{literal}");
    }

    #[test]
    fn spellings_of_one_number_have_the_same_form() {
        same("300", "3.0e2");
        same("300", "30000E-2");
        same("-0", "0");
        same("0.0e5", "0E-2147483647");
        assert_ne!(form("300"), form("301"));
    }

    #[test]
    fn forms_sort_as_numbers_do() {
        let ascending = [
            "-1e300", "-2", "-1", "-1e-300", "0", "4.9e-324", "1", "1.5", "9e99",
        ];
        for pair in ascending.windows(2) {
            assert!(form(pair[0]).unwrap() < form(pair[1]).unwrap(), "{pair:?}");
        }
    }

    #[test]
    fn literals_that_java_prints_differently_are_not_comparable() {
        same("9007199254740992", "9.007199254740992e15");
        incomparable("9007199254740993");
        incomparable("0.10000000000000000001");
        incomparable("1e400");
        incomparable("1e-400");
        incomparable("1152921504606846976");
        same("1e23", "100000000000000000000000");
    }

    #[test]
    fn numbers_are_printed_with_at_least_two_digits() {
        same("4.9e-324", "49E-325");
        incomparable("5e-324");
        same("2e-323", "2.0e-323");
    }

    #[test]
    fn exponents_over_a_java_int_are_not_comparable() {
        incomparable("0e2147483648");
        incomparable("0.0e-2147483647");
        same("0.0e2147483648", "0");
        incomparable("0e99999999999999999999");
    }
}
