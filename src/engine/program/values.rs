//! Which terms does a value on one path satisfy? This index holds the terms of the path by kind.

use crate::automata::{
    AddressRange, AddressRanges, AddressTerms, Affixes, ClosedRange, Comparison, Effort, Extent,
    Folded, FoldedTerms, Glob, GlobScratch, GlobTerms, Globs, Literals, NumberLine, Numbers, Place,
    RangeTerms, Side, TermId,
};
use crate::ir::{Part, Test, address_digits, comparable, lossy_into};
use tidegate_json::Field;

/// Whether a term's text is wanted or excluded. Java compares wanted text unit by unit; it converts excluded text to
/// UTF-8 first, which turns lone surrogates into `?`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Include,
    Exclude,
}

/// Whether a value was written with escapes. Only then can it contain lone surrogates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Plain,
    Escaped,
}

impl Spelling {
    #[inline]
    pub(crate) fn of(field: &Field<'_>) -> Self {
        match field.was_escaped {
            true => Self::Escaped,
            false => Self::Plain,
        }
    }
}

/// The terms of one path, from which an index is built.
#[derive(Default)]
pub(super) struct PathTerms {
    literals: Literals,
    excluded: Literals,
    texts: Option<Box<TextTerms>>,
    numbers: Option<Box<RangeTerms>>,
    addresses: Option<Box<AddressTerms>>,
}

struct TextTerms {
    starts: Affixes,
    ends: Affixes,
    folded: FoldedTerms,
    globs: GlobTerms,
}

impl Default for TextTerms {
    fn default() -> Self {
        Self {
            starts: Affixes::new(Side::Start),
            ends: Affixes::new(Side::End),
            folded: FoldedTerms::new(),
            globs: GlobTerms::default(),
        }
    }
}

impl PathTerms {
    /// Adds a condition on a value under the term `next` unless it is known. Returns its term. `None` if the condition
    /// does not depend on the value.
    pub(super) fn intern(&mut self, test: &Test, role: Role, next: TermId) -> Option<TermId> {
        Some(match test {
            Test::Literal(text) => self.literals_for(text, role).intern(text, next),
            Test::Number { low, high } => {
                let (low, high) = (*low, *high);
                let numbers = self.numbers.get_or_insert_default();
                numbers.intern(ClosedRange { low, high }, next)
            }
            Test::Affix(Part::End, text) => self.texts().ends.intern(text, next),
            Test::Affix(Part::Whole | Part::Start, text) => self.texts().starts.intern(text, next),
            Test::IgnoreCase(part, forms) => {
                let forms = forms.iter().map(|(lower, upper)| (lower, upper));
                let folded = &mut self.texts().folded;
                folded.intern(place(*part), &Folded::new(forms), next)
            }
            Test::Wildcard(parts) => match &parts[..] {
                [text] => {
                    let folded = &mut self.texts().folded;
                    folded.intern(Place::Whole, &spelled_once(text), next)
                }
                _ => self.texts().globs.intern(&Glob::new(parts), next),
            },
            Test::Address(range) => {
                let (low, high) = (&range.low, &range.high);
                let extent = match range.whole {
                    true => Extent::Whole,
                    false => Extent::Leading,
                };
                let numbers = match range.reads_numbers {
                    true => Numbers::Read,
                    false => Numbers::Ignored,
                };
                let range = AddressRange::new(low, high, extent, numbers);
                self.addresses.get_or_insert_default().intern(range, next)
            }
            Test::Exists | Test::Absent | Test::AnythingBut(_) | Test::Never(_) => return None,
        })
    }

    /// The literals that a text of this role belongs to. A value with lone surrogates can only equal an excluded text
    /// that contains `?`. Every other excluded text shares its term with the same text of the other role, because such
    /// a value equals neither.
    fn literals_for(&mut self, text: &[u8], role: Role) -> &mut Literals {
        match role {
            Role::Exclude if text.contains(&b'?') => &mut self.excluded,
            Role::Include | Role::Exclude => &mut self.literals,
        }
    }

    fn texts(&mut self) -> &mut TextTerms {
        self.texts.get_or_insert_default()
    }

    /// Numbers the terms of number ranges in the order of the ranges. Returns each old term with its new one.
    pub(super) fn sort_numbers(&mut self) -> Vec<(TermId, TermId)> {
        let sorted = self.numbers.as_mut().map(|numbers| numbers.sort());
        sorted.unwrap_or_default()
    }
}

fn place(part: Part) -> Place {
    match part {
        Part::Whole => Place::Whole,
        Part::Start => Place::Start,
        Part::End => Place::End,
    }
}

/// A wildcard without a star, as a text whose characters have one form each. Ignore-case texts and wildcards are both
/// compared with `?` in place of lone surrogates; literals are not.
fn spelled_once(text: &[u8]) -> Folded {
    let text = String::from_utf8_lossy(text);
    let letters = text.chars().map(|letter| letter.to_string());
    Folded::new(letters.map(|letter| (letter.clone(), letter)))
}

/// The terms of one path, by kind.
#[derive(Clone, Debug)]
pub(crate) struct ValueIndex {
    is_empty: bool,
    literals: Literals,
    /// Excluded texts that a value with lone surrogates can equal ([`PathTerms::literals_for`]).
    excluded: Option<Box<Literals>>,
    texts: Option<Box<TextIndex>>,
    numbers: Option<Box<NumberLine<u64>>>,
    addresses: Option<Box<AddressRanges>>,
}

/// The terms that compare texts in any other way than whole.
#[derive(Clone, Debug)]
struct TextIndex {
    starts: Affixes,
    ends: Affixes,
    folded: FoldedTerms,
    globs: Globs,
}

/// Buffers for look-ups of values. Each matcher has one of these.
#[derive(Clone, Debug, Default)]
pub(crate) struct ValueScratch {
    globs: GlobScratch,
    folded: Vec<u8>,
    lossy: Vec<u8>,
    pub(crate) effort: Effort,
}

impl TextIndex {
    fn new(terms: TextTerms) -> Self {
        let mut index = Self {
            starts: terms.starts,
            ends: terms.ends,
            folded: terms.folded,
            globs: Globs::new(&terms.globs),
        };
        index.starts.shrink();
        index.ends.shrink();
        index.folded.shrink();
        index
    }

    fn find(&self, value: &[u8], scratch: &mut ValueScratch, found: &mut impl FnMut(TermId)) {
        let effort = &mut scratch.effort;
        if !self.starts.is_empty() {
            self.starts.find(value, effort, &mut *found);
        }
        if !self.ends.is_empty() {
            self.ends.find(value, effort, &mut *found);
        }
        if !self.folded.is_empty() {
            self.folded
                .find(value, &mut scratch.folded, effort, &mut *found);
        }
        if !self.globs.is_empty() {
            self.globs.find(value, &mut scratch.globs, effort, found);
        }
    }

    fn bytes(&self) -> usize {
        let affixes = self.starts.bytes() + self.ends.bytes();
        size_of::<Self>() + affixes + self.folded.bytes() + self.globs.bytes()
    }
}

impl ValueIndex {
    pub(super) fn new(terms: PathTerms) -> Self {
        let (mut literals, mut excluded) = (terms.literals, terms.excluded);
        literals.shrink();
        excluded.shrink();
        let mut index = Self {
            is_empty: false,
            literals,
            excluded: (!excluded.is_empty()).then(|| Box::new(excluded)),
            texts: terms.texts.map(|texts| Box::new(TextIndex::new(*texts))),
            numbers: terms.numbers.map(|numbers| Box::new(numbers.index())),
            addresses: terms
                .addresses
                .map(|addresses| Box::new(AddressRanges::new(*addresses))),
        };
        index.is_empty = index.plan().is_empty();
        index
    }

    /// Calls `found` with every term that `value` satisfies, perhaps twice with some.
    #[inline]
    pub(crate) fn find(
        &self,
        value: &[u8],
        spelling: Spelling,
        scratch: &mut ValueScratch,
        mut found: impl FnMut(TermId),
    ) {
        if self.is_empty {
            return;
        }
        match value {
            [b'"', inside @ .., b'"'] => {
                if spelling == Spelling::Escaped && self.find_surrogates(value, scratch, &mut found)
                {
                    return;
                }
                self.find_whole(value, value, scratch, &mut found);
                self.find_text(value, scratch, &mut found);
                if let Some(addresses) = &self.addresses
                    && let Some(digits) = address_digits(inside)
                {
                    addresses.find(&digits, &mut scratch.effort, found);
                }
            }
            _ => self.find_bare(value, scratch, &mut found),
        }
    }

    /// Looks up a value that has lone surrogates: unchanged for comparison with whole texts, and with `?` in their
    /// place for all other terms. Returns whether the value had lone surrogates.
    fn find_surrogates(
        &self,
        value: &[u8],
        scratch: &mut ValueScratch,
        found: &mut impl FnMut(TermId),
    ) -> bool {
        let mut lossy = std::mem::take(&mut scratch.lossy);
        lossy.clear();
        lossy_into(value, &mut lossy);
        let has_surrogates = lossy != value;
        if has_surrogates {
            self.find_whole(value, &lossy, scratch, found);
            self.find_text(&lossy, scratch, found);
        }
        scratch.lossy = lossy;
        has_surrogates
    }

    /// Finds the literal that equals `value`, and the excluded text that equals `lossy`.
    #[inline]
    fn find_whole(
        &self,
        value: &[u8],
        lossy: &[u8],
        scratch: &mut ValueScratch,
        found: &mut impl FnMut(TermId),
    ) {
        if let Some(term) = self.literals.find(value, &mut scratch.effort) {
            found(term);
        }
        if let Some(excluded) = &self.excluded
            && let Some(term) = excluded.find(lossy, &mut scratch.effort)
        {
            found(term);
        }
    }

    #[inline]
    fn find_text(&self, value: &[u8], scratch: &mut ValueScratch, found: &mut impl FnMut(TermId)) {
        if let Some(texts) = &self.texts {
            texts.find(value, scratch, found);
        }
    }

    /// Looks up a value that is not a string. It is compared by its text; if it is a number, also by value where that
    /// is possible, and, as event-ruler does, as if its characters were the digits of an address (2.0.1,
    /// `ByteMachine.doTransitionOn`).
    #[inline]
    fn find_bare(&self, value: &[u8], scratch: &mut ValueScratch, found: &mut impl FnMut(TermId)) {
        self.find_whole(value, value, scratch, found);
        if !matches!(value.first(), Some(b'-' | b'0'..=b'9')) {
            return;
        }
        if self.numbers.is_none() && self.addresses.is_none() {
            return;
        }
        scratch.effort.bytes_stepped += value.len() as u64;
        let key = comparable(value);
        if let Some(key) = key
            && let Some(numbers) = &self.numbers
        {
            numbers.find(key, &mut scratch.effort, &mut *found);
        }
        if let Some(addresses) = &self.addresses {
            let comparison = match key {
                Some(_) => Comparison::Comparable,
                None => Comparison::Incomparable,
            };
            addresses.find_number(value, comparison, &mut scratch.effort, found);
        }
    }

    pub(super) fn bytes(&self) -> usize {
        let excluded = self.excluded.iter().map(|index| index.bytes());
        let texts = self.texts.iter().map(|index| index.bytes());
        let numbers = self.numbers.iter().map(|index| index.bytes());
        let addresses = self.addresses.iter().map(|index| index.bytes());
        let rest = excluded.chain(texts).chain(numbers).chain(addresses);
        size_of::<Self>() + self.literals.bytes() + rest.sum::<usize>()
    }

    /// The structures in use, each with its number of entries.
    pub(super) fn plan(&self) -> Vec<(&'static str, usize)> {
        let excluded = self.excluded.iter().map(|index| index.len());
        let mut plan = vec![("exact hash", self.literals.len() + excluded.sum::<usize>())];
        if let Some(texts) = &self.texts {
            plan.extend([
                ("prefix hash per length", texts.starts.len()),
                ("suffix hash per length", texts.ends.len()),
                ("ignore-case fold and hash", texts.folded.len()),
                ("wildcards by ends and middles", texts.globs.len()),
            ]);
        }
        if let Some(numbers) = &self.numbers {
            plan.push(match numbers.is_tree() {
                true => ("number ranges in a segment tree", numbers.len()),
                false => ("number ranges by interval", numbers.len()),
            });
        }
        if let Some(addresses) = &self.addresses {
            plan.push(match addresses.is_tree() {
                true => ("address ranges in a segment tree", addresses.len()),
                false => ("address ranges by interval", addresses.len()),
            });
        }
        plan.retain(|(_, entries)| *entries > 0);
        plan
    }
}
