//! Draws a problem under the line of the document it is about. Takes codes, messages and byte spans from the layers
//! below; only here do they become lines, columns and carets.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Renderer, Snippet};
use tidegate::Span;
use tidegate_report::{break_json, safe, wrap};

use crate::output;

mod fit;

use fit::{drawable, fitted, line_digits, source_columns};

/// Columns between the numbers of lines and the label of a note: ` = `.
const NOTE_MARGIN: usize = 3;

/// Columns that a drawn line takes besides its text and its number: ` | `, and three dots at each end that is cut.
const LINE_MARGIN: usize = 9;

/// Written before each choice below a help.
const CHOICE_INDENT: &str = "  ";

/// The most bytes between the places of one drawing; those farther away are named below it.
const WINDOW_BYTES_MAX: usize = 16 << 10;

/// Label of AWS's own words.
const AWS_LABEL: &str = "AWS says";

/// A text that can be pointed into, with the name it goes by.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// A path, or the option it was typed after.
    pub(crate) name: String,
    /// All of it.
    pub(crate) text: String,
}

/// Finds the lines and columns of places in a text. Each search starts at the place before, so places that are near each
/// other are found fast.
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

    /// Returns the line and the column of a byte, both from 1; columns are characters.
    pub(crate) fn find(&mut self, byte: usize) -> (usize, usize) {
        let end = drawable(self.text, Span::new(byte, byte)).start;
        if end < self.byte {
            self.go_back(end);
            return (self.line, self.column);
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

    fn go_back(&mut self, byte: usize) {
        let passed = &self.text[byte..self.byte];
        self.line -= passed.matches('\n').count();
        let start = self.text[..byte].rfind('\n').map_or(0, |at| at + 1);
        self.column = 1 + self.text[start..byte].chars().count();
        self.byte = byte;
    }
}

/// The severity of a problem.
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
    /// The choices, one on a line, below the help.
    pub(crate) choices: &'d [String],
    /// The corrected pattern.
    pub(crate) fixed: Option<&'d str>,
    /// AWS's message for this pattern.
    pub(crate) aws: Option<&'d str>,
    /// Other places of the document, and what is there.
    pub(crate) related: &'d [(Span, String)],
}

impl Diagnostic<'_> {
    /// Returns the drawing, with terminal colours, without a line break at its end.
    pub(crate) fn draw(&self, document: &Document) -> String {
        self.draw_in(document, output::stderr_columns().max(output::COLUMNS_MIN))
    }

    /// Returns the drawing with source lines of at most `columns`. The renderer counts some wide characters as one
    /// column, so a line that is too wide is drawn again for fewer.
    pub(crate) fn draw_in(&self, document: &Document, columns: usize) -> String {
        self.draw_with(&mut LineFinder::new(document), document, columns)
    }

    /// Returns what [`Self::draw_in`] does. `lines` are those of the document, and stay near this place.
    pub(crate) fn draw_with(
        &self,
        lines: &mut LineFinder<'_>,
        document: &Document,
        columns: usize,
    ) -> String {
        let window = self.window(&document.text);
        if window.len() > WINDOW_BYTES_MAX && !self.related.is_empty() {
            return self.draw_alone(lines, document, columns);
        }
        let (line, _) = lines.find(window.start);
        let drawable = Drawable {
            document,
            window,
            line,
        };
        let mut room = columns;
        loop {
            let drawn = self.draw_source_in(&drawable, columns, room);
            let over = source_columns(&drawn).saturating_sub(columns);
            if over == 0 || room < columns / 2 {
                return drawn;
            }
            match room.checked_sub(over) {
                Some(less) => room = less,
                // The other places stand too far to the right of long lines.
                None if !self.related.is_empty() => {
                    return self.draw_alone(lines, document, columns);
                }
                None => return drawn,
            }
        }
    }

    /// Returns the drawing of the place alone, with the other places in words below it.
    fn draw_alone(
        &self,
        lines: &mut LineFinder<'_>,
        document: &Document,
        columns: usize,
    ) -> String {
        let alone = Self {
            related: &[],
            ..*self
        };
        let mut drawn = alone.draw_with(lines, document, columns);
        let (line, _) = lines.find(self.span.start);
        let margin = " ".repeat(line.to_string().len() + 1);
        for (span, what) in self.related {
            let (line, column) = lines.find(span.start);
            drawn.push_str(&format!(
                "\n{margin}= note: {what}: line {line}, column {column}"
            ));
        }
        drawn
    }

    /// Returns the drawing, its words in `columns` and its source lines in `room` columns as the renderer counts them.
    fn draw_source_in(&self, part: &Drawable<'_>, columns: usize, room: usize) -> String {
        let level = match self.level {
            Level::Error => annotate_snippets::Level::ERROR,
            Level::Warning => annotate_snippets::Level::WARNING,
            Level::Info => annotate_snippets::Level::INFO,
        };
        let text = part.text();
        let place = drawable(text, part.inside(self.span));
        let digits = line_digits(part.line, &text[..place.end]);
        let place = fitted(text, place, room.saturating_sub(LINE_MARGIN + digits));
        let notes = Notes {
            margin: NOTE_MARGIN + digits,
            columns,
        };
        let (help, fixed) = (
            self.help.map(|it| notes.help(it, self.choices)),
            self.fixed.map(|it| notes.fixed(it)),
        );
        let aws = self.aws.map(|words| notes.aws(words));
        let mut title = level.primary_title(self.title(columns));
        if let Some(code) = self.code {
            title = title.id(code);
        }
        let snippet = Snippet::source(text)
            .line_start(part.line)
            .path(&part.document.name)
            .annotation(AnnotationKind::Primary.span(place));
        let snippet = snippet.annotations(self.related.iter().map(|(span, what)| {
            let place = fitted(
                text,
                drawable(text, part.inside(*span)),
                room.saturating_sub(LINE_MARGIN + digits),
            );
            AnnotationKind::Context.span(place).label(what.as_str())
        }));
        let help_label = annotate_snippets::Level::HELP;
        let aws_label = annotate_snippets::Level::NOTE.with_name(AWS_LABEL);
        let group = title
            .element(snippet)
            .elements(help.map(|it| help_label.clone().message(it)))
            .elements(fixed.map(|it| help_label.message(it)))
            .elements(aws.map(|it| aws_label.message(it)));
        Renderer::styled().term_width(room).render(&[group])
    }

    /// Returns the whole lines of the places that are drawn, and those between.
    fn window(&self, text: &str) -> Range<usize> {
        let spans = self.related.iter().map(|(span, _)| *span);
        let places = spans.chain([self.span]).map(|span| drawable(text, span));
        let (mut start, mut end) = (text.len(), 0);
        for place in places {
            start = start.min(place.start);
            end = end.max(place.end);
        }
        // The line before a place at the end of the text is drawn, too.
        let before = text[..start].trim_end_matches(['\r', '\n']);
        let start = if start == text.len() {
            before.len()
        } else {
            start
        };
        let start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
        start..end.max(start)
    }

    /// Returns the message in lines that fit after `error[E0203]: `; the renderer indents all but the first.
    fn title(&self, columns: usize) -> String {
        let level = match self.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "info",
        };
        let code = self.code.map_or(0, |code| code.len() + "[]".len());
        let label = level.len() + code + ": ".len();
        // Keys and values of filters are from outside; those in the snippet are replaced by the renderer.
        wrap(&safe(self.message), columns.saturating_sub(label)).join("\n")
    }
}

/// The part of a document that is drawn.
struct Drawable<'d> {
    document: &'d Document,
    /// Its bytes.
    window: Range<usize>,
    /// The number of its first line.
    line: usize,
}

impl Drawable<'_> {
    fn text(&self) -> &str {
        &self.document.text[self.window.clone()]
    }

    /// Returns a place of the document as one of the part.
    fn inside(&self, span: Span) -> Span {
        let first = self.window.start;
        Span::new(
            span.start.saturating_sub(first),
            span.end.saturating_sub(first),
        )
    }
}

/// The room that the notes below a snippet have.
#[derive(Clone, Copy)]
struct Notes {
    /// Columns before each label.
    margin: usize,
    columns: usize,
}

impl Notes {
    /// Returns the help, and below it the choices, each on a line of its own.
    fn help(self, words: &str, choices: &[String]) -> String {
        let room = self.room("help");
        let text = with_choices(words, choices);
        let lines = text.lines().flat_map(|line| {
            let indent = if line.starts_with(CHOICE_INDENT) {
                CHOICE_INDENT
            } else {
                ""
            };
            let lines = wrap(line, room.saturating_sub(indent.len())).into_iter();
            lines.map(move |line| format!("{indent}{line}"))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Returns the corrected pattern. It can be copied: no string in it is broken over lines.
    fn fixed(self, pattern: &str) -> String {
        let written = format!("write {}", safe(pattern));
        break_json(&written, self.room("help")).join("\n")
    }

    fn aws(self, words: &str) -> String {
        wrap(words, self.room(AWS_LABEL)).join("\n")
    }

    fn room(self, label: &str) -> usize {
        self.columns
            .saturating_sub(self.margin + label.len() + ": ".len())
    }
}

/// Returns a help, and below it the choices, each on a line of its own.
pub(crate) fn with_choices(help: &str, choices: &[String]) -> String {
    let lines = choices
        .iter()
        .map(|choice| format!("\n{CHOICE_INDENT}{}", safe(choice)));
    let lines: String = lines.collect();
    let colon = if lines.is_empty() { "" } else { ":" };
    format!("{}{colon}{lines}", safe(help))
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
            related: &[],
        };
        anstream::adapter::strip_str(&diagnostic.draw_in(&document, columns)).to_string()
    }

    #[test]
    fn long_line_is_cut_around_the_place() {
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
    fn place_outside_the_text_or_inside_a_character_is_moved() {
        assert_eq!(drawable("aé", Span::new(2, 2)), 1..3);
        assert_eq!(drawable("aé", Span::new(9, 12)), 3..3);
        draw("aé", Span::new(2, 40), 80);
        draw("", Span::new(0, 0), 80);
    }
}
