//! Places, checked without the expectations: an exact piece of a pattern stands in the file as it is, and a word that
//! the file has only once is found where the file has it.

use tidegate_template::{Filter, PieceOrigin, Template};

use crate::rows::fixtures;

/// Asserts that every range of a template is one of `text`, and that exact pieces are what the text has.
pub(crate) fn assert_places(name: &str, text: &str, template: &Template) {
    for filter in template.entries.iter().flat_map(|entry| &entry.filters) {
        for (piece, range, origin) in filter.text.pieces() {
            let written = text.get(range.clone());
            assert!(written.is_some(), "{name}: {range:?}");
            if origin == PieceOrigin::Exact {
                assert_eq!(written, Some(piece), "{name}: {range:?}");
            }
        }
        let pattern = filter.text.text();
        for (at, character) in pattern.char_indices().step_by(1 + pattern.len() / 64) {
            let range = filter.text.source(at..at + character.len_utf8());
            assert!(text.get(range).is_some(), "{name}: {at}");
        }
        assert!(text.get(filter.range.clone()).is_some());
    }
    let holes = template.entries.iter().flat_map(|entry| entry.all_holes());
    for hole in holes {
        assert!(text.get(hole.range.clone()).is_some(), "{name}: {hole:?}");
    }
    let settings = template.entries.iter().flat_map(|entry| &entry.settings);
    let notes = template.entries.iter().flat_map(|it| &it.notes);
    let notes = notes.chain(&template.notes).map(|it| &it.range);
    let edges = template.edges.iter().map(|it| &it.range);
    let filters = template.entries.iter().flat_map(|it| &it.filters);
    let retyped = filters.flat_map(|it| &it.retyped).map(|it| &it.range);
    let notes = notes.chain(edges).chain(retyped);
    for range in settings.map(|it| &it.range).chain(notes) {
        assert!(text.get(range.clone()).is_some(), "{name}: {range:?}");
    }
}

#[test]
fn exact_pieces_stand_in_the_file() {
    for fixture in fixtures() {
        assert_places(&fixture.name, &fixture.text, &fixture.template());
    }
}

/// Words of a pattern that stand in the file and in the pattern only once.
fn unique_words<'f>(filter: &'f Filter, text: &str) -> Vec<(usize, &'f str)> {
    let pattern = filter.text.text();
    let words = pattern.split(|it: char| !it.is_alphanumeric());
    let words = words.filter(|word| word.len() >= 4);
    let once = |haystack: &str, word: &str| haystack.matches(word).count() == 1;
    let words = words.filter(|word| once(pattern, word) && once(text, word));
    let words = words.map(|word| (pattern.find(word).unwrap(), word));
    words
        .filter(|(at, word)| is_exact(filter, *at, word))
        .collect()
}

/// Returns whether a word stands in one piece that the file holds as it is.
fn is_exact(filter: &Filter, at: usize, word: &str) -> bool {
    let mut start = 0;
    let mut pieces = filter.text.pieces().map(|(text, _, origin)| {
        start += text.len();
        (start - text.len()..start, origin)
    });
    pieces.any(|(range, origin)| {
        origin == PieceOrigin::Exact && range.start <= at && at + word.len() <= range.end
    })
}

#[test]
fn word_that_stands_once_is_found_where_it_stands() {
    let mut found = 0;
    for fixture in fixtures() {
        let template = fixture.template();
        for filter in template.entries.iter().flat_map(|entry| &entry.filters) {
            for (at, word) in unique_words(filter, &fixture.text) {
                let range = filter.text.source(at..at + word.len());
                assert_eq!(&fixture.text[range], word, "{}", fixture.name);
                found += 1;
            }
        }
    }
    assert!(found >= 150, "{found}");
}
