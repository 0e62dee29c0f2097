//! A text that grows while it is resolved: with its places and its holes.

use std::ops::Range;

use tidegate_batch::criteria::{Mapped, PieceOrigin};

use super::hole::Hole;
use crate::entry::Retyped;

/// The text that fills the place of an unknown value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filler {
    /// The text is JSON: the name in a string, otherwise `0`.
    Json,
    /// The text is any text: the name.
    Plain,
}

/// The characters that are written as escapes in a JSON string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escapes {
    /// Those that JSON wants.
    Needed,
    /// Also those that HTML and JavaScript would misread, as Terraform writes them.
    Html,
}

impl Escapes {
    const fn has(self, character: char) -> bool {
        match character {
            '"' | '\\' | '\0'..='\u{1f}' => true,
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => matches!(self, Self::Html),
            _ => false,
        }
    }
}

/// A resolved text.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) mapped: Mapped,
    pub(crate) holes: Vec<Hole>,
    pub(crate) retyped: Vec<Retyped>,
    filler: Filler,
    scan: Scan,
}

/// Whether the end of a JSON text is inside a string.
#[derive(Clone, Copy, Debug, Default)]
struct Scan {
    /// How far the text was read.
    at: usize,
    is_inside: bool,
    is_escaped: bool,
}

impl Scan {
    fn read(&mut self, text: &str) {
        for byte in &text.as_bytes()[self.at..] {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' if self.is_inside => self.is_escaped = true,
                b'"' => self.is_inside = !self.is_inside,
                _ => {}
            }
        }
        self.at = text.len();
    }
}

impl Text {
    pub(crate) fn new(filler: Filler) -> Self {
        Self {
            mapped: Mapped::default(),
            holes: Vec::new(),
            retyped: Vec::new(),
            filler,
            scan: Scan::default(),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        self.mapped.text()
    }

    /// Returns the text, or `None` if something in it is not known.
    pub(crate) fn known(&self) -> Option<&str> {
        let is_open = self.holes.iter().any(Hole::is_open);
        (!is_open).then(|| self.as_str())
    }

    pub(crate) fn append_range(&mut self, mapped: &Mapped, range: Range<usize>) {
        self.mapped.append_range(mapped, range);
    }

    pub(crate) fn made(&mut self, text: &str, source: Range<usize>) {
        self.mapped.made(text, source);
    }

    /// Adds a hole and what stands for it.
    pub(crate) fn hole(&mut self, hole: &Hole) {
        let stands = match &hole.assumed {
            Some(assumed) => assumed.value.clone(),
            None => self.filler_of(hole),
        };
        let start = self.as_str().len();
        self.made(&stands, hole.range.clone());
        let text = start..self.as_str().len();
        let hole = Hole {
            text,
            ..hole.clone()
        };
        self.holes.push(hole);
    }

    /// Returns whether the end of the text is inside a JSON string.
    pub(crate) fn is_inside_string(&mut self) -> bool {
        self.scan.read(self.mapped.text());
        self.scan.is_inside
    }

    fn filler_of(&mut self, hole: &Hole) -> String {
        let is_inside = self.is_inside_string();
        match self.filler {
            Filler::Json if !is_inside => "0".to_owned(),
            Filler::Json | Filler::Plain => {
                let name = hole.name.as_deref().unwrap_or(&hole.what);
                let is_safe = |it: &char| !matches!(it, '"' | '\\' | '<' | '>') && !it.is_control();
                let name: String = name.chars().filter(is_safe).collect();
                format!("<{name}>")
            }
        }
    }

    /// Adds another text that the bytes at `range` stand for. Its holes become holes of this text at that place.
    pub(crate) fn stand_in(&mut self, other: &Self, what: &str, range: &Range<usize>) {
        let open = other.holes.iter().find(|hole| hole.is_open());
        if let Some(open) = open {
            self.hole(&Hole::unknown(what, open.name.as_deref(), range.clone()));
            return;
        }
        let start = self.as_str().len();
        self.made(other.as_str(), range.clone());
        for hole in &other.holes {
            self.holes.push(Hole {
                text: start + hole.text.start..start + hole.text.end,
                ..hole.clone()
            });
        }
    }

    /// Adds all of another text with its places and holes.
    pub(crate) fn append(&mut self, other: &Self) {
        let start = self.as_str().len();
        self.mapped.append(&other.mapped);
        let moved = other.holes.iter().map(|hole| Hole {
            text: start + hole.text.start..start + hole.text.end,
            ..hole.clone()
        });
        self.holes.extend(moved);
    }

    /// Adds another text as a JSON string. `ends`: the places of its quotes.
    pub(crate) fn quoted(&mut self, other: &Self, ends: (Range<usize>, Range<usize>)) {
        self.quoted_with(other, ends, Escapes::Needed);
    }

    /// Adds another text as a JSON string with these escapes.
    pub(crate) fn quoted_with(
        &mut self,
        other: &Self,
        ends: (Range<usize>, Range<usize>),
        escapes: Escapes,
    ) {
        self.made("\"", ends.0);
        // Where each piece begins in the other text, and where it begins here.
        let mut starts = Vec::new();
        let mut at = 0;
        for (text, source, origin) in other.mapped.pieces() {
            starts.push((at, self.as_str().len()));
            self.escaped(text, &source, origin, escapes);
            at += text.len();
        }
        starts.push((at, self.as_str().len()));
        let moved = other.holes.iter().map(|hole| Hole {
            text: here(&starts, hole.text.start)..here(&starts, hole.text.end),
            ..hole.clone()
        });
        self.holes.extend(moved);
        self.made("\"", ends.1);
    }

    fn escaped(
        &mut self,
        text: &str,
        source: &Range<usize>,
        origin: PieceOrigin,
        escapes: Escapes,
    ) {
        let needs_escape = |it: char| escapes.has(it);
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let plain = rest.find(needs_escape).unwrap_or(rest.len());
            self.stretch(&rest[..plain], source, origin, at);
            at += plain;
            let Some(special) = text[at..].chars().next() else {
                return;
            };
            let place = match origin {
                PieceOrigin::Exact => source.start + at..source.start + at + special.len_utf8(),
                PieceOrigin::Made => source.clone(),
            };
            self.made(&escape_of(special), place);
            at += special.len_utf8();
        }
    }

    fn stretch(&mut self, text: &str, source: &Range<usize>, origin: PieceOrigin, at: usize) {
        match origin {
            PieceOrigin::Exact => self.mapped.exact(text, source.start + at),
            PieceOrigin::Made => self.made(text, source.clone()),
        }
    }
}

/// Returns where the place `at` of another text is in this one. The ends of a hole are ends of pieces.
fn here(starts: &[(usize, usize)], at: usize) -> usize {
    let index = starts.partition_point(|(other, _)| *other < at);
    starts
        .get(index)
        .or(starts.last())
        .map_or(0, |(_, here)| *here)
}

fn escape_of(character: char) -> String {
    match character {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        other => format!("\\u{:04x}", u32::from(other)),
    }
}
