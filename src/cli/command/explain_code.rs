//! `--explain CODE`: prints the meaning of a code, an example, and the remedy.

use tidegate_lint::Explanation;
use tidegate_report::wrap;

use crate::exit::Exit;
use crate::output::{self, Console};

/// Widest text, however wide the terminal is: longer lines are hard to read.
const COLUMNS_MAX: usize = 100;

/// Prints the explanation of a code.
pub(crate) fn run(code: &str, console: &Console) -> Exit {
    let Some(explanation) = tidegate_lint::explain(code) else {
        console.error(format_args!("there is no code {code}"));
        return Exit::Failure;
    };
    let columns = output::stdout_columns().min(COLUMNS_MAX);
    let written = output::print_text(&text(explanation, columns));
    output::after_writing(written, Exit::Success, console)
}

fn text(explanation: &Explanation, columns: usize) -> String {
    let Explanation {
        code,
        name,
        meaning,
        example,
        fix,
        ..
    } = explanation;
    let mut parts = vec![
        format!("{code} {name} ({})\n", explanation.severities()),
        wrapped(meaning, columns),
    ];
    if !example.filters.is_empty() {
        parts.push(format!("Example, for --source {}:\n", example.source));
        let lines = example.filters.iter().chain(example.records);
        let lines = lines.flat_map(|text| text.lines());
        parts.push(lines.map(|line| format!("  {line}\n")).collect());
    }
    parts.push(wrapped(&format!("What to do: {fix}"), columns));
    parts.join("\n")
}

/// Wraps the text at `columns`, each line with its break.
fn wrapped(text: &str, columns: usize) -> String {
    wrap(text, columns).join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explanations_keep_to_their_columns() {
        for code in tidegate_lint::codes() {
            let explanation = tidegate_lint::explain(code).unwrap();
            assert!(
                explanation.meaning.is_ascii() && explanation.fix.is_ascii(),
                "{code}"
            );
            let text = text(explanation, 80);
            let is_example = |line: &&str| line.starts_with("  ");
            let mut lines = text.lines().filter(|line| !is_example(line));
            assert!(lines.all(|line| line.len() <= 80), "{text}");
        }
    }
}
