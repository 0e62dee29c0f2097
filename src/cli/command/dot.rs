//! `compile --dot`: the compiled filters as a graph in the language of Graphviz (DOT Language, graphviz.org/doc/info/lang.html, read
//! 2026-11-30). A record's fields are on the left, each once, with what its values are looked up in; then the conditions, the
//! alternatives, and the filters.

use std::collections::BTreeMap;
use std::fmt::Write;

use tidegate::inspect::{self, Condition};
use tidegate::{PathStats, Rule};
use tidegate_estimate::filter_label;

use crate::filters::NamedFilters;

/// The most characters of a value, and the most values of a list, that a node shows.
const CHARACTERS_MAX: usize = 40;
const VALUES_MAX: usize = 6;

/// Returns the graph.
pub(super) fn dot(filters: &NamedFilters) -> String {
    let stats = filters.filters.program().stats();
    let mut graph = Graph::default();
    graph.line("digraph filters {");
    graph.line("  rankdir=LR;");
    graph.line("  node [shape=box, fontname=\"Courier\", fontsize=10];");
    graph.line("  record [shape=oval];");
    graph.line("  delivered [shape=oval];");
    for (index, rule) in filters.filters.rules().iter().enumerate() {
        let label = filter_label(index, &filters.names);
        graph.filter(index, &label, rule, &stats.paths);
    }
    graph.line("}");
    graph.text
}

#[derive(Default)]
struct Graph {
    text: String,
    /// The numbers of the fields, by path.
    fields: BTreeMap<String, usize>,
    /// The number of conditions so far.
    conditions: usize,
}

impl Graph {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn filter(&mut self, index: usize, label: &str, rule: &Rule, paths: &[PathStats]) {
        self.node(&format!("filter{index}"), "style=bold, ", &[label]);
        let branches: Vec<Vec<Condition<'_>>> = inspect::branches(rule).collect();
        for (number, conditions) in branches.iter().enumerate() {
            let into = match branches.len() {
                1 => format!("filter{index}"),
                _ => self.alternative(index, number),
            };
            if conditions.is_empty() {
                self.edge("record", &into);
            }
            for condition in conditions {
                let field = self.field(condition, paths);
                let node = self.condition(condition);
                self.edge(&field, &node);
                self.edge(&node, &into);
            }
        }
        self.edge(&format!("filter{index}"), "delivered");
    }

    /// Adds an alternative of a filter.
    fn alternative(&mut self, filter: usize, number: usize) -> String {
        let name = format!("filter{filter}_{number}");
        let label = format!("alternative {}", number + 1);
        self.node(&name, "", &[&label]);
        self.edge(&name, &format!("filter{filter}"));
        name
    }

    /// Adds the field of a condition, unless it is there.
    fn field(&mut self, condition: &Condition<'_>, paths: &[PathStats]) -> String {
        let path = String::from_utf8_lossy(condition.path).into_owned();
        let next = self.fields.len();
        if let Some(number) = self.fields.get(&path) {
            return format!("field{number}");
        }
        let name = format!("field{next}");
        let own = paths.iter().find(|it| it.path == path);
        let lookups = own.map(lookups).unwrap_or_default();
        self.node(&name, "shape=folder, ", &[&path, &lookups]);
        self.edge("record", &name);
        self.fields.insert(path, next);
        name
    }

    fn condition(&mut self, condition: &Condition<'_>) -> String {
        let name = format!("condition{}", self.conditions);
        self.conditions += 1;
        let values = condition.values();
        let mut lines: Vec<String> = values.iter().take(VALUES_MAX).map(|it| cut(it)).collect();
        if values.len() > VALUES_MAX {
            lines.push(format!("and {} more", values.len() - VALUES_MAX));
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        self.node(&name, "", &lines);
        name
    }

    /// Adds a node with the lines of its label.
    fn node(&mut self, name: &str, attributes: &str, lines: &[&str]) {
        let lines = lines.iter().filter(|line| !line.is_empty());
        let lines: Vec<String> = lines.map(|line| escaped(line)).collect();
        let label = lines.join("\\n");
        let written = writeln!(self.text, "  {name} [{attributes}label=\"{label}\"];");
        written.expect("a string takes any text");
    }

    fn edge(&mut self, from: &str, into: &str) {
        let written = writeln!(self.text, "  {from} -> {into};");
        written.expect("a string takes any text");
    }
}

/// Returns what the values of a path are looked up in: `literals (2), prefixes (1)`.
fn lookups(path: &PathStats) -> String {
    let structures = path.structures.iter();
    let structures: Vec<String> = structures
        .map(|(name, entries)| format!("{name} ({entries})"))
        .collect();
    match structures.is_empty() {
        true => "presence only".to_owned(),
        false => structures.join(", "),
    }
}

fn cut(text: &str) -> String {
    match text.chars().count() > CHARACTERS_MAX {
        true => text.chars().take(CHARACTERS_MAX).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

/// Returns a text as it stands between the quotes of a label, without control characters.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            control if control.is_control() => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_escaped_and_long_values_cut() {
        assert_eq!(escaped("a\"\\\n"), "a\\\"\\\\\u{fffd}");
        assert_eq!(cut(&"x".repeat(50)).chars().count(), CHARACTERS_MAX + 1);
    }
}
