//! Everything asked of the values on one path: which terms does this value satisfy?

use crate::automata::{
    AddressRange, AddressRanges, Affixes, Effort, Folded, FoldedTerms, Glob, GlobScratch, Globs,
    Literals, NumberLine, Side, Stretch, TermId,
};
use crate::ir::{Part, Test, address_digits, comparable, lossy_into};

/// What a term is for: text that Java compares unit by unit is told apart from text it excludes after turning it
/// into UTF-8, where lone surrogates become `?`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Include,
    Exclude,
}

/// The terms of one path, by kind.
#[derive(Clone, Debug)]
pub(crate) struct ValueIndex {
    literals: Literals,
    /// By number in `literals`: the term that includes it and the term that excludes it.
    literal_terms: Vec<[Option<TermId>; 2]>,
    starts: Affixes,
    ends: Affixes,
    folded: FoldedTerms,
    globs: Globs,
    numbers: NumberLine<u64>,
    addresses: AddressRanges,
    term_count: usize,
    /// Whether texts are looked up in any other way than whole.
    asks_parts: bool,
}

/// Buffers that looking values up needs; one per matcher.
#[derive(Clone, Debug, Default)]
pub(crate) struct ValueScratch {
    globs: GlobScratch,
    folded: Vec<u8>,
    lossy: Vec<u8>,
    pub(crate) effort: Effort,
}

/// Terms sorted by kind, on their way into an index.
#[derive(Default)]
struct Kinds {
    literals: Vec<(Vec<u8>, [Option<TermId>; 2])>,
    affixes: [Vec<(Vec<u8>, TermId)>; 2],
    folded: [Vec<(Folded, TermId)>; 3],
    globs: Vec<(Glob, TermId)>,
    numbers: Vec<(Stretch<u64>, TermId)>,
    addresses: Vec<(AddressRange, TermId)>,
}

impl Kinds {
    fn file(&mut self, test: &Test, role: Role, term: TermId) {
        match test {
            Test::Literal(text) => {
                let mut terms = [None; 2];
                terms[role as usize] = Some(term);
                self.literals.push((text.to_vec(), terms));
            }
            Test::Number { low, high } => {
                self.numbers.push((
                    Stretch {
                        low: *low,
                        high: *high,
                    },
                    term,
                ));
            }
            Test::Affix(part, text) => {
                self.affixes[usize::from(*part == Part::End)].push((text.to_vec(), term));
            }
            Test::IgnoreCase(part, forms) => {
                self.folded[*part as usize].push((Folded::new(forms.iter().cloned()), term));
            }
            Test::Wildcard(parts) => match &parts[..] {
                [text] => self.folded[Part::Whole as usize].push((spelled_once(text), term)),
                _ => self.globs.push((Glob::new(parts.clone()), term)),
            },
            Test::Address(address) => {
                let range = AddressRange {
                    low: address.low.clone(),
                    high: address.high.clone(),
                    whole: address.whole,
                    reads_numbers: address.reads_numbers,
                };
                self.addresses.push((range, term));
            }
            Test::Exists | Test::Absent | Test::AnythingBut(_) | Test::Never(_) => {}
        }
    }

    /// One entry per literal text, its two roles brought together.
    fn merge_literals(&mut self) {
        self.literals.sort_by(|a, b| a.0.cmp(&b.0));
        self.literals.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                for role in 0..2 {
                    kept.1[role] = kept.1[role].or(next.1[role]);
                }
            }
            same
        });
    }
}

/// A wildcard without a star, as a text whose characters have one case each: both are looked up with `?` for lone
/// surrogates, which a literal is not.
fn spelled_once(text: &[u8]) -> Folded {
    let text = String::from_utf8_lossy(text);
    Folded::new(
        text.chars()
            .map(|letter| (letter.to_string(), letter.to_string())),
    )
}

impl ValueIndex {
    pub(super) fn new(terms: &[(Test, Role, TermId)]) -> Self {
        let mut kinds = Kinds::default();
        for (test, role, term) in terms {
            kinds.file(test, *role, *term);
        }
        kinds.merge_literals();
        let numbered = kinds.literals.iter().zip(0..);
        let literals: Vec<_> = numbered
            .map(|((text, _), n)| (text.clone(), TermId(n)))
            .collect();
        let asks_parts = !kinds.globs.is_empty()
            || kinds.affixes.iter().any(|terms| !terms.is_empty())
            || kinds.folded.iter().any(|terms| !terms.is_empty());
        let [whole, starts, ends] = &kinds.folded;
        Self {
            literals: Literals::new(&literals),
            literal_terms: kinds.literals.into_iter().map(|(_, terms)| terms).collect(),
            starts: Affixes::new(Side::Start, &kinds.affixes[0]),
            ends: Affixes::new(Side::End, &kinds.affixes[1]),
            folded: FoldedTerms::new(whole, starts, ends),
            globs: Globs::new(kinds.globs),
            numbers: NumberLine::new(&kinds.numbers),
            addresses: AddressRanges::new(&kinds.addresses),
            term_count: terms.len(),
            asks_parts,
        }
    }

    /// Every term that `value` satisfies goes to `found`, some perhaps twice.
    #[inline]
    pub(crate) fn find(
        &self,
        value: &[u8],
        was_escaped: bool,
        scratch: &mut ValueScratch,
        mut found: impl FnMut(TermId),
    ) {
        if self.term_count == 0 {
            return;
        }
        match value {
            [b'"', inside @ .., b'"'] => {
                if was_escaped && self.find_surrogates(value, scratch, &mut found) {
                    return;
                }
                self.find_literal(value, &[Role::Include, Role::Exclude], scratch, &mut found);
                self.find_text(value, scratch, &mut found);
                if !self.addresses.is_empty()
                    && let Some(digits) = address_digits(inside)
                {
                    self.addresses.find(&digits, &mut scratch.effort, found);
                }
            }
            _ => self.find_bare(value, scratch, &mut found),
        }
    }

    /// A value with lone surrogates is itself where texts have to be equal, and has `?` for them otherwise. Answers
    /// whether it was one.
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
            self.find_literal(value, &[Role::Include], scratch, found);
            self.find_literal(&lossy, &[Role::Exclude], scratch, found);
            self.find_text(&lossy, scratch, found);
        }
        scratch.lossy = lossy;
        has_surrogates
    }

    #[inline]
    fn find_literal(
        &self,
        value: &[u8],
        roles: &[Role],
        scratch: &mut ValueScratch,
        found: &mut impl FnMut(TermId),
    ) {
        if let Some(number) = self.literals.find(value, &mut scratch.effort) {
            let terms = self.literal_terms[number.0 as usize];
            roles
                .iter()
                .filter_map(|role| terms[*role as usize])
                .for_each(found);
        }
    }

    #[inline]
    fn find_text(&self, value: &[u8], scratch: &mut ValueScratch, found: &mut impl FnMut(TermId)) {
        if self.asks_parts {
            self.find_parts(value, scratch, found);
        }
    }

    fn find_parts(&self, value: &[u8], scratch: &mut ValueScratch, found: &mut impl FnMut(TermId)) {
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

    /// A number or a literal: compared by value where it is comparable, by its text, and, as event-ruler does, as if
    /// it were the digits of an address (2.0.1, `ByteMachine.doTransitionOn`).
    #[inline]
    fn find_bare(&self, value: &[u8], scratch: &mut ValueScratch, found: &mut impl FnMut(TermId)) {
        self.find_literal(value, &[Role::Include, Role::Exclude], scratch, found);
        if !matches!(value.first(), Some(b'-' | b'0'..=b'9')) {
            return;
        }
        if self.numbers.is_empty() && self.addresses.is_empty() {
            return;
        }
        scratch.effort.bytes_stepped += value.len() as u64;
        let key = comparable(value);
        if let Some(key) = key {
            self.numbers.find(key, &mut scratch.effort, &mut *found);
        }
        if !self.addresses.is_empty() {
            self.addresses
                .find_number(value, key.is_some(), &mut scratch.effort, found);
        }
    }

    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.literals.bytes()
            + 8 * self.literal_terms.len()
            + self.starts.bytes()
            + self.ends.bytes()
            + self.folded.bytes()
            + self.globs.bytes()
            + self.numbers.bytes()
            + self.addresses.bytes()
    }

    /// The structures in use, each with its number of entries.
    pub(super) fn plan(&self) -> Vec<(&'static str, usize)> {
        [
            ("exact hash", self.literal_terms.len()),
            ("prefix hash per length", self.starts.len()),
            ("suffix hash per length", self.ends.len()),
            ("ignore-case fold and hash", self.folded.len()),
            ("wildcard keys", self.globs.len()),
            ("number ranges, sorted", self.numbers.len()),
            ("address ranges, sorted", self.addresses.len()),
        ]
        .into_iter()
        .filter(|(_, entries)| *entries > 0)
        .collect()
    }
}
