//! What is read from a template, as lines of JSON: one for each entry, then for the notes and for what sends to what. Places are `line:column`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::{Value, json};
use tidegate::Rule;
use tidegate_fixtures::repository;
use tidegate_template::{
    Directory, Entry, Filter, Folder, Hole, Lines, Setting, Template, TemplateError, Values,
};

/// A template with its text.
pub(crate) struct Fixture {
    pub(crate) name: String,
    pub(crate) text: String,
    /// What is around a file of Terraform.
    files: Files,
}

/// The files of a directory, and of those in it, by their paths.
#[derive(Clone, Default)]
struct Files(Rc<BTreeMap<String, String>>);

impl Files {
    fn read(root: &Path) -> Self {
        let (mut files, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => {
                        let name = path
                            .strip_prefix(root)
                            .unwrap()
                            .to_str()
                            .unwrap()
                            .to_owned();
                        files.insert(name, std::fs::read_to_string(path).unwrap());
                    }
                }
            }
        }
        Self(Rc::new(files))
    }
}

impl Directory for Files {
    fn files(&self, folder: &str) -> Vec<String> {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let inside = self.0.keys().filter_map(|it| it.strip_prefix(&prefix));
        inside
            .filter(|it| !it.contains('/'))
            .map(str::to_owned)
            .collect()
    }

    fn read(&self, path: &str) -> Option<String> {
        self.0.get(path).cloned()
    }
}

pub(crate) fn folder() -> PathBuf {
    repository().join("filters/templates")
}

/// All templates, sorted by name. Expectations are not templates. A folder is a module of Terraform.
pub(crate) fn fixtures() -> Vec<Fixture> {
    let paths = entries(&folder());
    let modules = paths.iter().filter(|it| it.is_dir());
    let of_modules = modules.flat_map(|module| {
        let around = Files::read(module);
        let paths = entries(module).into_iter();
        let paths = paths.filter(|it| it.extension().is_some_and(|it| it == "tf"));
        paths
            .map(move |path| fixture(&path, around.clone()))
            .collect::<Vec<_>>()
    });
    let of_modules: Vec<_> = of_modules.collect();
    let is_template = |path: &&PathBuf| {
        let extension = path.extension().and_then(|it| it.to_str());
        matches!(extension, Some("yaml" | "yml" | "json" | "template" | "tf"))
    };
    let alone = paths.iter().filter(is_template);
    let alone = alone.map(|path| fixture(path, Files::default()));
    alone.chain(of_modules).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|it| it.unwrap().path()).collect();
    paths.sort();
    paths
}

fn fixture(path: &Path, files: Files) -> Fixture {
    let name = path.strip_prefix(folder()).unwrap().to_str().unwrap();
    Fixture {
        name: name.to_owned(),
        text: std::fs::read_to_string(path).unwrap(),
        files,
    }
}

impl Fixture {
    /// Reads another text in the place of this template.
    pub(crate) fn read(&self, text: &str) -> Result<Option<Template>, TemplateError> {
        let folder = Folder::new(Box::new(self.files.clone()));
        Template::read_in(&self.name, text, &Values::default(), &folder)
    }

    pub(crate) fn template(&self) -> Template {
        let read = self.read(&self.text);
        let read = read.unwrap_or_else(|error| panic!("{}: {error}", self.name));
        read.unwrap_or_else(|| panic!("{}: not a template", self.name))
    }

    /// Returns the lines that the expectations have for this template.
    pub(crate) fn rows(&self) -> Vec<String> {
        let template = self.template();
        let places = Places {
            text: &self.text,
            lines: Lines::new(&self.text),
        };
        let mut rows = vec![json!({"file": self.name, "format": template.format.title()})];
        rows.extend(
            template
                .entries
                .iter()
                .map(|entry| places.entry(&self.name, entry)),
        );
        let notes = template.entries.iter().flat_map(|it| &it.notes);
        rows.extend(notes.chain(&template.notes).map(|note| {
            json!({"file": self.name, "note": note.message, "at": places.at(note.range.start)})
        }));
        rows.extend(template.edges.iter().map(|edge| {
            let (at, via) = (places.at(edge.range.start), format!("{:?}", edge.via));
            json!({"file": self.name, "from": edge.from, "to": edge.to, "via": via, "at": at})
        }));
        rows.iter().map(Value::to_string).collect()
    }
}

struct Places<'t> {
    text: &'t str,
    lines: Lines,
}

impl Places<'_> {
    fn at(&self, offset: usize) -> String {
        let (line, column) = self.lines.place(self.text, offset);
        format!("{line}:{column}")
    }

    fn entry(&self, file: &str, entry: &Entry) -> Value {
        let mut row = json!({
            "file": file,
            "name": entry.name,
            "at": self.at(entry.range.start),
            "kind": entry.kind.noun(),
            "source": entry.route().map(|route| route.to_string()),
        });
        let filters: Vec<_> = entry
            .filters
            .iter()
            .map(|it| self.filter(entry, it))
            .collect();
        let settings = entry.settings.iter();
        let settings: serde_json::Map<_, _> = settings.map(|it| self.setting(it)).collect();
        let holes: Vec<_> = entry.holes.iter().map(|it| self.hole(it)).collect();
        row["filters"] = filters.into();
        row["settings"] = settings.into();
        if !holes.is_empty() {
            row["holes"] = holes.into();
        }
        row
    }

    fn filter(&self, entry: &Entry, filter: &Filter) -> Value {
        let text = filter.text.text();
        let mut row = json!({"at": self.at(filter.range.start), "pattern": text});
        if !filter.retyped.is_empty() {
            let words = filter.retyped.iter();
            let words = words.map(|it| json!([it.written, it.value, self.at(it.range.start)]));
            row["retyped"] = words.collect();
        }
        if !filter.holes.is_empty() {
            let holes: Vec<_> = filter.holes.iter().map(|it| self.hole(it)).collect();
            row["holes"] = holes.into();
        }
        let refused = entry
            .route()
            .and_then(|route| Rule::read(text, route.profile()).err());
        if let Some(error) = refused {
            let place = filter.text.source(error.span().range());
            row["refused"] =
                format!("{} at {}", error.code().as_str(), self.at(place.start)).into();
        }
        row
    }

    fn hole(&self, hole: &Hole) -> Value {
        let at = self.at(hole.range.start);
        let assumed = hole.assumed.as_ref().map(|it| it.value.clone());
        json!({"at": at, "what": hole.what, "assumed": assumed})
    }

    fn setting(&self, setting: &Setting) -> (String, Value) {
        let at = self.at(setting.range.start);
        let value = setting.value.clone();
        let name = format!("{:?}.{}", setting.subject, setting.name);
        (name, json!([value, at, format!("{:?}", setting.stated)]))
    }
}
