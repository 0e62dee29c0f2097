//! Flattened paths, as event-ruler writes and sorts them.

use std::cmp::Ordering;

/// The dotted name of the field `step` below `steps`. An empty name at the start is dropped with its dot (event-ruler
/// 2.0.1, `Path.extendedName`).
pub(super) fn extended_name(steps: &[&[u8]], step: &[u8]) -> Vec<u8> {
    let base = steps.join(&b'.');
    if base.is_empty() {
        return step.to_vec();
    }
    [&base, &b"."[..], step].concat()
}

/// The order of Java's `String.compareTo`: by UTF-16 unit, so characters above U+FFFF sort below U+E000.
pub(crate) fn java_order(a: &[u8], b: &[u8]) -> Ordering {
    let at = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    match (a.get(at), b.get(at)) {
        (Some(&x), Some(&y)) => java_weight(x).cmp(&java_weight(y)),
        (x, y) => x.is_some().cmp(&y.is_some()),
    }
}

/// The weight of the first byte in which two UTF-8 texts differ. A lead byte from 0xF0 on (a surrogate pair) sorts
/// between 0xED and 0xEE.
fn java_weight(byte: u8) -> u16 {
    if byte >= 0xf0 {
        0xed * 2 + 1
    } else {
        u16::from(byte) * 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_base_is_dropped_with_its_dot() {
        assert_eq!(extended_name(&[b""], b"a"), b"a");
        assert_eq!(extended_name(&[b"", b""], b"a"), b"..a");
        assert_eq!(extended_name(&[b"a"], b""), b"a.");
        assert_eq!(extended_name(&[], b"a"), b"a");
    }

    #[test]
    fn paths_sort_as_in_java() {
        let sorted = [
            "",
            "a",
            "a.b",
            "b",
            "\u{d7ff}",
            "\u{10000}",
            "\u{e000}",
            "\u{ffff}",
        ];
        for pair in sorted.windows(2) {
            assert_eq!(
                java_order(pair[0].as_bytes(), pair[1].as_bytes()),
                Ordering::Less
            );
            assert_eq!(
                java_order(pair[1].as_bytes(), pair[0].as_bytes()),
                Ordering::Greater
            );
        }
    }
}
