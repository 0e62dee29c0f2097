//! The surroundings of a template: values for its parameters, and for a file of Terraform the other files of its directory.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use tidegate_template::{Disk, Folder, Template, TemplateError, Values, is_terraform};

use crate::diagnostic::Document;

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
        let folder = is_terraform(&path.to_string_lossy()).then(|| {
            let root = path.parent().unwrap_or(Path::new("")).to_owned();
            let folder = self.0.entry(root.clone());
            folder
                .or_insert_with(|| Rc::new(Folder::new(Box::new(Disk::at(&root)))))
                .clone()
        });
        Around { values, folder }
    }
}
