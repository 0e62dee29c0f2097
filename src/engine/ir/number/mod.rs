//! AWS's rule for numbers: which literals compare by value, and in which order.
//!
//! A literal is comparable if it denotes exactly the decimal that Java prints for its nearest double (event-ruler
//! 2.0.1, `ComparableNumber.generate`). All other literals compare by their text. Java prints as JDK 19 and later do:
//! the shortest decimal of at least two digits that reads back as the double; if two are equally near, the even one.

mod exact;
mod order;
mod printed;

pub(super) use order::key_bounds;
pub(crate) use order::{double_of_key, order_key};
use printed::comparable_by_printing;

/// The key of a comparable number. Keys are ordered as their numbers are. `None` if the literal is not comparable.
pub(crate) fn comparable(literal: &[u8]) -> Option<u64> {
    exact::comparable(literal).unwrap_or_else(|| comparable_by_printing(literal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_number_share_a_key() {
        for same in [
            &["300", "300.0", "3e2", "30000e-2", "3.0E+2", "0.03e4"][..],
            &["0", "-0", "0.0e5", "0e99999"],
        ] {
            let keys: Vec<_> = same
                .iter()
                .map(|text| comparable(text.as_bytes()))
                .collect();
            assert!(
                keys[0].is_some() && keys.iter().all(|key| *key == keys[0]),
                "{same:?}"
            );
        }
    }

    #[test]
    fn keys_are_ordered_as_numbers() {
        let ascending = [
            "-1e300", "-5", "-0.1", "0", "4.9e-324", "0.1", "5", "5.5", "1e300",
        ];
        for pair in ascending.windows(2) {
            assert!(
                comparable(pair[0].as_bytes()) < comparable(pair[1].as_bytes()),
                "{pair:?}"
            );
        }
    }

    #[test]
    fn numbers_that_java_prints_differently_are_not_comparable() {
        for text in [
            "9007199254740993",
            "0.10000000000000000001",
            "1e400",
            "300.00000000000000000000001",
            "1152921504606846976",
            "5e-324",
            "1e-400",
            "1e99999999999",
        ] {
            assert_eq!(comparable(text.as_bytes()), None, "{text}");
        }
        for text in [
            "9007199254740992",
            "1e23",
            "2e23",
            "1.7976931348623157e308",
            "4.9E-324",
        ] {
            assert!(comparable(text.as_bytes()).is_some(), "{text}");
        }
    }
}
