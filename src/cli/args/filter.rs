//! `-f` and `-e`, in the order they were typed: a filter's index depends on it, and clap's derive would sort by flag.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Args, Command, Error, FromArgMatches};

use tidegate_template::Values;

use super::named_file::NamedFile;

const FILE: &str = "filter";
const TEXT: &str = "expression";
const SET: &str = "set";

/// The file that `-` stands for.
pub(crate) const STDIN: &str = "/dev/stdin";

pub(super) const SET_HELP: &str = "A value for a parameter of a template, or for what it refers to: Stage=prod, AWS::AccountId=1, Queue.Arn=...";

/// Options that replace the filters in some commands: a mapping with its own, or another way to invoke a function.
const INSTEAD: [&str; 4] = ["mapping", "notifications", "trigger", "writes"];

/// The filter documents named on the command line, in order, and values for the parameters of templates among them.
/// Empty only if one of [`INSTEAD`] is given.
#[derive(Clone, Debug)]
pub(crate) struct FilterArgs(pub(crate) Vec<FilterOption>, pub(crate) Values);

/// One filter document.
#[derive(Clone, Debug)]
pub(crate) enum FilterOption {
    /// `-f FILE`, `-f FILE#NAME`
    File(NamedFile),
    /// `-e JSON`
    Text(String),
}

impl FilterOption {
    /// Accepts a file, or JSON text. A file need not be a plain one: a shell's `<(git show ...)` is a pipe.
    pub(super) fn parser() -> impl TypedValueParser<Value = Self> {
        OsStringValueParser::new().map(|value: OsString| match value.to_str() {
            Some(text) if is_json(text) => Self::Text(text.to_owned()),
            Some("-") => Self::File(NamedFile {
                path: PathBuf::from(STDIN),
                name: None,
            }),
            Some(_) | None => Self::File(NamedFile::parse(&value)),
        })
    }

    /// Returns a file if the value names one that exists and does not look like JSON; otherwise returns text.
    fn told(value: &str) -> Self {
        let file = NamedFile::parse(OsStr::new(value));
        if !is_json(value) && file.path.is_file() {
            return Self::File(file);
        }
        Self::Text(value.to_owned())
    }
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[', '"'])
}

impl Args for FilterArgs {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new(FILE)
            .short('f')
            .long(FILE)
            .value_name("FILE[#NAME]")
            .action(ArgAction::Append)
            .value_parser(NamedFile::parser())
            .help(
                "A file of filters: a pattern, a list of patterns, FilterCriteria, what AWS prints of mappings, rules and \
                 pipes, or a SAM or CloudFormation template; #NAME picks one of several, as Function/Event",
            );
        let text = Arg::new(TEXT)
            .short('e')
            .long(TEXT)
            // The names that other tools have for it.
            .aliases(["pattern", "event-pattern", "filter-criteria", "filters"])
            .value_name("JSON")
            .action(ArgAction::Append)
            .help("A pattern, a list of patterns, or FilterCriteria, as JSON text");
        let set = Arg::new(SET)
            .long(SET)
            .value_name("NAME=VALUE")
            .action(ArgAction::Append)
            .value_parser(value)
            .help(SET_HELP);
        let group = ArgGroup::new("filters")
            .args([FILE, TEXT])
            .required(true)
            .multiple(true);
        let has = |name: &&str| command.get_arguments().any(|arg| arg.get_id() == *name);
        let group = group.args(INSTEAD.into_iter().filter(has));
        command.arg(file).arg(text).arg(set).group(group)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for FilterArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let files = matches.get_many::<NamedFile>(FILE).into_iter().flatten();
        let texts = matches.get_many::<String>(TEXT).into_iter().flatten();
        let files = files.map(|file| FilterOption::File(file.clone()));
        let texts = texts.map(|text| FilterOption::told(text));
        let mut options: Vec<_> = indices(matches, FILE).zip(files).collect();
        options.extend(indices(matches, TEXT).zip(texts));
        options.sort_by_key(|(index, _)| *index);
        let given = matches.get_many::<(String, String)>(SET);
        let given: Vec<_> = given.into_iter().flatten().cloned().collect();
        let values = values(&given);
        let options = options.into_iter().map(|(_, option)| option);
        Ok(Self(options.collect(), values))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Splits `NAME=VALUE`.
pub(super) fn value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err("write NAME=VALUE, such as Stage=prod".to_owned()),
    }
}

/// Returns values for templates; of several for one name the last.
pub(super) fn values(given: &[(String, String)]) -> Values {
    let mut values = Values::default();
    for (name, value) in given {
        values.set(name, value);
    }
    values
}

fn indices<'m>(matches: &'m ArgMatches, id: &str) -> impl Iterator<Item = usize> + use<'m> {
    matches.indices_of(id).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::error::ErrorKind;

    fn parse(args: &[&str]) -> Result<FilterArgs, Error> {
        let command = FilterArgs::augment_args(Command::new("x"));
        FilterArgs::from_arg_matches(&command.try_get_matches_from(args)?)
    }

    #[test]
    fn files_and_texts_keep_their_order() {
        let FilterArgs(options, _) =
            parse(&["x", "-e", "1", "-f", "2", "-e", "3", "--filter", "4"]).unwrap();
        let order: Vec<_> = options
            .iter()
            .map(|option| match option {
                FilterOption::File(file) => file.to_string(),
                FilterOption::Text(text) => text.clone(),
            })
            .collect();
        assert_eq!(order, ["1", "2", "3", "4"]);
        assert!(matches!(options[1], FilterOption::File(_)));
    }

    #[test]
    fn pattern_is_text_or_a_file() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let text = " {\"a\":[1]}";
        let args = [
            "x",
            "--pattern",
            text,
            "--event-pattern",
            file,
            "-e",
            "no file",
        ];
        let FilterArgs(options, _) = parse(&args).unwrap();
        assert!(matches!(
            &options[..],
            [
                FilterOption::Text(_),
                FilterOption::File(_),
                FilterOption::Text(_)
            ]
        ));
    }

    #[test]
    fn missing_filter_is_refused() {
        assert_eq!(
            parse(&["x"]).unwrap_err().kind(),
            ErrorKind::MissingRequiredArgument
        );
    }
}
