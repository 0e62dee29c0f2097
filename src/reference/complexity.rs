//! The complexity of the wildcards of one field's list.
//!
//! In: for each wildcard matcher its values as pieces. Out: the greatest number of prefixes of values that one text can
//! match at the same time. Invariant: only distinct prefixes of one matcher count, and all its complete values count as
//! one. Exceptions are values that a longer value begins with, and repeated values, which lead to states of their own.
//!
//! Follows event-ruler 2.0.1, MachineComplexityEvaluator.java:44-118. EventBridge refuses a rule above
//! [`COMPLEXITY_MAX`]: it is known to refuse 11 and to accept 7, and event-ruler's README advises 10.

use std::collections::BTreeSet;

use crate::text::folds;
use crate::wildcard::Piece;

/// The highest complexity that EventBridge accepts.
pub(crate) const COMPLEXITY_MAX: usize = 10;

/// A prefix of a value: the matcher, the value, and the number of pieces.
type Start = (usize, usize, usize);

/// The identity of a prefix: its matcher, its value if it is not shared, and its pieces. For a complete value: its
/// matcher, and how many times the value occurred earlier.
type Spelled<'a> = (usize, Option<usize>, Option<&'a [Piece]>);

/// The complexity of the matchers of one list. Counting stops at `limit`.
pub(crate) fn complexity(matchers: &[Vec<Vec<Piece>>], limit: usize) -> usize {
    let alphabet = alphabet(matchers);
    let starts = (0..matchers.len())
        .flat_map(|matcher| (0..matchers[matcher].len()).map(move |value| (matcher, value, 0)))
        .collect();
    let first = with_stars(matchers, starts);
    let mut seen = BTreeSet::from([first.clone()]);
    let mut waiting = vec![first];
    let mut greatest = 0;
    while let Some(current) = waiting.pop() {
        for byte in &alphabet {
            let next = step(matchers, &current, *byte);
            if !next.is_empty() && seen.insert(next.clone()) {
                greatest = greatest.max(distinct(matchers, &next));
                waiting.push(next);
            }
        }
        if greatest >= limit {
            return limit;
        }
    }
    greatest
}

/// Every byte that occurs, and `None` for all other bytes.
fn alphabet(matchers: &[Vec<Vec<Piece>>]) -> BTreeSet<Option<u8>> {
    let mut alphabet: BTreeSet<Option<u8>> = matchers
        .iter()
        .flatten()
        .flatten()
        .filter_map(|piece| match piece {
            Piece::Byte(byte) => Some(Some(*byte)),
            Piece::Star => None,
        })
        .collect();
    alphabet.insert(None);
    alphabet
}

fn step(
    matchers: &[Vec<Vec<Piece>>],
    current: &BTreeSet<Start>,
    byte: Option<u8>,
) -> BTreeSet<Start> {
    let mut next = BTreeSet::new();
    for &(matcher, value, count) in current {
        let pieces = &matchers[matcher][value];
        if count > 0 && pieces[count - 1] == Piece::Star {
            next.insert((matcher, value, count));
        }
        if byte.is_some_and(|byte| pieces.get(count) == Some(&Piece::Byte(byte))) {
            next.insert((matcher, value, count + 1));
        }
    }
    with_stars(matchers, next)
}

/// Adds the prefixes that include one more star. A star can match an empty run, so a prefix before a star also matches
/// with the star.
fn with_stars(matchers: &[Vec<Vec<Piece>>], mut starts: BTreeSet<Start>) -> BTreeSet<Start> {
    let after_star: Vec<Start> = starts
        .iter()
        .filter(|&&(matcher, value, count)| {
            matchers[matcher][value].get(count) == Some(&Piece::Star)
        })
        .map(|&(matcher, value, count)| (matcher, value, count + 1))
        .collect();
    starts.extend(after_star);
    starts
}

fn distinct(matchers: &[Vec<Vec<Piece>>], starts: &BTreeSet<Start>) -> usize {
    let spelled: BTreeSet<Spelled<'_>> = starts
        .iter()
        .map(|&(matcher, value, count)| {
            let pieces = &matchers[matcher][value];
            let start = &pieces[..count];
            if count == pieces.len() && !is_start_of_longer(start, matchers) {
                let earlier = matchers[matcher][..value].iter();
                let is_repeat = |other: &&Vec<Piece>| *other == pieces && !is_all_shared(pieces);
                let repeat = earlier.filter(is_repeat).count();
                return (matcher, Some(repeat), None);
            }
            let is_shared = count <= shared_count(pieces);
            (matcher, (!is_shared).then_some(value), Some(start))
        })
        .collect();
    spelled.len()
}

fn is_start_of_longer(start: &[Piece], matchers: &[Vec<Vec<Piece>>]) -> bool {
    let mut values = matchers.iter().flatten();
    values.any(|value| value.len() > start.len() && value.starts_with(start))
}

/// Whether all pieces of a value are shared. Then the machine recognises the value and leads to the same state as
/// before.
pub(crate) fn is_all_shared(pieces: &[Piece]) -> bool {
    shared_count(pieces) == pieces.len()
}

/// The number of leading pieces that a value can share with others: all pieces before the first letter with upper and
/// lower case after a star (ByteMachine.java:795-860).
fn shared_count(pieces: &[Piece]) -> usize {
    let star = pieces.iter().position(|piece| *piece == Piece::Star);
    let after_star = star.map_or(pieces.len(), |star| star + 1);
    let mut places = after_star..pieces.len();
    places
        .find(|place| has_case(&pieces[*place..]))
        .unwrap_or(pieces.len())
}

/// Whether `pieces` start with a letter that has two cases.
fn has_case(pieces: &[Piece]) -> bool {
    let bytes: Vec<u8> = pieces
        .iter()
        .take(4)
        .map_while(|piece| match piece {
            Piece::Byte(byte) => Some(*byte),
            Piece::Star => None,
        })
        .collect();
    let letter = bytes
        .utf8_chunks()
        .next()
        .and_then(|chunk| chunk.valid().chars().next());
    let unit = letter.and_then(|letter| u16::try_from(u32::from(letter)).ok());
    unit.is_some_and(|unit| {
        let [lower, upper] = folds(unit);
        lower != upper
    })
}

#[cfg(test)]
mod tests {
    use super::complexity;
    use crate::wildcard::pieces;

    fn of(matchers: &[&[&str]]) -> usize {
        let matchers: Vec<_> = matchers
            .iter()
            .map(|values| {
                values
                    .iter()
                    .map(|value| pieces(format!("\"{value}\"").as_bytes()).unwrap())
                    .collect()
            })
            .collect();
        complexity(&matchers, 100)
    }

    #[test]
    fn complexity_of_one_value_counts_its_live_prefixes() {
        assert_eq!(of(&[&["x"]]), 1);
        assert_eq!(of(&[&["*"]]), 2);
        assert_eq!(of(&[&["*:*"]]), 3);
        assert_eq!(of(&[&["*aaaaaaaaaa"]]), 11);
        assert_eq!(of(&[&["*:*:*:*:*:event-bus/*"]]), 11);
        assert_eq!(of(&[&["/Users/*/dir/dir/dir/dir/dir/doc.txt"]]), 7);
    }

    #[test]
    fn letters_after_a_star_are_not_shared() {
        assert_eq!(of(&[&["*:/*", "*:"]]), of(&[&["*:/*"]]));
        assert_eq!(of(&[&["*A1*", "*A"]]), 4);
    }

    #[test]
    fn values_share_prefixes_only_within_a_matcher() {
        assert_eq!(of(&[&["*foo*", "*bar*"]]), 4);
        assert_eq!(of(&[&["*c*B", "*c*B"], &["*b*"]]), 8);
        assert_eq!(of(&[&["*c*B"], &["*b*"]]), 6);
        assert_eq!(of(&[&[":*", ":*"], &["*b*"]]), of(&[&[":*"], &["*b*"]]));
        assert!(of(&[&["*foo*"], &["*bar*"]]) > 4);
    }
}
