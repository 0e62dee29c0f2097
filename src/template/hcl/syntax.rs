//! Bodies, blocks, expressions and the parts of strings, each with its range.

use std::ops::Range;
use std::rc::Rc;

use tidegate_batch::criteria::Mapped;

/// The content of a file or block.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) blocks: Vec<Rc<Block>>,
}

impl Body {
    /// Returns the value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&Rc<Expr>> {
        let mut attributes = self.attributes.iter();
        attributes.find(|it| it.name == name).map(|it| &it.value)
    }

    /// Returns the blocks of a kind.
    pub(crate) fn blocks_of<'b>(&'b self, kind: &str) -> impl Iterator<Item = &'b Rc<Block>> {
        self.blocks.iter().filter(move |it| it.kind == kind)
    }
}

/// `name = value`.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) value: Rc<Expr>,
}

/// `kind "label" { ... }`.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) kind: String,
    pub(crate) labels: Vec<Label>,
    pub(crate) body: Body,
    pub(crate) range: Range<usize>,
}

impl Block {
    /// Returns the block as another one of the same name changes it: arguments one by one, and all nested blocks of a kind
    /// that the other has. It keeps its place.
    ///
    /// Source: Terraform documentation, "Override Files", "Merging Behavior" (read 2026-11-30).
    pub(crate) fn overridden(&self, by: &Self) -> Self {
        let kind_of = |block: &Self| match block.labels.first() {
            Some(label) if block.kind == "dynamic" => label.name.clone(),
            Some(_) | None => block.kind.clone(),
        };
        let names: Vec<_> = by
            .body
            .attributes
            .iter()
            .map(|it| it.name.clone())
            .collect();
        let kinds: Vec<_> = by.body.blocks.iter().map(|it| kind_of(it)).collect();
        let is_kept = |name: &String| !names.contains(name) && !kinds.contains(name);
        let own = self.body.attributes.iter().filter(|it| is_kept(&it.name));
        let blocks = self.body.blocks.iter().filter(|it| is_kept(&kind_of(it)));
        Self {
            kind: self.kind.clone(),
            labels: self.labels.clone(),
            body: Body {
                attributes: own.chain(&by.body.attributes).cloned().collect(),
                blocks: blocks.chain(&by.body.blocks).cloned().collect(),
            },
            range: self.range.clone(),
        }
    }
}

/// A label of a block.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub(crate) name: String,
    pub(crate) range: Range<usize>,
}

/// An expression.
#[derive(Debug)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) range: Range<usize>,
}

#[derive(Debug)]
pub(crate) enum ExprKind {
    Null,
    Bool(Truth),
    /// As it is written.
    Number(String),
    Text(Mapped),
    Template(Vec<Part>),
    List(Vec<Rc<Expr>>),
    Object(Vec<(Key, Rc<Expr>)>),
    /// A word that names a value: `each`, `x`.
    Name(String),
    /// A value, and the way to a part of it.
    Path(Rc<Expr>, Vec<Step>),
    Call(Call),
    Condition {
        condition: Rc<Expr>,
        yes: Rc<Expr>,
        no: Rc<Expr>,
    },
    For(Box<For>),
    Unary(Unary, Rc<Expr>),
    Binary(Rc<Expr>, Binary, Rc<Expr>),
}

/// `true` or `false`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    False,
}

impl From<bool> for Truth {
    fn from(is_true: bool) -> Self {
        if is_true { Self::True } else { Self::False }
    }
}

impl Truth {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
        }
    }
}

/// The key of an object's member.
#[derive(Debug)]
pub(crate) enum Key {
    /// A word, which stands for itself.
    Word(Mapped, Range<usize>),
    Value(Rc<Expr>),
}

/// A step from a value to a part of it.
#[derive(Debug)]
pub(crate) enum Step {
    Attribute(String),
    Index(Rc<Expr>),
    /// `.*` or `[*]`: the rest of the way, for each element.
    Each,
}

/// A call of a function.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) arguments: Vec<Rc<Expr>>,
    pub(crate) last: Last,
}

/// How the last argument of a call is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Last {
    One,
    /// `list...`: its elements are the arguments.
    Spread,
}

impl From<bool> for Last {
    fn from(is_spread: bool) -> Self {
        if is_spread { Self::Spread } else { Self::One }
    }
}

/// `[for k, v in collection : value if condition]`, or `{for ... : key => value}`.
#[derive(Debug)]
pub(crate) struct For {
    pub(crate) key_name: Option<String>,
    pub(crate) value_name: String,
    pub(crate) collection: Rc<Expr>,
    /// `None`: it makes a list.
    pub(crate) key: Option<Rc<Expr>>,
    pub(crate) value: Rc<Expr>,
    pub(crate) groups: Last,
    pub(crate) condition: Option<Rc<Expr>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unary {
    Not,
    Minus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binary {
    Equal,
    Unequal,
    LessOrEqual,
    GreaterOrEqual,
    Less,
    Greater,
    Plus,
    Minus,
    Times,
    Divide,
    Remainder,
    And,
    Or,
}

/// A part of a string with values in it.
#[derive(Debug)]
pub(crate) enum Part {
    Text(Mapped),
    Value(Rc<Expr>, Range<usize>),
    /// `%{ if condition }...%{ else }...%{ endif }`.
    If {
        condition: Rc<Expr>,
        yes: Vec<Part>,
        no: Vec<Part>,
    },
    /// `%{ for k, v in collection }...%{ endfor }`.
    For {
        key_name: Option<String>,
        value_name: String,
        collection: Rc<Expr>,
        body: Vec<Part>,
    },
}
