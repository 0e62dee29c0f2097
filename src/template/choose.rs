//! Chooses one entry of a template by the name that the user gives. Without a name it must be clear which is meant.

use tidegate::nearest;

use crate::entry::Entry;
use crate::error::TemplateError;
use crate::template::Template;

/// The most entries that a message lists.
const LISTED_MAX: usize = 20;

const PICK: &str = "pick one by its name, as FILE#NAME";

impl Template {
    /// Returns the entry that is called `pick`. Without `pick`, returns the only entry with filters, or the first if all
    /// have the same.
    ///
    /// # Errors
    /// `E0402`: there is no entry with filters, or the one that `pick` names has none. `E0403`: several entries are
    /// meant, or none is called `pick`. `E0404`: Lambda does not filter the source.
    ///
    /// ```
    /// use tidegate_template::{Template, Values};
    /// let text = "Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties: {EventPattern: {source: [shop]}}\n";
    /// let template = Template::read("t.yaml", text, &Values::default())?.expect("it has resources");
    /// assert_eq!(template.choose(Some("line:4"))?.name, "R");
    /// # Ok::<(), tidegate_template::TemplateError>(())
    /// ```
    pub fn choose(&self, pick: Option<&str>) -> Result<&Entry, TemplateError> {
        let entry = match pick {
            Some(name) => self.named(name)?,
            None => self.only()?,
        };
        let has_no_filter = entry.filters.is_empty() && entry.holes.is_empty();
        if has_no_filter || is_documentdb(entry) {
            return Err(unfiltered(entry));
        }
        Ok(entry)
    }

    /// Returns the entry that is called `pick`, with or without filters. Without `pick`, returns the only one, or the only
    /// one with filters.
    ///
    /// # Errors
    /// `E0402`: there is none. `E0403`: several are meant, or none is called `pick`.
    pub fn pick(&self, pick: Option<&str>) -> Result<&Entry, TemplateError> {
        match (pick, self.entries.as_slice()) {
            (Some(name), _) => self.named(name),
            (None, [only]) => Ok(only),
            (None, _) => self.only(),
        }
    }

    fn only(&self) -> Result<&Entry, TemplateError> {
        let has_filters = |entry: &&Entry| !entry.filters.is_empty() || !entry.holes.is_empty();
        let filtered: Vec<_> = self.entries.iter().filter(has_filters).collect();
        match filtered.as_slice() {
            [] => Err(self.without_filters()),
            [first, rest @ ..] if rest.iter().all(|it| is_same(first, it)) => Ok(first),
            _ => {
                let message = format!("{}: which one is meant?", counted(&filtered));
                Err(which(message, PICK, listed(&filtered)))
            }
        }
    }

    fn without_filters(&self) -> TemplateError {
        let title = self.format.title();
        let message = match self.entries.as_slice() {
            [] => format!("this {title} has no mapping, rule or pipe"),
            [one] => format!("the only {} in this {title} has no filter", one.kind.noun()),
            several => format!(
                "none of the {} mappings, rules and pipes in this {title} has a filter",
                several.len()
            ),
        };
        let error = TemplateError::new("E0402", message, 0..0);
        match self.notes.first() {
            Some(note) => error.help(&note.message),
            None => error,
        }
    }

    /// Returns the smallest entry on a line, from 1.
    fn at_line(&self, line: usize) -> Result<&Entry, TemplateError> {
        let is_there = |entry: &&Entry| {
            let last = entry.whole.end.saturating_sub(1).max(entry.whole.start);
            (self.lines.line(entry.whole.start)..=self.lines.line(last)).contains(&line)
        };
        let there = self.entries.iter().filter(is_there);
        there.min_by_key(|it| it.whole.len()).ok_or_else(|| {
            let message = format!("line {line} is not part of a mapping, rule or pipe");
            let all: Vec<_> = self.entries.iter().collect();
            which(message, PICK, listed(&all))
        })
    }

    fn named(&self, name: &str) -> Result<&Entry, TemplateError> {
        let line = name.strip_prefix("line:").and_then(|it| it.parse().ok());
        if let Some(line) = line {
            return self.at_line(line);
        }
        let exact: Vec<_> = self.entries.iter().filter(|it| it.name == name).collect();
        let called = if exact.is_empty() {
            let is_called = |entry: &&Entry| entry.aliases.iter().any(|alias| alias == name);
            self.entries.iter().filter(is_called).collect()
        } else {
            exact
        };
        match called.as_slice() {
            [] => Err(self.unknown(name)),
            [first, rest @ ..] if rest.iter().all(|it| is_same(first, it)) => Ok(first),
            several => {
                let message = format!("{} are called `{name}`", counted(several));
                Err(which(message, PICK, listed(several)))
            }
        }
    }

    fn unknown(&self, name: &str) -> TemplateError {
        let message = format!("there is no mapping, rule or pipe here that is called `{name}`");
        let names: Vec<_> = self.entries.iter().map(|it| it.name.as_str()).collect();
        match nearest(name, &names) {
            Some(near) => which(message, &format!("did you mean `{near}`?"), Vec::new()),
            None => {
                let all: Vec<_> = self.entries.iter().collect();
                which(message, PICK, listed(&all))
            }
        }
    }
}

fn is_same(one: &Entry, other: &Entry) -> bool {
    let texts = |entry: &Entry| -> Vec<String> {
        let texts = entry.filters.iter().map(|it| it.text.text().to_owned());
        texts.collect()
    };
    one.route() == other.route()
        && one.holes.is_empty()
        && other.holes.is_empty()
        && texts(one) == texts(other)
}

fn which(message: String, help: &str, choices: Vec<String>) -> TemplateError {
    let mut error = TemplateError::new("E0403", message, 0..0).help(help);
    error.choices = choices;
    error
}

fn is_documentdb(entry: &Entry) -> bool {
    entry.origin == Some(tidegate_batch::Origin::DocumentDb)
}

fn unfiltered(entry: &Entry) -> TemplateError {
    let (kind, name) = (entry.kind.noun(), &entry.name);
    if is_documentdb(entry) {
        let message = "AWS does not filter the change streams of DocumentDB".to_owned();
        return TemplateError::new("E0404", message, entry.range.clone());
    }
    let message = format!("the {kind} {name} has no filter");
    TemplateError::new("E0402", message, entry.range.clone())
}

fn counted(entries: &[&Entry]) -> String {
    let first = entries.first().map(|it| it.kind);
    let noun = first.filter(|kind| entries.iter().all(|it| it.kind == *kind));
    match noun {
        Some(kind) => format!("{} {}s with different filters", entries.len(), kind.noun()),
        None => format!(
            "{} mappings, rules and pipes with different filters",
            entries.len()
        ),
    }
}

/// Returns a label for each of the first few entries, which begins with its name.
fn listed(entries: &[&Entry]) -> Vec<String> {
    let labels = entries.iter().take(LISTED_MAX).map(|entry| label(entry));
    let more = entries.len().saturating_sub(LISTED_MAX);
    let more = (more > 0).then(|| format!("and {more} more"));
    labels.chain(more).collect()
}

fn label(entry: &Entry) -> String {
    let route = entry.route().map(|route| format!("{route}, "));
    let route = route.unwrap_or_default();
    match entry.filters.len() {
        1 => format!("{} ({route}1 filter)", entry.name),
        count => format!("{} ({route}{count} filters)", entry.name),
    }
}
