//! Outputs of functions, which a person gives to find out whether a function invokes itself.

use std::collections::BTreeMap;

/// What functions of a template write, by their names: the texts of records, or of the payloads that a function sends.
///
/// ```
/// use tidegate_lint::Outputs;
/// let mut outputs = Outputs::default();
/// outputs.add("Ship", r#"{"state": "shipped"}"#);
/// assert_eq!(outputs.of("Ship"), Some(r#"{"state": "shipped"}"#));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outputs(BTreeMap<String, String>);

impl Outputs {
    /// Takes up the output of a function. A later one replaces an earlier one.
    pub fn add(&mut self, function: &str, text: &str) {
        self.0.insert(function.to_owned(), text.to_owned());
    }

    /// Returns the output of a function.
    #[must_use]
    pub fn of(&self, function: &str) -> Option<&str> {
        self.0.get(function).map(String::as_str)
    }

    /// Returns the names of the functions, sorted.
    pub fn functions(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
