//! Functions over lists: `Fn::Join`, `Fn::Select`, `Fn::Split`; and `Fn::FindInMap`, which also picks.

use super::text::{Filler, Text};
use super::{Function, Resolver, function};
use crate::tree::Node;

impl<'t> Resolver<'t> {
    pub(super) fn join(&self, node: Node<'t>, operand: Node<'t>, out: &mut Text) {
        let mut parts = operand.list();
        let (Some(between), Some(list), None) = (parts.next(), parts.next(), parts.next()) else {
            return out.hole(&self.unknown(node));
        };
        let Some(items) = self.texts(list, out) else {
            return out.hole(&self.unknown(node));
        };
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                out.made(between.text().unwrap_or_default(), between.range());
            }
            match item {
                // Resolved into the whole text, so that a hole knows whether it is inside quotes.
                Item::Node(item) => self.text(*item, out),
                Item::Text(text) => out.append(text),
            }
        }
    }

    /// Returns the elements of a list, or of a function that makes a list; `None` if they are not known.
    fn texts(&self, node: Node<'t>, out: &mut Text) -> Option<Vec<Item<'t>>> {
        let Some((function, operand)) = function(node) else {
            let kept = node.list().filter(|item| !self.is_left_out(*item));
            return node.is_list().then(|| kept.map(Item::Node).collect());
        };
        match function {
            Function::If => self.texts(self.branch(operand)?, out),
            Function::Split => {
                let mut parts = operand.list();
                let (between, text) = (parts.next()?.text()?, parts.next()?);
                self.split(text, between, out)
            }
            Function::Ref => {
                let kind = self.parameter_type(operand.text()?)?;
                let is_list = kind == "CommaDelimitedList" || kind.starts_with("List<");
                is_list.then(|| self.split(node, ",", out))?
            }
            Function::FindInMap => {
                let found = self.found(operand).filter(|it| it.is_list())?;
                self.texts(found, out)
            }
            Function::GetAtt
            | Function::Sub
            | Function::Join
            | Function::Select
            | Function::ToJsonString
            | Function::Other => None,
        }
    }

    /// Returns whether a function makes a list where a pattern has it.
    pub(super) fn makes_list(&self, node: Node<'t>) -> bool {
        let Some((function, operand)) = function(node) else {
            return false;
        };
        match function {
            Function::Split => true,
            Function::Ref => {
                let kind = operand.text().and_then(|it| self.parameter_type(it));
                kind.is_some_and(|it| it == "CommaDelimitedList" || it.starts_with("List<"))
            }
            Function::FindInMap => self.found(operand).is_some_and(Node::is_list),
            Function::If
            | Function::GetAtt
            | Function::Sub
            | Function::Join
            | Function::Select
            | Function::ToJsonString
            | Function::Other => false,
        }
    }

    /// Adds a function that makes a list as a JSON list.
    pub(super) fn json_of_list(&self, node: Node<'t>, out: &mut Text) {
        let range = node.whole();
        let ends = || (range.start..range.start, range.end..range.end);
        let items = self.texts(node, out);
        out.made("[", ends().0);
        match items {
            Some(items) => {
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.made(",", ends().1);
                    }
                    match item {
                        Item::Node(item) => self.json(*item, out),
                        Item::Text(text) => out.quoted(text, ends()),
                    }
                }
            }
            None => out.quoted(&self.plain(node), ends()),
        }
        out.made("]", ends().1);
    }

    fn split(&self, node: Node<'t>, between: &str, out: &mut Text) -> Option<Vec<Item<'t>>> {
        let whole = self.plain(node);
        let text = whole.known().filter(|_| !between.is_empty())?;
        self.afford(text.len()).then_some(())?;
        let trims = between == ",";
        let parts = text.split(between).map(|part| {
            let mut item = Text::new(Filler::Plain);
            item.made(if trims { part.trim() } else { part }, node.whole());
            Item::Text(item)
        });
        let parts = parts.collect();
        self.carry(&whole, out);
        Some(parts)
    }

    /// Says in `out` what was assumed for a text that only a part of is used.
    fn carry(&self, whole: &Text, out: &mut Text) {
        let end = out.as_str().len();
        let assumed = whole.holes.iter().map(|hole| super::Hole {
            text: end..end,
            ..hole.clone()
        });
        let assumed: Vec<_> = assumed.collect();
        out.holes.extend(assumed);
    }

    pub(super) fn select(&self, node: Node<'t>, operand: Node<'t>, out: &mut Text) {
        let mut parts = operand.list();
        let picked = parts.next().zip(parts.next()).and_then(|(index, list)| {
            let index: usize = self.plain(index).known()?.trim().parse().ok()?;
            self.texts(list, out)?.into_iter().nth(index)
        });
        match picked {
            Some(Item::Node(item)) => self.text(item, out),
            Some(Item::Text(text)) => out.stand_in(&text, "", &node.whole()),
            None => out.hole(&self.unknown(node)),
        }
    }

    pub(super) fn find_in_map(&self, node: Node<'t>, operand: Node<'t>, out: &mut Text) {
        match self.found(operand).filter(|it| it.text().is_some()) {
            Some(found) => {
                for key in operand.list() {
                    self.carry(&self.plain(key), out);
                }
                out.stand_in(&self.plain(found), &self.excerpt(node), &node.whole());
            }
            None => out.hole(&self.unknown(node)),
        }
    }

    fn found(&self, operand: Node<'t>) -> Option<Node<'t>> {
        let keys: Vec<_> = operand.list().map(|key| self.plain(key)).collect();
        let [map, first, second] = keys.as_slice() else {
            return None;
        };
        let mappings = self.root.get("Mappings")?;
        mappings.at(&[map.known()?, first.known()?, second.known()?])
    }
}

/// An element of a list.
enum Item<'t> {
    Node(Node<'t>),
    /// A part of a text.
    Text(Text),
}
