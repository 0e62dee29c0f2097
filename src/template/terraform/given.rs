//! Values that stand in no file that has places: they become what stands at one place.

use std::ops::Range;

use super::value::{Part, Value};
use crate::resolve::{Filler, Text};

/// Moves all of a value to a place.
pub(super) fn move_to(value: &mut Value, range: &Range<usize>) {
    value.each_text(&mut |part| match part {
        Part::Text(text) => {
            let mut made = Text::new(Filler::Plain);
            made.made(text.as_str(), range.clone());
            text.mapped = made.mapped;
            text.holes
                .iter_mut()
                .for_each(|it| it.range = range.clone());
        }
        Part::Hole(hole) => hole.range = range.clone(),
        Part::Range(own) => *own = range.clone(),
    });
}
