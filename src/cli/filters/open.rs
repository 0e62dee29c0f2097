//! Filter documents, opened.

use std::fs;
use std::io;
use std::path::Path;

use tidegate_template::{Values, read_samconfig};

use crate::args::FilterOption;
use crate::diagnostic::Document;
use crate::exit::Reported;
use crate::output::{self, Console};

/// A filter document that can't be read.
pub(crate) struct OpenError {
    message: String,
    help: Option<&'static str>,
}

impl OpenError {
    pub(super) fn show(&self, console: &Console) -> Reported {
        console.error(&self.message);
        if let Some(help) = self.help {
            console.help(help);
        }
        Reported
    }
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

/// Reads the document of the option at index `at`, `of` how many.
pub(super) fn open(option: &FilterOption, at: usize, of: usize) -> Result<Document, OpenError> {
    match option {
        FilterOption::File(file) => open_file(&file.path),
        FilterOption::Text(text) => {
            let name = if of == 1 {
                "-e".to_owned()
            } else {
                format!("-e (filter option {})", at + 1)
            };
            Ok(Document {
                name,
                text: text.clone(),
            })
        }
    }
}

/// Reads a filter file.
pub(crate) fn open_file(path: &Path) -> Result<Document, OpenError> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| unreadable(&name, &error))?;
    match String::from_utf8(bytes) {
        // Editors on Windows write a byte order mark, which is not part of the JSON.
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
            Ok(Document { name, text })
        }
        Err(error) => Err(not_text(
            &name,
            error.as_bytes(),
            error.utf8_error().valid_up_to(),
        )),
    }
}

/// Returns the values for a template: those given, and for other names those of `samconfig.toml` beside a template in
/// YAML.
pub(crate) fn beside(
    template: &Path,
    values: &Values,
    console: &Console,
) -> Result<Values, Reported> {
    let mut values = values.clone();
    let extension = template.extension().and_then(|it| it.to_str());
    let path = template.with_file_name("samconfig.toml");
    if !matches!(extension, Some("yaml" | "yml" | "template")) || !path.is_file() {
        return Ok(values);
    }
    let document = open_file(&path).map_err(|error| error.show(console))?;
    let added = read_samconfig(&document.text, &mut values).map_err(|error| {
        let line = 1 + document.text[..error.range.start].matches('\n').count();
        console.error(format_args!("{}:{line}: {}", document.name, error.message));
        Reported
    })?;
    if !added.is_empty() {
        let names = added.join(", ");
        console.say(format_args!(
            "{}: values for {names}; --set gives others",
            document.name
        ));
    }
    Ok(values)
}

fn unreadable(name: &str, error: &io::Error) -> OpenError {
    let help = (error.kind() == io::ErrorKind::IsADirectory)
        .then_some("name a file of filters; -f can be repeated");
    let why = output::io_reason(error);
    OpenError {
        message: format!("can't read the filter file {name}: {why}"),
        help,
    }
}

fn not_text(name: &str, bytes: &[u8], offset: usize) -> OpenError {
    let line = 1 + bytes[..offset]
        .iter()
        .filter(|&&byte| byte == b'\n')
        .count();
    OpenError {
        message: format!(
            "the filter file {name} is not UTF-8 text: byte 0x{:02x} at offset {offset}, line {line}",
            bytes[offset]
        ),
        help: Some("filters are JSON, and JSON is UTF-8"),
    }
}
