//! The names that an expression may use: the variables and locals of its module, and those around it.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::folder::{Folder, Parsed, joined};
use super::value::Value;
use crate::hcl::{Block, Body, Expr};

/// Files whose values Terraform takes by itself, the first that has a value last.
///
/// Source: Terraform documentation, "Use input variables", "Variable definition precedence" (read 2026-11-30).
const VARIABLES_FILE: &str = "terraform.tfvars";
const AUTO_END: &str = ".auto.tfvars";

/// Whether the blocks of a file change those of the same name.
///
/// Source: Terraform documentation, "Override Files" (read 2026-11-30).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Merge {
    No,
    Yes,
}

/// Returns whether a file is one of Terraform's, by its name.
fn is_configuration(name: &str) -> bool {
    name.ends_with(".tf") || name.ends_with(".tf.json")
}

/// Returns whether the blocks of a file change those of other files.
fn is_override(name: &str) -> bool {
    let stem = name
        .strip_suffix(".tf")
        .or_else(|| name.strip_suffix(".tf.json"));
    stem.is_some_and(|it| it == "override" || it.ends_with("_override"))
}

/// A value that a file gives to a variable.
#[derive(Clone, Debug)]
pub(super) struct FileValue {
    pub(super) value: Rc<Expr>,
    pub(super) file: String,
}

/// A module: the Terraform files of one directory, and the values given to its variables.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// The directory, below that of the file that is read.
    pub(super) folder: String,
    /// `module.orders.`, or nothing for the module of the file.
    pub(super) address: String,
    pub(super) blocks: Vec<Rc<Block>>,
    pub(super) variables: HashMap<String, Rc<Block>>,
    pub(super) locals: HashMap<String, Rc<Expr>>,
    /// Values given to variables by the block that calls the module.
    pub(super) given: HashMap<String, Value>,
    /// Values given to variables by files.
    pub(super) of_files: HashMap<String, FileValue>,
    /// The places of resources among the blocks, by type and name.
    resources: HashMap<String, usize>,
    /// Where its files begin among the parsed texts.
    pub(super) bases: Vec<usize>,
    /// Files that could not be read.
    pub(super) broken: Vec<String>,
}

impl Module {
    /// Reads the files of a directory. `document`: the file that was read already.
    pub(super) fn read(folder: &Folder, path: &str, document: Option<&Parsed>) -> Self {
        let mut module = Self {
            folder: path.to_owned(),
            ..Self::default()
        };
        let names = folder.files(path);
        let is_document = |name: &str| document.is_some_and(|it| *it.source.path == *name);
        let of_terraform = names.iter().filter(|it| is_configuration(it));
        let (last, first): (Vec<_>, Vec<_>) = of_terraform.partition(|it| is_override(it));
        for name in first.iter().filter(|it| !is_document(it)) {
            let file = joined(path, name).and_then(|path| folder.file(&path));
            module.add_file(file, name, Merge::No);
        }
        let is_listed = |it: &Parsed| names.iter().any(|name| **name == *it.source.path);
        if let Some(document) =
            document.filter(|it| !is_override(&it.source.path) || !is_listed(it))
        {
            module.add_file(Some(document.clone()), "", Merge::No);
        }
        for name in last {
            let file = match document.filter(|_| is_document(name)) {
                Some(document) => Some(document.clone()),
                None => joined(path, name).and_then(|path| folder.file(&path)),
            };
            module.add_file(file, name, Merge::Yes);
        }
        let auto = names.iter().filter(|it| it.ends_with(AUTO_END));
        let given = names.iter().filter(|it| *it == VARIABLES_FILE).chain(auto);
        for name in given {
            let parsed = joined(path, name).and_then(|path| folder.file(&path));
            if let Some(Ok(body)) = parsed.map(|it| it.body) {
                module.add_values(&body, name);
            }
        }
        module.bases.sort_unstable();
        module.index();
        module
    }

    /// Finds the resources by their names: a large directory has many references.
    fn index(&mut self) {
        for (at, block) in self.blocks.iter().enumerate() {
            if let ("resource", [kind, label]) = (block.kind.as_str(), block.labels.as_slice()) {
                let name = format!("{}.{}", kind.name, label.name);
                self.resources.entry(name).or_insert(at);
            }
        }
    }

    fn add_file(&mut self, file: Option<Parsed>, name: &str, merge: Merge) {
        self.bases.extend(file.as_ref().map(|it| it.source.base));
        match file.map(|it| it.body) {
            Some(Ok(body)) => self.add(&body, merge),
            Some(Err(_)) => self.broken.push(name.to_owned()),
            None => {}
        }
    }

    fn add(&mut self, body: &Body, merge: Merge) {
        for block in &body.blocks {
            let block = match merge {
                Merge::No => block.clone(),
                Merge::Yes => self.merged(block),
            };
            match (block.kind.as_str(), block.labels.first()) {
                ("variable", Some(label)) => {
                    self.variables.insert(label.name.clone(), block.clone());
                }
                ("locals", _) => {
                    let locals = block.body.attributes.iter();
                    self.locals
                        .extend(locals.map(|it| (it.name.clone(), it.value.clone())));
                }
                _ => self.blocks.push(block.clone()),
            }
        }
    }

    /// Returns a block of an override file with what it does not override of the block of the same name, which it
    /// replaces.
    fn merged(&mut self, block: &Rc<Block>) -> Rc<Block> {
        if block.labels.is_empty() {
            return block.clone();
        }
        let is_same = |it: &Rc<Block>| {
            let names = it.labels.iter().map(|it| &it.name);
            it.kind == block.kind && names.eq(block.labels.iter().map(|it| &it.name))
        };
        let base = match block.kind.as_str() {
            "variable" => self.variables.remove(&block.labels[0].name),
            _ => {
                let at = self.blocks.iter().position(is_same);
                at.map(|at| self.blocks.remove(at))
            }
        };
        base.map_or_else(|| block.clone(), |base| Rc::new(base.overridden(block)))
    }

    fn add_values(&mut self, body: &Body, file: &str) {
        for attribute in &body.attributes {
            let given = FileValue {
                value: attribute.value.clone(),
                file: file.to_owned(),
            };
            self.of_files.insert(attribute.name.clone(), given);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.locals.is_empty() && self.variables.is_empty()
    }

    /// Returns a resource by its type and its name.
    pub(super) fn resource(&self, kind: &str, name: &str) -> Option<&Rc<Block>> {
        let at = self.resources.get(&format!("{kind}.{name}"))?;
        self.blocks.get(*at)
    }
}

/// A name with its value, and those around it.
#[derive(Debug)]
struct Binding {
    name: String,
    value: Value,
    outer: Option<Rc<Binding>>,
}

/// Where an expression stands: its module, and the names around it.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) module: Rc<Module>,
    names: Option<Rc<Binding>>,
}

impl Scope {
    pub(super) const fn of(module: Rc<Module>) -> Self {
        Self {
            module,
            names: None,
        }
    }

    /// Returns the scope with one name more.
    pub(super) fn with(&self, name: &str, value: Value) -> Self {
        Self {
            module: self.module.clone(),
            names: Some(Rc::new(Binding {
                name: name.to_owned(),
                value,
                outer: self.names.clone(),
            })),
        }
    }

    /// Returns the scope of the module's own values, in which no name around counts.
    pub(super) fn outermost(&self) -> Self {
        Self::of(self.module.clone())
    }

    pub(super) fn name(&self, name: &str) -> Option<&Value> {
        let mut next = self.names.as_ref();
        while let Some(binding) = next {
            if binding.name == name {
                return Some(&binding.value);
            }
            next = binding.outer.as_ref();
        }
        None
    }
}

/// Returns whether a range is inside another.
pub(super) const fn is_inside(range: &Range<usize>, window: &Range<usize>) -> bool {
    window.start <= range.start && range.end <= window.end
}
