//! The filter documents of a command, read but not compiled: they may say where the records come from, which has to be
//! known before a pattern can be judged.

use tidegate_batch::criteria::Criteria;

use super::open::open;
use crate::args::FilterOption;
use crate::diagnostic::{Diagnostic, Document, Level};
use crate::exit::Reported;
use crate::inputs::Wanted;
use crate::output::Console;

/// Documents, and what they hold.
#[derive(Debug)]
pub(crate) struct Documents(Vec<(Document, Criteria)>);

impl Documents {
    /// Opens and reads all documents, and reports the errors of each.
    pub(crate) fn open(options: &[FilterOption], console: &Console) -> Result<Self, Reported> {
        let read = options.iter().enumerate().map(|(at, option)| {
            let document = open(option, at, options.len()).map_err(|error| error.show(console))?;
            let name = match option {
                FilterOption::File(file) => file.name(),
                FilterOption::Text(_) => None,
            };
            let criteria = read_criteria(&document, name, console)?;
            Ok((document, criteria))
        });
        let read: Vec<_> = read.collect();
        let read: Result<_, _> = read.into_iter().collect();
        read.map(Self)
    }

    /// Opens and reads one document. A text is called `name` in messages.
    pub(crate) fn open_as(
        name: &str,
        option: &FilterOption,
        console: &Console,
    ) -> Result<Self, Reported> {
        let mut document = open(option, 0, 1).map_err(|error| error.show(console))?;
        let picked = match option {
            FilterOption::File(file) => file.name(),
            FilterOption::Text(_) => {
                document.name = name.to_owned();
                None
            }
        };
        let criteria = read_criteria(&document, picked, console)?;
        Ok(Self(vec![(document, criteria)]))
    }

    pub(super) fn into_read(self) -> Vec<(Document, Criteria)> {
        self.0
    }

    /// Returns where the records come from: as `wanted` says, or else as the documents do. Returns an error if the
    /// documents contradict `wanted` or each other.
    pub(crate) fn route(&self, wanted: Wanted, console: &Console) -> Result<Wanted, Reported> {
        let told = self.0.iter().filter_map(|(document, criteria)| {
            let route = criteria.route?;
            Some((route, document.name.as_str()))
        });
        let mut settled = wanted;
        for (route, name) in told {
            match settled.route() {
                None => {
                    console.say(format_args!(
                        "{name}: filters for {route}, as the file says"
                    ));
                    settled = Wanted::Told(route, name.to_owned());
                }
                Some(other) if other != route => {
                    console.error(format_args!(
                        "{}, but the filters in {name} are for {route}",
                        settled.sentence(other)
                    ));
                    console.help(
                        "one run judges the records of one source, by filters for that source",
                    );
                    return Err(Reported);
                }
                Some(_) => {}
            }
        }
        Ok(settled)
    }
}

fn read_criteria(
    document: &Document,
    name: Option<&str>,
    console: &Console,
) -> Result<Criteria, Reported> {
    Criteria::read(&document.text, name).map_err(|error| {
        let diagnostic = Diagnostic {
            level: Level::Error,
            code: Some(error.code),
            message: &error.message,
            span: error.span,
            help: error.help.as_deref(),
            choices: &error.choices,
            fixed: None,
            aws: None,
        };
        console.drawn(&diagnostic.draw(document));
        Reported
    })
}
