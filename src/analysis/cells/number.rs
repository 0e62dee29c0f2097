//! Candidates among numbers: one for each interval between the ends of the ranges that patterns name, and some that are
//! nicer to look at.
//!
//! Comparable numbers are ordered by their keys, and a range is a range of keys. So the ends of all ranges and their
//! neighbours stand for every number. For `>5` and `<=7` these are 5, the next number after it, 7, and the next after that.
//! All other numbers compare by their text: the texts that patterns name, and one more.

use std::collections::BTreeSet;

use tidegate::inspect::{double_of_key, key_of_double, number_key};

/// Doubles below this are whole or have few digits, so that numbers between two ends look like those that people write.
const NICE_MAX: f64 = 1e15;

/// The first whole number that doubles don't hold; it and every second one after it compare by their text.
const FIRST_INCOMPARABLE: u64 = 9_007_199_254_740_993;

/// Returns numbers that stand for all numbers, as JSON. `keys`: the ends of ranges. `literals`: numbers that patterns
/// name.
pub(super) fn candidates(keys: &BTreeSet<u64>, literals: &BTreeSet<String>) -> Vec<String> {
    let mut all = BTreeSet::from([key_of_double(0.0), key_of_double(1.0)]);
    for &key in keys {
        all.extend(neighbours(key));
    }
    all.extend(nicer(keys));
    let mut texts: Vec<String> = all.into_iter().filter_map(text_of_key).collect();
    texts.push(other_text(literals));
    texts
}

/// Returns the key and the keys beside it. Minus zero is not a number of its own, so a range that begins or ends there
/// continues with the number beyond.
fn neighbours(key: u64) -> Vec<u64> {
    let zero = key_of_double(0.0);
    let mut keys = vec![key.saturating_sub(1), key, key.saturating_add(1)];
    if keys.contains(&(zero - 1)) {
        keys.extend([zero - 2, zero, zero + 1]);
    }
    keys
}

/// Returns keys near and between the ends, of numbers with few digits.
fn nicer(keys: &BTreeSet<u64>) -> Vec<u64> {
    let doubles = keys.iter().map(|key| double_of_key(*key));
    let nice: Vec<f64> = doubles.filter(|double| double.abs() < NICE_MAX).collect();
    let near = nice
        .iter()
        .flat_map(|x| [x - 1.0, x + 1.0, x - 0.5, x + 0.5, x.floor(), x.ceil()]);
    let between = nice.windows(2).flat_map(|pair| {
        let middle = f64::midpoint(pair[0], pair[1]);
        [middle, middle.round()]
    });
    near.chain(between).map(key_of_double).collect()
}

/// Returns a short literal of the number with this key; `None` if there is none, as for infinity and minus zero.
fn text_of_key(key: u64) -> Option<String> {
    let double = double_of_key(key);
    if !double.is_finite() || (double == 0.0 && double.is_sign_negative()) {
        return None;
    }
    let is_short = double == 0.0 || (1e-7..1e16).contains(&double.abs());
    let short = is_short.then(|| format!("{double}"));
    let exact = (1..17).map(|digits| format!("{double:.digits$e}"));
    let mut texts = short
        .into_iter()
        .chain([format!("{double:e}")])
        .chain(exact);
    texts.find(|text| number_key(text.as_bytes()) == Some(key))
}

/// The most digits before the point of a spelling.
const WHOLE_DIGITS_MAX: usize = 12;

/// Returns spellings of the positive number with this key, with different digits before the first character that is not
/// one. An address test reads only those digits: `5` as `5`, `50.0e-1` as `50`, and `0.5e1` as `0`.
pub(super) fn spellings(key: u64) -> Vec<String> {
    let double = double_of_key(key);
    if !double.is_finite() || double <= 0.0 {
        return Vec::new();
    }
    let shortest = format!("{double:e}");
    let Some((mantissa, exponent)) = shortest.split_once('e') else {
        return Vec::new();
    };
    let digits = mantissa.replace('.', "");
    let exponent: i64 = exponent.parse().unwrap_or(0);
    let whole = (1..=WHOLE_DIGITS_MAX).map(|count| {
        let padded = format!("{digits:0<count$}");
        let (whole, part) = padded.split_at(count);
        let part = if part.is_empty() { "0" } else { part };
        let shift = exponent + 1 - count as i64;
        format!("{whole}.{part}e{shift}")
    });
    let after_zero = format!("0.{digits}e{}", exponent + 1);
    let shift = exponent + 1 - digits.len() as i64;
    let with_exponent = [format!("{digits}e{shift}"), format!("{digits}e{shift:+}")];
    whole.chain([after_zero]).chain(with_exponent).collect()
}

/// Returns a number that compares by its text and is not in `literals`.
fn other_text(literals: &BTreeSet<String>) -> String {
    let numbers = (0..).map(|index: u64| (FIRST_INCOMPARABLE + 2 * index).to_string());
    let mut others =
        numbers.filter(|text| number_key(text.as_bytes()).is_none() && !literals.contains(text));
    others.next().expect("patterns name few numbers")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_of_the_same_number_with_other_digits_first() {
        for text in ["5", "300", "0.25", "12345678", "1e20"] {
            let key = number_key(text.as_bytes()).unwrap();
            let spelled = spellings(key);
            for other in &spelled {
                assert_eq!(number_key(other.as_bytes()), Some(key), "{other}");
            }
            let begins: BTreeSet<&str> = spelled
                .iter()
                .filter_map(|it| it.split('.').next())
                .collect();
            assert!(begins.len() > WHOLE_DIGITS_MAX, "{begins:?}");
        }
        assert_eq!(spellings(key_of_double(0.0)), Vec::<String>::new());
        assert_eq!(spellings(key_of_double(-5.0)), Vec::<String>::new());
    }

    fn of(literals: &[&str]) -> Vec<String> {
        let keys = literals
            .iter()
            .map(|text| number_key(text.as_bytes()).unwrap());
        candidates(&keys.collect(), &BTreeSet::new())
    }

    #[test]
    fn ends_of_ranges_and_the_numbers_beside_them_are_candidates() {
        let texts = of(&["5", "7"]);
        for wanted in [
            "5",
            "4",
            "6",
            "7",
            "8",
            "5.000000000000001",
            "6.999999999999999",
        ] {
            assert!(
                texts.iter().any(|text| text == wanted),
                "{wanted}: {texts:?}"
            );
        }
    }

    #[test]
    fn every_candidate_has_its_own_key_and_minus_zero_has_none() {
        let texts = of(&["0", "1e300", "-1.7976931348623157e308", "9007199254740992"]);
        let incomparable = texts
            .iter()
            .filter(|text| number_key(text.as_bytes()).is_none());
        assert_eq!(incomparable.count(), 1);
        assert!(!texts.contains(&"-0".to_owned()));
        let keys: BTreeSet<_> = texts
            .iter()
            .map(|text| number_key(text.as_bytes()))
            .collect();
        assert_eq!(keys.len(), texts.len());
    }

    #[test]
    fn number_that_compares_by_text_is_none_of_the_patterns() {
        let named = BTreeSet::from([FIRST_INCOMPARABLE.to_string()]);
        let other = other_text(&named);
        assert!(!named.contains(&other) && number_key(other.as_bytes()).is_none());
    }
}
