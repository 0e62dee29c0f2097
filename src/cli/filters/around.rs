//! What is around a template: values for its parameters, and for a file of Terraform the other files of its directory.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use tidegate_template::{Directory, Folder, Template, TemplateError, Values};

use crate::diagnostic::Document;

/// The longest file that is read beside a Terraform file, in bytes.
const FILE_BYTES_MAX: u64 = 16 << 20;

/// Values, and a directory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    values: Values,
    /// `None` if the template is not Terraform's.
    folder: Option<Rc<Folder>>,
}

impl Around {
    /// Returns what is around a file.
    pub(crate) fn of(path: &Path, values: Values) -> Self {
        Folders::default().around(path, values)
    }

    /// Reads a document as a template; `None` if it is not one.
    pub(crate) fn template(&self, document: &Document) -> Result<Option<Template>, TemplateError> {
        let (name, text) = (&document.name, &document.text);
        match &self.folder {
            Some(folder) => Template::read_in(name, text, &self.values, folder),
            None => Template::read(name, text, &self.values),
        }
    }

    /// Returns whether a file that was read from the directory has a word.
    pub(crate) fn mentions(&self, word: &str) -> bool {
        let folder = self.folder.as_ref();
        folder.is_some_and(|it| it.mentions(word))
    }
}

/// The directories that were looked into. Files of one directory share what was read of it.
#[derive(Debug, Default)]
pub(crate) struct Folders(HashMap<PathBuf, Rc<Folder>>);

impl Folders {
    /// Returns what is around a file.
    pub(crate) fn around(&mut self, path: &Path, values: Values) -> Around {
        let is_terraform = path.extension().is_some_and(|it| it == "tf");
        let folder = is_terraform.then(|| {
            let root = path.parent().unwrap_or(Path::new("")).to_owned();
            let folder = self.0.entry(root.clone());
            folder
                .or_insert_with(|| Rc::new(Folder::new(Box::new(Disk::at(&root)))))
                .clone()
        });
        Around { values, folder }
    }
}

/// A directory on disk. Nothing outside it is read, also not through links.
struct Disk {
    /// Without links; `None` if there is no such directory.
    root: Option<PathBuf>,
}

impl Disk {
    fn at(root: &Path) -> Self {
        let named = if root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            root
        };
        Self {
            root: fs::canonicalize(named).ok(),
        }
    }

    fn inside(&self, path: &str) -> Option<PathBuf> {
        let root = self.root.as_ref()?;
        let path = fs::canonicalize(root.join(path)).ok()?;
        path.starts_with(root).then_some(path)
    }
}

impl Directory for Disk {
    fn files(&self, folder: &str) -> Vec<String> {
        let Some(entries) = self.inside(folder).and_then(|it| fs::read_dir(it).ok()) else {
            return Vec::new();
        };
        let files = entries
            .filter_map(Result::ok)
            .filter(|it| it.path().is_file());
        let names = files.filter_map(|it| it.file_name().into_string().ok());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }

    fn read(&self, path: &str) -> Option<String> {
        let path = self.inside(path)?;
        let metadata = fs::metadata(&path).ok()?;
        let is_fine = metadata.is_file() && metadata.len() <= FILE_BYTES_MAX;
        let text = is_fine.then(|| fs::read_to_string(path).ok())??;
        // Editors on Windows write a byte order mark, which is not part of the text.
        Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
    }
}
