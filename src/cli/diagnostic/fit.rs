//! Fits a drawing into a number of columns: which part of a place can be drawn, and how many columns a drawing takes.

use std::ops::Range;

use tidegate::Span;
use unicode_width::UnicodeWidthChar;

/// Columns that the renderer draws for a tab.
const TAB_COLUMNS: usize = 4;

/// Returns the place, cut to the part of its beginning that one line of `room` columns can show.
pub(super) fn fitted(text: &str, place: Range<usize>, room: usize) -> Range<usize> {
    let before = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let after = text[place.end..].find('\n');
    let after = after.map_or(text.len(), |bytes| place.end + bytes);
    let lines = text[before..after].lines();
    if place.is_empty() || lines.clone().all(|line| columns_of(line) <= room) {
        return place;
    }
    let first = text[place.clone()].lines().next().unwrap_or_default();
    let mut end = 0;
    for (at, character) in first.char_indices() {
        end = at + character.len_utf8();
        if columns_of(&first[..end]) >= room {
            break;
        }
    }
    place.start..place.start + end
}

fn columns_of(line: &str) -> usize {
    let columns = |character: char| match character {
        '\t' => TAB_COLUMNS,
        _ => character.width().unwrap_or(1),
    };
    line.chars().map(columns).sum()
}

/// Returns the number of digits in the number of the last line of a text whose first line has the number `first`.
pub(super) fn line_digits(first: usize, text: &str) -> usize {
    let last = first + text.matches('\n').count();
    last.to_string().len()
}

/// Returns the span, moved to whole characters within the text.
pub(super) fn drawable(text: &str, span: Span) -> Range<usize> {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// Returns the columns of the widest line of a drawing that shows a line of the source.
pub(super) fn source_columns(drawn: &str) -> usize {
    let plain = anstream::adapter::strip_str(drawn).to_string();
    let lines = plain.lines().filter(|line| is_source(line));
    lines.map(columns_of).max().unwrap_or(0)
}

/// Returns whether the line shows a line of the source, or marks a place in it.
fn is_source(line: &str) -> bool {
    let rest = line.trim_start_matches([' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    rest.starts_with('|')
}
