//! Works out expressions as far as literals, locals, variables and known functions reach. Everything else becomes a hole,
//! which is named and never guessed.
//!
//! Source: Terraform documentation, "Expressions" (read 2026-11-30), and the HCL syntax specification.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use super::budget::Budget;
use super::folder::{Folder, Source};
use super::number;
use super::scope::{Module, Scope, is_inside};
use super::value::{Kind, Member, Members, Order, Scalar, Value};
use crate::hcl::{Block, Expr, ExprKind, For, Key, Last};
use crate::resolve::{Filler, Text};
use crate::values::Values;

/// The most characters of an expression that a message shows.
const EXCERPT_CHARS_MAX: usize = 60;

/// Says that a value is left out because it takes too much.
const CUT: &str = "a value that repeats or nests too often";

/// Functions by their names.
pub(super) type Functions = HashMap<String, Rc<Block>>;

pub(super) struct Evaluator<'e> {
    pub(super) folder: &'e Folder,
    pub(super) values: &'e Values,
    /// The file that is read: places outside it become the place where it refers to them.
    pub(super) document: Source,
    pub(super) budget: Budget,
    /// The modules that were read, by their addresses.
    pub(super) modules: RefCell<BTreeMap<String, Rc<Module>>>,
    /// The functions of modules by their names in AWS, by the modules' addresses.
    pub(super) functions: RefCell<BTreeMap<String, Rc<Functions>>>,
    /// Locals and variables that are being worked out.
    pub(super) active: RefCell<HashSet<String>>,
    /// Variables whose defaults were read, with the defaults, in order.
    pub(super) defaults: RefCell<Vec<(String, String)>>,
    /// Sentences about the variables whose values came from files, by their names.
    pub(super) of_files: RefCell<BTreeMap<String, String>>,
    /// References of this file to what another file holds: where they are, and a byte of the other file.
    pub(super) elsewhere: RefCell<BTreeMap<usize, (Range<usize>, usize)>>,
    /// Variables whose defaults decided a condition or a number of things.
    pub(super) decided: RefCell<BTreeMap<String, String>>,
}

impl<'e> Evaluator<'e> {
    pub(super) fn new(folder: &'e Folder, values: &'e Values, document: Source) -> Self {
        Self {
            folder,
            values,
            budget: Budget::of(document.text.len()),
            document,
            modules: RefCell::default(),
            functions: RefCell::default(),
            active: RefCell::default(),
            defaults: RefCell::default(),
            of_files: RefCell::default(),
            elsewhere: RefCell::default(),
            decided: RefCell::default(),
        }
    }

    pub(super) fn is_here(&self, range: &Range<usize>) -> bool {
        is_inside(range, &self.document.range())
    }

    /// Works out an expression.
    pub(super) fn value(&self, scope: &Scope, expr: &Expr) -> Value {
        let value = match self.budget.enter() {
            true => self.any(scope, expr),
            false => self.cut(&expr.range),
        };
        self.budget.leave();
        value
    }

    pub(super) fn cut(&self, range: &Range<usize>) -> Value {
        Value::unknown(CUT, None, range.clone())
    }

    fn any(&self, scope: &Scope, expr: &Expr) -> Value {
        let range = expr.range.clone();
        match &expr.kind {
            ExprKind::Null => Value::new(Kind::Null, range),
            ExprKind::Bool(truth) => self.literal(Scalar::Bool, truth.word(), range),
            ExprKind::Number(written) => match number::plain(written) {
                Some(number) => self.literal(Scalar::Number, &number, range),
                None => self.unknown(expr),
            },
            ExprKind::Text(mapped) => {
                let mut text = Text::new(Filler::Plain);
                text.append_range(mapped, 0..mapped.text().len());
                self.counted(Value::text(text, range))
            }
            ExprKind::Template(parts) => self.template(scope, parts, range),
            ExprKind::List(items) => {
                let items = items.iter().map(|it| self.value(scope, it));
                Value::new(Kind::List(items.collect()), range)
            }
            ExprKind::Object(members) => {
                let mut object = Members::default();
                for (key, value) in members {
                    match self.member(scope, key, value) {
                        Ok(member) => object.insert(member),
                        Err(unknown) => return *unknown,
                    }
                }
                Value::new(object.object(), range)
            }
            ExprKind::Name(name) => self.name(scope, name, &range),
            ExprKind::Path(root, steps) => self.path(scope, root, steps, &range),
            ExprKind::Call(call) => self.call(scope, call, expr),
            ExprKind::Condition { condition, yes, no } => {
                let known = self.deciding(|| self.value(scope, condition));
                match known.as_truth() {
                    Some(true) => self.value(scope, yes),
                    Some(false) => self.value(scope, no),
                    None => self.unknown_by(expr, &known),
                }
            }
            ExprKind::For(it) => self.for_each(scope, it, expr),
            ExprKind::Unary(operator, operand) => {
                let operand = self.value(scope, operand);
                self.unary(*operator, &operand, expr)
            }
            ExprKind::Binary(left, operator, right) => {
                self.binary(scope, left, *operator, right, expr)
            }
        }
    }

    /// Returns a scalar as it is written, exact if the file has it so.
    fn literal(&self, scalar: Scalar, text: &str, range: Range<usize>) -> Value {
        let mut out = Text::new(Filler::Plain);
        match self.slice(&range) == Some(text) {
            true => out.mapped.exact(text, range.start),
            false => out.made(text, range.clone()),
        }
        Value::new(Kind::Scalar(scalar, out), range)
    }

    fn member(&self, scope: &Scope, key: &Key, value: &Expr) -> Result<Member, Box<Value>> {
        let (key, key_range) = match key {
            Key::Word(word, range) => {
                let mut text = Text::new(Filler::Plain);
                text.append_range(word, 0..word.text().len());
                (text, range.clone())
            }
            Key::Value(expr) => {
                let key = self.value(scope, expr);
                let range = key.range.clone();
                match key.kind {
                    Kind::Scalar(_, text) => (text, range),
                    Kind::Hole(_) | Kind::Missing(_) => return Err(Box::new(key)),
                    Kind::Null | Kind::List(_) | Kind::Object(_) => {
                        return Err(Box::new(Value::missing(&self.excerpt(&range), range)));
                    }
                }
            }
        };
        Ok(Member {
            key,
            key_range,
            value: self.value(scope, value),
        })
    }

    fn for_each(&self, scope: &Scope, it: &For, expr: &Expr) -> Value {
        let collection = self.deciding(|| self.value(scope, &it.collection));
        let Some(pairs) = self.pairs(&collection) else {
            return self.unknown_by(expr, &collection);
        };
        let (mut items, mut object) = (Vec::new(), Members::default());
        for (key, value) in pairs {
            let inner = self.bound(scope, it.key_name.as_deref(), &it.value_name, key, value);
            let wanted = it.condition.as_ref();
            match wanted.map(|it| self.deciding(|| self.value(&inner, it).as_truth())) {
                None | Some(Some(true)) => {}
                Some(Some(false)) => continue,
                Some(None) => return self.unknown(expr),
            }
            if self.budget.is_spent() {
                return self.cut(&expr.range);
            }
            let value = self.value(&inner, &it.value);
            match it.key.as_ref().map(|it| self.value(&inner, it)) {
                None => items.push(value),
                Some(key) => {
                    let (Kind::Scalar(_, text), Last::One) = (key.kind, it.groups) else {
                        return self.unknown(expr);
                    };
                    object.insert(Member {
                        key: text,
                        key_range: key.range,
                        value,
                    });
                }
            }
        }
        let kind = match it.key {
            None => Kind::List(items),
            Some(_) => object.object(),
        };
        Value::new(kind, expr.range.clone())
    }

    /// Returns the keys and values of a list or an object, in the order in which Terraform takes them.
    pub(super) fn pairs(&self, collection: &Value) -> Option<Vec<(Value, Value)>> {
        if !self.budget.afford(collection.weight()) {
            return None;
        }
        match &collection.kind {
            Kind::List(items) => {
                let indexed = items.iter().enumerate().map(|(index, item)| {
                    let index = index.to_string();
                    let place = || item.range.clone();
                    let key = match collection.order {
                        Order::Set => item.clone(),
                        Order::List => Value::made(Scalar::Number, &index, place(), &[]),
                    };
                    (key, item.clone())
                });
                Some(indexed.collect())
            }
            Kind::Object(members) => {
                let members = members.iter().map(|it| {
                    let key = Value::text(it.key.clone(), it.key_range.clone());
                    (key, it.value.clone())
                });
                let mut pairs: Vec<_> = members.collect();
                pairs.sort_by(|one, other| one.0.known().cmp(&other.0.known()));
                Some(pairs)
            }
            Kind::Null | Kind::Scalar(..) | Kind::Hole(_) | Kind::Missing(_) => None,
        }
    }

    /// Returns the scope in which the names of a `for` have their values.
    pub(super) fn bound(
        &self,
        scope: &Scope,
        key_name: Option<&str>,
        value_name: &str,
        key: Value,
        value: Value,
    ) -> Scope {
        let scope = scope.with(value_name, value);
        match key_name {
            Some(name) => scope.with(name, key),
            None => scope,
        }
    }

    /// Runs `work`, whose outcome decides what there is; remembers which defaults it read.
    pub(super) fn deciding<T>(&self, work: impl FnOnce() -> T) -> T {
        let before = self.defaults.borrow().len();
        let out = work();
        let read = self.defaults.borrow();
        let mut decided = self.decided.borrow_mut();
        decided.extend(read[before.min(read.len())..].iter().cloned());
        out
    }

    /// Counts a value that was made or copied.
    pub(super) fn counted(&self, value: Value) -> Value {
        match self.budget.afford(value.weight()) {
            true => value,
            false => self.cut(&value.range),
        }
    }

    /// Returns a hole for an expression that is not known.
    pub(super) fn unknown(&self, expr: &Expr) -> Value {
        Value::unknown(&self.excerpt(&expr.range), None, expr.range.clone())
    }

    /// Returns a hole that is named as another, of which it is made.
    pub(super) fn unknown_by(&self, expr: &Expr, cause: &Value) -> Value {
        let name = cause.open().and_then(|it| it.name.clone());
        let what = self.excerpt(&expr.range);
        Value::unknown(&what, name.as_deref(), expr.range.clone())
    }

    /// Returns the bytes of the file at a range.
    pub(super) fn slice(&self, range: &Range<usize>) -> Option<&str> {
        let base = self.document.base;
        let text: &str = &self.document.text;
        text.get(range.start.checked_sub(base)?..range.end.checked_sub(base)?)
    }

    /// Returns an expression as it is written, cut to one short line.
    pub(super) fn excerpt(&self, range: &Range<usize>) -> String {
        let Some(written) = self.slice(range).map(str::trim) else {
            return "an expression of another file".to_owned();
        };
        let line = written.lines().next().unwrap_or_default();
        let short: String = line.chars().take(EXCERPT_CHARS_MAX).collect();
        match short.len() < written.len() {
            true => format!("{short}…"),
            false => short,
        }
    }
}
