//! Texts compared without regard to case, as event-ruler does it: each character of the pattern matches its lower-case
//! and its upper-case form, and the value is compared unchanged.
//!
//! One pass folds the value coarsely: both forms of a character fold to the same bytes. The folded value is looked up
//! like any other value, and each term found is then compared exactly with the value itself.

use super::affix::{Affixes, Side};
use super::{Effort, Literals, TermId};

/// Marks a character whose forms are not one byte each. This byte never occurs in UTF-8.
const LONG: u8 = 0xff;

/// A pattern text: for each character the bytes of its lower-case and its upper-case form. If each form is one byte,
/// these are two bytes; otherwise they are [`LONG`], the two lengths and the two forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Folded {
    units: Vec<u8>,
}

impl Folded {
    /// A text of these characters, each given by its two forms.
    pub(crate) fn new<S: AsRef<[u8]>>(units: impl IntoIterator<Item = (S, S)>) -> Self {
        let mut folded = Self { units: Vec::new() };
        for (lower, upper) in units {
            folded.push(lower.as_ref(), upper.as_ref());
        }
        folded
    }

    fn push(&mut self, lower: &[u8], upper: &[u8]) {
        if let ([lower], [upper]) = (lower, upper) {
            self.units.extend([*lower, *upper]);
            return;
        }
        let length = |form: &[u8]| u8::try_from(form.len()).expect("a few bytes of one character");
        self.units.extend([LONG, length(lower), length(upper)]);
        self.units.extend_from_slice(lower);
        self.units.extend_from_slice(upper);
    }

    /// The same characters, last first.
    fn reversed(&self) -> Self {
        let units: Vec<_> = units(&self.units).collect();
        Self::new(units.into_iter().rev())
    }

    /// The key of this text: every value that matches the text folds to it.
    fn key(&self) -> Vec<u8> {
        let lower: Vec<u8> = units(&self.units)
            .flat_map(|(lower, _)| lower.to_vec())
            .collect();
        let mut out = Vec::new();
        fold_into(&lower, &mut out);
        out
    }
}

/// The two forms of each character.
fn units(mut text: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let (lower, upper, rest) = match text {
            [LONG, lower, upper, rest @ ..] => {
                let (lower, rest) = rest.split_at(usize::from(*lower));
                let (upper, rest) = rest.split_at(usize::from(*upper));
                (lower, upper, rest)
            }
            [_, _, rest @ ..] => (&text[..1], &text[1..2], rest),
            _ => return None,
        };
        text = rest;
        Some((lower, upper))
    })
}

/// The number of bytes at the start of the value that match the text; `None` if the value does not begin with it.
fn begins(text: &[u8], value: &[u8]) -> Option<usize> {
    units(text).try_fold(0, |at, (lower, upper)| {
        let rest = &value[at..];
        let form = [lower, upper]
            .into_iter()
            .find(|form| rest.starts_with(form))?;
        Some(at + form.len())
    })
}

/// Whether the value ends with the text. The text's characters are given in reverse order.
fn ends(reversed: &[u8], value: &[u8]) -> bool {
    let mut rest = value;
    units(reversed).all(|(lower, upper)| {
        let mut forms = [lower, upper].into_iter();
        let shorter = forms.find_map(|form| rest.strip_suffix(form));
        rest = shorter.unwrap_or(rest);
        shorter.is_some()
    })
}

/// Folds UTF-8 text so that both case forms of every character become the same bytes. Bytes that are not UTF-8 stay
/// unchanged.
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

/// Upper case, then lower case, twice. Once is not enough for U+1E9E: its lower-case form is U+00DF, whose upper-case
/// form is two letters.
fn fold_character(character: char, out: &mut Vec<u8>) {
    let round = |c: char| c.to_uppercase().flat_map(char::to_lowercase);
    let mut buffer = [0; 4];
    for folded in round(character).flat_map(round) {
        out.extend_from_slice(folded.encode_utf8(&mut buffer).as_bytes());
    }
}

/// The part of the value that an ignore-case text is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The whole value.
    Whole,
    /// The start of the value.
    Start,
    /// The end of the value.
    End,
}

/// The ignore-case terms of one path: for whole values, for their starts and for their ends.
#[derive(Clone, Debug)]
pub(crate) struct FoldedTerms {
    whole: Literals,
    starts: Affixes,
    ends: Affixes,
    /// For each folded key, a chain of the texts to compare.
    texts: Vec<Text>,
    arena: Vec<u8>,
}

/// A term's text. Its units are in the arena, in reverse order if values have to end with the text.
#[derive(Clone, Copy, Debug)]
struct Text {
    end: u32,
    term: TermId,
    /// The next text with the same folded key.
    next: u32,
}

/// Ends a chain of texts.
const NO_TEXT: u32 = u32::MAX;

impl FoldedTerms {
    pub(crate) fn new() -> Self {
        Self {
            whole: Literals::default(),
            starts: Affixes::new(Side::Start),
            ends: Affixes::new(Side::End),
            texts: Vec::new(),
            arena: Vec::new(),
        }
    }

    /// Adds a text under the term `next` unless it is known. Returns its term.
    pub(crate) fn intern(&mut self, place: Place, text: &Folded, next: TermId) -> TermId {
        let new = u32::try_from(self.texts.len()).expect("fewer than 2^32 texts");
        let key = text.key();
        let TermId(first) = match place {
            Place::Whole => self.whole.intern(&key, TermId(new)),
            Place::Start => self.starts.intern(&key, TermId(new)),
            Place::End => self.ends.intern(&key, TermId(new)),
        };
        let text = match place {
            Place::End => &text.reversed(),
            _ => text,
        };
        let mut last = None;
        for at in self.chain(first).take_while(|at| *at != new) {
            if self.units(at) == text.units {
                return self.texts[at as usize].term;
            }
            last = Some(at as usize);
        }
        if let Some(last) = last {
            self.texts[last].next = new;
        }
        self.arena.extend_from_slice(&text.units);
        self.texts.push(Text {
            end: u32::try_from(self.arena.len()).expect("under 4 GiB of texts"),
            term: next,
            next: NO_TEXT,
        });
        next
    }

    /// The chain of texts that starts with this one. The last may be a text that is about to be added.
    fn chain(&self, first: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(first), |at| {
            let next = self.texts.get(*at as usize)?.next;
            (next != NO_TEXT).then_some(next)
        })
    }

    fn units(&self, text: u32) -> &[u8] {
        let start = match text {
            0 => 0,
            _ => self.texts[text as usize - 1].end,
        };
        &self.arena[start as usize..self.texts[text as usize].end as usize]
    }

    pub(crate) fn shrink(&mut self) {
        self.whole.shrink();
        self.starts.shrink();
        self.ends.shrink();
        self.texts.shrink_to_fit();
        self.arena.shrink_to_fit();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Calls `found` with every term that the value satisfies. `folded` is a buffer for the folded value.
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
        let mut check = |first: TermId, fits: &dyn Fn(&[u8]) -> bool| {
            for text in self.chain(first.0) {
                candidates += 1;
                if fits(self.units(text)) {
                    found(self.texts[text as usize].term);
                }
            }
        };
        if let Some(group) = self.whole.find(folded, effort) {
            check(group, &|text| begins(text, value) == Some(value.len()));
        }
        self.starts.find(folded, effort, |group| {
            check(group, &|text| begins(text, value).is_some())
        });
        self.ends.find(folded, effort, |group| {
            check(group, &|text| ends(text, value))
        });
        effort.candidates += candidates;
    }

    /// The number of entries.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        let tables = self.whole.bytes() + self.starts.bytes() + self.ends.bytes();
        tables + self.arena.len() + self.texts.len() * size_of::<Text>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_case_forms_of_a_character_fold_to_the_same_bytes() {
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
    fn values_are_compared_unfolded() {
        let sharp = Folded::new([("ß", "SS")]);
        let mut terms = FoldedTerms::new();
        terms.intern(Place::Whole, &sharp, TermId(0));
        terms.intern(Place::End, &sharp, TermId(1));
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
