//! Strings worth trying: the text of the pattern, one character more or less, and the other case.

use super::note::Note;
use super::value::Candidate;

const MORE: &str = "x";

fn without_last(text: &str) -> Option<&str> {
    text.char_indices().next_back().map(|(at, _)| &text[..at])
}

fn without_first(text: &str) -> Option<&str> {
    text.char_indices().nth(1).map(|(at, _)| &text[at..])
}

/// Returns the text with the case of each letter changed.
pub(super) fn other_case(text: &str) -> String {
    let characters = text.chars();
    characters
        .map(|it| match it.is_ascii_lowercase() {
            true => it.to_ascii_uppercase(),
            false => it.to_ascii_lowercase(),
        })
        .collect()
}

/// Returns the candidates of a string that must be equal.
pub(super) fn whole(text: &str) -> Vec<Candidate> {
    let mut all = vec![
        Candidate::text(text, Note::Named),
        Candidate::text(&format!("{text}{MORE}"), Note::Longer),
    ];
    all.extend(numbers(text));
    all.extend(without_last(text).map(|it| Candidate::text(it, Note::Shorter)));
    all.push(Candidate::text(&other_case(text), Note::OtherCase));
    all
}

/// Returns the number that the string spells, and its neighbours as strings.
fn numbers(text: &str) -> Vec<Candidate> {
    let Ok(number) = text.parse::<i64>() else {
        return Vec::new();
    };
    let beside = [number.checked_add(1), number.checked_sub(1)];
    let beside = beside.into_iter().flatten();
    let mut all: Vec<Candidate> = beside
        .map(|it| Candidate::text(&it.to_string(), Note::Beside))
        .collect();
    all.push(Candidate::new(number.to_string(), Note::Unquoted));
    all
}

/// Returns the candidates of a string that must begin with this text.
pub(super) fn prefix(text: &str) -> Vec<Candidate> {
    let mut all = vec![Candidate::text(text, Note::Named)];
    all.extend(without_last(text).map(|it| Candidate::text(it, Note::Shorter)));
    all.extend([
        Candidate::text(&format!("{text}{MORE}"), Note::Longer),
        Candidate::text(&format!("{MORE}{text}"), Note::Longer),
        Candidate::text(&other_case(text), Note::OtherCase),
    ]);
    all.extend(instant(text).map(|it| Candidate::text(&it, Note::Named)));
    all
}

/// Returns a time that begins with this text, if the text is the beginning of one.
fn instant(text: &str) -> Option<String> {
    const TIME: &str = "2026-01-01T00:00:00Z";
    let is_time = text.len() >= 2 && text.starts_with(|it: char| it.is_ascii_digit());
    let rest = TIME.get(text.len()..).filter(|_| is_time)?;
    Some(format!("{text}{rest}"))
}

/// Returns the candidates of a string that must end with this text.
pub(super) fn suffix(text: &str) -> Vec<Candidate> {
    let mut all = vec![Candidate::text(text, Note::Named)];
    all.extend(without_first(text).map(|it| Candidate::text(it, Note::Shorter)));
    all.extend([
        Candidate::text(&format!("{MORE}{text}"), Note::Longer),
        Candidate::text(&format!("{text}{MORE}"), Note::Longer),
        Candidate::text(&other_case(text), Note::OtherCase),
    ]);
    all
}

/// Returns the candidates of a string that must be equal except for case.
pub(super) fn any_case(text: &str) -> Vec<Candidate> {
    let mut all = vec![
        Candidate::text(&other_case(text), Note::OtherCase),
        Candidate::text(text, Note::Named),
        Candidate::text(&format!("{text}{MORE}"), Note::Longer),
    ];
    all.extend(without_last(text).map(|it| Candidate::text(it, Note::Shorter)));
    all
}

/// Returns the candidates of a wildcard: the stars left out, filled, and each text between them one character shorter.
pub(super) fn wildcard(text: &str) -> Vec<Candidate> {
    let parts = parts(text);
    let mut all = vec![Candidate::text(&parts.concat(), Note::Named)];
    for (at, part) in parts.iter().enumerate() {
        for shorter in [without_last(part), without_first(part)]
            .into_iter()
            .flatten()
        {
            let mut parts = parts.clone();
            shorter.clone_into(&mut parts[at]);
            all.push(Candidate::text(&parts.concat(), Note::Shorter));
        }
    }
    all.extend([
        Candidate::text(&parts.join(MORE), Note::Longer),
        Candidate::text(&format!("{}{MORE}", parts.concat()), Note::Longer),
        Candidate::text(&format!("{MORE}{}", parts.concat()), Note::Longer),
        Candidate::text(&other_case(&parts.concat()), Note::OtherCase),
    ]);
    all
}

/// Returns the texts between the stars of a wildcard. A backslash makes the next character an ordinary one.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let last = parts.len() - 1;
        match character {
            '*' => parts.push(String::new()),
            '\\' => parts[last].extend(characters.next()),
            other => parts[last].push(other),
        }
    }
    parts
}
