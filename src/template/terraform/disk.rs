//! A directory on disk, for hosts that read files.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::Directory;

/// The longest file that is read beside a Terraform file, in bytes.
const FILE_BYTES_MAX: u64 = 4 << 20;

/// A directory on disk. Files beside it are read only if a path says so by `..`, and never through links.
#[derive(Clone, Debug)]
pub struct Disk {
    /// Without links; `None` if there is no such directory.
    root: Option<PathBuf>,
}

impl Disk {
    /// Returns the directory at a path; the current one for an empty path. One that does not exist has no files.
    #[must_use]
    pub fn at(root: &Path) -> Self {
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
        let up = path.split('/').take_while(|it| *it == "..").count();
        let mut root = self.root.as_deref()?;
        for _ in 0..up {
            root = root.parent()?;
        }
        let below: Vec<_> = path.split('/').skip(up).collect();
        let path = fs::canonicalize(root.join(below.join("/"))).ok()?;
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
