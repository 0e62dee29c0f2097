//! Candidates among addresses: the ends of all ranges and the addresses beside them, each in several spellings.
//!
//! event-ruler compares addresses by their hex digits without a look at the family, so an end of eight digits also cuts
//! the addresses of 32 digits, and the other way round. Every end is therefore cut or filled to both lengths. A literal
//! in the same list names one spelling only, and every address has more spellings than a pattern can name.

use std::collections::BTreeSet;

use tidegate::inspect::AddressTest;

/// Digits of an address of four bytes.
const V4_DIGITS: usize = 8;
/// Digits of an address of sixteen bytes.
const V6_DIGITS: usize = 32;

/// An address, as its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Address {
    V4(u32),
    V6(u128),
}

impl Address {
    /// Returns JSON strings that spell it with dots.
    pub(super) fn dotted(self) -> Vec<String> {
        match self {
            Self::V6(_) => Vec::new(),
            Self::V4(value) => {
                let [a, b, c, d] = value.to_be_bytes();
                vec![
                    format!("\"{a}.{b}.{c}.{d}\""),
                    format!("\"0{a}.{b}.{c}.{d}\""),
                    format!("\"{a}.{b}.{c}.0{d}\""),
                ]
            }
        }
    }

    /// Returns JSON strings that spell it with colons; an address of four bytes as one mapped to sixteen.
    pub(super) fn with_colons(self) -> Vec<String> {
        match self {
            Self::V4(value) => {
                let (high, low) = (value >> 16, value & 0xffff);
                vec![
                    format!("\"::ffff:{high:x}:{low:x}\""),
                    format!("\"0::ffff:{high:x}:0{low:x}\""),
                ]
            }
            Self::V6(value) => {
                let full = groups(value);
                vec![
                    format!("\"{}\"", shortest(value)),
                    format!("\"{full}\""),
                    format!("\"{}\"", full.to_uppercase()),
                    format!("\"0{full}\""),
                ]
            }
        }
    }
}

fn groups(value: u128) -> String {
    let groups = (0..8).rev().map(|group| value >> (16 * group) & 0xffff);
    let texts: Vec<String> = groups.map(|group| format!("{group:x}")).collect();
    texts.join(":")
}

/// Returns the shortest spelling. Rust writes a dotted tail in some addresses, which event-ruler does not read as one.
fn shortest(value: u128) -> String {
    let text = std::net::Ipv6Addr::from(value).to_string();
    if text.contains('.') {
        groups(value)
    } else {
        text
    }
}

/// Returns addresses that stand for all addresses, as far as these tests tell them apart.
pub(super) fn candidates(tests: &[AddressTest]) -> BTreeSet<Address> {
    let mut found = BTreeSet::new();
    if tests.is_empty() {
        return found;
    }
    for test in tests {
        for (end, filler) in [(&test.low, 0x0), (&test.high, 0xf)] {
            found.extend(around_v4(number(&filled(end, V4_DIGITS, filler))));
            found.extend(around_v6(number(&filled(end, V6_DIGITS, filler))));
        }
    }
    found.extend(around_v4(0x0100_0001));
    // Beside the mapped addresses, which are read as addresses of four bytes.
    found.extend(
        [0xfffe_ffff_ffff, 0x1_0000_0000_0000]
            .into_iter()
            .flat_map(around_v6),
    );
    found.extend(around_v6(0x2001_0db8 << 96 | 5));
    found
}

/// Returns the digits, cut or filled to this count.
fn filled(digits: &[u8], count: usize, filler: u8) -> Vec<u8> {
    let mut digits: Vec<u8> = digits.iter().copied().take(count).collect();
    digits.resize(count, filler);
    digits
}

/// Returns the first eight digits as an address of four bytes.
pub(super) fn leading_v4(digits: &[u8]) -> u32 {
    u32::try_from(number(&filled(digits, V4_DIGITS, 0))).expect("eight digits")
}

fn number(digits: &[u8]) -> u128 {
    digits
        .iter()
        .fold(0, |value, digit| value << 4 | u128::from(*digit))
}

fn around_v4(value: u128) -> impl Iterator<Item = Address> {
    let value = u32::try_from(value).expect("eight digits");
    [value.wrapping_sub(1), value, value.wrapping_add(1)]
        .into_iter()
        .map(Address::V4)
}

/// Returns the address and those beside it, except mapped addresses.
fn around_v6(value: u128) -> impl Iterator<Item = Address> {
    let values = [value.wrapping_sub(1), value, value.wrapping_add(1)].into_iter();
    values
        .filter(|value| value >> 32 != 0xffff)
        .map(Address::V6)
}

/// Returns rows of digits with which numbers begin, as JSON numbers that stand for every number as far as these tests
/// tell them apart. event-ruler reads the text of a number as hex digits, up to the first character that is none.
pub(super) fn numbers(tests: &[AddressTest]) -> Vec<String> {
    let mut rows = BTreeSet::new();
    if tests.is_empty() {
        return Vec::new();
    }
    for count in 1..=V6_DIGITS {
        rows.extend(least_row(&vec![0; count]));
        // Rows with a leading zero are apart from those without: `0` and an exponent is nothing but zero.
        rows.extend(least_row(&filled(&[1], count, 0)));
        for end in tests.iter().flat_map(|test| [&test.low, &test.high]) {
            let (low, high) = (filled(end, count, 0x0), filled(end, count, 0xf));
            rows.extend(least_row(&low));
            for end in [low, high] {
                rows.extend(successor(end).and_then(|row| least_row(&row)));
            }
        }
    }
    rows.iter().map(|row| row_text(row)).collect()
}

fn row_text(row: &[u8]) -> String {
    let digits = row
        .iter()
        .map(|digit| char::from_digit(u32::from(*digit), 16));
    let text: String = digits.flatten().collect();
    text.to_uppercase()
}

/// Returns the next row of as many digits; `None` after the last.
fn successor(mut row: Vec<u8>) -> Option<Vec<u8>> {
    let at = row.iter().rposition(|digit| *digit < 15)?;
    row[at] += 1;
    row[at + 1..].fill(0);
    Some(row)
}

/// Returns the least row of digits from this one on that a number's text can begin with: `0`, or digits without a leading
/// zero, and then perhaps `E` and digits.
fn least_row(from: &[u8]) -> Option<Vec<u8>> {
    let mut row = Vec::with_capacity(from.len());
    extend_row(from, Bound::Tight, &mut row).then_some(row)
}

/// Whether the digits so far equal those of the bound.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Tight,
    Passed,
}

/// Adds digits until the row is as long as `from`. Depth first, and the least digit first.
fn extend_row(from: &[u8], bound: Bound, row: &mut Vec<u8>) -> bool {
    let Some(&wanted) = from.get(row.len()) else {
        return true;
    };
    let least = match bound {
        Bound::Tight => wanted,
        Bound::Passed => 0,
    };
    for digit in (least..=0xe).filter(|digit| *digit <= 9 || *digit == 0xe) {
        if !may_follow(row, digit) {
            continue;
        }
        row.push(digit);
        let is_tight = bound == Bound::Tight && digit == wanted;
        let next = if is_tight {
            Bound::Tight
        } else {
            Bound::Passed
        };
        if extend_row(from, next, row) {
            return true;
        }
        row.pop();
    }
    false
}

/// Returns whether a number's text may go on with this digit; 14 is the `E` of an exponent.
fn may_follow(row: &[u8], digit: u8) -> bool {
    let has_exponent = row.contains(&0xe);
    match digit {
        0xe => !row.is_empty() && !has_exponent,
        _ => row.is_empty() || has_exponent || row[0] != 0,
    }
}

/// Returns JSON numbers that begin with this row, where no range of numbers tells them apart: one that compares by its value
/// if there is one, and one that compares by its text.
pub(super) fn texts_of_row(row: &str) -> Vec<String> {
    let by_value = match row.ends_with('E') {
        true => format!("{row}+2"),
        false => row.to_owned(),
    };
    vec![by_value, incomparable(row)]
}

/// Returns JSON numbers of many sizes that begin with this row.
pub(super) fn numbers_of_row(row: &str) -> Vec<String> {
    if row.ends_with('E') {
        return vec![format!("{row}+2"), incomparable(row)];
    }
    if row.contains('E') {
        return vec![row.to_owned()];
    }
    let mut numbers = vec![row.to_owned(), incomparable(row)];
    // The point ends the row, so the exponent only decides how large the number is.
    let size = row.len() as i32 - 1;
    numbers.extend(MAGNITUDES.map(|magnitude| format!("{row}.5e{}", magnitude - size)));
    numbers.extend((-9..=9).map(|exponent| format!("{row}e{exponent}")));
    numbers
}

/// The powers of ten near which patterns compare numbers.
const MAGNITUDES: std::ops::RangeInclusive<i32> = -3..=9;

/// Returns a number that begins with this row and compares by its text; the only number of the row if it has a whole
/// exponent. A sign ends a row.
pub(super) fn incomparable(row: &str) -> String {
    if row.ends_with('E') {
        return format!("{row}+400");
    }
    if row.contains('E') {
        return row.to_owned();
    }
    format!("{row}.00000000000000000000000001")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn least_rows_are_the_beginnings_of_numbers() {
        for (from, want) in [
            (&[0, 0][..], Some(&[0, 0xe][..])),
            (&[0xa], None),
            (&[1, 0xa], Some(&[1, 0xe])),
            (&[1, 0xf], Some(&[2, 0])),
            (&[9, 0xf], None),
            (&[0], Some(&[0])),
        ] {
            assert_eq!(least_row(from).as_deref(), want, "{from:?}");
        }
    }

    #[test]
    fn addresses_of_both_families_are_cut_and_filled() {
        let test = AddressTest {
            low: [0, 0xa, 0, 0, 0, 0, 0, 0].into(),
            high: [0, 0xa, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf].into(),
            whole: false,
            reads_numbers: true,
        };
        let found = candidates(&[test]);
        for value in [0x0a00_0000, 0x0aff_ffff, 0x09ff_ffff, 0x0b00_0000] {
            assert!(found.contains(&Address::V4(value)));
            assert!(
                found
                    .iter()
                    .any(|it| matches!(it, Address::V6(v) if v >> 96 == u128::from(value)))
            );
        }
        assert!(candidates(&[]).is_empty());
    }

    #[test]
    fn spellings_have_no_dotted_tail() {
        let spelled = Address::V6(0x0102_0304).with_colons();
        assert!(
            spelled.iter().all(|text| !text.contains('.')),
            "{spelled:?}"
        );
        assert_eq!(Address::V4(0x0a00_0001).dotted()[0], "\"10.0.0.1\"");
    }
}
