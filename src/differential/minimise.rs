//! Makes a difference smaller: drops members and elements, then any bytes, as long as both sides return the same kinds
//! of results. The invariant: the result still breaks the law.

use std::ops::Range;

use crate::case::{Case, Difference};
use crate::law::Law;
use crate::random::check_caught;

/// Longest text that is minimised, in bytes.
const BYTES_MAX: usize = 20_000;

/// Makes the difference smaller as long as it stays a difference.
#[must_use]
pub fn minimise(law: Law, difference: Difference) -> Difference {
    // Each attempt would take ten seconds, and a smaller case would be another one.
    if law.is_about_cost() {
        return difference;
    }
    minimise_by(&mut |case| check_caught(law, case).err(), difference)
}

/// Returns the difference that a case shows, if any.
pub(crate) type Differs<'a> = &'a mut dyn FnMut(&Case) -> Option<Difference>;

/// The same with any function that finds differences.
pub(crate) fn minimise_by(law: Differs<'_>, difference: Difference) -> Difference {
    let mut best = difference;
    if !best.case.altered.is_empty() {
        return best;
    }
    loop {
        let size = size(&best.case);
        best = fewer_patterns(law, best);
        for index in 0..best.case.patterns.len() {
            best = smaller_pattern(law, best, index);
        }
        best = smaller_event(law, best);
        if self::size(&best.case) >= size {
            return best;
        }
    }
}

fn size(case: &Case) -> usize {
    case.patterns.iter().map(String::len).sum::<usize>() + case.event.len()
}

/// Returns the case's difference, if it has one of the same kind.
fn retried(law: Differs<'_>, case: Case, like: &Difference) -> Option<Difference> {
    let found = law(&case)?;
    (kind(&found.engine) == kind(&like.engine) && kind(&found.expected) == kind(&like.expected))
        .then_some(found)
}

/// Returns a result without the details that depend on the text.
fn kind(answer: &str) -> &str {
    answer.split([':', '(']).next().unwrap_or_default()
}

fn fewer_patterns(law: Differs<'_>, mut best: Difference) -> Difference {
    let mut index = 0;
    while best.case.patterns.len() > 1 && index < best.case.patterns.len() {
        let mut case = (*best.case).clone();
        case.patterns.remove(index);
        match retried(law, case, &best) {
            Some(smaller) => best = smaller,
            None => index += 1,
        }
    }
    best
}

fn smaller_pattern(law: Differs<'_>, best: Difference, index: usize) -> Difference {
    smaller(
        law,
        best,
        index,
        |case| case.patterns[index].as_bytes().to_vec(),
        |case, bytes| {
            case.patterns[index] = String::from_utf8(bytes).ok()?;
            Some(())
        },
    )
}

fn smaller_event(law: Differs<'_>, best: Difference) -> Difference {
    smaller(
        law,
        best,
        usize::MAX,
        |case| case.event.clone(),
        |case, bytes| {
            case.event = bytes;
            Some(())
        },
    )
}

/// Makes one text of the case as short as possible.
fn smaller(
    law: Differs<'_>,
    mut best: Difference,
    index: usize,
    text: impl Fn(&Case) -> Vec<u8>,
    set: impl Fn(&mut Case, Vec<u8>) -> Option<()>,
) -> Difference {
    let mut bytes = text(&best.case);
    if bytes.len() > BYTES_MAX {
        return best;
    }
    loop {
        let shorter = cuts(&bytes).into_iter().find_map(|cut| {
            let mut shorter = bytes.clone();
            shorter.drain(cut);
            let mut case = (*best.case).clone();
            set(&mut case, shorter.clone())?;
            retried(law, case, &best).map(|found| (shorter, found))
        });
        match shorter {
            // A law may leave patterns out of its difference; the index would then name another pattern.
            Some((shorter, found)) if index == usize::MAX || found.case.patterns.len() > index => {
                bytes = shorter;
                best = found;
            }
            _ => return best,
        }
    }
}

/// Returns the ranges to try to cut: members and elements, the longest first, then runs of bytes.
fn cuts(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut cuts = elements(bytes);
    cuts.sort_by_key(|cut| std::cmp::Reverse(cut.len()));
    let mut width = 16.min(bytes.len());
    while width > 0 {
        cuts.extend((0..=bytes.len() - width).map(|start| start..start + width));
        width /= 2;
    }
    cuts
}

/// Returns the members and elements of a text that looks like JSON, each with one adjacent comma.
fn elements(bytes: &[u8]) -> Vec<Range<usize>> {
    let (mut starts, mut found) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = string_end(bytes, at),
            b'{' | b'[' => starts.push((at + 1, false)),
            b',' => {
                if let Some((start, has_comma)) = starts.last_mut() {
                    // The comma after the first element, or before a later one.
                    found.push(if *has_comma {
                        *start - 1..at
                    } else {
                        *start..at + 1
                    });
                    (*start, *has_comma) = (at + 1, true);
                }
            }
            b'}' | b']' => {
                if let Some((start, has_comma)) = starts.pop() {
                    found.push(start - usize::from(has_comma)..at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    found.retain(|cut| !cut.is_empty());
    found
}

/// Returns the offset of the closing quote, or of the last byte.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_cut_with_one_comma() {
        let text = r#"{"a,]":[1,{"b":2}],"c":3}"#;
        let cut: Vec<String> = elements(text.as_bytes())
            .into_iter()
            .map(|cut| format!("{}{}", &text[..cut.start], &text[cut.end..]))
            .collect();
        let expected = [
            r#"{"a,]":[{"b":2}],"c":3}"#,
            r#"{"a,]":[1,{}],"c":3}"#,
            r#"{"a,]":[1],"c":3}"#,
            r#"{"c":3}"#,
            r#"{"a,]":[1,{"b":2}]}"#,
        ];
        assert_eq!(cut.len(), expected.len(), "{cut:?}");
        for text in expected {
            assert!(
                cut.iter().any(|cut| cut == text),
                "{text} is not among {cut:?}"
            );
        }
    }
}
