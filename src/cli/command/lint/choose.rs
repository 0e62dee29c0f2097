//! Which findings are reported: those that the options ask for, without those that a comment in the file silences.
//!
//! A comment `# tidegate: ignore L0206 (why)` silences the codes it names on its own line and on the next line that is
//! not a comment; in a file whose comments begin with `//`, `// tidegate: ignore L0206` does. Without codes it silences
//! all findings there. In a template, `Metadata: {tidegate: {ignore: [L0206]}}` silences codes for a resource, or at the
//! root for the whole file. What AWS refuses can't be silenced.

use tidegate_lint::Severity;

use super::found::LintFile;
use super::hit::Hit;
use crate::args::{ChoiceArgs, Denied};
use crate::diagnostic::LineFinder;

/// The word that begins a comment for tidegate.
const MARK: &str = "tidegate: ignore";

/// Returns the hits that are reported. Denied ones become errors.
pub(super) fn chosen(hits: Vec<Hit>, file: &LintFile, choice: &ChoiceArgs) -> Vec<Hit> {
    let silenced = Silenced::of(&file.document.text);
    let mut lines = LineFinder::new(&file.document);
    let wanted = hits.into_iter().filter_map(|hit| {
        let (line, _) = lines.find(hit.span.start);
        let hit = raised(hit, choice);
        let is_silenced = silenced.holds(&hit, line) || is_in_metadata(file, &hit);
        let is_kept = is_wanted(&hit, choice) && !is_silenced;
        is_kept.then_some(hit)
    });
    wanted.collect()
}

/// Returns whether the metadata of the template or of the hit's resource silences it.
fn is_in_metadata(file: &LintFile, hit: &Hit) -> bool {
    let Some(template) = &file.template else {
        return false;
    };
    let entry = hit.entry.and_then(|it| template.entries.get(it));
    let own = entry.into_iter().flat_map(|it| &it.silenced);
    let mut codes = template.silenced.iter().chain(own);
    codes.any(|it| it == hit.code) && !is_of_aws(hit)
}

fn raised(hit: Hit, choice: &ChoiceArgs) -> Hit {
    let is_denied = choice.deny.iter().any(|denied| match denied {
        Denied::Warnings => hit.severity == Severity::Warning,
        Denied::Code(code) => *code == hit.code,
    });
    match is_denied {
        true => Hit {
            severity: Severity::Error,
            ..hit
        },
        false => hit,
    }
}

fn is_wanted(hit: &Hit, choice: &ChoiceArgs) -> bool {
    if is_of_aws(hit) {
        return true;
    }
    let begins = |prefixes: &[String]| prefixes.iter().any(|it| hit.code.starts_with(it.as_str()));
    let is_selected = choice.select.is_empty() || begins(&choice.select);
    // A code that is selected by name is wanted whatever its severity.
    let is_heard = hit.severity > Severity::Info
        || choice.pedantic
        || choice.select.iter().any(|it| it == hit.code);
    is_selected && is_heard && !begins(&choice.ignore)
}

/// Returns whether AWS refuses what this hit is about.
fn is_of_aws(hit: &Hit) -> bool {
    hit.code.starts_with('E')
}

/// The lines with silenced codes.
struct Silenced<'d> {
    /// The line, from 1, and the codes; no codes: all.
    lines: Vec<(usize, Vec<&'d str>)>,
}

impl<'d> Silenced<'d> {
    fn of(text: &'d str) -> Self {
        let mut silenced = Self { lines: Vec::new() };
        if !text.contains(MARK) {
            return silenced;
        }
        let mut waiting: Vec<Vec<&str>> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let is_comment = line.trim_start().starts_with(['#', '/']);
            let codes = codes(line);
            if is_comment {
                waiting.extend(codes);
                continue;
            }
            let here = codes.into_iter().chain(waiting.drain(..));
            silenced.lines.extend(here.map(|codes| (index + 1, codes)));
        }
        silenced
    }

    fn holds(&self, hit: &Hit, line: usize) -> bool {
        let mut here = self.lines.iter().filter(|(at, _)| *at == line);
        let holds = here.any(|(_, codes)| codes.is_empty() || codes.contains(&hit.code));
        holds && !is_of_aws(hit)
    }
}

/// Returns the codes after the mark of a comment in this line; `None` without one.
fn codes(line: &str) -> Option<Vec<&str>> {
    let at = line.find(MARK)?;
    let before = line[..at].trim_end();
    if !before.ends_with('#') && !before.ends_with("//") {
        return None;
    }
    let after = &line[at + MARK.len()..];
    let named = after.split('(').next().unwrap_or_default();
    let words = named
        .split([' ', ',', '\t'])
        .filter(|word| !word.is_empty());
    Some(words.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(usize, Vec<&str>)> {
        Silenced::of(text).lines
    }

    #[test]
    fn comment_silences_its_line_or_the_next() {
        let text = "a: 1 # tidegate: ignore L0206, L0301 (numbers)\n# tidegate: ignore L0201\n# why\nb: 2\nc: 3\n";
        assert_eq!(
            lines(text),
            [(1, vec!["L0206", "L0301"]), (4, vec!["L0201"])]
        );
    }

    #[test]
    fn text_that_is_not_a_comment_silences_nothing() {
        assert_eq!(lines("a: 'tidegate: ignore L0201'\n"), []);
        assert_eq!(lines("// tidegate: ignore\nx\n"), [(2, vec![])]);
    }
}
