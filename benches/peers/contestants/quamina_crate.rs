//! The crate quamina: it skips parts that no pattern names, without checking them, and stops when every field is found.

use std::ops::Range;

use quamina::{Quamina, QuaminaBuilder};

use crate::contestant::{Contestant, Counts, Reads, Refusal};
use crate::work::{Form, Work};

/// Largest automaton of a field, in bytes. The default of 10 MB refuses large sets.
const ARENA_BYTES_MAX: usize = 1 << 34;

#[derive(Default)]
pub(crate) struct QuaminaCrate {
    ready: Option<Quamina<u32>>,
}

impl Contestant for QuaminaCrate {
    fn name(&self) -> String {
        format!("quamina {} (crate)", crate::machine::locked("quamina"))
    }

    fn reads(&self) -> Reads {
        Reads::Part
    }

    fn prepare(&mut self, work: &Work) -> Result<(), Refusal> {
        self.ready = None;
        if work.form != Form::Bare {
            return Err("does not read envelopes".to_owned());
        }
        let builder = QuaminaBuilder::new().with_arena_byte_budget(ARENA_BYTES_MAX);
        let mut quamina = builder.build().map_err(|error| error.to_string())?;
        for (index, pattern) in (0_u32..).zip(&work.patterns) {
            let added = quamina.add_pattern(index, pattern);
            added.map_err(|error| error.to_string())?;
        }
        self.ready = Some(quamina);
        Ok(())
    }

    fn count(&mut self, work: &Work, records: &Range<usize>) -> Result<Counts, Refusal> {
        let quamina = self.ready.as_ref().ok_or("not prepared")?;
        let mut counts = vec![0; work.patterns.len()];
        for record in work.records.each(records) {
            for pattern in quamina.matches_for_event(record).unwrap_or_default() {
                counts[pattern as usize] += 1;
            }
        }
        Ok(counts)
    }
}
