//! Both templates, read.

use tidegate_template::Template;

use crate::args::{DiffArgs, FilterOption};
use crate::diagnostic::Document;
use crate::exit::Reported;
use crate::filters::whole_template;
use crate::output::Console;

use super::super::side::labels;

/// Two templates, and what to call them.
pub(in super::super) struct Templates {
    pub(super) labels: [String; 2],
    pub(super) documents: [Document; 2],
    pub(super) templates: [Template; 2],
}

impl Templates {
    /// Returns the templates if both documents are templates of which no entry is named.
    pub(in super::super) fn of(
        args: &DiffArgs,
        [old, new]: [&Document; 2],
        console: &Console,
    ) -> Result<Option<Self>, Reported> {
        let values = args.values();
        let whole =
            |document, option: &FilterOption| whole_template(document, option, &values, console);
        let (Some(one), Some(other)) = (whole(old, &args.old)?, whole(new, &args.new)?) else {
            return Ok(None);
        };
        Ok(Some(Self {
            labels: labels(args),
            documents: [old.clone(), new.clone()],
            templates: [one, other],
        }))
    }
}
