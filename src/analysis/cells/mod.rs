//! The values of one field, divided into cells: values that no list of the filters tells apart.
//!
//! A field that is asked for `["x"]` and `[{"prefix":"x"}]` has four cells: absence, `"x"`, other strings that begin with
//! `x`, and everything else. Candidates are chosen so that no cell is left out; the reasons are in the file of each kind
//! of candidate. The engine says which lists each candidate satisfies (`probe`), and candidates with the same lists are
//! one cell.

mod address;
mod candidate;
mod dotted;
mod doubt;
mod number;
mod probe;
mod reading;
mod restrict;
mod shape;
mod terms;
#[cfg(test)]
mod tests;
mod text;
mod walk;
mod wtf8;

use std::collections::BTreeMap;
use std::sync::Arc;

use tidegate::inspect::{Test, number_key};

use crate::bits::Bits;
use crate::caps::Caps;

use candidate::{Candidate, Kind};
use dotted::Dotted;
use doubt::AddressTruth;
use restrict::{Fit, fit};
use shape::Shape;
use terms::Terms;
use walk::{Found, Strings};

pub(crate) use reading::Reading;
pub(crate) use walk::Walked;

pub(crate) use probe::Probe;
pub(crate) use wtf8::{json_string, points};

/// Values of one field that satisfy the same lists. The first cell of a field is its absence.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// The lists that its values satisfy.
    pub(crate) lists: Bits,
    /// The JSON of a value; `None` if it may have no value.
    pub(crate) value: Option<String>,
    /// A value as plain text.
    pub(crate) plain: Plain,
}

/// Whether a cell has a string that can be a payload in plain text: one that is not JSON itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    /// It has this one.
    Known(String),
    /// Perhaps it has one.
    Unknown,
    /// It has none.
    Impossible,
}

/// The cells of one field.
#[derive(Clone, Debug)]
pub(crate) struct Cells {
    pub(crate) cells: Vec<Cell>,
    /// How far the automaton of the text conditions was walked.
    pub(crate) walked: Walked,
}

/// A cell while candidates are added to it.
#[derive(Default)]
struct Draft {
    value: Option<String>,
    plain: Option<String>,
    /// Whether it may hold strings besides those that patterns name.
    is_open: bool,
}

impl Cells {
    /// Returns the cells of a field with these lists; `None` if they are over the engine's bounds.
    pub(crate) fn of(lists: &[Arc<[Test]>], reading: Reading, caps: &Caps) -> Option<Self> {
        let mut probe = Probe::new(lists)?;
        let mut drafts = Drafts {
            reading,
            drafts: BTreeMap::new(),
        };
        if let Reading::OneOf(values) = reading {
            for value in values {
                drafts.add(probe.of_value(value), Candidate::json((*value).to_owned()));
            }
            return Some(drafts.cells(probe.of_absence(), Walked::Whole));
        }
        let terms = Terms::of(lists);
        let strings = strings(&terms, caps);
        for found in &strings.found {
            let candidate = Candidate::string(found, &terms);
            let of_found: Vec<_> = found
                .terms
                .iter()
                .map(|id| &terms.texts[*id as usize])
                .collect();
            let lists = probe.of_value(&candidate.json);
            match fit(reading, &candidate, &of_found) {
                Fit::Fits => drafts.add(lists, candidate),
                Fit::InPlaceOfOthers => drafts.draft(candidate.kind, lists).is_open = true,
                Fit::Never => {}
            }
        }
        let mut all = candidates(&terms);
        let dotted = dotted(&terms);
        all.extend(dotted.strings.iter().map(|json| Candidate::address(json)));
        if reading == Reading::Number {
            let numbers = restrict::numbers(&terms, &strings.found).into_iter();
            all.extend(numbers.map(Candidate::json));
        }
        for candidate in all {
            if fit(reading, &candidate, &[]) == Fit::Fits {
                drafts.add(probe.of_value(&candidate.json), candidate);
            }
        }
        if !terms.addresses.is_empty() {
            drafts.add_doubtful(lists, &terms, (&strings.found, dotted.walked))?;
        }
        Some(drafts.cells(probe.of_absence(), strings.walked))
    }
}

fn strings(terms: &Terms, caps: &Caps) -> Strings {
    let shape = match terms.addresses.is_empty() {
        true => Shape::ODD,
        false => Shape::EMPTY,
    };
    if terms.has_only_whole_texts() {
        walk::whole_texts(&terms.texts, shape)
    } else {
        walk::combinations(&terms.texts, shape, caps.text_states)
    }
}

/// Returns dotted addresses for each combination with the text conditions. Whole texts need none: every address has more
/// spellings than patterns can name.
fn dotted(terms: &Terms) -> Dotted {
    if terms.addresses.is_empty() || terms.has_only_whole_texts() {
        return Dotted {
            strings: Vec::new(),
            walked: Walked::Whole,
        };
    }
    dotted::strings(&terms.texts, &terms.addresses)
}

/// Returns the candidates that no text condition calls for.
fn candidates(terms: &Terms) -> Vec<Candidate> {
    let fixed = ["null", "true", "false"].map(str::to_owned);
    let numbers = number::candidates(&terms.keys, &terms.literals);
    let rows = address::numbers(&terms.addresses);
    let of_row = match terms.keys.is_empty() {
        true => address::texts_of_row,
        false => address::numbers_of_row,
    };
    let rows = rows.iter().flat_map(|row| of_row(row));
    let named = terms.literals.iter().cloned();
    let spelled = numbers.iter().filter(|_| !terms.addresses.is_empty());
    let spelled = spelled.filter_map(|number| number_key(number.as_bytes()));
    let spelled: Vec<String> = spelled.flat_map(number::spellings).collect();
    let others = fixed
        .into_iter()
        .chain(named)
        .chain(numbers)
        .chain(rows)
        .chain(spelled);
    let mut all: Vec<Candidate> = others.map(Candidate::json).collect();
    for address in address::candidates(&terms.addresses) {
        let spelled = [address.dotted(), address.with_colons()].concat();
        all.extend(spelled.iter().map(|json| Candidate::address(json)));
    }
    all
}

/// The cells so far, by what tells them apart: whether they hold strings (for payloads only), and their lists.
struct Drafts {
    reading: Reading,
    drafts: BTreeMap<(bool, Bits), Draft>,
}

impl Drafts {
    /// Returns the cells, the first for absence. `absence`: the lists that it satisfies.
    fn cells(self, absence: Bits, walked: Walked) -> Cells {
        let mut cells = vec![Cell {
            lists: absence,
            value: Some(String::new()),
            plain: Plain::Impossible,
        }];
        let drafts = self.drafts.into_iter();
        cells.extend(drafts.map(|((_, lists), draft)| draft.cell(lists)));
        Cells { cells, walked }
    }

    fn draft(&mut self, kind: Kind, lists: Bits) -> &mut Draft {
        let is_apart = self.reading == Reading::Encoded && kind != Kind::NotText;
        self.drafts.entry((is_apart, lists)).or_default()
    }

    fn add(&mut self, lists: Bits, candidate: Candidate) {
        let draft = self.draft(candidate.kind, lists);
        draft.is_open |= candidate.kind == Kind::Other;
        keep_nicer(&mut draft.plain, candidate.plain, score_of_text);
        keep_nicer(&mut draft.value, Some(candidate.json), score_of_json);
    }

    /// Adds the combinations for which no value is known; `None` if the engine refuses to judge their parts.
    fn add_doubtful(
        &mut self,
        lists: &[Arc<[Test]>],
        terms: &Terms,
        (found, dotted): (&[Found], Walked),
    ) -> Option<()> {
        let mut truth = AddressTruth::of(terms)?;
        let addresses = address::candidates(&terms.addresses);
        let found = doubt::Texts { found, dotted };
        for bits in doubt::texts(lists, terms, &found, &addresses, &mut truth) {
            self.draft(Kind::Other, bits).is_open = true;
        }
        if matches!(self.reading, Reading::Text | Reading::Number) {
            return Some(());
        }
        let numbers = number::candidates(&terms.keys, &terms.literals);
        let rows = address::numbers(&terms.addresses);
        for bits in doubt::numbers(lists, &numbers, &rows, &mut truth) {
            self.draft(Kind::NotText, bits);
        }
        Some(())
    }
}

impl Draft {
    fn cell(self, lists: Bits) -> Cell {
        let plain = match self.plain {
            Some(text) => Plain::Known(text),
            None if self.is_open => Plain::Unknown,
            None => Plain::Impossible,
        };
        Cell {
            lists,
            value: self.value,
            plain,
        }
    }
}

/// Replaces a value by one with a lower score.
fn keep_nicer<S: Ord>(slot: &mut Option<String>, value: Option<String>, score: impl Fn(&str) -> S) {
    let Some(value) = value else { return };
    if slot.as_ref().is_none_or(|old| score(&value) < score(old)) {
        *slot = Some(value);
    }
}

/// Lower for values that are nicer to look at: strings before numbers before literals, short ones first, but addresses
/// with colons and an empty string late.
fn score_of_json(json: &str) -> (u8, usize, String) {
    let kind = match json.as_bytes() {
        b"\"\"" => 3,
        [b'"', ..] if json.contains("::") => 1,
        [b'"', ..] => 0,
        [b'-' | b'0'..=b'9', ..] => 2,
        _ => 4,
    };
    (kind, json.len(), json.to_owned())
}

fn score_of_text(text: &str) -> (bool, usize, String) {
    (text.is_empty(), text.len(), text.to_owned())
}
