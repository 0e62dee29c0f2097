//! `Fn::Sub`: a text with `${Name}` in it, and perhaps a map of values.

use std::ops::Range;

use tidegate_batch::criteria::Mapped;

use super::Resolver;
use super::text::Text;
use crate::tree::Node;

impl<'t> Resolver<'t> {
    pub(super) fn substitute(&self, node: Node<'t>, operand: Node<'t>, out: &mut Text) {
        let mut parts = operand.list();
        let (template, values) = match operand.text() {
            Some(_) => (Some(operand), None),
            None => (parts.next(), parts.next()),
        };
        match template.filter(|it| it.text().is_some()) {
            Some(template) => self.fill(&self.scalar(template), values, out),
            None => out.hole(&self.unknown(node)),
        }
    }

    fn fill(&self, template: &Mapped, values: Option<Node<'t>>, out: &mut Text) {
        let text = template.text();
        let mut at = 0;
        while let Some((start, end)) = variable(text, at) {
            out.append_range(template, at..start);
            let name = text[start + 2..end - 1].trim();
            let range = template.source(start..end);
            match name.strip_prefix('!') {
                Some(literal) => out.made(&format!("${{{literal}}}"), range),
                None => self.variable(name, values, &range, out),
            }
            at = end;
        }
        out.append_range(template, at..text.len());
    }

    fn variable(&self, name: &str, values: Option<Node<'t>>, range: &Range<usize>, out: &mut Text) {
        let what = format!("${{{name}}}");
        match values.and_then(|values| values.get(name)) {
            Some(value) => out.stand_in(&self.plain(value), &what, range),
            None => self.named(name, &what, range.clone(), out),
        }
    }
}

/// Returns the next `${...}` from `at` on.
fn variable(text: &str, at: usize) -> Option<(usize, usize)> {
    let start = at + text[at..].find("${")?;
    let end = start + text[start..].find('}')? + 1;
    Some((start, end))
}
