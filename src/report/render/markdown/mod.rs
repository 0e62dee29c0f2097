//! GitHub Markdown: tables, lists and folded parts, every text escaped. It is made for comments on pull requests, where the
//! first screen is all that most people read.

use tidegate_figures::counted;

use crate::document::{
    Block, Chart, Closing, Document, Entry, Headline, LastColumn, Note, NoteKind, Opening, Parts,
    Row, Section, Table, Weight, as_table,
};
use crate::render::text;
use crate::safe::safe;

impl Document {
    /// For a pull request's comment. The beginning of a comment is what people read: warnings stand there.
    #[must_use]
    pub fn markdown(&self) -> String {
        let (open, folded) = self.open_and_folded();
        let mut parts = vec![heading(self)];
        match self.closing {
            Closing::FirstScreen => {
                parts.extend(self.opening().map(|part| match part {
                    Opening::Result => result(self),
                    Opening::Warnings => warnings(self),
                }));
                parts.extend(open.iter().flat_map(|it| &it.blocks).map(block));
                parts.push(next(self));
            }
            Closing::Apart | Closing::Together => {
                parts.extend([result(self), warnings(self)]);
                parts.extend(self.remarks().map(|it| sentence(&it.text)));
                parts.push(next(self));
                parts.extend(first_and_more(&open));
            }
        }
        parts.extend(folds(&folded));
        parts.extend(folds(&self.fine_print.iter().collect::<Vec<_>>()));
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }
}

fn heading(document: &Document) -> String {
    let mark = document
        .mark
        .map_or_else(String::new, |mark| format!("<!-- {mark} -->\n"));
    let setting = escaped(&document.setting);
    format!("{mark}### {}: {setting}\n", escaped(&document.command))
}

/// The headline, and the sentences about it.
fn result(document: &Document) -> String {
    let headline = document.headline.iter().map(headline);
    let about = document.about_headline.iter().map(|text| sentence(text));
    headline.chain(about).collect::<Vec<_>>().join("\n")
}

fn headline(headline: &Headline) -> String {
    let lead = escaped(&headline.lead);
    if headline.rest.is_empty() {
        return format!("**{lead}**\n");
    }
    format!("**{lead}** {}.\n", escaped(&headline.rest))
}

/// The next steps; of a first screen the first one, with the others folded.
fn next(document: &Document) -> String {
    let list = |texts: &[String]| bullets(texts.iter());
    match (document.closing, document.next.as_slice()) {
        (_, []) => String::new(),
        (Closing::FirstScreen, [first, others @ ..]) => {
            let first = format!("**Next:** {}.\n", escaped(first));
            let others = folded("Other steps", &list(others));
            [first, others].join("\n").trim_end().to_owned() + "\n"
        }
        (Closing::Apart | Closing::Together, texts) => {
            format!("What to do next:\n\n{}", list(texts))
        }
    }
}

fn warnings(document: &Document) -> String {
    let warnings = document.warnings.iter();
    let lines = warnings.map(|warning| format!("> **Warning:** {}\n", escaped(&warning.text)));
    lines.collect::<Vec<_>>().join(">\n")
}

/// The first section, and all others folded: a comment is one screen.
fn first_and_more(open: &[&Section]) -> Vec<String> {
    let Some((first, others)) = open.split_first() else {
        return Vec::new();
    };
    let others = others.iter().flat_map(|section| &section.blocks);
    let mut parts: Vec<_> = first.blocks.iter().map(block).collect();
    parts.push(folded(MORE, &body(others)));
    parts
}

/// Neighbours with the same title in one fold.
fn folds(sections: &[&Section]) -> Vec<String> {
    let folds = sections.chunk_by(|one, next| one.fold == next.fold);
    let fold = |sections: &[&Section]| {
        let blocks = sections.iter().flat_map(|section| &section.blocks);
        let title = sections[0].fold.unwrap_or_default();
        folded(title, &body(blocks))
    };
    folds.map(fold).collect()
}

/// Blocks one after the other; lists run on.
fn body<'b>(blocks: impl Iterator<Item = &'b Block>) -> String {
    let mut out = String::new();
    let mut was_list = true;
    for shown in blocks {
        let is_list = shown.notes().is_some();
        let text = block(shown);
        if !(text.is_empty() || out.is_empty() || was_list && is_list) {
            out.push('\n');
        }
        out.push_str(&text);
        was_list = is_list;
    }
    out
}

/// A part that opens with a click; none without a body.
fn folded(title: &str, body: &str) -> String {
    if body.is_empty() {
        return String::new();
    }
    format!(
        "<details><summary>{}</summary>\n\n{body}\n</details>\n",
        escaped(title)
    )
}

fn block(block: &Block) -> String {
    match block {
        Block::Figures(figures) => table(&as_table(figures)),
        Block::Table(shown) | Block::Chart(Chart { table: shown, .. }) => table(shown),
        Block::Parts(parts) => self::parts(parts),
        Block::Overlaps(overlaps) => table(&overlaps.table()),
        Block::Ranking(ranking) => table(&ranking.table()),
        // Its figures are too many for a table, and Markdown has no drawings.
        Block::Series(_) => String::new(),
        Block::Notes(notes) => notes.iter().map(note).collect(),
        Block::Entry(entry) => self::entry(entry),
        Block::Text(text) => sentence(text),
    }
}

/// `**500 records**: 41 delivered (8.2 %), 459 filtered (91.8 %).`
fn parts(parts: &Parts) -> String {
    let words: Vec<_> = parts
        .told()
        .map(|part| escaped(&parts.words(part)))
        .collect();
    let whole = counted(parts.whole, parts.noun);
    format!("**{whole}**: {}.\n", words.join(", "))
}

/// The title of the fold of all sections but the first.
const MORE: &str = "More figures";

/// Columns of the lines below an entry's heading.
const ENTRY_COLUMNS: usize = 100;

/// A heading, and the rest as on a terminal, in a block of code.
fn entry(entry: &Entry) -> String {
    let label = Some(escaped(&entry.label())).filter(|label| !label.is_empty());
    let heading = format!(
        "{}{} - {}\n",
        label.map_or_else(String::new, |label| format!("**{label}** ")),
        escaped(&entry.seal.text),
        escaped(&entry.sentence)
    );
    let lines = text::body(entry, ENTRY_COLUMNS).into_iter();
    let code: String = lines.map(|line| format!("    {line}\n")).collect();
    format!("{heading}\n{code}")
}

/// Remarks stand at the top already.
fn note(note: &Note) -> String {
    let texts = note.statements.iter();
    match note.kind {
        NoteKind::Remark => String::new(),
        NoteKind::List => bullets(texts),
        NoteKind::Named => bullets(texts.map(|it| format!("{}: {it}", note.word))),
    }
}

/// A table with its caption above and what qualifies it below; names stand left, figures right.
fn table(table: &Table) -> String {
    let mut parts = Vec::new();
    if !table.caption.is_empty() {
        parts.push(format!("{}\n", capitalised(&escaped(&table.caption))));
    }
    let head: Vec<_> = table.head.iter().map(|name| escaped(name)).collect();
    let mut rules = vec!["---:"; table.head.len() - 1];
    if let (Some(last), LastColumn::Words) = (rules.last_mut(), table.last) {
        *last = ":---";
    }
    let head = format!("| {} |\n|:---|{}|\n", head.join(" | "), rules.join("|"));
    parts.push(
        table
            .rows
            .iter()
            .map(line)
            .fold(head, |out, line| out + &line),
    );
    if !table.setting.is_empty() {
        parts.push(format!("{}\n", escaped(&table.setting)));
    }
    if !table.footnote.is_empty() {
        parts.push(sentence(&table.footnote));
    }
    parts.join("\n")
}

fn line(row: &Row) -> String {
    let strong = |text: &str| match row.weight {
        Weight::Sum | Weight::Saved if !text.is_empty() => format!("**{}**", escaped(text)),
        Weight::Sum | Weight::Saved | Weight::Plain | Weight::Faint => escaped(text),
    };
    let cells: Vec<_> = row.cells.iter().map(|cell| strong(cell)).collect();
    format!("| {} | {} |\n", strong(&row.name), cells.join(" | "))
}

/// The text with its first letter in upper case and a full stop.
fn sentence(text: &str) -> String {
    format!("{}.\n", capitalised(&escaped(text)))
}

/// The text with its first letter in upper case.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}

/// A list, one text a line.
fn bullets<T: ToString>(texts: impl Iterator<Item = T>) -> String {
    let lines = texts.map(|text| format!("- {}\n", escaped(&text.to_string())));
    lines.collect()
}

/// Escapes text so that Markdown and HTML show it as it is, on one line; a name with an `@` mentions nobody. Text
/// between two backquotes is code.
fn escaped(text: &str) -> String {
    let text = safe(text);
    let mut out = String::with_capacity(text.len());
    let parts: Vec<_> = text.split('`').collect();
    let is_paired = |at: usize| at + 1 < parts.len();
    for (at, part) in parts.iter().enumerate() {
        match at % 2 == 1 {
            true if is_paired(at) => out += &format!("<code>{}</code>", escaped_words(part)),
            true => out += &format!("\\`{}", escaped_words(part)),
            false => out += &escaped_words(part),
        }
    }
    out
}

fn escaped_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '$' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_backquote_without_another_is_a_character() {
        assert_eq!(escaped("`a*` and ` b"), "<code>a\\*</code> and \\` b");
    }

    #[test]
    fn nothing_that_markdown_acts_upon_is_left() {
        assert_eq!(
            escaped("a|b <script> `x` @all\n[l](u)"),
            "a\\|b &lt;script&gt; <code>x</code> &#64;all\\\\n\\[l\\](u)"
        );
    }
}
