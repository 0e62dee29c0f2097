//! `plan ... --mapping TEMPLATE#NAME`: the settings that a template has of a mapping, its function and its source, as the
//! options that a plan takes. What is typed overrides them.

use std::ffi::OsString;
use std::fmt::Display;

use clap::{Command, CommandFactory};
use serde_json::Value;
use tidegate_template::{Entry, Lines, Setting, Stated, Template, TemplateError, Values};

use crate::args::{NamedFile, Tidegate};
use crate::output::{self, Console, Messages};

/// Settings and the options that stand for them.
const OPTIONS: [(&str, &str); 11] = [
    ("BatchSize", "batch-size"),
    ("ParallelizationFactor", "parallelization-factor"),
    ("ScalingConfig.MaximumConcurrency", "maximum-concurrency"),
    ("MaximumRetryAttempts", "retries"),
    ("RedrivePolicy.maxReceiveCount", "retries"),
    ("MaximumRecordAgeInSeconds", "max-age"),
    ("VisibilityTimeout", "visibility-timeout"),
    ("ShardCount", "shards"),
    ("MemorySize", "memory"),
    ("ReservedConcurrentExecutions", "reserved"),
    ("Architectures", "arch"),
];

/// Settings that turn an option on, with the value that does.
const SWITCHES: [(&str, &str, &str); 4] = [
    ("BisectBatchOnFunctionError", "true", "bisect"),
    (
        "FunctionResponseTypes",
        "ReportBatchItemFailures",
        "report-item-failures",
    ),
    ("FifoQueue", "true", "fifo"),
    ("RecursiveLoop", "Allow", "allowed"),
];

/// Options of `plan concurrency` that matter only with another one.
const COMPARED: [&str; 2] = ["memory", "arch"];

/// Returns the words of the command line with those that stand for the settings of the template that `--mapping` names.
///
/// # Errors
/// The template can't be read, or does not have the mapping: a sentence.
pub(in crate::args) fn with_settings(words: Vec<OsString>) -> Result<Vec<OsString>, String> {
    let texts: Vec<_> = words
        .iter()
        .map(|it| it.to_string_lossy().into_owned())
        .collect();
    let Some(plan) = texts.iter().position(|it| it == "plan") else {
        return Ok(words);
    };
    let (Some(file), Some(command)) = (mapping(&texts[plan..]), subcommand(&texts[plan + 1..]))
    else {
        return Ok(words);
    };
    let file = NamedFile::parse(file.as_ref());
    let show = |error: &dyn Display| format!("{}: {error}", file.path.display());
    let text =
        std::fs::read_to_string(&file.path).map_err(|error| show(&output::io_reason(&error)))?;
    let name = file.path.display().to_string();
    let read = Template::read(&name, &text, &Values::default());
    let template = read.map_err(|error| show(&sentence(&error)))?;
    let template = template
        .ok_or_else(|| show(&"not a template: --mapping takes the mapping of a template here"))?;
    let entry = template
        .pick(file.name())
        .map_err(|error| show(&sentence(&error)))?;
    let typed = |option: &str| {
        let (long, with_value) = (format!("--{option}"), format!("--{option}="));
        texts
            .iter()
            .any(|it| *it == long || it.starts_with(&with_value))
    };
    let taken: Vec<_> = taken(entry, &Lines::new(&text))
        .into_iter()
        .filter(|it| has_option(&command, it) && !typed(it.option))
        .filter(|it| is_useful(&command, it.option, &typed))
        .collect();
    if !typed("quiet") && !texts.iter().any(|it| it == "-q") && !taken.is_empty() {
        let said: Vec<_> = taken.iter().map(|it| it.said.clone()).collect();
        let console = Console::new(Messages::All);
        console.say(format_args!("settings of {file}: {}", said.join(", ")));
    }
    let more = taken.into_iter().flat_map(|it| it.words);
    Ok(words.into_iter().chain(more.map(OsString::from)).collect())
}

/// Returns an error with the names to choose from.
fn sentence(error: &TemplateError) -> String {
    let help = error.help.iter().map(|help| format!("; {help}"));
    let choices = match error.choices.as_slice() {
        [] => String::new(),
        choices => format!(": {}", choices.join(", ")),
    };
    format!("{}{}{choices}", error.message, help.collect::<String>())
}

/// Returns the value of `--mapping`.
fn mapping(words: &[String]) -> Option<String> {
    words
        .iter()
        .enumerate()
        .find_map(|(at, word)| match word.strip_prefix("--mapping")? {
            "" => words.get(at + 1).cloned(),
            rest => rest.strip_prefix('=').map(str::to_owned),
        })
}

fn subcommand(words: &[String]) -> Option<Command> {
    let all = Tidegate::command();
    let plan = all.find_subcommand("plan")?;
    words
        .iter()
        .find_map(|word| plan.find_subcommand(word))
        .cloned()
}

/// Returns whether a plan has an option, and takes this value.
fn has_option(command: &Command, taken: &Taken) -> bool {
    let mut arguments = command.get_arguments();
    let argument = arguments.find(|it| it.get_long() == Some(taken.option));
    argument.is_some_and(|it| {
        let values = it.get_possible_values();
        let wanted = taken.words.get(1);
        values.is_empty()
            || wanted.is_none_or(|wanted| values.iter().any(|it| it.matches(wanted, true)))
    })
}

/// Returns whether clap takes the option beside those that are typed.
fn is_useful(command: &Command, option: &str, typed: &dyn Fn(&str) -> bool) -> bool {
    match command.get_name() {
        "concurrency" if typed("estimate") => false,
        "concurrency" => !COMPARED.contains(&option) || typed("compare"),
        "recursion" => option != "source",
        _ => true,
    }
}

/// A setting as words of a command line.
struct Taken {
    option: &'static str,
    words: Vec<String>,
    said: String,
}

fn taken(entry: &Entry, lines: &Lines) -> Vec<Taken> {
    let mut taken: Vec<Taken> = Vec::new();
    if let Some(route) = entry.route() {
        let said = format!("--source {route} (line {})", lines.line(entry.range.start));
        taken.push(Taken {
            option: "source",
            words: vec!["--source".to_owned(), route.name().to_owned()],
            said,
        });
    }
    for setting in &entry.settings {
        if let Some(found) = of_setting(setting, lines)
            && taken.iter().all(|it| it.option != found.option)
        {
            taken.push(found);
        }
    }
    taken
}

fn of_setting(setting: &Setting, lines: &Lines) -> Option<Taken> {
    let value = match setting.value.as_ref()? {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().find_map(Value::as_str)?.to_owned(),
        other => other.to_string(),
    };
    let place = match setting.stated {
        Stated::Here => format!("line {}", lines.line(setting.range.start)),
        Stated::Globals => format!("line {}, Globals", lines.line(setting.range.start)),
        Stated::Framework => "the framework's default".to_owned(),
    };
    let mut options = OPTIONS.iter().filter(|(name, _)| *name == setting.name);
    if let Some(&(name, option)) = options.next() {
        return (!value.starts_with('-')).then(|| Taken {
            option,
            said: format!("--{option} {value} ({name}, {place})"),
            words: vec![format!("--{option}"), value],
        });
    }
    let mut switches = SWITCHES.iter();
    let &(name, _, option) =
        switches.find(|(name, on, _)| *name == setting.name && *on == value)?;
    Some(Taken {
        option,
        said: format!("--{option} ({name}, {place})"),
        words: vec![format!("--{option}")],
    })
}
