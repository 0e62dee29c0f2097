//! The mapping of a template that `--mapping` names, with or without filters.

use tidegate_template::{Entry, Template, Values};

use super::documents::show;
use super::open::{beside, open_file};
use super::read::converted;
use crate::args::NamedFile;
use crate::diagnostic::Document;
use crate::exit::Reported;
use crate::output::Console;

/// Returns the mapping of a template; `None` if the file is not a template.
pub(crate) fn mapping_of_template(
    file: &NamedFile,
    values: &Values,
    console: &Console,
) -> Result<Option<(Document, Entry)>, Reported> {
    // Whoever reads it as what AWS prints says why it can't be opened.
    let Ok(document) = open_file(&file.path) else {
        return Ok(None);
    };
    let values = beside(&file.path, values, console)?;
    let wrong = |error| show(&[converted(error)], &document, console);
    let Some(template) = Template::read(&document.name, &document.text, &values).map_err(wrong)?
    else {
        return Ok(None);
    };
    let entry = template.pick(file.name()).map_err(wrong)?.clone();
    Ok(Some((document, entry)))
}
