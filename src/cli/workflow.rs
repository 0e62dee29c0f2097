//! Workflow commands of GitHub Actions, which the site shows beside the line of a changed file.
//! (GitHub Docs, "Workflow commands for GitHub Actions", read 2026-11-30; what is escaped follows `command.ts` of
//! actions/toolkit.)

use std::borrow::Cow;

/// The place that a command is shown at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum At {
    /// The file as a whole.
    File,
    /// A line, from 1.
    Line(usize),
    /// A stretch from a line and column to another line and the column after its end, from 1.
    Stretch((usize, usize), (usize, usize)),
}

/// Returns one command with its line break. `level` is `error`, `warning` or `notice`.
pub(crate) fn command(level: &str, title: &str, file: &str, at: At, message: &str) -> String {
    // The site takes paths from the root of the repository, without a dot in front.
    let file = file.strip_prefix("./").unwrap_or(file);
    let place = match at {
        At::File => String::new(),
        At::Line(line) => format!(",line={line}"),
        At::Stretch((line, column), (end, last)) if line == end => {
            format!(",line={line},endLine={end},col={column},endColumn={last}")
        }
        // Columns of two lines would be taken as columns of one, and the command refused.
        At::Stretch((line, _), (end, _)) => format!(",line={line},endLine={end}"),
    };
    format!(
        "::{level} title={},file={}{place}::{}\n",
        property(title),
        property(file),
        data(message)
    )
}

/// Escapes a message.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property, which ends at a comma or a colon.
fn property(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '\r', '\n', ':', ',']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(data(text).replace(':', "%3A").replace(',', "%2C"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_and_a_property_are_escaped_apart() {
        assert_eq!(
            command(
                "error",
                "100%: x",
                "./a,b:c.jsonl",
                At::Line(3),
                "a: 5 %,\r\nb"
            ),
            "::error title=100%25%3A x,file=a%2Cb%3Ac.jsonl,line=3::a: 5 %25,%0D%0Ab\n"
        );
    }

    #[test]
    fn columns_are_left_out_where_two_lines_are_marked() {
        let at = |end| command("notice", "t", "f", At::Stretch((2, 5), end), "m");
        assert_eq!(
            at((2, 9)),
            "::notice title=t,file=f,line=2,endLine=2,col=5,endColumn=9::m\n"
        );
        assert_eq!(at((3, 1)), "::notice title=t,file=f,line=2,endLine=3::m\n");
    }
}
