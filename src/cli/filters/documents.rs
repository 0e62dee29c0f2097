//! The filter documents of a command, read but not compiled: they may say where the records come from, which has to be
//! known before a pattern can be judged.

use tidegate_batch::criteria::{Criteria, CriteriaError};
use tidegate_template::{Entry, Template, Values};

use super::around::Around;
use super::guess::Guess;
use super::open::{beside, open};
use super::read::{Read, read, say_assumptions};
use crate::args::FilterOption;
use crate::diagnostic::{Diagnostic, Document, Level};
use crate::exit::Reported;
use crate::inputs::Wanted;
use crate::output::Console;

/// Documents, and what they hold.
#[derive(Debug)]
pub(crate) struct Documents(Vec<(Document, Read)>);

impl Documents {
    /// Opens and reads all documents, and reports the errors of each.
    pub(crate) fn open(
        options: &[FilterOption],
        values: &Values,
        console: &Console,
    ) -> Result<Self, Reported> {
        let mut arounds = Vec::new();
        let read = options.iter().enumerate().map(|(at, option)| {
            let document = open(option, at, options.len()).map_err(|error| error.show(console))?;
            let around = around(option, values, console)?;
            let read = read_option(&document, option, &around, console)?;
            arounds.push(around);
            Ok::<_, Reported>((document, read))
        });
        let read: Vec<_> = read.collect();
        let read: Result<_, Reported> = read.into_iter().collect();
        let documents = read.map(Self)?;
        documents.say_unused(values, &arounds, console);
        Ok(documents)
    }

    /// Reads one document that was opened.
    pub(crate) fn read(
        document: Document,
        option: &FilterOption,
        values: &Values,
        console: &Console,
    ) -> Result<Self, Reported> {
        let around = around(option, values, console)?;
        let read = read_option(&document, option, &around, console)?;
        Ok(Self(vec![(document, read)]))
    }

    /// Returns an entry of a template with its filters.
    pub(crate) fn of_entry(document: &Document, entry: &Entry) -> Self {
        let read = Read {
            criteria: entry.criteria(),
            entry: Some(entry.clone()),
        };
        Self(vec![(document.clone(), read)])
    }

    pub(super) fn into_read(self) -> Vec<(Document, Criteria)> {
        let read = self.0.into_iter();
        read.map(|(document, read)| (document, read.criteria))
            .collect()
    }

    /// Returns the only mapping, rule or pipe of a template among the documents; `None` if there are none or several.
    pub(crate) fn template(&self) -> Option<(&Document, &Entry)> {
        let entries = self.0.iter();
        let mut entries =
            entries.filter_map(|(document, read)| Some((document, read.entry.as_ref()?)));
        let only = entries.next();
        only.filter(|_| entries.next().is_none())
    }

    /// Says which values were given for names that no document has.
    fn say_unused(&self, values: &Values, arounds: &[Around], console: &Console) {
        for name in values.names() {
            let is_in_document = self.0.iter().any(|(it, _)| it.text.contains(name));
            if !is_in_document && !arounds.iter().any(|it| it.mentions(name)) {
                console.warn(format_args!("--set {name}: no template here has this name"));
            }
        }
    }

    /// Returns where the records come from: as `wanted` says, or else as the documents do. Returns an error if the
    /// documents contradict `wanted` or each other.
    pub(crate) fn route(&self, wanted: Wanted, console: &Console) -> Result<Wanted, Reported> {
        let told = self.0.iter().filter_map(|(document, read)| {
            let route = read.criteria.route?;
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
        Ok(self.guessed(settled))
    }

    /// Returns the source as it is known so far, or else the one guess for these and earlier documents.
    fn guessed(&self, settled: Wanted) -> Wanted {
        let filters = self.0.iter().flat_map(|(_, read)| &read.criteria.filters);
        let guess = Guess::of(filters.map(|it| it.text.as_str()));
        match (settled, guess) {
            (Wanted::Open, Some(guess)) => Wanted::Guessed(guess),
            (Wanted::Guessed(before), Some(guess)) if before.source != guess.source => Wanted::Open,
            (settled, _) => settled,
        }
    }
}

/// Opens one document. A text is called `name` in messages.
pub(crate) fn open_as(
    name: &str,
    option: &FilterOption,
    console: &Console,
) -> Result<Document, Reported> {
    let mut document = open(option, 0, 1).map_err(|error| error.show(console))?;
    if let FilterOption::Text(_) = option {
        document.name = name.to_owned();
    }
    Ok(document)
}

/// Returns the template that a document holds, if the option names none of its entries.
pub(crate) fn whole_template(
    document: &Document,
    option: &FilterOption,
    values: &Values,
    console: &Console,
) -> Result<Option<Template>, Reported> {
    let FilterOption::File(file) = option else {
        return Ok(None);
    };
    if file.name().is_some() {
        return Ok(None);
    }
    let around = around(option, values, console)?;
    // A file with errors is read again as a document of one mapping, which reports them.
    Ok(around.template(document).ok().flatten())
}

fn read_text(document: &Document) -> Result<Read, Vec<CriteriaError>> {
    let criteria = Criteria::read(&document.text, None).map_err(|error| vec![error])?;
    Ok(Read {
        criteria,
        entry: None,
    })
}

pub(super) fn show(errors: &[CriteriaError], document: &Document, console: &Console) -> Reported {
    for error in errors {
        let diagnostic = Diagnostic {
            level: Level::Error,
            code: Some(error.code),
            message: &error.message,
            span: error.span,
            help: error.help.as_deref(),
            choices: &error.choices,
            fixed: None,
            aws: None,
            related: &[],
        };
        console.drawn(&diagnostic.draw(document));
    }
    Reported
}

/// Returns what is around the file of an option.
fn around(option: &FilterOption, values: &Values, console: &Console) -> Result<Around, Reported> {
    match option {
        FilterOption::File(file) => {
            let values = beside(&file.path, values, console)?;
            Ok(Around::of(&file.path, values))
        }
        FilterOption::Text(_) => Ok(Around::default()),
    }
}

/// Reads the document of an option, and says what was assumed to read it.
fn read_option(
    document: &Document,
    option: &FilterOption,
    around: &Around,
    console: &Console,
) -> Result<Read, Reported> {
    let read = match option {
        FilterOption::File(file) => read(document, file.name(), around),
        FilterOption::Text(_) => read_text(document),
    };
    let read = read.map_err(|errors| show(&errors, document, console))?;
    if let Some(entry) = &read.entry {
        say_assumptions(document, entry, console);
    }
    Ok(read)
}
