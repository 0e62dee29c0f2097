//! Where an entry stands in the file that is read.

use std::ops::Range;

use super::evaluator::Evaluator;
use crate::hcl::Block;

/// The place of an entry: its name, and all of it. A resource of a module that the file calls stands where it is called.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) name: Range<usize>,
    pub(super) whole: Range<usize>,
}

impl Evaluator<'_> {
    /// Returns the place of a block of the file.
    pub(super) fn place(&self, block: &Block) -> Place {
        let nowhere = 0..0;
        let label = block.labels.last().map_or(&block.range, |it| &it.range);
        Place {
            name: self.here(label, &nowhere),
            whole: self.here(&block.range, &nowhere),
        }
    }
}
