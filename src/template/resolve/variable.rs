//! The variables of the Serverless Framework: `${self:custom.stage}`, `${opt:stage, 'dev'}`. Values of the
//! file itself and defaults are resolved; the others are holes.
//!
//! Source: Serverless Framework documentation, "Variables", version 3 (read 2026-11-29).

use std::ops::Range;

use super::Resolver;
use super::hole::{Hole, Why};
use super::text::Text;
use crate::tree::Node;

/// What variables begin with. `${AWS::Region}` and the like belong to CloudFormation.
const SOURCES: [&str; 14] = [
    "self:", "opt:", "env:", "param:", "sls:", "file(", "ssm:", "ssm(", "cf:", "cf(", "cf.", "s3:",
    "aws:", "git:",
];

impl<'t> Resolver<'t> {
    /// Returns the node that a scalar stands for as a whole: `${self:custom.pattern}`.
    pub(super) fn stands_for(&self, node: Node<'t>) -> Option<Node<'t>> {
        let inner = node.text()?.strip_prefix("${self:")?.strip_suffix('}')?;
        let is_path = !inner.contains([',', '$', '}']);
        is_path.then(|| self.own(inner))?
    }

    fn own(&self, path: &str) -> Option<Node<'t>> {
        path.split('.').try_fold(self.root, |node, key| {
            match (node.is_list(), key.parse::<usize>()) {
                (true, Ok(index)) => node.list().nth(index),
                _ => node.get(key),
            }
        })
    }

    /// Adds a text with its variables resolved.
    pub(super) fn with_variables(&self, node: Node<'t>, out: &mut Text) {
        let mapped = self.scalar(node);
        let text = mapped.text();
        let mut at = 0;
        while let Some((start, end)) = variable(text, at) {
            out.append_range(&mapped, at..start);
            let range = mapped.source(start..end);
            self.one_variable(&text[start..end], range, out);
            at = end;
        }
        out.append_range(&mapped, at..text.len());
    }

    fn one_variable(&self, what: &str, range: Range<usize>, out: &mut Text) {
        let inner = &what[2..what.len() - 1];
        let (first, default) = match inner.split_once(',') {
            Some((first, default)) => (first.trim(), Some(default.trim())),
            None => (inner.trim(), None),
        };
        if let Some(value) = self.values.get(first) {
            out.made(value, range);
            return;
        }
        let own = first.strip_prefix("self:").and_then(|path| self.own(path));
        if let Some(own) = own.filter(|it| it.text().is_some()) {
            out.stand_in(&self.plain(own), what, &range);
            return;
        }
        let hole = Hole::unknown(what, Some(first), range);
        match default.and_then(literal) {
            Some(value) => out.hole(&hole.assumed(&value, Why::Default)),
            None => out.hole(&hole),
        }
    }
}

/// Returns a default that is a text in quotes, a number or a word.
fn literal(text: &str) -> Option<String> {
    let quoted = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    if let Some(inner) = quoted('\'').or_else(|| quoted('"')) {
        return Some(inner.to_owned());
    }
    let is_word = !text.is_empty() && text.chars().all(|it| it.is_alphanumeric() || it == '-');
    is_word.then(|| text.to_owned())
}

/// Returns the next variable from `at` on, with those inside it.
fn variable(text: &str, at: usize) -> Option<(usize, usize)> {
    let mut from = at;
    loop {
        let start = from + text[from..].find("${")?;
        let inner = &text[start + 2..];
        if !SOURCES.iter().any(|source| inner.starts_with(source)) {
            from = start + 2;
            continue;
        }
        let mut open = 0_usize;
        for (index, byte) in text.bytes().enumerate().skip(start) {
            match byte {
                b'{' => open += 1,
                b'}' => open -= 1,
                _ => {}
            }
            if open == 0 && index > start {
                return Some((start, index + 1));
            }
        }
        return None;
    }
}
