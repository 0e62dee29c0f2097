//! `lint`: finds every filter in files and directories, and what is wrong with it. Each format of its output is a file
//! here.

mod cdk;
mod choose;
mod file;
mod find;
mod fix;
mod found;
mod github;
mod hit;
mod junit;
mod list;
mod markdown;
mod notes;
mod out;
mod outcome;
mod removal;
mod sarif;
mod seen;
mod source;
mod text;

use tidegate_figures::counted;
use tidegate_lint::{Outputs, Severity};
use tidegate_template::Values;

use crate::args::{LintArgs, LintFormat};
use crate::exit::{Exit, Reported as Said};
use crate::filters::{Folders, beside, open_file};
use crate::output::{self, Console};

use cdk::CodePlaces;
use find::{Candidate, find};
use found::LintFile;
use outcome::{Outcome, Reported};
use seen::Seen;

/// Runs the command.
pub(crate) fn run(args: &LintArgs, console: &Console) -> Result<Exit, Said> {
    let (candidates, mut unreadable) = find(&args.paths);
    let mut set = Values::default();
    for (name, value) in &args.set {
        set.set(name, value);
    }
    let (mut files, mut folders) = (Vec::new(), Folders::default());
    for candidate in candidates {
        let values = beside(&candidate.path, &set, console)?;
        let around = folders.around(&candidate.path, values);
        match file::read(&candidate, args.source, &around) {
            Ok(found) => files.extend(found.map(|file| (candidate, file))),
            Err(error) => unreadable.push(error.to_string()),
        }
    }
    for why in &unreadable {
        console.error(why);
    }
    say_if_empty(&files, &unreadable, console);
    let outputs = outputs(args, &files, console)?;
    let seen = Seen::default();
    if args.list {
        return Ok(list(args, &files, &unreadable, console));
    }
    if args.fixing.fix {
        files = correct(files, args, &seen, console)?;
        if args.fixing.diff {
            return Ok(after(&unreadable, Exit::Success));
        }
    }
    for line in notes::lines(files.iter().map(|(_, file)| file), args) {
        console.say(line);
    }
    let outcome = Outcome {
        files: files
            .iter()
            .map(|(it, file)| report(it, file, (&outputs, &seen), args))
            .collect(),
        unreadable,
    };
    say_unknown(&outcome, console);
    Ok(show(&outcome, args, console))
}

/// Reads the outputs of functions.
fn outputs(
    args: &LintArgs,
    files: &[(Candidate, LintFile)],
    console: &Console,
) -> Result<Outputs, Said> {
    let mut outputs = Outputs::default();
    for (function, path) in &args.output {
        let templates = files.iter().filter_map(|(_, it)| it.template.as_ref());
        let mut entries = templates.flat_map(|it| &it.entries);
        if !entries.any(|it| it.function.as_deref() == Some(function)) {
            console.warn(format_args!(
                "--output {function}: no mapping, rule or pipe here invokes a function of this name"
            ));
        }
        let document = open_file(std::path::Path::new(path)).map_err(|error| {
            console.error(error);
            Said
        })?;
        outputs.add(function, &document.text);
    }
    Ok(outputs)
}

fn report(
    candidate: &Candidate,
    file: &LintFile,
    (outputs, seen): (&Outputs, &Seen),
    args: &LintArgs,
) -> Reported {
    let hits = choose::chosen(hit::hits(file, outputs, seen), file, &args.choice);
    Reported {
        hits: fix::checked(candidate, file, hits, args),
        filters: file.groups.iter().map(|it| it.filters.len()).sum(),
        unknown: hit::unknown_sources(file),
        document: file.document.clone(),
        code: CodePlaces::beside(&candidate.path),
        names: names(file),
    }
}

/// Returns the names of the resources that a template's entries are.
fn names(file: &LintFile) -> Vec<String> {
    let entries = file.template.iter().flat_map(|it| &it.entries);
    entries.map(|it| it.name.clone()).collect()
}

/// Says that nothing was found to look at, which may be a wrong path.
fn say_if_empty(files: &[(Candidate, LintFile)], unreadable: &[String], console: &Console) {
    if files.is_empty() && unreadable.is_empty() {
        console.say("no filters found: no file here is a template, a filter or what AWS prints of mappings and rules");
    }
}

/// Says for how many files the rules about sources could not be run.
fn say_unknown(outcome: &Outcome, console: &Console) {
    let unknown: Vec<_> = outcome.files.iter().filter(|it| it.unknown > 0).collect();
    if let Some(first) = unknown.first() {
        console.say(format_args!(
            "say --source sqs, or another source: nothing says where the records of {} come from ({}), so rules about the \
             source's fields were not run",
            counted(unknown.len() as u64, "file"),
            first.document.name
        ));
    }
}

fn list(
    args: &LintArgs,
    files: &[(Candidate, LintFile)],
    unreadable: &[String],
    console: &Console,
) -> Exit {
    let files: Vec<_> = files.iter().map(|(_, file)| file).collect();
    let written = match args.format {
        LintFormat::Json => output::print_text(&list::json(&files)),
        LintFormat::Text
        | LintFormat::Sarif
        | LintFormat::Github
        | LintFormat::Junit
        | LintFormat::Md => output::print_text(&list::text(&files)),
    };
    output::after_writing(written, after(unreadable, Exit::Success), console)
}

/// Corrects the files, or prints how they would change.
fn correct(
    files: Vec<(Candidate, LintFile)>,
    args: &LintArgs,
    seen: &Seen,
    console: &Console,
) -> Result<Vec<(Candidate, LintFile)>, Said> {
    let (mut done, mut changed, mut count, mut held_back) = (Vec::new(), 0, 0, 0);
    for (candidate, file) in files {
        let corrected = fix::corrected(&candidate, file, args, seen);
        held_back += corrected.held_back;
        if corrected.count > 0 {
            changed += 1;
            count += corrected.count;
            match args.fixing.diff {
                true => drop(output::print_text(&fix::diff(&corrected))),
                false => fix::write(&candidate.path, &corrected, console)?,
            }
        }
        done.push((candidate, corrected.file));
    }
    let verb = if args.fixing.diff {
        "would be made"
    } else {
        "made"
    };
    let more = match held_back {
        0 => String::new(),
        1 => "; 1 more changes what the filter matches, and needs --unsafe-fixes".to_owned(),
        more => format!("; {more} more change what filters match, and need --unsafe-fixes"),
    };
    console.say(format_args!(
        "{} {verb} in {}{more}",
        counted(count as u64, "correction"),
        counted(changed, "file")
    ));
    Ok(done)
}

fn show(outcome: &Outcome, args: &LintArgs, console: &Console) -> Exit {
    let summary = text::summary(outcome);
    let text = match (args.statistics, args.format) {
        (true, _) => text::statistics(outcome),
        (false, LintFormat::Text) => {
            text::drawn(outcome, output::stdout_columns().max(output::COLUMNS_MIN))
        }
        (false, LintFormat::Json) => out::document(outcome),
        (false, LintFormat::Sarif) => sarif::document(&out::located(outcome)),
        (false, LintFormat::Github) => github::lines(&out::located(outcome)),
        (false, LintFormat::Junit) => junit::document(outcome),
        (false, LintFormat::Md) => markdown::document(&out::located(outcome), &summary),
    };
    let written = output::print_text(&text);
    console.say(&summary);
    let is_clean = outcome.hits().all(|it| it.severity == Severity::Info);
    let exit = if is_clean {
        Exit::Success
    } else {
        Exit::Negative
    };
    output::after_writing(written, after(&outcome.unreadable, exit), console)
}

/// Returns `exit`, or a failure if some paths could not be read.
fn after(unreadable: &[String], exit: Exit) -> Exit {
    match unreadable.is_empty() {
        true => exit,
        false => Exit::Failure,
    }
}
