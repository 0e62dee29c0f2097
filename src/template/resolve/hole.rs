//! Values that a template names but does not hold.

use std::ops::Range;

/// A value that stands in a template only by its name. Its place in the text is filled: with the assumed value, or, if
/// there is none, with its name in angle brackets inside a string and with `0` outside.
///
/// ```
/// use tidegate_template::{Template, Values};
/// let text = "Resources: {R: {Type: AWS::Events::Rule, Properties: {EventPattern: {account: [!Ref AWS::AccountId]}}}}";
/// let template = Template::read("t.yaml", text, &Values::default()).unwrap().unwrap();
/// let filter = &template.entries[0].filters[0];
/// assert_eq!(filter.text.text(), r#"{"account":["<AWS::AccountId>"]}"#);
/// assert_eq!(filter.holes[0].name.as_deref(), Some("AWS::AccountId"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The reference as it is written: `!Ref Stage`.
    pub what: String,
    /// The name that can be given a value; `None` if no name stands for it.
    pub name: Option<String>,
    /// The bytes of the reference in the file.
    pub range: Range<usize>,
    /// The bytes of the text that stand for it.
    pub text: Range<usize>,
    /// The value that is assumed; `None` if nothing is known.
    pub assumed: Option<Assumption>,
}

/// The value assumed for a hole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// The value.
    pub value: String,
    /// Where it comes from.
    pub why: Why,
}

/// Where an assumed value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The default of a parameter or variable of the template, or of a reference.
    Default,
    /// The value in most regions: `aws` for the partition and `amazonaws.com` for the suffix of host names.
    MostRegions,
}

impl Hole {
    /// Returns a hole about whose value nothing is known.
    pub(crate) fn unknown(what: &str, name: Option<&str>, range: Range<usize>) -> Self {
        Self {
            what: what.to_owned(),
            name: name.filter(|it| !it.is_empty()).map(str::to_owned),
            range,
            text: 0..0,
            assumed: None,
        }
    }

    pub(crate) fn assumed(mut self, value: &str, why: Why) -> Self {
        let value = value.to_owned();
        self.assumed = Some(Assumption { value, why });
        self
    }

    /// Returns what the value is called: the same for every reference to it.
    #[must_use]
    pub fn key(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.what)
    }

    /// Returns whether nothing is known about the value.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.assumed.is_none()
    }
}
