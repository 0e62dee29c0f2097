//! Compares numbers exactly as the rule says: a literal is read as a double, printed as Java prints it, and compared
//! digit by digit.

use std::io::Write;

use super::order::order_key;

/// Literals with at most this many significant digits are the shortest form of their double, in the normal range.
const DIGITS_ALWAYS_EXACT: usize = 15;

/// The key of a number; `None` if the literal is not comparable. Works for every literal.
pub(super) fn comparable_by_printing(literal: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(literal).ok()?;
    let decimal = Decimal::read(literal)?;
    if decimal.digits == 0 {
        return Some(order_key(0.0));
    }
    let double: f64 = text.parse().ok()?;
    if !double.is_finite() || double == 0.0 {
        return None;
    }
    let exact = decimal.is_short() || decimal == Decimal::printed_by_java(double)?;
    exact.then(|| order_key(double))
}

/// A decimal number as its significant digits and an exponent.
#[derive(Clone, Debug)]
struct Decimal {
    negative: bool,
    /// The digits without leading and trailing zeros. At most [`Self::KEPT`] are kept.
    kept: [u8; Self::KEPT],
    /// The number of digits, kept or not. 0 if the number is zero.
    digits: usize,
    /// The number is 0.d1d2d3... times ten to this power.
    exponent: i64,
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        let kept = self.digits.min(Self::KEPT);
        self.negative == other.negative
            && self.digits == other.digits
            && self.exponent == other.exponent
            && self.kept[..kept] == other.kept[..kept]
    }
}

impl Decimal {
    /// More digits than this need not be kept: a double prints with at most 17, so a longer literal can't equal one.
    const KEPT: usize = 18;

    /// Reads a JSON number. `None` if its exponent does not fit 32 bits; Java's `BigDecimal` refuses that.
    fn read(literal: &[u8]) -> Option<Self> {
        let mut decimal = Self {
            negative: literal.first() == Some(&b'-'),
            kept: [0; Self::KEPT],
            digits: 0,
            exponent: 0,
        };
        let mut trailing_zeros = 0;
        let mut fraction = false;
        let mut rest = &literal[usize::from(decimal.negative)..];
        while let Some((&byte, after)) = rest.split_first() {
            match byte {
                b'.' => fraction = true,
                b'e' | b'E' => break,
                b'0' if decimal.digits == 0 => decimal.exponent -= i64::from(fraction),
                _ => {
                    decimal.exponent += i64::from(!fraction);
                    trailing_zeros += 1;
                    if byte != b'0' {
                        decimal.push_zeros_and(trailing_zeros - 1, byte);
                        trailing_zeros = 0;
                    }
                }
            }
            rest = after;
        }
        if let [_, exponent @ ..] = rest {
            let exponent: i32 = std::str::from_utf8(exponent).ok()?.parse().ok()?;
            if exponent == i32::MIN {
                return None;
            }
            decimal.exponent += i64::from(exponent);
        }
        Some(decimal)
    }

    fn push_zeros_and(&mut self, zeros: usize, digit: u8) {
        self.digits += zeros;
        if let Some(place) = self.kept.get_mut(self.digits) {
            *place = digit;
        }
        self.digits += 1;
    }

    fn is_short(&self) -> bool {
        self.digits <= DIGITS_ALWAYS_EXACT && (-290..290).contains(&self.exponent)
    }

    /// The number that `Double.toString` of JDK 19 prints. Of the decimals with the fewest digits that read back as the
    /// double, but at least two digits, it is the nearest; of two equally near, the one whose last digit is even. (Java
    /// SE 19 API, `Double.toString`, read 2026-11-25. Rust's shortest form takes the upper of two equally near
    /// decimals; rounded to a number of digits, it takes the even one.)
    fn printed_by_java(double: f64) -> Option<Self> {
        let shortest = Self::formatted(format_args!("{double:e}"))?;
        let fraction_digits = shortest.digits.max(2) - 1;
        let mut buffer = [0; 32];
        let text = write_into(&mut buffer, format_args!("{double:.fraction_digits$e}"))?;
        let reads_back = std::str::from_utf8(text).ok()?.parse() == Ok(double);
        if reads_back {
            Self::read(text)
        } else {
            Some(shortest)
        }
    }

    fn formatted(arguments: std::fmt::Arguments<'_>) -> Option<Self> {
        Self::read(write_into(&mut [0; 32], arguments)?)
    }
}

fn write_into<'b>(buffer: &'b mut [u8; 32], text: std::fmt::Arguments<'_>) -> Option<&'b [u8]> {
    let mut rest = &mut buffer[..];
    rest.write_fmt(text).ok()?;
    let left = rest.len();
    Some(&buffer[..32 - left])
}
