//! The values that the user gives for parameters and other names of a template.

use std::collections::BTreeMap;

/// Values for parameters, variables, and anything else that a template only refers to.
///
/// ```
/// use tidegate_template::Values;
/// let mut values = Values::default();
/// values.set("Stage", "prod");
/// assert_eq!(values.get("Stage"), Some("prod"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// Gives a value to a name as the template writes it: `Stage`, `AWS::AccountId`, `Queue.Arn`. A later value replaces
    /// an earlier one.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
    }

    /// Gives a value to a name that does not have one yet.
    pub fn set_default(&mut self, name: &str, value: &str) {
        let entry = self.0.entry(name.to_owned());
        entry.or_insert_with(|| value.to_owned());
    }

    /// Returns the value given to a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Returns the names that have values, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
