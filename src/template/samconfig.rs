//! `samconfig.toml`, which stands beside a SAM template and holds the values that `sam deploy` gives to its parameters.
//!
//! Source: AWS SAM developer guide, "AWS SAM CLI configuration file" (read 2026-11-29): tables are
//! `ENVIRONMENT.COMMAND.parameters`, the environment is `default` unless one is named, and `global` stands for every
//! command.

use toml::{Table, Value};

use crate::error::TemplateError;
use crate::values::Values;

/// The commands whose parameters are read, the first that has a value first.
const COMMANDS: [&str; 3] = ["deploy", "sync", "global"];

/// Adds the values of the environment `default` to those that have none yet. Returns the names added.
///
/// ```
/// use tidegate_template::{Values, read_samconfig};
/// let text = "[default.deploy.parameters]\nregion = \"eu-west-1\"\nparameter_overrides = 'Stage=prod Owner=\"the team\"'";
/// let mut values = Values::default();
/// assert_eq!(read_samconfig(text, &mut values)?, ["Stage", "Owner", "AWS::Region"]);
/// assert_eq!(values.get("Owner"), Some("the team"));
/// # Ok::<(), tidegate_template::TemplateError>(())
/// ```
///
/// # Errors
/// `E0501`: the text is not TOML.
pub fn read_samconfig(text: &str, values: &mut Values) -> Result<Vec<String>, TemplateError> {
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        let range = error.span().unwrap_or(0..0);
        TemplateError::syntax(format!("not TOML: {}", error.message()), range)
    })?;
    let mut added = Vec::new();
    for parameters in COMMANDS
        .iter()
        .filter_map(|command| parameters(&table, command))
    {
        let overrides = parameters.get("parameter_overrides").map(overrides);
        let region = parameters.get("region").and_then(Value::as_str);
        let region = region.map(|region| ("AWS::Region".to_owned(), region.to_owned()));
        for (name, value) in overrides.into_iter().flatten().chain(region) {
            if values.get(&name).is_none() {
                values.set(&name, &value);
                added.push(name);
            }
        }
    }
    Ok(added)
}

fn parameters<'t>(table: &'t Table, command: &str) -> Option<&'t Table> {
    let command = table.get("default")?.get(command)?;
    command.get("parameters")?.as_table()
}

/// Reads `"A=1 B=2"`, `["A=1", "B=2"]`, or a table.
fn overrides(value: &Value) -> Vec<(String, String)> {
    match value {
        Value::String(text) => words(text).iter().filter_map(|it| pair(it)).collect(),
        Value::Array(list) => {
            let texts = list.iter().filter_map(Value::as_str);
            texts.flat_map(words).filter_map(|it| pair(&it)).collect()
        }
        Value::Table(table) => {
            let pairs = table.iter();
            pairs
                .filter_map(|(name, value)| Some((name.clone(), text(value)?)))
                .collect()
        }
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => Vec::new(),
    }
}

/// Returns a value of a table of overrides as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Boolean(flag) => Some(flag.to_string()),
        Value::Datetime(_) | Value::Array(_) | Value::Table(_) => None,
    }
}

/// Splits at blanks that are not in quotes, and takes the quotes off.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for character in text.chars() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            (None, blank) if blank.is_whitespace() => words.push(std::mem::take(&mut word)),
            (None | Some(_), other) => word.push(other),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// Reads `Name=value`, or the older `ParameterKey=Name,ParameterValue=value`.
fn pair(word: &str) -> Option<(String, String)> {
    if let Some(rest) = word.strip_prefix("ParameterKey=") {
        let (name, value) = rest.split_once(",ParameterValue=")?;
        return Some((name.to_owned(), value.to_owned()));
    }
    let (name, value) = word.split_once('=')?;
    Some((name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_overrides_is_read() {
        for overrides in [
            "\"Stage=prod Size=5\"",
            "[\"Stage=prod\", \"Size=5\"]",
            "{Stage = \"prod\", Size = 5}",
            "\"ParameterKey=Stage,ParameterValue=prod Size=5\"",
        ] {
            let text = format!(
                "version = 0.1\n[default.global.parameters]\nparameter_overrides = {overrides}\n"
            );
            let mut values = Values::default();
            read_samconfig(&text, &mut values).unwrap();
            assert_eq!(
                (values.get("Stage"), values.get("Size")),
                (Some("prod"), Some("5")),
                "{overrides}"
            );
        }
    }

    #[test]
    fn value_that_is_given_already_stays() {
        let mut values = Values::default();
        values.set("Stage", "dev");
        let text = "[default.deploy.parameters]\nparameter_overrides = \"Stage=prod\"";
        assert_eq!(read_samconfig(text, &mut values), Ok(Vec::new()));
        assert_eq!(values.get("Stage"), Some("dev"));
    }

    #[test]
    fn text_that_is_not_toml_is_located() {
        let error = read_samconfig("[a\n", &mut Values::default()).unwrap_err();
        assert_eq!(error.code, "E0501");
    }
}
