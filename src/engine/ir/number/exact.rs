//! Numbers without exponent, compared by integer arithmetic alone. For most numbers of records this replaces parsing a
//! double and printing it again.
//!
//! A literal is `m / 10^k` with integers `m` and `k`, and a double near it is `f / 2^q`. Multiplied by `10^k * 2^q`
//! both are integers. So integers decide exactly which double is nearest, and whether a shorter decimal reads as the
//! same one. Edge cases (ties, powers of two) are left to the slower way.

use super::order::order_key;

const POWERS_OF_TEN: [u64; 20] = {
    let mut powers = [1; 20];
    let mut k = 1;
    while k < powers.len() {
        powers[k] = 10 * powers[k - 1];
        k += 1;
    }
    powers
};

/// Every decimal with a smaller significand, that is with at most fifteen digits, is the shortest form of its double.
const ALWAYS_SHORTEST: u64 = 1_000_000_000_000_000;
/// Significands from here on have more than seventeen digits; no double needs as many.
const LONGEST: u64 = 100_000_000_000_000_000;
/// The smallest mantissa of a normal double. All mantissas are less than twice this.
const MANTISSA_MIN: u64 = 1 << 52;
/// Largest `q` for which a literal of [`LONGEST`] stays a 127-bit integer.
const SHIFT_MAX: u64 = 69;

/// The key of a number; `Some(None)` if the literal is not comparable; `None` if integers alone can't decide.
pub(super) fn comparable(literal: &[u8]) -> Option<Option<u64>> {
    let (negative, number) = match literal {
        [b'-', number @ ..] => (true, number),
        _ => (false, literal),
    };
    let (significand, fraction_digits) = read(number)?;
    let double = if significand < ALWAYS_SHORTEST {
        // Both numbers are exact doubles, so only the quotient is rounded.
        significand as f64 / POWERS_OF_TEN[fraction_digits] as f64
    } else {
        match shortest(significand, fraction_digits)? {
            Some(double) => double,
            None => return Some(None),
        }
    };
    let is_negative = negative && significand > 0;
    Some(Some(order_key(if is_negative { -double } else { double })))
}

/// Returns `m` and `k` of a number with at most 19 characters, without the zeros at the end of its fraction.
fn read(number: &[u8]) -> Option<(u64, usize)> {
    if number.len() > 19 {
        return None;
    }
    let (whole, rest) = digits(0, number);
    let (mut significand, mut fraction_digits) = (whole, 0);
    if let Some((b'.', fraction)) = rest.split_first() {
        let after_digits;
        (significand, after_digits) = digits(whole, fraction);
        fraction_digits = fraction.len();
        if !after_digits.is_empty() {
            return None;
        }
    } else if !rest.is_empty() {
        return None;
    }
    while fraction_digits > 0 && significand % 10 == 0 {
        (significand, fraction_digits) = (significand / 10, fraction_digits - 1);
    }
    Some((significand, fraction_digits))
}

/// Appends the digits at the start of `text` to a number. Returns the number and the text after the digits. The number
/// must not overflow.
fn digits(mut number: u64, mut text: &[u8]) -> (u64, &[u8]) {
    while let Some((chunk, rest)) = text.split_first_chunk::<8>()
        && let Some(eight) = eight_digits(*chunk)
    {
        (number, text) = (number * 100_000_000 + eight, rest);
    }
    while let [digit @ b'0'..=b'9', rest @ ..] = text {
        (number, text) = (number * 10 + u64::from(digit - b'0'), rest);
    }
    (number, text)
}

/// The number that eight digits make, computed in pairs within one word; `None` if a byte is not a digit.
fn eight_digits(digits: [u8; 8]) -> Option<u64> {
    let word = u64::from_le_bytes(digits);
    let above_nine = word.wrapping_add(0x4646_4646_4646_4646);
    let values = word.wrapping_sub(0x3030_3030_3030_3030);
    if (above_nine | values) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    let pairs = values * 10 + (values >> 8);
    let low = (pairs & 0x0000_00ff_0000_00ff).wrapping_mul(0x000f_4240_0000_0064);
    let high = (pairs >> 16 & 0x0000_00ff_0000_00ff).wrapping_mul(0x0000_2710_0000_0001);
    Some(low.wrapping_add(high) >> 32)
}

/// The double nearest to `m / 10^k`, if that decimal is the shortest one that reads as this double; `Some(None)` if it
/// is not; `None` if integers alone can't decide.
fn shortest(significand: u64, fraction_digits: usize) -> Option<Option<f64>> {
    let last_digit = i128::from(significand % 10);
    if significand >= LONGEST || last_digit == 0 {
        return None;
    }
    let power = POWERS_OF_TEN[fraction_digits];
    // At most one unit in the last place away from the nearest double.
    let near = significand as f64 / power as f64;
    let shift = 1075_u64.checked_sub(near.to_bits() >> 52)?;
    if shift > SHIFT_MAX {
        return None;
    }
    let mantissa = near.to_bits() & (MANTISSA_MIN - 1) | MANTISSA_MIN;
    let ulp = i128::from(power);
    let step = 1_i128 << shift;
    let mut mantissa = i128::from(mantissa);
    let mut above = i128::from(significand) * step - mantissa * ulp;
    if above.abs() * 2 > ulp {
        mantissa += above.signum();
        above -= above.signum() * ulp;
    }
    let is_inside = mantissa > i128::from(MANTISSA_MIN) && mantissa < 2 * i128::from(MANTISSA_MIN);
    if !is_inside || above.abs() * 2 >= ulp || above.abs() * 2 == step {
        return None;
    }
    // The distances to the next decimals with one digit less, below and above.
    let shorter = [last_digit * step - above, (10 - last_digit) * step + above];
    if shorter.iter().any(|distance| distance * 2 == ulp) {
        return None;
    }
    let is_shortest = above.abs() * 2 < step && shorter.iter().all(|distance| distance * 2 > ulp);
    let mantissa = u64::try_from(mantissa).expect("it is positive and below 2^53");
    let bits = near.to_bits() & !(MANTISSA_MIN - 1) | mantissa & (MANTISSA_MIN - 1);
    Some(is_shortest.then(|| f64::from_bits(bits)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidegate_fixtures::testing::Draw;

    /// Checks that every literal decided by integers is decided as by parsing and printing. Returns the number of such
    /// literals.
    fn check(literals: impl Iterator<Item = String>) -> usize {
        let mut decided = 0;
        for literal in literals {
            let slowly = super::super::printed::comparable_by_printing(literal.as_bytes());
            if let Some(quickly) = comparable(literal.as_bytes()) {
                assert_eq!(quickly, slowly, "{literal}");
                decided += 1;
            }
        }
        decided
    }

    #[test]
    fn decimals_of_every_length_are_decided_as_by_printing() {
        let mut draw = Draw::new(1);
        let mut literal = || {
            let digits = 1 + draw.bits() % 19;
            let number = draw.bits() % 10_u64.pow(u32::try_from(digits).unwrap());
            let point = usize::try_from(draw.bits() % (digits + 1)).unwrap();
            let text = format!("{number:0width$}", width = usize::try_from(digits).unwrap());
            let (whole, fraction) = text.split_at(point);
            let whole = whole.trim_start_matches('0');
            let whole = if whole.is_empty() { "0" } else { whole };
            let sign = if draw.bits() & 1 == 0 { "-" } else { "" };
            let dot = if fraction.is_empty() { "" } else { "." };
            format!("{sign}{whole}{dot}{fraction}")
        };
        assert!(check((0..200_000).map(|_| literal())) > 100_000);
    }

    #[test]
    fn printed_doubles_and_their_neighbours_are_decided_as_by_printing() {
        let mut draw = Draw::new(7);
        let mut literals = || {
            let exponent = 1023 - 20 + draw.bits() % 75;
            let low_bits = [0, 1, 2, draw.bits(), MANTISSA_MIN - 1][(draw.bits() % 5) as usize];
            let double = f64::from_bits(exponent << 52 | low_bits & (MANTISSA_MIN - 1));
            let whole_digits = format!("{}", double.trunc()).len();
            let longer = format!("{double:.0$}", 17_usize.saturating_sub(whole_digits));
            let mut wrong = format!("{double}").into_bytes();
            if let Some(last) = wrong.last_mut() {
                *last = b'1' + (*last - b'0') % 9;
            }
            [
                format!("{double}"),
                String::from_utf8(wrong).unwrap(),
                longer,
            ]
        };
        assert!(check((0..60_000).flat_map(|_| literals())) > 60_000);
    }

    #[test]
    fn edges_are_decided_as_by_printing_or_left_undecided() {
        let literals = [
            "0",
            "-0",
            "0.0",
            "-0.00",
            "1",
            "-1",
            "10",
            "100.0",
            "0.1",
            "0.30",
            "123456789012345",
            "1234567890123456",
            "9007199254740991",
            "9007199254740993",
            "99999999999999999",
            "0.1000000000000000055",
            "0.3000000000000000",
            "0.30000000000000004",
            "4503599627370496.5",
            "1.0000000000000001",
            "1.0000000000000002",
            "-122.42916360922355",
            "37.729900216217324",
            "9999999999999999999",
            "0.0000000000000000001",
            "1e5",
            "1.5e3",
            "00000000000000000001",
        ];
        assert!(check(literals.iter().map(|text| (*text).to_owned())) > 15);
    }
}
