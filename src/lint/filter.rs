//! A filter as the rules see it: its text, its tree with places, its fields, and the rule that the engine made of it.

use std::cell::OnceCell;

use tidegate::{Complexity, Pattern, Profile, Source, Span};
use tidegate_batch::Route;
use tidegate_json::Json;

use crate::field::{Fields, operand};

/// A filter that AWS accepts, and where its records come from.
///
/// ```
/// use tidegate_batch::Route;
/// use tidegate_lint::Filter;
/// let sqs: Route = "sqs".parse()?;
/// let filter = Filter::read(r#"{"body":["x"]}"#, sqs, sqs.profile()).unwrap();
/// assert_eq!(filter.text(), r#"{"body":["x"]}"#);
/// assert!(Filter::read("{}", sqs, sqs.profile()).is_err());
/// # Ok::<(), tidegate_batch::UnknownRoute>(())
/// ```
#[derive(Clone, Debug)]
pub struct Filter<'t> {
    text: &'t str,
    route: Route,
    rule: tidegate::Rule,
    root: Json,
    /// Measured once it is asked for.
    complexity: OnceCell<Option<Complexity>>,
}

impl<'t> Filter<'t> {
    /// Reads a filter in the language `profile` for records of `route`.
    ///
    /// # Errors
    /// `E0101` to `E0305` if AWS refuses it.
    pub fn read(text: &'t str, route: Route, profile: Profile) -> Result<Self, tidegate::Error> {
        let rule = tidegate::Rule::read(text, profile)?;
        Ok(Self {
            text,
            route,
            rule,
            root: Json::parse_first(text)?,
            complexity: OnceCell::new(),
        })
    }

    /// The text it was read from.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The way from the source to the filter.
    #[must_use]
    pub fn route(&self) -> Route {
        self.route
    }

    /// Another text in its place; `None` if AWS refuses that.
    pub(crate) fn with_text<'n>(&self, text: &'n str) -> Option<Filter<'n>> {
        Filter::read(text, self.route, self.rule.profile()).ok()
    }

    /// Whether AWS would take this text in its place.
    pub(crate) fn can_become(&self, text: &str) -> bool {
        tidegate::Rule::read(text, self.rule.profile()).is_ok()
    }

    pub(crate) fn source(&self) -> Source {
        self.route.source()
    }

    pub(crate) fn rule(&self) -> &tidegate::Rule {
        &self.rule
    }

    pub(crate) fn root(&self) -> &Json {
        &self.root
    }

    pub(crate) fn fields(&self) -> Fields<'_> {
        Fields::of(&self.root)
    }

    /// How complex its wildcards are; `None` if it has none, or they can't be measured.
    pub(crate) fn complexity(&self) -> Option<Complexity> {
        *self.complexity.get_or_init(|| {
            let has_wildcard = self.text.contains("wildcard");
            let pattern = has_wildcard.then(|| Pattern::parse(self.text).ok())??;
            Complexity::of(&pattern, self.rule.profile())
        })
    }

    /// Where the filter begins, up to the end of that line: what is about all of it need not draw all of it.
    pub(crate) fn opening_span(&self) -> Span {
        let whole = self.root.span;
        let line = self.text[whole.range()].find('\n');
        let end = line.map_or(whole.end, |bytes| whole.start + bytes);
        Span::new(whole.start, end)
    }

    /// Where the first wildcard stands.
    pub(crate) fn wildcard_span(&self) -> Span {
        let fields = self.fields();
        let mut values = fields.all.iter().flat_map(|field| field.values);
        let has_wildcard = |value: &&Json| {
            let inner = operand(value, "anything-but").unwrap_or(value);
            operand(inner, "wildcard").is_some()
        };
        values
            .find(has_wildcard)
            .map_or(self.root.span, |value| value.span)
    }

    /// Whether Lambda's event source mapping runs it.
    pub(crate) fn is_of_mapping(&self) -> bool {
        match self.rule.profile() {
            Profile::Service(source) => source != Source::EventBridge,
            Profile::Pipes(_) | Profile::Ruler => false,
        }
    }

    /// Whether a rule on a bus of EventBridge is what it is.
    pub(crate) fn is_of_bus(&self) -> bool {
        self.rule.profile() == Profile::Service(Source::EventBridge)
    }

    /// Whether it is written for event-ruler alone, which knows no sources.
    pub(crate) fn is_of_ruler(&self) -> bool {
        self.rule.profile() == Profile::Ruler
    }
}
