//! The directory of a Terraform module: its files, which the caller reads, and those that were parsed so far. Every
//! parsed text has a stretch of numbers of its own, so that one number names a place in one of them.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use super::known::Graph;
use crate::error::TemplateError;
use crate::hcl::{self, Body};

/// The longest file that is read, in bytes.
pub(super) const FILE_BYTES_MAX: usize = 16 << 20;

/// The most files of one directory that are read.
const FILES_MAX: usize = 1_000;

/// Access to the files of a directory, and of those of modules that its files call: `../modules/queue`. Paths are
/// relative, with `/` between names.
pub trait Directory {
    /// Returns the names of the files in a subdirectory, sorted; `""` is the directory itself.
    fn files(&self, folder: &str) -> Vec<String>;

    /// Returns the text of a file; `None` if it can't be read or is not text.
    fn read(&self, path: &str) -> Option<String>;
}

/// A directory with Terraform files, for [`Template::read_in`](crate::Template::read_in). It keeps what it parsed, so one
/// for all files of a directory is fast.
pub struct Folder {
    directory: Box<dyn Directory>,
    parsed: RefCell<HashMap<String, Parsed>>,
    listed: RefCell<HashMap<String, Rc<Vec<String>>>>,
    end: Cell<usize>,
    /// The senders and readers of the directory.
    pub(super) graph: RefCell<Option<Rc<Graph>>>,
}

impl fmt::Debug for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Folder").finish_non_exhaustive()
    }
}

/// A text, with the number of its first byte.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) path: Rc<str>,
    pub(super) text: Rc<str>,
    pub(super) base: usize,
}

impl Source {
    pub(super) fn range(&self) -> Range<usize> {
        self.base..self.base + self.text.len()
    }
}

/// A Terraform file that was read.
#[derive(Clone, Debug)]
pub(super) struct Parsed {
    pub(super) source: Source,
    pub(super) body: Result<Rc<Body>, TemplateError>,
}

impl Folder {
    /// Returns a folder that reads through `directory`.
    #[must_use]
    pub fn new(directory: Box<dyn Directory>) -> Self {
        Self {
            directory,
            parsed: RefCell::default(),
            listed: RefCell::default(),
            // Ranges that are nowhere are 0..0.
            end: Cell::new(1),
            graph: RefCell::default(),
        }
    }

    /// Returns a folder without other files.
    pub(crate) fn empty() -> Self {
        struct Nothing;
        impl Directory for Nothing {
            fn files(&self, _: &str) -> Vec<String> {
                Vec::new()
            }

            fn read(&self, _: &str) -> Option<String> {
                None
            }
        }
        Self::new(Box::new(Nothing))
    }

    /// Returns whether one of the files that were parsed has a word.
    #[must_use]
    pub fn mentions(&self, word: &str) -> bool {
        let parsed = self.parsed.borrow();
        parsed.values().any(|it| it.source.text.contains(word))
    }

    /// Returns the file and the line of a byte of a parsed text.
    pub(super) fn line(&self, at: usize) -> Option<(Rc<str>, usize)> {
        let parsed = self.parsed.borrow();
        let mut sources = parsed.values().map(|it| &it.source);
        let source = sources.find(|it| it.range().contains(&at))?;
        let before = source.text.get(..at - source.base)?;
        Some((source.path.clone(), 1 + before.matches('\n').count()))
    }

    /// Returns the names of the files in a subdirectory.
    pub(super) fn files(&self, folder: &str) -> Rc<Vec<String>> {
        if let Some(known) = self.listed.borrow().get(folder) {
            return known.clone();
        }
        let mut files = self.directory.files(folder);
        files.truncate(FILES_MAX);
        let files = Rc::new(files);
        let mut listed = self.listed.borrow_mut();
        listed.insert(folder.to_owned(), files.clone());
        files
    }

    /// Reads any file.
    pub(super) fn text(&self, path: &str) -> Option<Source> {
        let text = self.directory.read(path)?;
        (text.len() <= FILE_BYTES_MAX).then(|| self.source(path, &text))
    }

    /// Gives a text its numbers.
    pub(super) fn source(&self, path: &str, text: &str) -> Source {
        let base = self.end.get();
        self.end.set(base + text.len() + 1);
        Source {
            path: path.into(),
            text: text.into(),
            base,
        }
    }

    /// Parses a text under a path, unless the same text was parsed under it before.
    pub(super) fn parse(&self, path: &str, text: &str) -> Parsed {
        if let Some(same) = self
            .parsed
            .borrow()
            .get(path)
            .filter(|it| *it.source.text == *text)
        {
            return same.clone();
        }
        let source = self.source(path, text);
        let body = match path.ends_with(".json") {
            true => hcl::json_body(text, source.base),
            false => hcl::body(text, source.base),
        };
        let body = body.map(Rc::new);
        let parsed = Parsed { source, body };
        let mut all = self.parsed.borrow_mut();
        all.insert(path.to_owned(), parsed.clone());
        parsed
    }

    /// Reads and parses a file, once.
    pub(super) fn file(&self, path: &str) -> Option<Parsed> {
        if let Some(known) = self.parsed.borrow().get(path) {
            return Some(known.clone());
        }
        let text = self.directory.read(path)?;
        (text.len() <= FILE_BYTES_MAX).then(|| self.parse(path, &text))
    }
}

/// The most directories above that of the file that is read.
const UP_MAX: usize = 8;

/// Returns a path from a folder of the module, from the directory of the file that is read: `../modules/queue` is beside
/// it. Returns `None` if the path is not a relative one, or leads too far away.
pub(super) fn joined(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains(['\\', '\0']) {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_none_or(|it| *it == "..") => parts.push(".."),
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let up = parts.iter().filter(|it| **it == "..").count();
    (up <= UP_MAX).then(|| parts.join("/"))
}

/// Returns whether a path stays in the directory of the file that is read, or in the folder of a module that it calls.
pub(super) fn is_allowed(path: &str, module: &str) -> bool {
    let is_in_module = path
        .strip_prefix(module)
        .is_some_and(|it| it.starts_with('/'));
    path.split('/').next() != Some("..") || is_in_module
}

#[cfg(test)]
mod tests {
    use super::{is_allowed, joined};

    #[test]
    fn paths_lead_from_the_folder() {
        assert_eq!(joined("", "./a/b.json").as_deref(), Some("a/b.json"));
        assert_eq!(joined("m/n", "../x.tf").as_deref(), Some("m/x.tf"));
        assert_eq!(joined("", "../../m").as_deref(), Some("../../m"));
        assert_eq!(joined("../m", "../n").as_deref(), Some("../n"));
        for out in ["/etc/passwd", "a\\b", &"../".repeat(9)] {
            assert_eq!(joined("", out), None, "{out}");
        }
    }

    #[test]
    fn files_outside_are_those_of_modules() {
        assert!(is_allowed("a/b", "") && is_allowed("../m/x", "../m"));
        assert!(!is_allowed("../secret", "") && !is_allowed("../secret", "../m"));
        assert!(!is_allowed("../mm/x", "../m"));
    }
}
