//! An input that is opened and recognised, or why it can't be.

use std::path::Path;

use tidegate::Source;
use tidegate_batch::{Input, InputError, InputKind, Options};
use tidegate_template::Values;

use super::open::{Opened, open};
use super::wanted::Wanted;
use crate::exit::Reported;
use crate::filters::{self, Around};
use crate::output::Console;

/// The help for records whose source is not known.
pub(crate) const NAME_THE_SOURCE: &str =
    "name it: --source sqs, kinesis, dynamodb, kafka, mq, eventbridge or pipes/SOURCE";

/// An input whose records can be read.
pub(super) struct Begun {
    pub(super) name: String,
    pub(super) input: Input<'static>,
    /// Size of the file; `None` for stdin and everything else that is not a regular file.
    pub(super) bytes: Option<u64>,
}

/// An input that can't be read.
pub(crate) struct NotBegun {
    message: String,
    help: Option<String>,
}

impl NotBegun {
    /// Returns the error for an input that can't be read, or not to its end.
    pub(super) fn of_input(name: &str, error: InputError, wanted: &Wanted) -> Self {
        let message = format!("{name}: {error}");
        let foreign = wanted.remedy();
        let way = match error {
            InputError::OtherOutput(output) => format!(
                "{}; an object that is a payload is read with --input payload (one per line) or payload-stream",
                output.way()
            ),
            _ => String::new(),
        };
        let help = match error {
            InputError::OtherOutput(_) => Some(way.as_str()),
            InputError::ForeignSource { .. } | InputError::ForeignKind { .. } => {
                Some(foreign.as_str())
            }
            InputError::OtherService { .. } => Some(
                "payloads that look like this, as of a queue that gets such events, are read with --source sqs and --input payload (one per line) or payload-stream",
            ),
            InputError::Unfiltered(event) => Some(event.way()),
            InputError::ForeignText(text) => Some(text.way()),
            InputError::NotEvents { .. } => Some(
                "if they are details of events, `jq -c '{detail: .}'` puts them where they belong; --input payload (one per line) or payload-stream takes each as a whole event",
            ),
            InputError::Ambiguous { .. } => Some("say which one is meant, by the options after it"),
            InputError::UnknownSource { .. } => Some(NAME_THE_SOURCE),
            _ => None,
        };
        let help = help.map(str::to_owned);
        Self { message, help }
    }

    /// Returns the error for an input that ends inside a record. The record begins at `place`.
    pub(super) fn cut(name: &str, place: &str, kind: InputKind) -> Self {
        let help = if kind == InputKind::Payload {
            "get the whole input, and run it again; if the last line is a payload as it is, say --input payload"
        } else {
            "get the whole input, and run it again"
        };
        Self {
            message: format!(
                "{name} is cut off: it ends inside the record that begins {place}; counts cover only the records before it"
            ),
            help: Some(help.to_owned()),
        }
    }

    /// Adds the place of the record that was being read.
    pub(super) fn after(self, place: Option<String>) -> Self {
        match place {
            Some(place) => Self {
                message: format!("{}, in the record that begins {place}", self.message),
                ..self
            },
            None => self,
        }
    }

    /// Returns the error for an input with another source than the inputs before it.
    fn conflict(name: &str, found: Source, settled: Source) -> Self {
        Self {
            message: format!(
                "{name} holds records of {found}, and the inputs before it of {settled}: one run judges one source"
            ),
            help: Some(format!("run it by itself, with the filters of {found}")),
        }
    }

    pub(crate) fn show(self, console: &Console) -> Reported {
        console.error(self.message);
        if let Some(help) = self.help {
            console.help(help);
        }
        Reported
    }
}

/// Endings of names of templates, which records don't have.
const OF_TEMPLATES: [&str; 5] = ["yaml", "yml", "tf", "hcl", "template"];

/// Returns the error for a template that was given as records.
fn template(path: &Path) -> Option<NotBegun> {
    let ending = path.extension()?.to_str()?;
    if !OF_TEMPLATES.contains(&ending) || !path.is_file() {
        return None;
    }
    let document = filters::open_file(path).ok()?;
    let around = Around::of(path, Values::default());
    let template = around.template(&document).ok().flatten()?;
    let mut entries = template.entries.iter();
    let entry = entries.find(|it| !it.filters.is_empty());
    let name = entry.map_or("NAME", |it| it.name.as_str());
    let file = path.display();
    Some(NotBegun {
        message: format!("{file} is a template, not records"),
        help: Some(format!(
            "`tidegate lint {file}` checks its filters; `-f {file}#{name}` uses one on records, which are named after it"
        )),
    })
}

/// Opens and recognises the input at `path`. `settled` is the source that an earlier input has named.
pub(super) fn begin(
    path: &Path,
    wanted: &Wanted,
    settled: Option<Source>,
    options: &Options,
) -> Result<Begun, NotBegun> {
    if let Some(template) = template(path) {
        return Err(template);
    }
    let opened = open(path).map_err(|why| NotBegun {
        message: format!("can't read {}: {why}", path.display()),
        help: None,
    })?;
    let Opened {
        name,
        reader,
        bytes,
    } = opened;
    let input = match Input::open(reader, wanted.source(), options) {
        Ok(input) => input,
        Err(error) => return Err(NotBegun::of_input(&name, error, wanted)),
    };
    match (input.detected().source, settled) {
        (Some(found), Some(settled)) if found != settled => {
            Err(NotBegun::conflict(&name, found, settled))
        }
        _ => Ok(Begun { name, input, bytes }),
    }
}
