//! `FILE#NAME`: a file, and the one of several things in it that is meant. The only place that takes such a name apart.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, TypedValueParser};

/// A file, and the name of a mapping, rule or pipe in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedFile {
    pub(crate) path: PathBuf,
    /// `None`: the file holds one, or is used whole.
    pub(crate) name: Option<String>,
}

impl NamedFile {
    /// Takes `FILE#NAME` apart at its last `#`. A file that exists under the whole text is meant as it is; if neither
    /// that nor `FILE` exists, the text stays whole, for the message that it can't be read.
    pub(crate) fn parse(text: &OsStr) -> Self {
        let whole = Self {
            path: PathBuf::from(text),
            name: None,
        };
        if whole.path.exists() {
            return whole;
        }
        let parts = text.to_str().and_then(|text| text.rsplit_once('#'));
        match parts {
            Some((file, name)) if !name.is_empty() && Path::new(file).exists() => Self {
                path: PathBuf::from(file),
                name: Some(name.to_owned()),
            },
            _ => whole,
        }
    }

    /// Accepts any text.
    pub(crate) fn parser() -> impl TypedValueParser<Value = Self> {
        OsStringValueParser::new().map(|text: OsString| Self::parse(&text))
    }

    pub(crate) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

impl std::fmt::Display for NamedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.path.display();
        match &self.name {
            None => write!(f, "{path}"),
            Some(name) => write!(f, "{path}#{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_follows_the_last_hash_of_no_file() {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let folder = std::env::temp_dir().join("tidegate-named-file");
        std::fs::create_dir_all(&folder).unwrap();
        let hashed = folder.join("a#b.json");
        std::fs::write(&hashed, "{}").unwrap();
        let hashed = hashed.display().to_string();
        for (text, path, name) in [
            (manifest.to_owned(), manifest, None),
            (format!("{manifest}#paid"), manifest, Some("paid")),
            (format!("{manifest}#"), "", None),
            ("no-such-file#paid".to_owned(), "", None),
            (hashed.clone(), &hashed, None),
            (format!("{hashed}#paid"), &hashed, Some("paid")),
        ] {
            let parsed = NamedFile::parse(OsStr::new(&text));
            let path = if path.is_empty() { text.as_str() } else { path };
            assert_eq!(
                (parsed.path.as_path(), parsed.name()),
                (Path::new(path), name)
            );
            assert_eq!(parsed.to_string(), text);
        }
    }
}
