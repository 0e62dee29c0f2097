//! One explained record as an entry of a document: its fate, and per filter a tree of fields, the nearest of several
//! alternatives first.

use tidegate::{BranchExplanation, Explanation, FieldExplanation, PayloadForm, Source};
use tidegate_batch::{Assumption, Disposition, FilterExplanation, PayloadShape, Route};
use tidegate_estimate::{filter_label, filter_number};
use tidegate_report::{Aside, Check, Entry, EntryPart, Fact, Phrase, Tone, break_json, cut, safe};

use super::setting::{Explained, Setting};
use super::{tree, words};
use crate::identity::identity;

/// Alternatives shown as trees. If there are more than these, all but the nearest are folded to a line each, and of
/// those lines only some are shown.
const ALTERNATIVES_FULL_MAX: usize = 2;
const ALTERNATIVES_FOLDED_MAX: usize = 5;

/// Columns of an excerpt's line that are not the excerpt's.
const EXCERPT_MARGIN: usize = 20;

/// Columns before the pattern that would match.
const PATTERN_INDENT: usize = 2;

/// Columns of a value in a folded alternative.
const VALUE_COLUMNS: usize = 24;

/// Returns the entry of a record.
#[must_use]
pub fn entry(setting: Setting<'_>, explained: Explained<'_>) -> Entry {
    let page = Page { setting, explained };
    let source = setting.route.source();
    Entry {
        number: Some(explained.index),
        id: identity(source, explained.record, explained.form),
        seal: seal(explained.why.disposition),
        sentence: page.fate(),
        parts: page.parts(),
    }
}

/// Returns `✗ DROPPED (not-json)`
fn seal(disposition: Disposition) -> Phrase {
    let (tone, mark) = match disposition {
        Disposition::Delivered => (Tone::Good, "✓"),
        Disposition::Unreadable(_) => (Tone::Caution, "?"),
        Disposition::Filtered | Disposition::Dropped(_) => (Tone::Alarm, "✗"),
    };
    let name = disposition.name().to_uppercase();
    let reason = disposition.reason().map(|reason| format!(" ({reason})"));
    Phrase::new(tone, format!("{mark} {name}{}", reason.unwrap_or_default()))
}

fn plain(text: impl Into<String>) -> Vec<Phrase> {
    vec![Phrase::new(Tone::Plain, text)]
}

fn fact(name: impl Into<String>, text: impl Into<String>) -> Fact {
    Fact {
        name: name.into(),
        text: text.into(),
    }
}

struct Page<'p> {
    setting: Setting<'p>,
    explained: Explained<'p>,
}

impl Page<'_> {
    fn fate(&self) -> String {
        let why = self.explained.why;
        let rules: Vec<_> = why
            .filters
            .iter()
            .map(|index| filter_number(*index).to_string())
            .collect();
        match (self.setting.route, &rules[..]) {
            (Route::Service(Source::EventBridge), [_, _, ..]) => {
                format!("rules {} are triggered", rules.join(", "))
            }
            (route, _) => words::fate(route, why.disposition).to_owned(),
        }
    }

    fn parts(&self) -> Vec<EntryPart> {
        let why = self.explained.why;
        match why.disposition {
            Disposition::Dropped(_) | Disposition::Unreadable(_) => vec![self.form()],
            Disposition::Delivered | Disposition::Filtered => {
                let filters = why.by_filter.iter().enumerate();
                let parts = filters.flat_map(|(index, filter)| self.filter(index, filter));
                parts.chain(self.repair()).collect()
            }
        }
    }

    /// Returns why no filter looked at the record: what was asked for, what was found.
    fn form(&self) -> EntryPart {
        let (source, why) = (self.setting.route.source(), self.explained.why);
        let mut facts = Vec::new();
        if let Disposition::Dropped(reason) = why.disposition {
            let several = why.by_filter.len() > 1;
            facts.extend(why.by_filter.iter().enumerate().map(|(index, filter)| {
                let name = if several {
                    format!("filter {} asks for", filter_number(index))
                } else {
                    "asked for".to_owned()
                };
                fact(name, words::asked_form(source, filter.asks))
            }));
            facts.push(fact("found", words::found_form(reason)));
        }
        facts.extend(words::why_not(source, why).map(|why| fact("why", why)));
        let assumed = why.assumption.map(Assumption::sentence);
        facts.extend(assumed.map(|sentence| fact("assumed", sentence)));
        facts.extend(self.excerpt());
        EntryPart::Facts(facts)
    }

    /// Returns the filter that would have delivered the record: what is edited, and the whole of it to be copied.
    fn repair(&self) -> Vec<EntryPart> {
        let Some(repair) = self.explained.repair else {
            return Vec::new();
        };
        let several = self.explained.why.by_filter.len() > 1;
        let filter = several.then(|| filter_label(repair.filter, self.setting.names) + " ");
        let would = format!("{}would match ", filter.unwrap_or_default());
        let columns = self.columns().saturating_sub(PATTERN_INDENT);
        let edit = &repair.edit;
        // The pattern below holds a long value whole.
        let edit = match would.len() + edit.chars().count() < columns {
            true => format!("{edit}:"),
            false => "as:".to_owned(),
        };
        let title = vec![
            Phrase::new(Tone::Good, would),
            Phrase::new(Tone::Plain, edit),
        ];
        let pattern = break_json(&repair.pattern, columns);
        let title = EntryPart::Title(vec![title]);
        std::iter::once(title)
            .chain(pattern.into_iter().map(EntryPart::Verbatim))
            .collect()
    }

    /// Returns the columns of an entry.
    fn columns(&self) -> usize {
        let columns = self.setting.columns;
        columns.clamp(Entry::COLUMNS_MIN, Entry::COLUMNS_MAX)
    }

    /// Returns one line of the payload or the record: around the error if that place is within reach, else the
    /// beginning.
    fn excerpt(&self) -> Option<Fact> {
        let why = self.explained.why;
        let columns = self.columns().saturating_sub(EXCERPT_MARGIN);
        let wrong = why.invalid.map(|invalid| invalid.offset);
        let wrong = wrong.filter(|at| (columns / 2..=why.beginning.len()).contains(at));
        let (name, start) = match wrong {
            None => ("begins", 0),
            Some(at) => ("there", boundary(&why.beginning, at - columns / 2)),
        };
        let mut text = if start == 0 {
            String::new()
        } else {
            "…".to_owned()
        };
        for chunk in why.beginning[start..].utf8_chunks() {
            text.push_str(&safe(chunk.valid()));
            let broken = chunk.invalid().iter();
            text.extend(broken.map(|byte| format!("\\x{byte:02x}")));
        }
        if wrong.is_some_and(|at| at == why.beginning.len()) {
            text.push('⏎');
        }
        (!why.beginning.is_empty()).then(|| fact(name, cut(&text, columns)))
    }

    fn filter(&self, index: usize, filter: &FilterExplanation) -> Vec<EntryPart> {
        let Some(explanation) = &filter.explanation else {
            let title = self.title(index, filter, vec![plain("not evaluated")]);
            let why = vec![fact("why", self.bar(filter))];
            return vec![title, EntryPart::Facts(why)];
        };
        let nearest = explanation.nearest().unwrap_or(0);
        let mut parts = self.nearest(index, filter, explanation, nearest);
        if explanation.branches.len() > ALTERNATIVES_FULL_MAX {
            parts.extend(folded(explanation, nearest));
        } else {
            let others = explanation.branches.iter().enumerate();
            let others = others.filter(|(branch, _)| *branch != nearest);
            parts.extend(others.flat_map(|(at, branch)| self.other(at, &branch.fields)));
        }
        parts
    }

    /// Returns why a filter was not matched.
    fn bar(&self, filter: &FilterExplanation) -> String {
        let shape = self.explained.why.payload_shape;
        let is = match shape.unwrap_or(PayloadShape::Absent) {
            PayloadShape::Json => "JSON",
            PayloadShape::Text => "plain text",
            shape @ (PayloadShape::Absent | PayloadShape::Binary) => words::taken_as(shape),
        };
        let asked = match filter.asks {
            PayloadForm::Text => "a plain string",
            PayloadForm::Json | PayloadForm::Both | PayloadForm::Unasked => "JSON",
        };
        let payload = words::payload_name(self.setting.route.source());
        format!("it asks for {asked}, and {payload} is {is}")
    }

    /// Returns the line above the trees of a filter, which begins with the filter if there are several.
    fn title(
        &self,
        index: usize,
        filter: &FilterExplanation,
        notes: Vec<Vec<Phrase>>,
    ) -> EntryPart {
        let several = self.explained.why.by_filter.len() > 1;
        let label = several.then(|| {
            let label = filter_label(index, self.setting.names);
            let label = Phrase::new(Tone::Strong, format!("{label} "));
            vec![label, Check::from(filter.delivers).mark()]
        });
        EntryPart::Title(label.into_iter().chain(notes).collect())
    }

    /// Returns the nearest alternative as a tree with its title.
    fn nearest(
        &self,
        index: usize,
        filter: &FilterExplanation,
        explanation: &Explanation,
        nearest: usize,
    ) -> Vec<EntryPart> {
        let branch = explanation.branches.get(nearest);
        let fields = branch.map_or(&[][..], |branch| &branch.fields);
        let (trunk, branches) = tree::grown(fields, self.payload_key());
        let mut notes = vec![plain(self.trunk_note(&trunk, filter))];
        let count = explanation.branches.len();
        if let Some(branch) = branch.filter(|_| count > 1) {
            let is = if branch.matched {
                "matches"
            } else {
                "is nearest"
            };
            notes.push(plain(format!(
                "alternative {} of {count} {is}",
                nearest + 1
            )));
        }
        vec![self.title(index, filter, notes), EntryPart::Tree(branches)]
    }

    /// Returns another alternative as a tree.
    fn other(&self, index: usize, fields: &[FieldExplanation]) -> [EntryPart; 2] {
        let (trunk, branches) = tree::grown(fields, self.payload_key());
        let mut groups = vec![vec![Phrase::new(Tone::Faint, alternative(index))]];
        if Some(&*trunk) != self.payload_key() && !trunk.is_empty() {
            groups.push(plain(trunk));
        }
        [EntryPart::Title(groups), EntryPart::Tree(branches)]
    }

    fn payload_key(&self) -> Option<&'static str> {
        self.setting.route.source().payload_key()
    }

    /// Returns the path at which the tree starts, and how the payload was read if the path leads into it.
    fn trunk_note(&self, trunk: &str, filter: &FilterExplanation) -> String {
        let root = match self.setting.route.source() {
            Source::EventBridge => "event",
            Source::Sqs | Source::Kinesis | Source::DynamoDb | Source::Kafka | Source::Mq => {
                "record"
            }
        };
        let trunk = if trunk.is_empty() { root } else { trunk };
        let shape = self.explained.why.payload_shape;
        let (Some(key), Some(shape)) = (self.payload_key(), shape) else {
            return trunk.to_owned();
        };
        match filter.asks {
            PayloadForm::Unasked => trunk.to_owned(),
            _ if trunk == key => format!("{trunk} ─ {}", words::taken_as(shape)),
            _ => format!("{trunk} ─ {key} {}", words::was_taken_as(shape)),
        }
    }
}

fn alternative(index: usize) -> String {
    format!("or alternative {}", index + 1)
}

/// Returns all alternatives but the nearest, a line each, those that fail least first.
fn folded(explanation: &Explanation, nearest: usize) -> Vec<EntryPart> {
    let mut others: Vec<_> = explanation.branches.iter().enumerate().collect();
    others.remove(nearest);
    others.sort_by_key(|(_, branch)| (!branch.matched, branch.failures()));
    let shown = others.iter().take(ALTERNATIVES_FOLDED_MAX);
    let mut parts: Vec<_> = shown.map(|(index, branch)| aside(*index, branch)).collect();
    let more = others.len().saturating_sub(ALTERNATIVES_FOLDED_MAX);
    if more > 0 {
        let text = format!("or {more} more, none of them nearer");
        parts.push(EntryPart::Title(vec![vec![Phrase::new(Tone::Faint, text)]]));
    }
    parts
}

/// Returns `or alternative 3 ✗ battery 78, status "OK"`
fn aside(index: usize, branch: &BranchExplanation) -> EntryPart {
    let failed = branch.fields.iter().filter(|field| field.outcome.failed());
    let told = failed.map(|field| {
        let found = safe(&words::found(field));
        format!("{} {}", field.path, cut(&found, VALUE_COLUMNS))
    });
    EntryPart::Aside(Aside {
        name: alternative(index),
        check: Check::from(branch.matched),
        text: told.collect::<Vec<_>>().join(", "),
    })
}

/// Returns the start of a character at or before `at`.
fn boundary(text: &[u8], at: usize) -> usize {
    let starts = |at: &usize| text.get(*at).is_none_or(|byte| byte & 0xc0 != 0x80);
    (at.saturating_sub(3)..=at).rev().find(starts).unwrap_or(at)
}
