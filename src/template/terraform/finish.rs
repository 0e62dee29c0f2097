//! From values to what an entry holds: texts with places in the file that is read, and holes.

use std::ops::Range;

use tidegate_batch::criteria::{Mapped, ScalarForm, Spelling};

use super::evaluator::Evaluator;
use super::value::{Kind, Value};
use crate::entry::{Filter, Written};
use crate::resolve::{Filler, Hole, Text};

impl Evaluator<'_> {
    /// Returns a pattern. `around`: the place for what is written in another file.
    pub(super) fn filter(&self, value: &Value, around: &Range<usize>) -> Filter {
        let (text, written) = match &value.kind {
            Kind::Scalar(_, text) => (text.clone(), Written::Text),
            Kind::List(_) | Kind::Object(_) | Kind::Null => (self.json(value), Written::Map),
            Kind::Hole(hole) | Kind::Missing(hole) => {
                let mut text = Text::new(Filler::Plain);
                text.hole(hole);
                (text, Written::Text)
            }
        };
        let range = self.here(&value.range, around);
        let text = self.refilled(&text, &range);
        let is_json = self.document.path.ends_with(".json");
        let spelling = self.slice(&value.range).filter(|_| !is_json).map(spelling);
        Filter {
            text: text.mapped,
            name: None,
            written,
            spelling,
            range,
            holes: text.holes,
            retyped: Vec::new(),
        }
    }

    /// Returns a range as one of the file, from 0; `around` if it is in another file.
    pub(super) fn here(&self, range: &Range<usize>, around: &Range<usize>) -> Range<usize> {
        let base = self.document.base;
        match self.is_here(range) {
            true => range.start - base..range.end - base,
            false => around.clone(),
        }
    }

    pub(super) fn local_hole(&self, hole: &Hole, around: &Range<usize>) -> Hole {
        Hole {
            range: self.here(&hole.range, around),
            ..hole.clone()
        }
    }

    /// Returns a pattern's text with places in the file, and with stand-ins for unknown values that suit their places in
    /// the JSON.
    fn refilled(&self, text: &Text, around: &Range<usize>) -> Text {
        let mut out = Text::new(Filler::Json);
        let is_filler = |hole: &&Hole| {
            let filler = text.as_str().get(hole.text.clone());
            hole.is_open()
                && filler.is_some_and(|it| it.starts_with('<') || it.starts_with("\\u003c"))
        };
        let mut open: Vec<_> = text.holes.iter().filter(is_filler).collect();
        open.sort_by_key(|hole| hole.text.start);
        // Where each stretch that was copied begins there and here.
        let mut starts = Vec::new();
        let mut at = 0;
        for hole in open {
            if hole.text.start >= at {
                starts.push((at, out.as_str().len()));
                self.copy(&text.mapped, at..hole.text.start, around, &mut out);
                starts.push((hole.text.start, out.as_str().len()));
                fill(&mut out, &self.local_hole(hole, around));
                at = hole.text.end;
            }
        }
        starts.push((at, out.as_str().len()));
        self.copy(&text.mapped, at..text.as_str().len(), around, &mut out);
        let end = out.as_str().len();
        let here = |at: usize| {
            let index = starts.partition_point(|(there, _)| *there <= at);
            let (there, here) = starts[index.max(1) - 1];
            (here + at - there.min(at)).min(end)
        };
        let others = text.holes.iter().filter(|it| !is_filler(it));
        let others = others.map(|hole| Hole {
            text: here(hole.text.start)..here(hole.text.end),
            ..self.local_hole(hole, around)
        });
        out.holes.extend(others.collect::<Vec<_>>());
        out
    }

    fn copy(&self, mapped: &Mapped, range: Range<usize>, around: &Range<usize>, out: &mut Text) {
        let mut stretch = Mapped::default();
        stretch.append_range(mapped, range);
        for (piece, source, origin) in stretch.pieces() {
            let is_here = self.is_here(&source);
            let place = self.here(&source, around);
            match (origin, is_here) {
                (tidegate_batch::criteria::PieceOrigin::Exact, true) => {
                    out.mapped.exact(piece, place.start);
                }
                _ => out.made(piece, place),
            }
        }
    }
}

/// Returns how a pattern is written, by its first characters.
fn spelling(written: &str) -> Spelling {
    let form = match written {
        text if text.starts_with('"') => ScalarForm::TerraformQuoted,
        text if text.starts_with("<<") => ScalarForm::TerraformHeredoc,
        _ => ScalarForm::TerraformExpression,
    };
    Spelling {
        form,
        is_substituted: false,
    }
}

/// Adds a hole and what stands for it. The value of a field is a list.
fn fill(out: &mut Text, hole: &Hole) {
    let before = out.as_str().trim_end();
    let Some(before) = before.strip_suffix(':').map(str::trim_end) else {
        return out.hole(hole);
    };
    let key = before.strip_suffix('"').and_then(|it| it.rfind('"'));
    let Some(start) = key.filter(|_| !out.is_inside_string()) else {
        return out.hole(hole);
    };
    let place = hole.range.clone();
    out.made("[\"", place.start..place.start);
    out.hole(hole);
    out.made("\"]", place.end..place.end);
    let end = out.as_str().len();
    if let Some(hole) = out.holes.last_mut() {
        // Whatever stands there, the key means something else with it.
        hole.text = start..end;
    }
}
