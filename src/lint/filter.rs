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
    /// Measured when it is first needed.
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

    /// Returns the text that the filter was read from.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the way from the source to the filter.
    #[must_use]
    pub fn route(&self) -> Route {
        self.route
    }

    /// Returns the filter with another text; `None` if AWS refuses that text.
    pub(crate) fn with_text<'n>(&self, text: &'n str) -> Option<Filter<'n>> {
        Filter::read(text, self.route, self.rule.profile()).ok()
    }

    /// Returns whether AWS would accept this text in place of the filter's.
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

    /// Returns the complexity of the filter's wildcards; `None` if it has no wildcards, or if they can't be measured.
    pub(crate) fn complexity(&self) -> Option<Complexity> {
        *self.complexity.get_or_init(|| {
            let has_wildcard = self.text.contains("wildcard");
            let pattern = has_wildcard.then(|| Pattern::parse(self.text).ok())??;
            Complexity::of(&pattern, self.rule.profile())
        })
    }

    /// Returns the first line of the filter: a finding about all of the filter need not draw all of it.
    pub(crate) fn opening_span(&self) -> Span {
        self.first_line(self.root.span)
    }

    /// Returns the first line of a place.
    pub(crate) fn first_line(&self, place: Span) -> Span {
        let line = self.text[place.range()].find('\n');
        let end = line.map_or(place.end, |bytes| place.start + bytes);
        Span::new(place.start, end)
    }

    /// Returns the place of the first wildcard.
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

    /// Returns whether an event source mapping of Lambda applies the filter.
    pub(crate) fn is_of_mapping(&self) -> bool {
        match self.rule.profile() {
            Profile::Service(source) => source != Source::EventBridge,
            Profile::Pipes(_) | Profile::Ruler => false,
        }
    }

    /// Returns whether the filter is the pattern of a rule on a bus of EventBridge.
    pub(crate) fn is_of_bus(&self) -> bool {
        self.rule.profile() == Profile::Service(Source::EventBridge)
    }

    /// Returns whether the filter is written for event-ruler alone, which knows no sources.
    pub(crate) fn is_of_ruler(&self) -> bool {
        self.rule.profile() == Profile::Ruler
    }
}
