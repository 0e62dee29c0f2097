//! Templates as OLD and NEW: their mappings, rules and pipes are matched by name, and each pair is compared. A pull
//! request changes a template, not a filter by itself.

mod change;
mod document;
mod pair;
mod settings;

use tidegate_template::Template;

use crate::args::{DiffArgs, DiffFormat, FilterOption};
use crate::diagnostic::Document;
use crate::exit::{Exit, Reported};
use crate::filters::whole_template;
use crate::output::{self, Console};

use super::side::labels;
use change::{Change, changes};

/// Two templates, and what to call them.
pub(super) struct Templates {
    labels: [String; 2],
    documents: [Document; 2],
    templates: [Template; 2],
}

impl Templates {
    /// Returns the templates if both documents are templates of which no entry is named.
    pub(super) fn of(
        args: &DiffArgs,
        [old, new]: [&Document; 2],
        console: &Console,
    ) -> Result<Option<Self>, Reported> {
        let whole = |document, option: &FilterOption| whole_template(document, option, console);
        let (Some(one), Some(other)) = (whole(old, &args.old)?, whole(new, &args.new)?) else {
            return Ok(None);
        };
        Ok(Some(Self {
            labels: labels(args),
            documents: [old.clone(), new.clone()],
            templates: [one, other],
        }))
    }

    /// Compares them, and writes the result.
    pub(super) fn run(&self, args: &DiffArgs, console: &Console) -> Result<Exit, Reported> {
        if !args.records.from.inputs.is_empty() {
            console.error("records are judged by the filters of one mapping, and these templates may have several");
            console.help("name it on both sides: OLD#NAME NEW#NAME");
            return Err(Reported);
        }
        if args.format == DiffFormat::Json {
            console.error("the comparison of whole templates has no JSON form");
            console.help("name a mapping on both sides: OLD#NAME NEW#NAME");
            return Err(Reported);
        }
        let changes = changes(self, &args.findings, console)?;
        let document = document::document(self, &changes, console)?;
        let text = match args.format {
            DiffFormat::Md => document.markdown(),
            DiffFormat::Text | DiffFormat::Json => {
                document.text(output::stdout_columns(), &output::palette())
            }
        };
        let exit = match changes.iter().all(Change::is_none) {
            true => Exit::Success,
            false => Exit::Negative,
        };
        Ok(output::after_writing(
            output::print_text(&text),
            exit,
            console,
        ))
    }
}
