//! The filters of one side, and what to call them.

use tidegate_batch::{Filters, RecordExplainer, Route};

use crate::args::{DiffArgs, FilterOption, STDIN};
use crate::exit::Reported;
use crate::filters::NamedFilters;
use crate::output::Console;

/// Both sides, and where their records come from.
pub(super) struct Sides {
    pub(super) old: Side,
    pub(super) new: Side,
    pub(super) route: Route,
}

impl Sides {
    pub(super) fn are_denied(&self, console: &Console) -> bool {
        let denied = [&self.old, &self.new].map(|side| side.named.findings.are_denied(console));
        denied.contains(&true)
    }
}

/// The filters of one side.
pub(super) struct Side {
    pub(super) label: String,
    pub(super) named: NamedFilters,
}

impl Side {
    pub(super) const fn new(label: String, named: NamedFilters) -> Self {
        Self { label, named }
    }

    pub(super) fn filters(&self) -> &Filters {
        &self.named.filters
    }

    pub(super) fn explainer(&self, console: &Console) -> Result<RecordExplainer, Reported> {
        self.filters().explainer().map_err(|error| {
            console.error(format_args!("can't explain {error}"));
            Reported
        })
    }
}

/// Returns whether both sides are one file.
pub(super) fn is_same(args: &DiffArgs) -> bool {
    let named = [&args.old, &args.new].map(file_name);
    named[0].is_some() && named[0] == named[1]
}

/// Returns names for both sides: their files, or OLD and NEW if one is not a file.
pub(super) fn labels(args: &DiffArgs) -> [String; 2] {
    let named = [&args.old, &args.new].map(file_name);
    match named {
        [Some(old), Some(new)] => [old, new],
        [Some(_) | None, Some(_) | None] => ["OLD", "NEW"].map(str::to_owned),
    }
}

/// Returns the name of a plain file.
fn file_name(option: &FilterOption) -> Option<String> {
    match option {
        FilterOption::File(file) if file.path.is_file() && !file.path.starts_with(STDIN) => {
            Some(file.to_string())
        }
        FilterOption::File(_) | FilterOption::Text(_) => None,
    }
}
