//! Reads YAML with granit-parser. This is the only file that knows it. The parser bounds the depth of nodes, and aliases
//! are not expanded, so time and memory grow with the text only.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, StructureStyle};

use super::node::{Id, Kind, Layout, NodeParts, Style, Tag, Tree};
use crate::error::TemplateError;

/// Tags of YAML's own types, which say nothing about a template.
const OWN_TYPES: &str = "tag:yaml.org,2002:";

/// Reads all documents of a text.
pub(super) fn read(text: &str) -> Result<Vec<Tree<'_>>, TemplateError> {
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
        tree: Tree::of_length(text.len()),
        text,
        end: text.len(),
    };
    let mut documents = Vec::new();
    while let Some(next) = reader.parser.next() {
        let (event, span) = next.map_err(|error| wrong(&error, text.len()))?;
        if is_node(&event) {
            reader.node(event, span)?;
            documents.push(std::mem::take(&mut reader.tree));
        }
    }
    Ok(documents)
}

fn is_node(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_)
    )
}

/// What a node carries beside its content.
struct Properties {
    anchor: usize,
    tag: Option<Box<Tag>>,
}

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    tree: Tree<'t>,
    text: &'t str,
    end: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Span), TemplateError> {
        match self.parser.next() {
            Some(next) => next.map_err(|error| wrong(&error, self.end)),
            None => Err(TemplateError::syntax(
                "the text ends inside a value".to_owned(),
                self.end..self.end,
            )),
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span) -> Result<Id, TemplateError> {
        let range = span.byte_range().unwrap_or(self.end..self.end);
        let tag_range = span.tag_span().and_then(|span| span.byte_range());
        let properties = |anchor, tag: Option<Cow<'_, granit_parser::Tag>>| {
            let name = tag.and_then(|tag| named(&tag.to_string()));
            let tag = name.zip(tag_range.clone());
            let tag = tag.map(|(name, range)| Box::new(Tag { name, range }));
            Properties { anchor, tag }
        };
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_absent = range.is_empty() && style == ScalarStyle::Plain;
                let text = if is_absent { Cow::default() } else { text };
                let kind = Kind::Scalar(text, style_of(style));
                Ok(self.add(kind, range, Layout::Block, properties(anchor, tag)))
            }
            Event::Alias(anchor) => Ok(self.add(
                Kind::Alias(anchor),
                range,
                Layout::Block,
                properties(0, None),
            )),
            Event::SequenceStart(style, anchor, tag) => {
                let (items, end) = self.list()?;
                let range = range.start..end.max(range.start);
                Ok(self.add(
                    Kind::List(items),
                    range,
                    layout_of(style),
                    properties(anchor, tag),
                ))
            }
            Event::MappingStart(style, anchor, tag) => {
                let (items, end) = self.map()?;
                let range = range.start..end.max(range.start);
                Ok(self.add(
                    Kind::Map(items),
                    range,
                    layout_of(style),
                    properties(anchor, tag),
                ))
            }
            _ => Err(TemplateError::syntax(
                "a value is missing".to_owned(),
                range,
            )),
        }
    }

    fn list(&mut self) -> Result<(Vec<Id>, usize), TemplateError> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                return Ok((items, self.end_of(&span)));
            }
            items.push(self.node(event, span)?);
        }
    }

    fn map(&mut self) -> Result<(Vec<(Id, Id)>, usize), TemplateError> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                return Ok((items, self.end_of(&span)));
            }
            let key = self.node(event, span)?;
            let (event, span) = self.next()?;
            items.push((key, self.node(event, span)?));
        }
    }

    fn end_of(&self, span: &Span) -> usize {
        let end = span.byte_range().map_or(self.end, |range| range.end);
        let inner = self.text.get(..end).unwrap_or(self.text);
        inner.trim_ascii_end().len()
    }

    fn add(
        &mut self,
        kind: Kind<'t>,
        range: Range<usize>,
        layout: Layout,
        properties: Properties,
    ) -> Id {
        let id = self.tree.add(NodeParts {
            kind,
            range: range.into(),
            tag: properties.tag,
            layout,
        });
        if properties.anchor != 0 {
            self.tree.anchors.insert(properties.anchor, id);
        }
        id
    }
}

/// Returns a tag without its `!`, or `None` for YAML's own types.
fn named(tag: &str) -> Option<String> {
    let is_own = tag.starts_with(OWN_TYPES) || tag.starts_with("!!") || tag == "!";
    (!is_own).then(|| tag.trim_start_matches('!').to_owned())
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::Single,
        ScalarStyle::DoubleQuoted => Style::Double,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}

fn layout_of(style: StructureStyle) -> Layout {
    match style {
        StructureStyle::Block => Layout::Block,
        StructureStyle::Flow => Layout::Flow,
    }
}

fn wrong(error: &ScanError, end: usize) -> TemplateError {
    let at = error.marker().byte_offset().unwrap_or(end).min(end);
    TemplateError::syntax(format!("not YAML: {}", error.info()), at..at)
}
