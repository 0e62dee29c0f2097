//! One explained record as text: a heading with its fate, and per filter a tree of fields, the nearest of several
//! alternatives first.

use anstyle::Style;
use tidegate::{BranchExplanation, Explanation, PayloadForm, Source};
use tidegate_batch::{Disposition, FilterExplanation, PayloadShape, Route};
use tidegate_estimate::filter_label;

use super::layout::{draw, found};
use super::painted::{BAD, CAUTION, FAINT, GOOD, Line, PLAIN, STRONG};
use super::safe::{cut, cut_middle, safe, width, wrap};
use super::{Explained, Setting, identity, tree, words};

/// Narrowest and widest layout, in columns.
const COLUMNS_MIN: usize = 30;
const COLUMNS_MAX: usize = 160;

/// Longest id shown whole.
const ID_COLUMNS_MAX: usize = 40;
/// Shortest that an id is cut to before the heading takes more lines.
const ID_COLUMNS_MIN: usize = 16;
/// Blanks behind an id.
const GAP: usize = 2;

/// Alternatives shown as trees. If there are more than these, all but the nearest are folded to a line each, and of
/// those lines only some are shown.
const ALTERNATIVES_FULL_MAX: usize = 2;
const ALTERNATIVES_FOLDED_MAX: usize = 5;

/// Columns of an excerpt's line that are not the excerpt's.
const EXCERPT_MARGIN: usize = 20;

/// Blanks before trees.
const INDENT: usize = 2;

/// The text, ending in a line break, with terminal escapes for its colours.
pub(crate) fn record(setting: Setting<'_>, explained: Explained<'_>) -> String {
    let columns = setting.columns.clamp(COLUMNS_MIN, COLUMNS_MAX);
    let page = Page {
        setting: Setting { columns, ..setting },
        explained,
    };
    page.heading() + &page.body()
}

struct Page<'p> {
    setting: Setting<'p>,
    explained: Explained<'p>,
}

impl Page<'_> {
    fn heading(&self) -> String {
        let Setting { route, columns, .. } = self.setting;
        let disposition = self.explained.why.disposition;
        let number = format!("#{}  ", self.explained.index);
        let (style, mark) = seal(disposition);
        let name = disposition.name().to_uppercase();
        let name = match disposition.reason() {
            Some(reason) => format!("{mark} {name} ({reason})"),
            None => format!("{mark} {name}"),
        };
        let fate = format!(" - {}", self.fate());
        let taken = width(&number) + width(&name) + width(&fate) + GAP;
        let id = identity::identity(route.source(), self.explained.record).map(|id| safe(&id));
        let room = columns.saturating_sub(taken);
        let mut first = Line::default();
        first.push(STRONG, &number);
        match &id {
            Some(id) if room >= ID_COLUMNS_MIN => {
                let id = cut_middle(id, ID_COLUMNS_MAX.min(room));
                first.push(FAINT, &id).push(PLAIN, "  ");
            }
            None if taken <= columns + GAP => {}
            _ => return self.tall_heading(first, id, (style, &name)),
        }
        first.push(style, &name).push(PLAIN, &fate).finish()
    }

    /// A heading of several lines.
    fn tall_heading(&self, mut first: Line, id: Option<String>, seal: (Style, &str)) -> String {
        let room = self.setting.columns.saturating_sub(first.columns());
        let id = cut_middle(&id.unwrap_or_default(), ID_COLUMNS_MAX.min(room));
        let mut second = Line::default();
        second.push(seal.0, seal.1);
        let out = first.push(FAINT, &id).finish() + &second.finish();
        out + &self.sentence(&self.fate(), INDENT)
    }

    fn fate(&self) -> String {
        let why = self.explained.why;
        let rules: Vec<_> = why.filters.iter().map(usize::to_string).collect();
        match (self.setting.route, &rules[..]) {
            (Route::Service(Source::EventBridge), [_, _, ..]) => {
                format!("rules {} are triggered", rules.join(", "))
            }
            (route, _) => words::fate(route, why.disposition).to_owned(),
        }
    }

    fn sentence(&self, text: &str, indent: usize) -> String {
        let lines = wrap(text, self.setting.columns.saturating_sub(indent));
        let blanks = " ".repeat(indent);
        lines
            .iter()
            .map(|line| format!("{blanks}{line}\n"))
            .collect()
    }

    fn body(&self) -> String {
        let why = self.explained.why;
        match why.disposition {
            Disposition::Dropped(_) | Disposition::Unreadable(_) => self.form_tree(),
            _ => {
                let filters = why.by_filter.iter().enumerate();
                filters
                    .map(|(index, filter)| self.filter(index, filter))
                    .collect()
            }
        }
    }

    /// Why no filter looked at the record: what was asked for, what was found.
    fn form_tree(&self) -> String {
        let (source, why) = (self.setting.route.source(), self.explained.why);
        let mut facts = Vec::new();
        if let Disposition::Dropped(reason) = why.disposition {
            for (index, filter) in why.by_filter.iter().enumerate() {
                let asked = words::asked_form(source, filter.asks);
                let label = if why.by_filter.len() > 1 {
                    format!("filter {index} asks for")
                } else {
                    "asked for".to_owned()
                };
                facts.push((label, asked));
            }
            facts.push(("found".to_owned(), words::found_form(reason).to_owned()));
        }
        if let Some(reason) = words::why_not(source, why) {
            facts.push(("why".to_owned(), reason));
        }
        facts.extend(self.excerpt());
        self.facts(&facts)
    }

    fn facts(&self, facts: &[(String, String)]) -> String {
        let label = facts
            .iter()
            .map(|(label, _)| width(label))
            .max()
            .unwrap_or(0);
        let mut out = String::new();
        for (at, (name, text)) in facts.iter().enumerate() {
            let is_last = at + 1 == facts.len();
            let (corner, bar) = if is_last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            let column = INDENT + width(corner) + label + 2;
            for (row, part) in wrap(text, self.setting.columns.saturating_sub(column))
                .iter()
                .enumerate()
            {
                let mut line = Line::default();
                line.pad_to(INDENT);
                if row == 0 {
                    line.push(FAINT, corner).push(FAINT, name);
                } else {
                    line.push(FAINT, bar);
                }
                out.push_str(&line.pad_to(column).push(PLAIN, part).finish());
            }
        }
        out
    }

    /// A line's worth of the payload, or of the record: where it goes wrong if that is in reach, else its beginning.
    fn excerpt(&self) -> Option<(String, String)> {
        let why = self.explained.why;
        let columns = self.setting.columns.saturating_sub(EXCERPT_MARGIN);
        let wrong = why.invalid.map(|invalid| invalid.offset);
        let wrong = wrong.filter(|at| (columns / 2..=why.beginning.len()).contains(at));
        let (label, start) = match wrong {
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
        (!why.beginning.is_empty()).then(|| (label.to_owned(), cut(&text, columns)))
    }

    fn filter(&self, index: usize, filter: &FilterExplanation) -> String {
        let several = self.explained.why.by_filter.len() > 1;
        let label = several.then(|| safe(&filter_label(index, self.setting.names)));
        let Some(explanation) = &filter.explanation else {
            let mut title = Title::new(label.as_deref(), filter.delivers);
            title.push("not evaluated");
            let why = [("why".to_owned(), self.bar(filter))];
            return title.finish(self.setting.columns) + &self.facts(&why);
        };
        match explanation.branches.len() {
            0 | 1 => self.alternative(explanation, 0, label.as_deref(), filter),
            2..=ALTERNATIVES_FULL_MAX => self.few(explanation, label.as_deref(), filter),
            _ => self.many(explanation, label.as_deref(), filter),
        }
    }

    /// Why a filter was not matched.
    fn bar(&self, filter: &FilterExplanation) -> String {
        let source = self.setting.route.source();
        let shape = self
            .explained
            .why
            .payload_shape
            .unwrap_or(PayloadShape::Absent);
        let asked = match filter.asks {
            PayloadForm::Text => "a plain string",
            _ => "JSON",
        };
        let payload = words::payload_name(source);
        format!("it asks for {asked}, and {payload} is {}", is(shape))
    }

    fn few(
        &self,
        explanation: &Explanation,
        label: Option<&str>,
        filter: &FilterExplanation,
    ) -> String {
        let nearest = explanation.nearest().unwrap_or(0);
        let first = self.alternative(explanation, nearest, label, filter);
        let others = (0..explanation.branches.len()).filter(|branch| *branch != nearest);
        others.fold(first, |out, branch| out + &self.other(explanation, branch))
    }

    fn many(
        &self,
        explanation: &Explanation,
        label: Option<&str>,
        filter: &FilterExplanation,
    ) -> String {
        let nearest = explanation.nearest().unwrap_or(0);
        let mut out = self.alternative(explanation, nearest, label, filter);
        let mut others: Vec<_> = explanation.branches.iter().enumerate().collect();
        others.remove(nearest);
        others.sort_by_key(|(_, branch)| (!branch.matched, branch.failures()));
        for (index, branch) in others.iter().take(ALTERNATIVES_FOLDED_MAX) {
            out.push_str(&self.folded(*index, branch));
        }
        let more = others.len().saturating_sub(ALTERNATIVES_FOLDED_MAX);
        if more > 0 {
            let mut line = Line::default();
            line.pad_to(INDENT)
                .push(FAINT, &format!("or {more} more, none of them nearer"));
            out.push_str(&line.finish());
        }
        out
    }

    /// `or alternative 3  ✗ battery 78, status "OK"`
    fn folded(&self, index: usize, branch: &BranchExplanation) -> String {
        let failed = branch.fields.iter().filter(|field| field.outcome.failed());
        let told: Vec<_> = failed
            .map(|field| format!("{} {}", safe(&field.path), cut(&found(field), 24)))
            .collect();
        let (style, mark) = tick(branch.matched);
        let mut line = Line::default();
        line.pad_to(INDENT)
            .push(FAINT, &format!("or alternative {}  ", index + 1));
        line.push(style, mark).push(PLAIN, " ");
        let room = self.setting.columns.saturating_sub(INDENT + 22);
        line.push(PLAIN, &cut(&told.join(", "), room)).finish()
    }

    /// The nearest alternative as a tree with its title.
    fn alternative(
        &self,
        explanation: &Explanation,
        branch: usize,
        label: Option<&str>,
        filter: &FilterExplanation,
    ) -> String {
        let count = explanation.branches.len();
        let fields = explanation
            .branches
            .get(branch)
            .map(|branch| &branch.fields[..]);
        let (trunk, rows) = tree::rows(fields.unwrap_or_default(), self.payload_key());
        let mut title = Title::new(label, filter.delivers);
        title.push(&self.trunk_note(&trunk, filter));
        if count > 1 {
            let matched = explanation.branches[branch].matched;
            let nearest = if matched { "matches" } else { "is nearest" };
            title.push(&format!("alternative {} of {count} {nearest}", branch + 1));
        }
        title.finish(self.setting.columns) + &draw(&rows, INDENT, self.setting.columns)
    }

    /// Another alternative as a tree.
    fn other(&self, explanation: &Explanation, branch: usize) -> String {
        let fields = &explanation.branches[branch].fields;
        let (trunk, rows) = tree::rows(fields, self.payload_key());
        let mut line = Line::default();
        let title = format!("or alternative {}", branch + 1);
        line.pad_to(INDENT).push(FAINT, &title);
        if Some(&*trunk) != self.payload_key() && !trunk.is_empty() {
            let room = self.setting.columns.saturating_sub(line.columns() + 3);
            line.push(FAINT, " ─ ").push(PLAIN, &cut(&trunk, room));
        }
        line.finish() + &draw(&rows, INDENT, self.setting.columns)
    }

    fn payload_key(&self) -> Option<&'static str> {
        self.setting.route.source().payload_key()
    }

    /// Where the tree stands, and how the payload was taken if that is part of it.
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

/// The line above a tree: parts joined by dashes.
struct Title {
    parts: Vec<(Style, String)>,
}

impl Title {
    /// `label`: the filter's, if it has to be told from others.
    fn new(label: Option<&str>, good: bool) -> Self {
        let (style, mark) = tick(good);
        let parts =
            label.map(|label| vec![(STRONG, format!("{label} ")), (style, mark.to_owned())]);
        Self {
            parts: parts.unwrap_or_default(),
        }
    }

    fn push(&mut self, text: &str) {
        if !self.parts.is_empty() {
            self.parts.push((FAINT, " ─ ".to_owned()));
        }
        self.parts.push((PLAIN, text.to_owned()));
    }

    fn finish(&self, columns: usize) -> String {
        let mut line = Line::default();
        line.pad_to(INDENT);
        for (style, text) in &self.parts {
            let room = columns.saturating_sub(line.columns());
            line.push(*style, &cut(text, room));
        }
        line.finish()
    }
}

/// The start of a character at or before `at`.
fn boundary(text: &[u8], at: usize) -> usize {
    let starts = |at: &usize| text.get(*at).is_none_or(|byte| byte & 0xc0 != 0x80);
    (at.saturating_sub(3)..=at).rev().find(starts).unwrap_or(at)
}

fn is(shape: PayloadShape) -> &'static str {
    match shape {
        PayloadShape::Json => "JSON",
        PayloadShape::Text => "plain text",
        shape => words::taken_as(shape),
    }
}

fn tick(good: bool) -> (Style, &'static str) {
    if good { (GOOD, "✓") } else { (BAD, "✗") }
}

fn seal(disposition: Disposition) -> (Style, &'static str) {
    match disposition {
        Disposition::Delivered => (GOOD, "✓"),
        Disposition::Unreadable(_) => (CAUTION, "?"),
        _ => (BAD, "✗"),
    }
}
