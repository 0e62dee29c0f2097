//! One input, opened: a file, stdin, or a file that is read whole.

use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use crate::exit::Reported;
use crate::interruption::{self, Watched};
use crate::output::{self, Console};

/// Returns the inputs named, or stdin if there are none and it is not a terminal.
pub(crate) fn or_stdin(inputs: &[PathBuf], console: &Console) -> Result<Vec<PathBuf>, Reported> {
    if !inputs.is_empty() {
        return Ok(inputs.to_vec());
    }
    if io::stdin().is_terminal() {
        console.error("no input: name a file, or pipe it in");
        return Err(Reported);
    }
    Ok(vec![PathBuf::from("-")])
}

/// Largest input that is held whole, unpacked: 1 GiB.
const TEXT_BYTES_MAX: u64 = 1 << 30;

/// Reads an input whole and unpacked. Returns its name and its text; bytes that are not UTF-8 become U+FFFD.
pub(crate) fn text(path: &Path, console: &Console) -> Result<(String, String), Reported> {
    let refused = |why: &dyn std::fmt::Display| {
        console.error(format_args!("can't read {}: {why}", path.display()));
        Reported
    };
    let opened = open(path).map_err(|why| refused(&why))?;
    let plain = tidegate_batch::unpacked(opened.reader).map_err(|error| refused(&error))?;
    let mut bytes = Vec::new();
    let read = plain.take(TEXT_BYTES_MAX + 1).read_to_end(&mut bytes);
    read.map_err(|error| refused(&output::io_reason(&error)))?;
    if bytes.len() as u64 > TEXT_BYTES_MAX {
        return Err(refused(&"it is larger than 1 GiB unpacked: split it"));
    }
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok((opened.name, text))
}

/// An opened input.
pub(super) struct Opened {
    pub(super) name: String,
    pub(super) reader: Box<dyn Read + Send>,
    /// Size of the file; `None` for stdin and everything else that is not a regular file.
    pub(super) bytes: Option<u64>,
}

/// Opens a file or stdin. `Err` is the reason in words.
pub(super) fn open(path: &Path) -> Result<Opened, String> {
    if path == Path::new("-") {
        let stdin = interruption::stdin().map_err(|error| output::io_reason(&error))?;
        let reader = Box::new(Watched(stdin));
        return Ok(Opened {
            name: "stdin".to_owned(),
            reader,
            bytes: None,
        });
    }
    let file = interruption::open(path).map_err(|error| output::io_reason(&error))?;
    let metadata = file.metadata().map_err(|error| output::io_reason(&error))?;
    if metadata.is_dir() {
        return Err("it is a directory, and there is no file in it".to_owned());
    }
    let bytes = metadata.is_file().then_some(metadata.len());
    Ok(Opened {
        name: path.display().to_string(),
        reader: Box::new(Watched(file)),
        bytes,
    })
}
