//! Modules that a module calls: those of its own directory are read, with their variables bound.

use std::rc::Rc;

use super::evaluator::Evaluator;
use super::folder::joined;
use super::scope::{Module, Scope};
use super::value::Value;
use crate::hcl::{Block, ExprKind};

/// How deeply modules may call modules.
const DEPTH_MAX: usize = 6;

/// The most modules that are read for one file.
const MODULES_MAX: usize = 200;

/// Arguments of a module block that are not variables of the module.
pub(super) const META: [&str; 6] = [
    "source",
    "version",
    "count",
    "for_each",
    "providers",
    "depends_on",
];

/// Returns the source of a module as it is written.
pub(super) fn written_source(block: &Block) -> Option<&str> {
    let ExprKind::Text(text) = &block.body.attribute("source")?.kind else {
        return None;
    };
    Some(text.text())
}

/// Returns whether a source is a directory.
pub(super) fn is_local(source: &str) -> bool {
    source.starts_with("./") || source.starts_with("../")
}

/// Returns whether a folder of the directory has a module in it. A directory above is often that of the module of which
/// the file that is read is an example.
fn is_above(folder: &str, module: &Module) -> bool {
    !folder.starts_with("..") && module.folder.starts_with(&format!("{folder}/"))
}

impl Evaluator<'_> {
    /// Returns the module that a block calls, with its variables bound; `None` if it is not one of this directory.
    /// `scope`: that of one instance of the block.
    pub(super) fn called(&self, scope: &Scope, block: &Block, suffix: &str) -> Option<Rc<Module>> {
        let source = written_source(block).filter(|it| is_local(it))?;
        let path = joined(&scope.module.folder, source)?;
        let label = &block.labels.first()?.name;
        let address = format!("{}module.{label}{suffix}.", scope.module.address);
        if let Some(known) = self.modules.borrow().get(&address) {
            return Some(known.clone());
        }
        let depth = address.matches("module.").count();
        let is_full = self.modules.borrow().len() >= MODULES_MAX;
        // A module that calls itself, or one around it, has no end.
        let is_around = path == scope.module.folder || is_above(&path, &scope.module);
        if depth > DEPTH_MAX || is_full || is_around || path.is_empty() {
            return None;
        }
        let mut module = Module::read(self.folder, &path, None);
        if module.is_empty() {
            return None;
        }
        module.address.clone_from(&address);
        for attribute in &block.body.attributes {
            if !META.contains(&attribute.name.as_str()) {
                let value: Value = self.value(scope, &attribute.value);
                module.given.insert(attribute.name.clone(), value);
            }
        }
        let module = Rc::new(module);
        self.modules.borrow_mut().insert(address, module.clone());
        Some(module)
    }
}
