//! Values that are written in another file: in this file they stand where it refers to them.

use std::ops::Range;

use super::evaluator::Evaluator;
use super::value::{Part, Value};
use crate::resolve::{Filler, Text};

impl Evaluator<'_> {
    /// Moves everything in a value that is written in another file to `range`, where this file refers to it.
    pub(super) fn anchored(&self, mut value: Value, range: &Range<usize>) -> Value {
        if !self.is_here(range) {
            return value;
        }
        value.each_text(&mut |part| match part {
            Part::Text(text) => self.anchor(text, range),
            Part::Hole(hole) if !self.is_here(&hole.range) => hole.range = range.clone(),
            Part::Range(own) if !self.is_here(own) => *own = range.clone(),
            Part::Hole(_) | Part::Range(_) => {}
        });
        value
    }

    fn anchor(&self, text: &mut Text, range: &Range<usize>) {
        for hole in &mut text.holes {
            if !self.is_here(&hole.range) {
                hole.range = range.clone();
            }
        }
        let sources: Vec<_> = text.mapped.pieces().map(|(_, source, _)| source).collect();
        let Some(foreign) = sources.iter().find(|it| !self.is_here(it)) else {
            return;
        };
        let mut elsewhere = self.elsewhere.borrow_mut();
        elsewhere.insert(range.start, (range.clone(), foreign.start));
        let mut moved = Text::new(Filler::Plain);
        let mut at = 0;
        for (piece, source, _) in text.mapped.pieces() {
            match self.is_here(&source) {
                true => moved.append_range(&text.mapped, at..at + piece.len()),
                false => moved.made(piece, range.clone()),
            }
            at += piece.len();
        }
        text.mapped = moved.mapped;
    }
}
