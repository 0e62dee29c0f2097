//! Draws a problem under the line of the document it is about. Takes codes, messages and byte spans from the layers
//! below; only here do they become lines, columns and carets.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Renderer, Snippet};
use tidegate::Span;
use tidegate_report::safe;

use crate::output;

/// Narrowest drawing, in columns.
const COLUMNS_MIN: usize = 60;

/// A text that can be pointed into, with the name it goes by.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// A path, or the option it was typed after.
    pub(crate) name: String,
    /// All of it.
    pub(crate) text: String,
}

/// Finds the lines and columns of places in a text, fast if they come in its order: each goes on from the one before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineFinder<'d> {
    text: &'d str,
    byte: usize,
    line: usize,
    column: usize,
}

impl<'d> LineFinder<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        Self {
            text: &document.text,
            byte: 0,
            line: 1,
            column: 1,
        }
    }

    /// The line and the column of a byte, both from 1; columns are characters.
    pub(crate) fn find(&mut self, byte: usize) -> (usize, usize) {
        let end = drawable(self.text, Span::new(byte, byte)).start;
        if end < self.byte {
            (self.byte, self.line, self.column) = (0, 1, 1);
        }
        let passed = &self.text[self.byte..end];
        match passed.rfind('\n') {
            None => self.column += passed.chars().count(),
            Some(at) => {
                self.line += passed.matches('\n').count();
                self.column = 1 + passed[at + 1..].chars().count();
            }
        }
        self.byte = end;
        (self.line, self.column)
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Error,
    Warning,
    Info,
}

/// One problem at one place of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Diagnostic<'d> {
    pub(crate) level: Level,
    /// `E0203`; `None` for warnings.
    pub(crate) code: Option<&'d str>,
    pub(crate) message: &'d str,
    /// Bytes of the document's text.
    pub(crate) span: Span,
    pub(crate) help: Option<&'d str>,
    /// What can be picked, a line each below the help.
    pub(crate) choices: &'d [String],
    /// The pattern as it should be.
    pub(crate) fixed: Option<&'d str>,
    /// What AWS answers to this pattern.
    pub(crate) aws: Option<&'d str>,
}

impl Diagnostic<'_> {
    /// The drawing, with terminal colours, without a line break at its end.
    pub(crate) fn draw(&self, document: &Document) -> String {
        self.draw_in(document, output::stderr_columns().max(COLUMNS_MIN))
    }

    fn draw_in(&self, document: &Document, columns: usize) -> String {
        let level = match self.level {
            Level::Error => annotate_snippets::Level::ERROR,
            Level::Warning => annotate_snippets::Level::WARNING,
            Level::Info => annotate_snippets::Level::INFO,
        };
        // Keys and values of filters are from outside; the snippet's own are replaced by the renderer.
        let mut title = level.primary_title(safe(self.message));
        if let Some(code) = self.code {
            title = title.id(code);
        }
        let place = AnnotationKind::Primary.span(drawable(&document.text, self.span));
        let snippet = Snippet::source(&document.text)
            .path(&document.name)
            .annotation(place);
        let help = annotate_snippets::Level::HELP;
        let aws = annotate_snippets::Level::NOTE.with_name("AWS says");
        let fixed = self.fixed.map(|pattern| format!("write {}", safe(pattern)));
        let words = self.help.map(|help| with_choices(help, self.choices));
        let group = title
            .element(snippet)
            .elements(words.as_ref().map(|words| help.clone().message(words)))
            .elements(fixed.as_ref().map(|pattern| help.message(pattern)))
            .elements(self.aws.map(|words| aws.message(words)));
        Renderer::styled().term_width(columns).render(&[group])
    }
}

/// A help, and what can be picked on a line each.
pub(crate) fn with_choices(help: &str, choices: &[String]) -> String {
    let lines = choices.iter().map(|choice| format!("\n  {}", safe(choice)));
    let lines: String = lines.collect();
    let colon = if lines.is_empty() { "" } else { ":" };
    format!("{}{colon}{lines}", safe(help))
}

/// The span on whole characters and within the text.
fn drawable(text: &str, span: Span) -> Range<usize> {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(text: &str, span: Span, columns: usize) -> String {
        let document = Document {
            name: "f.json".to_owned(),
            text: text.to_owned(),
        };
        let diagnostic = Diagnostic {
            level: Level::Error,
            code: Some("E0203"),
            message: "an empty list",
            span,
            help: None,
            choices: &[],
            fixed: None,
            aws: None,
        };
        anstream::adapter::strip_str(&diagnostic.draw_in(&document, columns)).to_string()
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let filler = "\"x\": [1], ".repeat(1000);
        let text = format!("{{{filler}\"here\": [], {filler}\"y\": [2]}}");
        let at = text.find("[]").unwrap();
        let drawn = draw(&text, Span::new(at, at + 2), 80);
        assert!(drawn.contains(&format!("f.json:1:{}", at + 1)), "{drawn}");
        assert!(
            drawn.contains("\"here\": []") && drawn.contains('^'),
            "{drawn}"
        );
        assert!(
            drawn.lines().all(|line| line.chars().count() <= 80),
            "{drawn}"
        );
    }

    #[test]
    fn lines_and_columns_are_found_in_any_order() {
        let document = Document {
            name: String::new(),
            text: "aé\nb\n\nc".to_owned(),
        };
        let mut lines = LineFinder::new(&document);
        let found = [0, 3, 4, 6, 7, 1, 99].map(|byte| lines.find(byte));
        let expected = [(1, 1), (1, 3), (2, 1), (3, 1), (4, 1), (1, 2), (4, 2)];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_place_outside_the_text_or_inside_a_character_is_moved_to_one() {
        assert_eq!(drawable("aé", Span::new(2, 2)), 1..3);
        assert_eq!(drawable("aé", Span::new(9, 12)), 3..3);
        draw("aé", Span::new(2, 40), 80);
        draw("", Span::new(0, 0), 80);
    }
}
