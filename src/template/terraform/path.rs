//! Names, and the way from them to parts of their values: `var.x`, `local.x.y[0]`, `each.value`, `aws_sqs_queue.q.arn`.

use std::ops::Range;

use super::evaluator::Evaluator;
use super::given::move_to;
use super::json::shown;
use super::scope::Scope;
use super::types;
use super::value::{Kind, Part, Scalar, Value};
use crate::hcl::{self, Expr, ExprKind, Step};
use crate::resolve::{Hole, Why};

impl Evaluator<'_> {
    /// Returns the value of a name by itself.
    pub(super) fn name(&self, scope: &Scope, name: &str, range: &Range<usize>) -> Value {
        let value = match scope.name(name) {
            Some(value) => self.counted(value.clone()),
            None => self.named(&format!("{}{name}", scope.module.address), range),
        };
        self.anchored(value, range)
    }

    /// Returns the value given to the name of something that deployment makes, or a hole.
    fn named(&self, address: &str, range: &Range<usize>) -> Value {
        match self.values.get(address) {
            Some(given) => self.counted(Value::made(Scalar::Text, given, range.clone(), &[])),
            None => Value::unknown(address, Some(address), range.clone()),
        }
    }

    pub(super) fn path(
        &self,
        scope: &Scope,
        root: &Expr,
        steps: &[Step],
        range: &Range<usize>,
    ) -> Value {
        let value = match &root.kind {
            ExprKind::Name(name) => self.rooted(scope, name, steps, range),
            _ => self.steps(scope, self.value(scope, root), steps, range),
        };
        self.anchored(value, range)
    }

    fn rooted(&self, scope: &Scope, root: &str, steps: &[Step], range: &Range<usize>) -> Value {
        let first = match steps.first() {
            Some(Step::Attribute(name)) => Some(name.as_str()),
            Some(Step::Index(_) | Step::Each) | None => None,
        };
        match (root, first) {
            ("var", Some(name)) => {
                let value = self.variable(scope, name, range);
                self.steps(scope, value, &steps[1..], range)
            }
            ("local", Some(name)) => {
                let value = self.local(scope, name, range);
                self.steps(scope, value, &steps[1..], range)
            }
            ("path", Some("module")) => self.directory(&scope.module.folder, range),
            ("path", Some("root")) => self.directory("", range),
            _ => match scope.name(root) {
                Some(value) => {
                    let value = self.counted(value.clone());
                    self.steps(scope, value, steps, range)
                }
                None => match self.output(scope, root, steps, range) {
                    Some(value) => value,
                    None => {
                        let address = self.address(scope, root, steps);
                        self.named(&format!("{}{address}", scope.module.address), range)
                    }
                },
            },
        }
    }

    /// Returns the output of a module of the directory: `module.queue.arn`.
    fn output(
        &self,
        scope: &Scope,
        root: &str,
        steps: &[Step],
        range: &Range<usize>,
    ) -> Option<Value> {
        let [Step::Attribute(module), Step::Attribute(output), rest @ ..] = steps else {
            return None;
        };
        let mut blocks = scope.module.blocks.iter();
        let block = blocks.find(|it| {
            let is_named = it.labels.first().is_some_and(|it| it.name == *module);
            root == "module" && it.kind == "module" && is_named
        })?;
        let has_one =
            block.body.attribute("count").is_none() && block.body.attribute("for_each").is_none();
        let key = format!("{}module.{module}", scope.module.address);
        if !has_one || self.active.borrow().contains(&key) {
            return None;
        }
        self.active.borrow_mut().insert(key.clone());
        let called = self.called(&scope.outermost(), block, "");
        self.active.borrow_mut().remove(&key);
        let called = called?;
        let mut blocks = called.blocks.iter();
        let found = blocks.find(|it| {
            it.kind == "output" && it.labels.first().is_some_and(|it| it.name == *output)
        })?;
        let expr = found.body.attribute("value")?.clone();
        let inner = Scope::of(called);
        let value = self.once(&format!("{key}.{output}"), range, || {
            self.value(&inner, &expr)
        });
        Some(self.steps(scope, value, rest, range))
    }

    fn directory(&self, folder: &str, range: &Range<usize>) -> Value {
        let folder = if folder.is_empty() { "." } else { folder };
        Value::made(Scalar::Text, folder, range.clone(), &[])
    }

    /// Returns a path as Terraform's messages have it, with indices that are known.
    fn address(&self, scope: &Scope, root: &str, steps: &[Step]) -> String {
        let mut out = root.to_owned();
        for step in steps {
            match step {
                Step::Attribute(name) => {
                    out.push('.');
                    out.push_str(name);
                }
                Step::Each => out.push_str("[*]"),
                Step::Index(index) => {
                    let index = self.value(scope, index);
                    let known = index.known().unwrap_or("?");
                    match matches!(index.kind, Kind::Scalar(Scalar::Text, _)) {
                        true => out.push_str(&format!("[\"{known}\"]")),
                        false => out.push_str(&format!("[{known}]")),
                    }
                }
            }
        }
        out
    }

    /// Returns a local value of the module.
    fn local(&self, scope: &Scope, name: &str, range: &Range<usize>) -> Value {
        let what = format!("local.{name}");
        let Some(expr) = scope.module.locals.get(name).cloned() else {
            return Value::unknown(&what, Some(&what), range.clone());
        };
        let key = format!("{}{what}", scope.module.address);
        self.once(&key, range, || self.value(&scope.outermost(), &expr))
    }

    /// Works out a named value, unless it is being worked out already.
    fn once(&self, key: &str, range: &Range<usize>, work: impl FnOnce() -> Value) -> Value {
        if !self.active.borrow_mut().insert(key.to_owned()) {
            return Value::unknown("a value that refers to itself", None, range.clone());
        }
        let value = work();
        self.active.borrow_mut().remove(key);
        value
    }

    /// Returns the value of a variable: as it is given, or else its default.
    pub(super) fn variable(&self, scope: &Scope, name: &str, range: &Range<usize>) -> Value {
        let module = &scope.module;
        let block = module.variables.get(name);
        let kind = block.and_then(|it| it.body.attribute("type"));
        let typed = |value: Value| match kind {
            Some(kind) => types::converted(self, value, kind),
            None => value,
        };
        if let Some(value) = module.given.get(name) {
            return typed(self.counted(value.clone()));
        }
        let what = format!("var.{name}");
        let is_outermost = module.address.is_empty();
        let set = self.values.get(&what).or_else(|| self.values.get(name));
        if let Some(set) = set.filter(|_| is_outermost) {
            return typed(self.given(set, kind.map(|it| &**it), range));
        }
        let key = format!("{}{what}", module.address);
        if let Some(given) = module.of_files.get(name).filter(|_| is_outermost) {
            let value =
                typed(self.once(&key, range, || self.value(&scope.outermost(), &given.value)));
            let sentence = format!("`{what}` is `{}`, as {} says", shown(&value), given.file);
            self.of_files.borrow_mut().insert(name.to_owned(), sentence);
            return value;
        }
        let name = Some(name).filter(|_| is_outermost);
        match block.and_then(|it| it.body.attribute("default")) {
            Some(default) => {
                let value = self.once(&key, range, || self.value(&scope.outermost(), default));
                self.assumed(typed(value), &what, name, range)
            }
            None => Value::unknown(&what, name, range.clone()),
        }
    }

    /// Returns a value that the user gives as text. A list or a map is written as in Terraform's files.
    fn given(&self, text: &str, kind: Option<&Expr>, range: &Range<usize>) -> Value {
        let is_text =
            kind.is_some_and(|it| matches!(&it.kind, ExprKind::Name(name) if name == "string"));
        let is_compound = text.trim_start().starts_with(['[', '{']);
        let expr = (is_compound && !is_text).then(|| hcl::expression(text, 0).ok());
        if let Some(Some(expr)) = expr {
            // It stands in no file.
            let mut value = self.value(&Scope::of(std::rc::Rc::default()), &expr);
            move_to(&mut value, range);
            return value;
        }
        self.counted(Value::made(Scalar::Text, text, range.clone(), &[]))
    }

    /// Marks all of a variable's default as assumed.
    fn assumed(
        &self,
        mut value: Value,
        what: &str,
        name: Option<&str>,
        range: &Range<usize>,
    ) -> Value {
        // A default that a module of the project has is not assumed: its caller left it so.
        let Some(name) = name else {
            return value;
        };
        let known = shown(&value);
        let mut defaults = self.defaults.borrow_mut();
        defaults.push((what.to_owned(), known.clone()));
        let hole = Hole::unknown(what, Some(name), range.clone()).assumed(&known, Why::Default);
        value.each_text(&mut |part| {
            if let Part::Text(text) = part {
                let whole = 0..text.as_str().len();
                text.holes.push(Hole {
                    text: whole,
                    ..hole.clone()
                });
            }
        });
        value
    }

    /// Follows steps from a value.
    fn steps(&self, scope: &Scope, value: Value, steps: &[Step], range: &Range<usize>) -> Value {
        let mut value = value;
        for (index, step) in steps.iter().enumerate() {
            value = match step {
                Step::Attribute(name) => self.part(value, name, range),
                Step::Index(at) => {
                    let at = self.value(scope, at);
                    match at.known() {
                        Some(name) => self.part(value, name, range),
                        None => return Value::unknown(&self.excerpt(range), None, range.clone()),
                    }
                }
                Step::Each => return self.each(scope, value, &steps[index + 1..], range),
            };
        }
        value
    }

    /// Returns the rest of the way for each element. A value that is not a list counts as a list of one.
    fn each(&self, scope: &Scope, value: Value, rest: &[Step], range: &Range<usize>) -> Value {
        let items = match value.kind {
            Kind::List(items) => items,
            Kind::Null => Vec::new(),
            Kind::Hole(_) | Kind::Missing(_) => return value,
            Kind::Scalar(..) | Kind::Object(_) => vec![value],
        };
        let items = items.into_iter();
        let items = items.map(|it| self.steps(scope, it, rest, range)).collect();
        Value::new(Kind::List(items), range.clone())
    }

    fn part(&self, value: Value, name: &str, range: &Range<usize>) -> Value {
        let missing = || Value::missing(&self.excerpt(range), range.clone());
        match value.kind {
            Kind::Object(members) => {
                let found = members.into_iter().find(|it| it.key.as_str() == name);
                found.map_or_else(missing, |it| it.value)
            }
            Kind::List(items) => {
                let index = name.parse::<usize>().ok();
                let found = index.and_then(|index| items.into_iter().nth(index));
                found.unwrap_or_else(missing)
            }
            Kind::Hole(hole) => {
                let what = match self.slice(range) {
                    Some(_) => self.excerpt(range),
                    None => format!("{}.{name}", hole.what),
                };
                Value::unknown(&what, hole.name.as_deref(), range.clone())
            }
            Kind::Missing(_) | Kind::Null | Kind::Scalar(..) => missing(),
        }
    }
}
