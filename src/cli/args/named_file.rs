//! `FILE#NAME`: a file, and the name of one mapping, rule or pipe in it. Only this module splits such a name.

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
    /// Splits `FILE#NAME` at its last `#`. Does not split the text if a file of that whole name exists. Does not split
    /// it either if neither that file nor `FILE` exists, so that the error message shows all of it.
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
    fn text_after_the_last_hash_is_a_name_unless_the_whole_names_a_file() {
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
