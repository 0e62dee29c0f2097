//! GitHub Markdown: tables, lists and folded parts, every text escaped.

use crate::safe::safe;
use crate::table::{Row, Table, Weight};

/// Text that Markdown and HTML leave alone, on one line; a name that mentions a person mentions nobody.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in safe(text).chars() {
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

/// The rows of a table; names stand left, figures right.
#[must_use]
pub fn table(table: &Table) -> String {
    let head: Vec<_> = table.head.iter().map(|name| escaped(name)).collect();
    let mut rules = vec!["---:"; table.head.len() - 1];
    if let Some(last) = rules.last_mut().filter(|_| table.ends_in_words) {
        *last = "---";
    }
    let mut out = format!("| {} |\n|---|{}|\n", head.join(" | "), rules.join("|"));
    for row in &table.rows {
        out.push_str(&line(row));
    }
    out
}

fn line(row: &Row) -> String {
    let strong = |text: &str| match row.weight {
        Weight::Sum | Weight::Saved if !text.is_empty() => format!("**{}**", escaped(text)),
        _ => escaped(text),
    };
    let cells: Vec<_> = row.cells.iter().map(|cell| strong(cell)).collect();
    format!("| {} | {} |\n", strong(&row.name), cells.join(" | "))
}

/// A table with its caption above it.
#[must_use]
pub fn captioned(shown: &Table) -> String {
    format!(
        "{}\n\n{}",
        capitalised(&escaped(&shown.caption)),
        table(shown)
    )
}

/// The text with its first letter in upper case.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}

/// A list, one text a line; texts are escaped.
#[must_use]
pub fn bullets(texts: &[String]) -> String {
    texts
        .iter()
        .map(|text| format!("- {}\n", escaped(text)))
        .collect()
}

/// A part that opens with a click. `summary` and `body` are Markdown, not escaped.
#[must_use]
pub fn folded(summary: &str, body: &str) -> String {
    format!("<details><summary>{summary}</summary>\n\n{body}\n</details>\n")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_that_markdown_acts_upon_is_left() {
        assert_eq!(
            escaped("a|b <script> `x` @all\n[l](u)"),
            "a\\|b &lt;script&gt; \\`x\\` &#64;all\\\\n\\[l\\](u)"
        );
    }
}
