//! Texts compared without regard to case, as event-ruler does it: the pattern's characters each stand for their
//! lower- and upper-case forms, the value is taken as it is.
//!
//! One pass folds the value coarsely (both forms of every character fold alike), the folded value is looked up like
//! any other, and each term it names is compared exactly.

use super::affix::{Affixes, Side};
use super::{Effort, Literals, TermId};

/// The bytes of a character's lower-case form and of its upper-case form.
type CaseForms = (Box<[u8]>, Box<[u8]>);

/// A pattern text, one entry per character: the bytes of its lower- and of its upper-case form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Folded {
    units: Vec<CaseForms>,
}

impl Folded {
    /// The text with these characters, each given by its two forms.
    pub(crate) fn new(units: impl IntoIterator<Item = (String, String)>) -> Self {
        let boxed = |text: String| text.into_bytes().into_boxed_slice();
        Self {
            units: units
                .into_iter()
                .map(|(low, up)| (boxed(low), boxed(up)))
                .collect(),
        }
    }

    /// The folded text that every value of this text folds to.
    fn key(&self) -> Vec<u8> {
        let lower: Vec<u8> = self
            .units
            .iter()
            .flat_map(|(lower, _)| lower.to_vec())
            .collect();
        let mut out = Vec::new();
        fold_into(&lower, &mut out);
        out
    }

    fn begins(&self, value: &[u8]) -> Option<usize> {
        self.units.iter().try_fold(0, |at, (lower, upper)| {
            let rest = &value[at..];
            let form = [lower, upper]
                .into_iter()
                .find(|form| rest.starts_with(form))?;
            Some(at + form.len())
        })
    }

    fn ends(&self, value: &[u8]) -> bool {
        let mut rest = value;
        self.units.iter().rev().all(|(lower, upper)| {
            let form = [lower, upper]
                .into_iter()
                .find_map(|form| rest.strip_suffix(&**form));
            form.is_some_and(|shorter| {
                rest = shorter;
                true
            })
        })
    }
}

/// Folds UTF-8 text so that both case forms of every character come out alike. Bytes that are not UTF-8 stay.
pub(crate) fn fold_into(text: &[u8], out: &mut Vec<u8>) {
    if text.is_ascii() {
        out.extend(text.iter().map(u8::to_ascii_lowercase));
        return;
    }
    for chunk in text.utf8_chunks() {
        for character in chunk.valid().chars() {
            fold_character(character, out);
        }
        out.extend_from_slice(chunk.invalid());
    }
}

/// Lower case of upper case, twice: once is not enough for U+1E9E, whose lower-case form has an upper case of two.
fn fold_character(character: char, out: &mut Vec<u8>) {
    let round = |c: char| c.to_uppercase().flat_map(char::to_lowercase);
    let mut buffer = [0; 4];
    for folded in round(character).flat_map(round) {
        out.extend_from_slice(folded.encode_utf8(&mut buffer).as_bytes());
    }
}

/// The ignore-case terms of one path, whole, at the start and at the end.
#[derive(Clone, Debug)]
pub(crate) struct FoldedTerms {
    whole: Literals,
    starts: Affixes,
    ends: Affixes,
    /// Behind each folded key: the terms to compare.
    groups: Vec<Vec<(Folded, TermId)>>,
}

impl FoldedTerms {
    pub(crate) fn new(
        whole: &[(Folded, TermId)],
        starts: &[(Folded, TermId)],
        ends: &[(Folded, TermId)],
    ) -> Self {
        let mut groups = Vec::new();
        Self {
            whole: Literals::new(&group(whole, &mut groups)),
            starts: Affixes::new(Side::Start, &group(starts, &mut groups)),
            ends: Affixes::new(Side::End, &group(ends, &mut groups)),
            groups,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Every term that the value satisfies goes to `found`; `folded` is a buffer to fold into.
    pub(crate) fn find(
        &self,
        value: &[u8],
        folded: &mut Vec<u8>,
        effort: &mut Effort,
        mut found: impl FnMut(TermId),
    ) {
        if self.is_empty() {
            return;
        }
        effort.pass(value);
        folded.clear();
        fold_into(value, folded);
        let mut candidates = 0;
        let mut check = |group: TermId, fits: &dyn Fn(&Folded) -> bool| {
            for (text, term) in &self.groups[group.0 as usize] {
                candidates += 1;
                if fits(text) {
                    found(*term);
                }
            }
        };
        if let Some(group) = self.whole.find(folded, effort) {
            check(group, &|text| text.begins(value) == Some(value.len()));
        }
        self.starts.find(folded, effort, |group| {
            check(group, &|text| text.begins(value).is_some())
        });
        self.ends.find(folded, effort, |group| {
            check(group, &|text| text.ends(value))
        });
        effort.candidates += candidates;
    }

    /// How many entries.
    pub(crate) fn len(&self) -> usize {
        self.groups.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        let units = self
            .groups
            .iter()
            .flatten()
            .map(|(text, _)| text.units.len() * 36);
        self.whole.bytes() + self.starts.bytes() + self.ends.bytes() + units.sum::<usize>()
    }
}

/// Gathers terms by folded key; answers each key once, with the number of its group.
fn group(
    terms: &[(Folded, TermId)],
    groups: &mut Vec<Vec<(Folded, TermId)>>,
) -> Vec<(Vec<u8>, TermId)> {
    let mut keyed: Vec<_> = terms
        .iter()
        .map(|(text, term)| (text.key(), text, *term))
        .collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    keyed
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| {
            let id = TermId(u32::try_from(groups.len()).expect("fewer than 2^32 groups"));
            groups.push(
                same.iter()
                    .map(|(_, text, term)| ((*text).clone(), *term))
                    .collect(),
            );
            (same[0].0.clone(), id)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_every_character_fold_alike() {
        let fold = |text: &str| {
            let mut out = Vec::new();
            fold_into(text.as_bytes(), &mut out);
            out
        };
        for character in '\0'..='\u{ffff}' {
            let own = fold(&character.to_string());
            assert_eq!(
                fold(&character.to_lowercase().to_string()),
                own,
                "{character:?}"
            );
            assert_eq!(
                fold(&character.to_uppercase().to_string()),
                own,
                "{character:?}"
            );
        }
    }

    #[test]
    fn the_value_is_not_folded() {
        let sharp = Folded::new([("ß".into(), "SS".into())]);
        let terms = FoldedTerms::new(&[(sharp.clone(), TermId(0))], &[], &[(sharp, TermId(1))]);
        let hits = |value: &str| {
            let mut out = Vec::new();
            let mut folded = Vec::new();
            terms.find(value.as_bytes(), &mut folded, &mut Effort::default(), |t| {
                out.push(t.0)
            });
            out
        };
        assert_eq!(hits("SS"), [0, 1]);
        assert_eq!(hits("ß"), [0, 1]);
        assert!(hits("ss").is_empty());
        assert_eq!(hits("xß"), [1]);
    }
}
