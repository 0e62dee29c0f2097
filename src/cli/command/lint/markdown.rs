//! Findings as Markdown, for a comment on a pull request.

use super::out::Located;

/// Most findings in the table; the rest are counted.
const ROWS_MAX: usize = 50;

/// Returns a heading, and a table with the findings.
pub(super) fn document(findings: &[Located], summary: &str) -> String {
    let mut out = format!("**tidegate lint**: {summary}\n");
    if findings.is_empty() {
        return out;
    }
    out.push_str("\n| place | finding | write |\n| --- | --- | --- |\n");
    for it in findings.iter().take(ROWS_MAX) {
        let remedy = match (&it.fixed, &it.help) {
            (Some(fixed), _) => code(fixed),
            (None, Some(help)) => cell(help),
            (None, None) => String::new(),
        };
        out.push_str(&format!(
            "| {} | **{} {}**: {} | {remedy} |\n",
            code(&format!("{}:{}", it.file, it.line)),
            it.severity,
            it.code,
            cell(&it.message)
        ));
    }
    if let Some(more) = findings.len().checked_sub(ROWS_MAX).filter(|it| *it > 0) {
        out.push_str(&format!("\nand {more} more\n"));
    }
    out
}

/// Returns text for a cell of a table; what stands between backticks stays code.
fn cell(text: &str) -> String {
    let parts = text
        .split('`')
        .enumerate()
        .map(|(index, part)| match index % 2 {
            1 => code(part),
            _ => plain(part),
        });
    parts.collect()
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '|' | '*' | '_' | '<' | '>' | '[' | ']' | '\\' | '#' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Returns text as code in a cell. A backtick or a bar can't stand in it as it is, so such text is HTML.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    match text.contains(['`', '|']) {
        false => format!("`{text}`"),
        true => {
            let text = text
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            let text = text.replace('|', "&#124;").replace('`', "&#96;");
            format!("<code>{text}</code>")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_keeps_its_column() {
        assert_eq!(
            cell("no `a|b` in *x*\ny|z"),
            "no <code>a&#124;b</code> in \\*x\\* y\\|z"
        );
    }
}
