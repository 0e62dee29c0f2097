//! A value of a record that comes close to one that a filter asks for, and how the two differ.

use tidegate_json::{Json, JsonKind, Span};

use crate::edit::{list, object, string};
use crate::field::{Field, one_or_many, operator};
use crate::glob::{glob_matches, meant_glob};

/// Most near values that are kept for one wanted value.
const NEAR_MAX: usize = 4;

/// How a filter asks for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// As an element of the field's list.
    Exactly,
    /// As a prefix or a suffix.
    Start,
    End,
    /// Excluded by `anything-but`.
    Excluded,
}

/// One value that a filter asks for, and the values of records that come close to it.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) role: Role,
    pub(crate) json: Json,
    /// Whether a record has the wanted value.
    is_met: bool,
    /// How they differ, the first values found that come close, and the number of their records.
    pub(crate) near: Option<(Difference, Vec<Json>, u64)>,
}

/// How a record's value differs from the one that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// Upper and lower case.
    Case,
    /// Spaces at an end.
    Space,
    /// Quotes around it.
    Quotes,
    /// The same number, written differently.
    Digits,
    /// One is null, and the other the word in quotes.
    Null,
    /// The wanted text lists several texts.
    Alternatives,
    /// The wanted text has stars or percent signs for any text.
    Stars,
    /// The wanted text is one part between colons or slashes.
    Part,
}

/// Returns the texts and nulls of a field's list; empty if the list has values that are compared in another way, so
/// that a record may satisfy it without any of them.
pub(crate) fn wanted(field: &Field<'_>) -> Vec<Wanted> {
    let mut all = Vec::new();
    for value in field.values {
        let role = match operator(value) {
            None => Role::Exactly,
            Some(("prefix", _)) => Role::Start,
            Some(("suffix", _)) => Role::End,
            Some(("anything-but", _)) if field.values.len() == 1 => Role::Excluded,
            Some(("exists", _)) if field.values.len() > 1 && field.takes_absence() => continue,
            Some(_) => return Vec::new(),
        };
        let operand = operator(value).map_or(value, |(_, operand)| operand);
        all.extend(one_or_many(operand).iter().map(|json| Wanted {
            role,
            json: json.clone(),
            is_met: false,
            near: None,
        }));
    }
    all
}

impl Wanted {
    /// Returns the place of the value in the filter.
    pub(crate) fn span(&self) -> Span {
        self.json.span
    }

    /// Looks at the values of one record.
    pub(crate) fn look_at(&mut self, found: &[&Json]) {
        if self.is_met || found.iter().any(|it| self.is_met_by(it)) {
            (self.is_met, self.near) = (true, None);
            return;
        }
        let near = found
            .iter()
            .find_map(|it| Some((self.difference(it)?, *it)));
        let Some((difference, json)) = near else {
            return;
        };
        let (_, values, records) = self.near.get_or_insert((difference, Vec::new(), 0));
        *records += 1;
        if values.len() < NEAR_MAX && values.iter().all(|it| it.kind != json.kind) {
            values.push(json.clone());
        }
    }

    pub(crate) fn is_met_by(&self, found: &Json) -> bool {
        match (self.role, self.json.as_str(), found.as_str()) {
            (Role::Start, Some(wanted), Some(found)) => found.starts_with(wanted),
            (Role::End, Some(wanted), Some(found)) => found.ends_with(wanted),
            _ => self.json.kind == found.kind,
        }
    }

    fn difference(&self, found: &Json) -> Option<Difference> {
        let (wanted, found) = match (&self.json.kind, &found.kind) {
            (JsonKind::String(_), JsonKind::String(_)) => (self.json.as_str()?, found.as_str()?),
            (JsonKind::Null, JsonKind::String(_)) => return null_word(found),
            (JsonKind::String(_), JsonKind::Null) => return null_word(&self.json),
            _ => return None,
        };
        match self.role {
            Role::Exactly | Role::Excluded => difference(wanted, found),
            Role::Start => {
                let is_near = folded(found).starts_with(&folded(wanted));
                is_near.then(|| case_or_space(wanted))
            }
            Role::End => {
                let is_near = folded(found).ends_with(&folded(wanted));
                is_near.then(|| case_or_space(wanted))
            }
        }
    }

    /// Returns the values that the filter should ask for in its place; `None` if that is not clear.
    pub(crate) fn meant(&self) -> Option<Vec<Json>> {
        let (difference, near, _) = self.near.as_ref()?;
        let wanted = self.json.as_str().unwrap_or_default();
        match (self.role, difference) {
            (Role::Start | Role::End, Difference::Space) => Some(vec![string(wanted.trim())]),
            (Role::Start | Role::End, _) => {
                let parts = near.iter().map(|it| self.part_of(it.as_str()?));
                let parts: Option<Vec<_>> = parts.collect();
                let mut parts = parts.filter(|_| near.len() < NEAR_MAX)?;
                parts.sort_unstable();
                parts.dedup();
                Some(parts.into_iter().map(string).collect())
            }
            (_, Difference::Alternatives) => Some(alternatives(wanted).map(string).collect()),
            (Role::Exactly, Difference::Stars) => Some(vec![meant_glob(wanted)?]),
            (_, Difference::Stars) => None,
            _ => (near.len() < NEAR_MAX).then(|| near.clone()),
        }
    }
}

impl Wanted {
    /// Returns the beginning or the end of a found text that the wanted one stands for.
    fn part_of<'f>(&self, found: &'f str) -> Option<&'f str> {
        let wanted = self.json.as_str()?;
        let letters = wanted.chars().count();
        let part = match self.role {
            Role::Start => {
                let end = found
                    .char_indices()
                    .nth(letters)
                    .map_or(found.len(), |(at, _)| at);
                &found[..end]
            }
            Role::End => {
                let before = found.chars().count().saturating_sub(letters);
                let start = found.char_indices().nth(before).map_or(0, |(at, _)| at);
                &found[start..]
            }
            Role::Exactly | Role::Excluded => return None,
        };
        (folded(part) == folded(wanted)).then_some(part)
    }
}

fn null_word(json: &Json) -> Option<Difference> {
    let words = ["null", "none", "nil"];
    let word = json.as_str()?.trim().to_lowercase();
    words.contains(&word.as_str()).then_some(Difference::Null)
}

fn case_or_space(wanted: &str) -> Difference {
    match wanted.trim() == wanted {
        true => Difference::Case,
        false => Difference::Space,
    }
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Returns how two different texts differ; `None` if they do not come close.
fn difference(wanted: &str, found: &str) -> Option<Difference> {
    let is_quote = |letter: char| matches!(letter, '"' | '\'' | '`');
    let unquoted = |text: &str| folded(text.trim().trim_matches(is_quote));
    if wanted.trim() == found.trim() {
        return (!found.trim().is_empty()).then_some(Difference::Space);
    }
    if folded(wanted) == folded(found) {
        return (!folded(found).is_empty()).then_some(Difference::Case);
    }
    if unquoted(wanted) == unquoted(found) {
        return Some(Difference::Quotes);
    }
    if number(wanted).is_some_and(|it| number(found) == Some(it)) {
        return Some(Difference::Digits);
    }
    if alternatives(wanted).count() > 1 && alternatives(wanted).any(|part| part == found) {
        return Some(Difference::Alternatives);
    }
    if glob_matches(wanted, found) {
        return Some(Difference::Stars);
    }
    is_part(wanted, found).then_some(Difference::Part)
}

/// Returns the value of a text of digits.
fn number(text: &str) -> Option<f64> {
    let is_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '-' | '+');
    let text = Some(text.trim()).filter(|text| text.chars().all(is_number))?;
    text.parse().ok()
}

/// Returns the texts that one text lists as a regular expression or a list in a string does.
pub(crate) fn alternatives(text: &str) -> impl Iterator<Item = &str> {
    let core = text.trim_start_matches(['^', '(', '[']);
    let core = core.trim_end_matches(['$', ')', ']']);
    let separator = ["||", "|", " OR ", " or ", ",", ";"];
    let separator = separator.into_iter().find(|it| core.contains(it));
    let parts = core.split(separator.unwrap_or("|"));
    parts.map(|part| part.trim().trim_matches(['\'', '"']))
}

/// Returns whether one text is a part of the other between colons or slashes, as `sqs` is of `aws:sqs`.
fn is_part(wanted: &str, found: &str) -> bool {
    let separators = [':', '/'];
    !wanted.is_empty()
        && found.contains(separators)
        && !wanted.contains(separators)
        && found.split(separators).any(|part| part == wanted)
}

/// Returns the filter's element in which the wanted value is replaced by others.
pub(crate) fn with_values(element: &Json, wanted: &Wanted, meant: &[Json]) -> Vec<Json> {
    match operator(element) {
        None => meant.to_vec(),
        Some(("anything-but", operand)) => {
            let others = one_or_many(operand).iter();
            let values = others.flat_map(|it| match it.span == wanted.span() {
                true => meant.to_vec(),
                false => vec![it.clone()],
            });
            vec![object("anything-but", list(values.collect()))]
        }
        Some((name, _)) => meant.iter().map(|it| object(name, it.clone())).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_come_close_differ_in_one_way() {
        use Difference::{Alternatives, Case, Digits, Part, Quotes, Space, Stars};
        for (wanted, found, expected) in [
            ("Paid", "paid", Some(Case)),
            ("ÄRGER", "ärger", Some(Case)),
            ("paid ", "paid", Some(Space)),
            ("paid", " paid\n", Some(Space)),
            ("'paid'", "paid", Some(Quotes)),
            ("5.0", "5", Some(Digits)),
            ("paid|open", "open", Some(Alternatives)),
            ("^(paid|open)$", "paid", Some(Alternatives)),
            ("paid, open", "open", Some(Alternatives)),
            ("paid OR open", "open", Some(Alternatives)),
            ("p*d", "paid", Some(Stars)),
            ("pa%", "paid", Some(Stars)),
            ("sqs", "aws:sqs", Some(Part)),
            ("orders", "arn:aws:sqs:eu-west-1:1:orders", Some(Part)),
            ("paid", "sent", None),
            ("paid", "prepaid", None),
            ("pa|op", "paid", None),
            ("", " ", None),
            ("5", "50", None),
            ("p*d", "sent", None),
            ("qs", "aws:sqs", None),
        ] {
            assert_eq!(difference(wanted, found), expected, "{wanted} {found}");
        }
    }
}
