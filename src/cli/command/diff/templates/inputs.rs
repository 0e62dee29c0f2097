//! Which mapping of two templates the records of an input belong to: the one that the input names as `FILE#NAME`, or the
//! only one that reads their source.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use tidegate::Source;

use crate::args::{DiffArgs, InputArgs, NamedFile};
use crate::exit::Reported;
use crate::inputs::{self, Settled, Wanted};
use crate::output::Console;

use super::pair::Pair;

/// The inputs of each pair, in the order of the pairs.
pub(super) struct Inputs<'a> {
    args: &'a DiffArgs,
    threads: usize,
    of_pairs: Vec<Vec<PathBuf>>,
}

impl<'a> Inputs<'a> {
    /// Finds the pair of each input.
    ///
    /// # Errors
    /// An input names no mapping, or its records could belong to several.
    pub(super) fn of(
        args: &'a DiffArgs,
        pairs: &[Pair<'_>],
        threads: usize,
        console: &Console,
    ) -> Result<Self, Reported> {
        let mut inputs = Self {
            args,
            threads,
            of_pairs: vec![Vec::new(); pairs.len()],
        };
        for input in &args.records.from.inputs {
            let named = NamedFile::parse(input.as_os_str());
            let named = of_stdin(input.as_os_str()).unwrap_or(named);
            let index = match named.name() {
                Some(name) => by_name(name, pairs, console)?,
                None => inputs.by_source(&named.path, pairs, console)?,
            };
            inputs.of_pairs[index].push(named.path);
        }
        inputs.check_rate(pairs, console)?;
        Ok(inputs)
    }

    /// Returns whether records are given for the pair.
    pub(super) fn has(&self, pair: usize) -> bool {
        !self.of_pairs[pair].is_empty()
    }

    /// Returns the inputs of a pair; `None` if it has none, or no record in them.
    pub(super) fn settled(
        &self,
        index: usize,
        pair: Pair<'_>,
        console: &Console,
    ) -> Result<Option<Settled>, Reported> {
        let Some(route) = pair.entry().route().filter(|_| self.has(index)) else {
            return Ok(None);
        };
        let wanted = Wanted::Told(route, pair.entry().name.clone());
        inputs::settle(
            &self.reading(self.of_pairs[index].clone()),
            wanted,
            self.threads,
            console,
        )
    }

    fn reading(&self, inputs: Vec<PathBuf>) -> InputArgs {
        InputArgs {
            inputs,
            ..self.args.records.from.clone()
        }
    }

    /// Returns the only pair that reads the source of these records.
    fn by_source(
        &self,
        path: &Path,
        pairs: &[Pair<'_>],
        console: &Console,
    ) -> Result<usize, Reported> {
        let readable: Vec<usize> = comparable(pairs).collect();
        if let [only] = readable[..] {
            return Ok(only);
        }
        let source = self.source_of(path, console)?;
        let reading = readable.into_iter().filter(|index| {
            let route = pairs[*index].entry().route();
            route.is_some_and(|route| route.source() == source)
        });
        let reading: Vec<usize> = reading.collect();
        match reading[..] {
            [only] => Ok(only),
            [] => {
                console.error(format_args!(
                    "{} holds records of {source}, which no mapping, rule or pipe of both templates reads",
                    path.display()
                ));
                console.help(names(pairs, comparable(pairs)));
                Err(Reported)
            }
            [first, ..] => {
                console.error(format_args!(
                    "{} holds records of {source}, and several read that source: {}",
                    path.display(),
                    names(pairs, reading.iter().copied())
                ));
                console.help(format_args!(
                    "name the one that the records are for: {}#{}",
                    path.display(),
                    pairs[first].entry().name
                ));
                Err(Reported)
            }
        }
    }

    /// Returns the source that the records name.
    fn source_of(&self, path: &Path, console: &Console) -> Result<Source, Reported> {
        if let Some(route) = self.args.records.source {
            return Ok(route.source());
        }
        if path == Path::new("-") {
            console.error(
                "the records on stdin can be read only once, and several mappings could be meant",
            );
            console.help("name the one that they are for: -#NAME");
            return Err(Reported);
        }
        let reading = self.reading(vec![path.to_owned()]);
        let settled = inputs::settle(&reading, Wanted::Open, self.threads, console)?;
        let settled = settled.ok_or_else(|| {
            console.error(format_args!(
                "there is no record in {}, so nothing says which mapping it is for",
                path.display()
            ));
            console.help(format_args!("name it: {}#NAME", path.display()));
            Reported
        })?;
        Ok(settled.route.source())
    }

    /// Says that one rate can't be that of several mappings.
    fn check_rate(&self, pairs: &[Pair<'_>], console: &Console) -> Result<(), Reported> {
        let read: Vec<usize> = (0..pairs.len()).filter(|index| self.has(*index)).collect();
        if self.args.load.rate.is_none() || read.len() < 2 {
            return Ok(());
        }
        console.error(format_args!(
            "--rate is the rate of one mapping, but there are records of several: {}",
            names(pairs, read.iter().copied())
        ));
        console.help("give the records of one of them, or leave out --rate");
        Err(Reported)
    }
}

/// Splits `-#NAME`.
fn of_stdin(text: &OsStr) -> Option<NamedFile> {
    let name = text.to_str()?.strip_prefix("-#")?;
    Some(NamedFile {
        path: PathBuf::from("-"),
        name: Some(name.to_owned()),
    })
}

/// Returns the pairs whose filters can judge records: those of both templates with one known source.
fn comparable<'p>(pairs: &'p [Pair<'_>]) -> impl Iterator<Item = usize> + 'p {
    let pairs = pairs.iter().enumerate();
    pairs.filter_map(|(index, pair)| match pair {
        Pair::Both(old, new) => {
            (old.route().is_some() && old.route() == new.route()).then_some(index)
        }
        Pair::Added(_) | Pair::Removed(_) => None,
    })
}

fn by_name(name: &str, pairs: &[Pair<'_>], console: &Console) -> Result<usize, Reported> {
    let exact = comparable(pairs).filter(|index| pairs[*index].entry().name == name);
    let exact: Vec<usize> = exact.collect();
    let also = comparable(pairs).filter(|index| {
        let mut aliases = pairs[*index].entry().aliases.iter();
        aliases.any(|it| it == name)
    });
    let found: Vec<usize> = match exact.is_empty() {
        true => also.collect(),
        false => exact,
    };
    match found[..] {
        [only] => return Ok(only),
        [] => console.error(format_args!(
            "no mapping, rule or pipe that both templates have is called {name}"
        )),
        [..] => console.error(format_args!(
            "{name} is the name of several: {}",
            names(pairs, found.iter().copied())
        )),
    }
    console.help(names(pairs, comparable(pairs)));
    Err(Reported)
}

/// Returns the names of these pairs with their sources.
fn names(pairs: &[Pair<'_>], indexes: impl Iterator<Item = usize>) -> String {
    let named = indexes.map(|index| {
        let entry = pairs[index].entry();
        match entry.route() {
            Some(route) => format!("{} ({route})", entry.name),
            None => entry.name.clone(),
        }
    });
    let named: Vec<String> = named.collect();
    match named.is_empty() {
        true => "the templates have none in common".to_owned(),
        false => named.join(", "),
    }
}
