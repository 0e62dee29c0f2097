//! HTML and SVG that are well formed and harmless by construction: names are constants, texts and attributes are made
//! safe and escaped, and an element closes itself.

use std::fmt::Write;

use crate::safe::safe;

/// Finished markup.
#[derive(Clone, Debug, Default)]
pub(crate) struct Markup(String);

/// An element under construction.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    name: &'static str,
    attributes: String,
    /// `None` if the element can have no children.
    children: Option<String>,
}

impl Markup {
    /// Text as it stands between tags.
    pub(crate) fn text(text: &str) -> Self {
        Self(escaped(text))
    }

    /// Markup of our own, as it is.
    pub(crate) fn constant(markup: &'static str) -> Self {
        Self(markup.to_owned())
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

impl FromIterator<Self> for Markup {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect())
    }
}

impl Element {
    /// An element with an end tag.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: String::new(),
            children: Some(String::new()),
        }
    }

    /// An element without children, such as `line` or `meta`.
    pub(crate) const fn alone(name: &'static str) -> Self {
        Self {
            name,
            attributes: String::new(),
            children: None,
        }
    }

    /// Adds an attribute.
    pub(crate) fn with(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        let value = attribute(value.as_ref());
        write!(self.attributes, " {name}=\"{value}\"").expect("writing to a String does not fail");
        self
    }

    /// Sets the class; an empty one is left out.
    pub(crate) fn class(self, class: &str) -> Self {
        if class.is_empty() {
            return self;
        }
        self.with("class", class)
    }

    /// Adds text after its children.
    pub(crate) fn text(self, text: impl AsRef<str>) -> Self {
        self.child(Markup::text(text.as_ref()))
    }

    /// Adds a sentence after its children: text between two backquotes is code, and so is an option.
    pub(crate) fn prose(self, text: impl AsRef<str>) -> Self {
        let parts: Vec<_> = text.as_ref().split('`').collect();
        let is_paired = parts.len() % 2 == 1;
        if !is_paired {
            return self.words(text.as_ref());
        }
        let parts = parts.iter().enumerate();
        parts.fold(self, |element, (at, part)| match at % 2 {
            0 => element.words(part),
            _ => element.child(Self::new("code").text(part)),
        })
    }

    /// The words of a sentence; options stay on one line.
    fn words(self, text: &str) -> Self {
        let words = text.split_inclusive(' ');
        words.fold(self, |element, word| {
            let end = |it: char| !it.is_ascii_alphanumeric();
            let option = word.trim_end_matches(end);
            if !option.starts_with("--") {
                return element.text(word);
            }
            let code = Self::new("code").class("whole").text(option);
            element.child(code).text(&word[option.len()..])
        })
    }

    /// Adds a child.
    pub(crate) fn child(mut self, child: impl Into<Markup>) -> Self {
        if let Some(children) = &mut self.children {
            children.push_str(&child.into().0);
        }
        self
    }

    /// Adds children.
    pub(crate) fn children<C: Into<Markup>>(self, children: impl IntoIterator<Item = C>) -> Self {
        let children = children.into_iter();
        children.fold(self, |element, child| element.child(child))
    }
}

impl From<Element> for Markup {
    fn from(element: Element) -> Self {
        let Element {
            name, attributes, ..
        } = element;
        Self(match element.children {
            Some(children) => format!("<{name}{attributes}>{children}</{name}>"),
            None => format!("<{name}{attributes}/>"),
        })
    }
}

/// The characters that end a text or an attribute are spelled out.
fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in safe(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#x27;"),
            _ => out.push(character),
        }
    }
    out
}

/// Returns a text, escaped like an attribute; the slash is escaped too, because it is part of every end tag.
fn escaped(text: &str) -> String {
    attribute(text).replace('/', "&#x2f;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_are_escaped_and_elements_closed() {
        let element = Element::new("p")
            .class("x\" onload=\"y")
            .text("</p><script>")
            .child(Element::alone("br"));
        assert_eq!(
            Markup::from(element).into_string(),
            "<p class=\"x&quot; onload=&quot;y\">&lt;&#x2f;p&gt;&lt;script&gt;<br/></p>"
        );
    }
}
