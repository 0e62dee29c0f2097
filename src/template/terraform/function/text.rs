//! Functions of texts.

use super::Called;
use crate::resolve::{Filler, Text};
use crate::terraform::evaluator::Evaluator;
use crate::terraform::value::{Kind, NODE, Scalar, Value};

impl Evaluator<'_> {
    pub(super) fn of_texts(&self, called: &Called<'_>) -> Option<Value> {
        let text = |text: &str| {
            let holes: Vec<_> = called
                .operands
                .iter()
                .flat_map(|it| it.holes().to_vec())
                .collect();
            Some(Value::made(Scalar::Text, text, called.range(), &holes))
        };
        match (called.name, called.operands) {
            ("lower", [value]) => text(&value.known()?.to_lowercase()),
            ("upper", [value]) => text(&value.known()?.to_uppercase()),
            ("title", [value]) => text(&title(value.known()?)),
            ("trimspace", [value]) => Some(trimmed(value, |it| it.trim())),
            ("chomp", [value]) => Some(trimmed(value, |it| it.trim_end_matches(['\r', '\n']))),
            ("trimprefix", [value, prefix]) => {
                let (value, prefix) = (value.known()?, prefix.known()?);
                text(value.strip_prefix(prefix).unwrap_or(value))
            }
            ("trimsuffix", [value, suffix]) => {
                let (value, suffix) = (value.known()?, suffix.known()?);
                text(value.strip_suffix(suffix).unwrap_or(value))
            }
            ("startswith", [value, prefix]) => {
                let is_so = value.known()?.starts_with(prefix.known()?);
                Some(Value::truth(is_so, called.range(), value.holes()))
            }
            ("endswith", [value, suffix]) => {
                let is_so = value.known()?.ends_with(suffix.known()?);
                Some(Value::truth(is_so, called.range(), value.holes()))
            }
            ("replace", [value, from, to]) => {
                let (value, from, to) = (value.known()?, from.known()?, to.known()?);
                // Between slashes it is a regular expression.
                let is_pattern = from.len() > 1 && from.starts_with('/') && from.ends_with('/');
                let count = if is_pattern {
                    0
                } else {
                    value.matches(from).count()
                };
                let is_fine = !is_pattern && self.budget.afford(count.saturating_mul(to.len()));
                is_fine.then(|| text(&value.replace(from, to)))?
            }
            ("join", [between, lists @ ..]) => self.join(between, lists, called),
            ("split", [between, value]) => {
                let (between, known) = (between.known()?, value.known()?);
                let count = known.matches(between).count().saturating_add(1);
                let is_fine = self.budget.afford(count.saturating_mul(NODE));
                let parts = known.split(between);
                let parts = is_fine.then_some(parts).filter(|_| !between.is_empty())?;
                let parts =
                    parts.map(|it| Value::made(Scalar::Text, it, called.range(), value.holes()));
                Some(Value::new(Kind::List(parts.collect()), called.range()))
            }
            ("format", [pattern, operands @ ..]) => self.formatted(pattern, operands, called),
            ("formatlist", [pattern, list]) => {
                let items = list.items()?.iter();
                let items =
                    items.map(|it| self.formatted(pattern, std::slice::from_ref(it), called));
                let items: Option<Vec<_>> = items.collect();
                Some(Value::new(Kind::List(items?), called.range()))
            }
            _ => None,
        }
    }

    /// Joins the texts of lists. Texts that are not known become holes in the result.
    fn join(&self, between: &Value, lists: &[Value], called: &Called<'_>) -> Option<Value> {
        let lists: Option<Vec<_>> = lists.iter().map(Value::items).collect();
        let separator = between.known()?;
        let mut out = Text::new(Filler::Plain);
        for (index, item) in lists?.into_iter().flatten().enumerate() {
            if !self.budget.afford(separator.len() + item.weight()) {
                return None;
            }
            if index > 0 {
                out.made(separator, between.range.clone());
            }
            add(item, &mut out)?;
        }
        Some(Value::text(out, called.range()))
    }

    /// Fills a text with values: `%s`, `%d`, `%v`, `%q` and `%%`.
    fn formatted(&self, pattern: &Value, operands: &[Value], called: &Called<'_>) -> Option<Value> {
        let Kind::Scalar(_, whole) = &pattern.kind else {
            return None;
        };
        let text = pattern.known()?;
        let mut out = Text::new(Filler::Plain);
        let (mut at, mut operands) = (0, operands.iter());
        while let Some(found) = text[at..].find('%') {
            let start = at + found;
            out.append_range(&whole.mapped, at..start);
            match text.as_bytes().get(start + 1)? {
                b'%' => out.append_range(&whole.mapped, start..start + 1),
                b's' | b'v' | b'd' => {
                    let operand = operands.next()?;
                    let is_fine = self.budget.afford(operand.weight());
                    is_fine.then(|| add(operand, &mut out))??;
                }
                b'q' => {
                    let operand = operands.next()?;
                    let known = operand.known()?;
                    let quoted = serde_json::Value::from(known).to_string();
                    out.made(&quoted, operand.range.clone());
                }
                _ => return None,
            }
            at = start + 2;
        }
        out.append_range(&whole.mapped, at..text.len());
        out.holes
            .extend(whole.holes.iter().map(|hole| crate::resolve::Hole {
                text: 0..0,
                ..hole.clone()
            }));
        operands
            .next()
            .is_none()
            .then(|| Value::text(out, called.range()))
    }
}

/// Adds a scalar, or a hole, to a text.
fn add(value: &Value, out: &mut Text) -> Option<()> {
    match &value.kind {
        Kind::Scalar(_, text) => out.append(text),
        Kind::Hole(hole) | Kind::Missing(hole) => out.hole(hole),
        Kind::Null | Kind::List(_) | Kind::Object(_) => return None,
    }
    Some(())
}

/// Returns a text without what `trim` cuts at its ends. Its places stay.
fn trimmed(value: &Value, trim: fn(&str) -> &str) -> Value {
    let Kind::Scalar(Scalar::Text, text) = &value.kind else {
        return value.clone();
    };
    let all = text.as_str();
    let rest = trim(all);
    let start = rest.as_ptr() as usize - all.as_ptr() as usize;
    let mut out = Text::new(Filler::Plain);
    out.append_range(&text.mapped, start..start + rest.len());
    let within = |at: usize| at.clamp(start, start + rest.len()) - start;
    out.holes = text.holes.clone();
    for hole in &mut out.holes {
        hole.text = within(hole.text.start)..within(hole.text.end);
    }
    Value::text(out, value.range.clone())
}

/// Returns a text with the first letter of each word in upper case.
fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_start = true;
    for character in text.chars() {
        match is_start {
            true => out.extend(character.to_uppercase()),
            false => out.push(character),
        }
        is_start = !character.is_alphanumeric();
    }
    out
}
