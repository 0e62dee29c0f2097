//! Reads HCL with hcl-edit. This is the only file that knows it. The parser bounds nesting and chains of operators, so
//! the recursion here is bounded too.

use std::ops::Range;
use std::rc::Rc;

use hcl_edit::Span;
use hcl_edit::expr::{
    BinaryOperator, Expression, ObjectKey, Traversal, TraversalOperator, UnaryOperator,
};
use hcl_edit::structure::{self, BlockLabel};
use hcl_edit::template::{Directive, Element, Strip, Template};
use tidegate_batch::criteria::Mapped;

use super::literal::{Form, Start, mapped};
use super::syntax::{
    Attribute, Binary, Block, Body, Call, Expr, ExprKind, For, Key, Label, Last, Part, Step, Truth,
    Unary,
};
use crate::error::TemplateError;

/// Reads a file.
pub(crate) fn body(text: &str, base: usize) -> Result<Body, TemplateError> {
    let body = hcl_edit::parser::parse_body(text).map_err(|error| wrong(text, &error))?;
    Ok(Reader { text, base }.body(&body))
}

/// Reads an expression by itself.
pub(crate) fn expression(text: &str, base: usize) -> Result<Expr, TemplateError> {
    let expression = hcl_edit::parser::parse_expr(text).map_err(|error| wrong(text, &error))?;
    let whole = base..base + text.len();
    Ok(Reader { text, base }.expr(&expression, &whole))
}

/// Reads a file that is a template by itself.
pub(crate) fn template(text: &str, base: usize) -> Result<Vec<Part>, TemplateError> {
    let template = hcl_edit::parser::parse_template(text).map_err(|error| wrong(text, &error))?;
    Ok(Reader { text, base }.parts(&template, Form::File))
}

fn wrong(text: &str, error: &hcl_edit::parser::Error) -> TemplateError {
    let mut at = error.location().offset().min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let message = format!("not Terraform's language: {}", error.message());
    TemplateError::syntax(message, at..at)
}

/// What a tilde beside a brace cuts from the text before and after it.
#[derive(Clone, Copy)]
struct Trim(Strip);

#[derive(Clone, Copy)]
struct Reader<'t> {
    text: &'t str,
    base: usize,
}

impl Reader<'_> {
    fn range(&self, of: &impl Span, around: &Range<usize>) -> Range<usize> {
        match of.span() {
            Some(span) => self.base + span.start..self.base + span.end,
            None => around.clone(),
        }
    }

    fn body(&self, body: &structure::Body) -> Body {
        let attributes = body.attributes().map(|it| {
            let whole = self.range(it, &(self.base..self.base));
            Attribute {
                name: it.key.as_str().to_owned(),
                value: Rc::new(self.expr(&it.value, &whole)),
            }
        });
        Body {
            attributes: attributes.collect(),
            blocks: body.blocks().map(|it| Rc::new(self.block(it))).collect(),
        }
    }

    fn block(&self, block: &structure::Block) -> Block {
        let range = self.range(block, &(self.base..self.base));
        let labels = block.labels.iter().map(|label| {
            let label_range = match label {
                BlockLabel::Ident(it) => self.range(it, &range),
                BlockLabel::String(it) => self.range(it, &range),
            };
            Label {
                name: label.as_str().to_owned(),
                range: label_range,
            }
        });
        Block {
            kind: block.ident.as_str().to_owned(),
            labels: labels.collect(),
            body: self.body(&block.body),
            range,
        }
    }

    fn boxed(&self, expr: &Expression, around: &Range<usize>) -> Rc<Expr> {
        Rc::new(self.expr(expr, around))
    }

    /// Reads an expression. `around` stands in for a place that the parser does not give.
    fn expr(&self, expr: &Expression, around: &Range<usize>) -> Expr {
        let range = self.range(expr, around);
        let kind = match expr {
            Expression::Parenthesis(inner) => return self.expr(inner.inner(), &range),
            Expression::Null(_) => ExprKind::Null,
            Expression::Bool(it) => ExprKind::Bool(Truth::from(*it.value())),
            Expression::Number(number) => {
                let written = self
                    .text
                    .get(range.start - self.base..range.end - self.base);
                ExprKind::Number(written.map_or_else(|| number.value().to_string(), str::to_owned))
            }
            Expression::String(it) => ExprKind::Text(self.quoted(it.value(), &range)),
            Expression::StringTemplate(it) => ExprKind::Template(self.parts(it, Form::Quoted)),
            Expression::HeredocTemplate(it) => {
                let indent = it.indent().unwrap_or(0);
                ExprKind::Template(self.parts(&it.template, Form::Heredoc { indent }))
            }
            Expression::Array(items) => {
                ExprKind::List(items.iter().map(|it| self.boxed(it, &range)).collect())
            }
            Expression::Object(object) => {
                let members = object.iter();
                let members = members
                    .map(|(key, value)| (self.key(key, &range), self.boxed(value.expr(), &range)));
                ExprKind::Object(members.collect())
            }
            Expression::Variable(name) => ExprKind::Name(name.as_str().to_owned()),
            Expression::Traversal(it) => self.path(it, &range),
            Expression::FuncCall(call) => ExprKind::Call(self.call(call, &range)),
            Expression::Conditional(it) => ExprKind::Condition {
                condition: self.boxed(&it.cond_expr, &range),
                yes: self.boxed(&it.true_expr, &range),
                no: self.boxed(&it.false_expr, &range),
            },
            Expression::UnaryOp(it) => {
                let operator = match it.operator.value() {
                    UnaryOperator::Neg => Unary::Minus,
                    UnaryOperator::Not => Unary::Not,
                };
                ExprKind::Unary(operator, self.boxed(&it.expr, &range))
            }
            Expression::BinaryOp(it) => ExprKind::Binary(
                self.boxed(&it.lhs_expr, &range),
                binary(*it.operator.value()),
                self.boxed(&it.rhs_expr, &range),
            ),
            Expression::ForExpr(it) => ExprKind::For(Box::new(self.for_each(it, &range))),
        };
        Expr { kind, range }
    }

    fn quoted(&self, value: &str, range: &Range<usize>) -> Mapped {
        let written = self
            .text
            .get(range.start - self.base..range.end - self.base);
        let inner = written.and_then(|it| it.strip_prefix('"')?.strip_suffix('"'));
        match inner {
            Some(raw) => mapped(raw, range.start + 1, Form::Quoted, Start::Inside, value),
            None => {
                let mut whole = Mapped::default();
                whole.made(value, range.clone());
                whole
            }
        }
    }

    fn key(&self, key: &ObjectKey, around: &Range<usize>) -> Key {
        match key {
            ObjectKey::Ident(word) => {
                let range = self.range(word, around);
                let mut text = Mapped::default();
                let name = word.as_str();
                match range.len() == name.len() {
                    true => text.exact(name, range.start),
                    false => text.made(name, range.clone()),
                }
                Key::Word(text, range)
            }
            ObjectKey::Expression(Expression::Variable(word)) => {
                let range = self.range(word, around);
                let mut text = Mapped::default();
                text.exact(word.as_str(), range.start);
                Key::Word(text, range)
            }
            ObjectKey::Expression(expr) => Key::Value(self.boxed(expr, around)),
        }
    }

    fn path(&self, path: &Traversal, range: &Range<usize>) -> ExprKind {
        let steps = path.operators.iter().map(|step| match step.value() {
            TraversalOperator::GetAttr(name) => Step::Attribute(name.as_str().to_owned()),
            TraversalOperator::Index(index) => Step::Index(self.boxed(index, range)),
            TraversalOperator::LegacyIndex(index) => Step::Attribute(index.value().to_string()),
            TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => Step::Each,
        });
        ExprKind::Path(self.boxed(&path.expr, range), steps.collect())
    }

    fn call(&self, call: &hcl_edit::expr::FuncCall, range: &Range<usize>) -> Call {
        let namespace = call.name.namespace.iter().map(|it| it.as_str());
        let names: Vec<_> = namespace.chain([call.name.name.as_str()]).collect();
        Call {
            name: names.join("::"),
            arguments: call.args.iter().map(|it| self.boxed(it, range)).collect(),
            last: Last::from(call.args.expand_final()),
        }
    }

    fn for_each(&self, it: &hcl_edit::expr::ForExpr, range: &Range<usize>) -> For {
        let name = |it: &hcl_edit::Decorated<hcl_edit::Ident>| it.as_str().to_owned();
        For {
            key_name: it.intro.key_var.as_ref().map(name),
            value_name: name(&it.intro.value_var),
            collection: self.boxed(&it.intro.collection_expr, range),
            key: it.key_expr.as_ref().map(|it| self.boxed(it, range)),
            value: self.boxed(&it.value_expr, range),
            groups: Last::from(it.grouping),
            condition: it.cond.as_ref().map(|it| self.boxed(&it.expr, range)),
        }
    }

    fn parts(&self, template: &Template, form: Form) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut start = Start::Line;
        let mut trim = Trim(Strip::None);
        for element in template.iter() {
            let before = Trim(opening(element));
            if before.0.strip_start() {
                trim_end(&mut parts);
            }
            let mut next = vec![self.part(element, form, start)];
            if trim.0.strip_end() {
                trim_start(&mut next);
            }
            start = match element {
                Element::Literal(text) if text.ends_with('\n') => Start::Line,
                Element::Literal(_) | Element::Interpolation(_) | Element::Directive(_) => {
                    Start::Inside
                }
            };
            trim = Trim(closing(element));
            parts.append(&mut next);
        }
        parts
    }

    fn part(&self, element: &Element, form: Form, start: Start) -> Part {
        let nowhere = self.base..self.base;
        match element {
            Element::Literal(text) => {
                let span = text.span().unwrap_or(0..0);
                let raw = self.text.get(span.clone()).unwrap_or_default();
                Part::Text(mapped(
                    raw,
                    self.base + span.start,
                    form,
                    start,
                    text.value(),
                ))
            }
            Element::Interpolation(it) => {
                let range = self.range(it, &nowhere);
                Part::Value(self.boxed(&it.expr, &range), range)
            }
            Element::Directive(directive) => self.directive(directive, form),
        }
    }

    fn directive(&self, directive: &Directive, form: Form) -> Part {
        let nowhere = self.base..self.base;
        match directive {
            Directive::If(it) => {
                let otherwise = it.else_expr.as_ref();
                let next = otherwise.map_or(it.endif_expr.strip, |it| it.strip);
                let yes = self.parts(&it.if_expr.template, form);
                let no = otherwise.map(|it| self.parts(&it.template, form));
                let strip = otherwise.map_or(Strip::None, |it| it.strip);
                Part::If {
                    condition: self.boxed(&it.if_expr.cond_expr, &nowhere),
                    yes: trimmed(yes, it.if_expr.strip, next),
                    no: trimmed(no.unwrap_or_default(), strip, it.endif_expr.strip),
                }
            }
            Directive::For(it) => Part::For {
                key_name: it
                    .for_expr
                    .key_var
                    .as_ref()
                    .map(|it| it.as_str().to_owned()),
                value_name: it.for_expr.value_var.as_str().to_owned(),
                collection: self.boxed(&it.for_expr.collection_expr, &nowhere),
                body: trimmed(
                    self.parts(&it.for_expr.template, form),
                    it.for_expr.strip,
                    it.endfor_expr.strip,
                ),
            },
        }
    }
}

/// Returns what stands before a part of a template.
fn opening(element: &Element) -> Strip {
    match element {
        Element::Literal(_) => Strip::None,
        Element::Interpolation(it) => it.strip,
        Element::Directive(it) => match it.as_ref() {
            Directive::If(it) => it.if_expr.strip,
            Directive::For(it) => it.for_expr.strip,
        },
    }
}

/// Returns what stands after a part of a template.
fn closing(element: &Element) -> Strip {
    match element {
        Element::Literal(_) => Strip::None,
        Element::Interpolation(it) => it.strip,
        Element::Directive(it) => match it.as_ref() {
            Directive::If(it) => it.endif_expr.strip,
            Directive::For(it) => it.endfor_expr.strip,
        },
    }
}

/// Cuts the blanks inside a directive: those after its opening braces and those before its closing braces.
fn trimmed(mut parts: Vec<Part>, opening: Strip, closing: Strip) -> Vec<Part> {
    if opening.strip_end() {
        trim_start(&mut parts);
    }
    if closing.strip_start() {
        trim_end(&mut parts);
    }
    parts
}

fn trim_start(parts: &mut [Part]) {
    if let Some(Part::Text(text)) = parts.first_mut() {
        let rest = text.text().trim_start().len();
        *text = cut(text, text.text().len() - rest..text.text().len());
    }
}

fn trim_end(parts: &mut [Part]) {
    if let Some(Part::Text(text)) = parts.last_mut() {
        *text = cut(text, 0..text.text().trim_end().len());
    }
}

fn cut(text: &Mapped, range: Range<usize>) -> Mapped {
    let mut out = Mapped::default();
    out.append_range(text, range);
    out
}

const fn binary(operator: BinaryOperator) -> Binary {
    match operator {
        BinaryOperator::Eq => Binary::Equal,
        BinaryOperator::NotEq => Binary::Unequal,
        BinaryOperator::LessEq => Binary::LessOrEqual,
        BinaryOperator::GreaterEq => Binary::GreaterOrEqual,
        BinaryOperator::Less => Binary::Less,
        BinaryOperator::Greater => Binary::Greater,
        BinaryOperator::Plus => Binary::Plus,
        BinaryOperator::Minus => Binary::Minus,
        BinaryOperator::Mul => Binary::Times,
        BinaryOperator::Div => Binary::Divide,
        BinaryOperator::Mod => Binary::Remainder,
        BinaryOperator::And => Binary::And,
        BinaryOperator::Or => Binary::Or,
    }
}
