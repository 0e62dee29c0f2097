//! What was found in a file so far.

use std::ops::Range;

use crate::entry::Entry;
use crate::note::{Note, NoteKind};
use crate::resolve::{Hole, Resolver};

/// Entries and notes of one file.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) entries: Vec<Entry>,
    pub(crate) notes: Vec<Note>,
}

impl Found {
    pub(crate) fn note(
        &mut self,
        kind: NoteKind,
        message: String,
        range: Range<usize>,
        help: &str,
    ) {
        self.notes.push(Note {
            kind,
            message,
            range,
            help: help.to_owned(),
        });
    }

    /// Takes up an entry, and says which conditions decided what it holds.
    pub(crate) fn push(&mut self, resolver: &Resolver<'_>, mut entry: Entry) {
        for (name, known) in resolver.take_decided() {
            let place = resolver.root.at(&["Conditions", &name]);
            let range = place.map_or(0..0, |it| it.whole());
            let known = known.word();
            entry.note(
                NoteKind::Remark,
                format!("the condition `{name}` is {known} by the values of its parameters"),
                range,
                "give other values with --set NAME=VALUE",
            );
        }
        if resolver.is_exhausted() {
            let what = "this template, which repeats its parts too often";
            let range = entry.range.clone();
            entry.holes.push(Hole::unknown(what, None, range));
        }
        self.entries.push(entry);
    }
}
