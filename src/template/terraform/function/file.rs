//! Functions that read files. Only files in the directory of the module that is read, and in the directories in it.

use super::Called;
use crate::hcl;
use crate::resolve::{Filler, Text};
use crate::terraform::evaluator::Evaluator;
use crate::terraform::folder::{Source, is_allowed, joined};
use crate::terraform::scope::Scope;
use crate::terraform::value::{Scalar, Value};

impl Evaluator<'_> {
    pub(super) fn of_files(&self, scope: &Scope, called: &Called<'_>) -> Option<Value> {
        match (called.name, called.operands) {
            ("file", [path]) => {
                let source = self.file(scope, path)?;
                let mut text = Text::new(Filler::Plain);
                text.mapped.exact(&source.text, source.base);
                Some(self.anchored(Value::text(text, source.range()), &called.range()))
            }
            ("templatefile", [path, names]) => {
                let source = self.file(scope, path)?;
                let parts = hcl::template(&source.text, source.base).ok()?;
                let members = names.members()?.iter();
                let inner = members.fold(Scope::of(scope.module.clone()), |inner, it| {
                    inner.with(it.key.as_str(), it.value.clone())
                });
                let value = self.template(&inner, &parts, source.range());
                Some(self.anchored(value, &called.range()))
            }
            ("fileexists", [path]) => {
                let path = inside(scope, path)?;
                let exists = self.folder.text(&path).is_some();
                Some(Value::truth(exists, called.range(), path_holes(called)))
            }
            ("basename", [path]) => {
                let path = path.known()?.trim_end_matches('/');
                let name = path.rsplit('/').next().unwrap_or(path);
                Some(Value::made(
                    Scalar::Text,
                    name,
                    called.range(),
                    path_holes(called),
                ))
            }
            _ => None,
        }
    }

    /// Reads a file by its path from the directory of the file that is read.
    fn file(&self, scope: &Scope, path: &Value) -> Option<Source> {
        let path = inside(scope, path)?;
        let source = self.folder.text(&path)?;
        self.budget.afford(source.text.len()).then_some(source)
    }
}

/// Returns a path, unless it leads to a file that does not belong to the module.
fn inside(scope: &Scope, path: &Value) -> Option<String> {
    let path = joined("", path.known()?)?;
    is_allowed(&path, &scope.module.folder).then_some(path)
}

fn path_holes<'c>(called: &'c Called<'_>) -> &'c [crate::resolve::Hole] {
    called.operands.first().map_or(&[], Value::holes)
}
