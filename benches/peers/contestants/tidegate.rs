//! tidegate itself: the engine on bare payloads, `tidegate-batch` on records in an envelope, one thread.

use std::ops::{ControlFlow, Range};

use tidegate::{Matcher, Pattern, PatternId, Profile, Program, Rule, Source};
use tidegate_batch::{Filters, Input, InputKind, Options, evaluate};

use crate::contestant::{Contestant, Counts, Reads, Refusal};
use crate::work::{Form, Work};

/// How much is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Every byte of every record.
    Strict,
    /// Only the parts that a pattern names: the records are known to be JSON.
    Trusted,
}

#[derive(Debug)]
pub(crate) struct Tidegate {
    mode: Mode,
    ready: Option<Ready>,
}

#[derive(Debug)]
enum Ready {
    Engine(Box<Matcher>),
    Batch(Filters),
}

impl Tidegate {
    pub(crate) const fn new(mode: Mode) -> Self {
        Self { mode, ready: None }
    }
}

impl Contestant for Tidegate {
    fn name(&self) -> String {
        match self.mode {
            Mode::Strict => "tidegate, strict".to_owned(),
            Mode::Trusted => "tidegate, trusted".to_owned(),
        }
    }

    fn reads(&self) -> Reads {
        match self.mode {
            Mode::Strict => Reads::Whole,
            Mode::Trusted => Reads::Part,
        }
    }

    fn prepare(&mut self, work: &Work) -> Result<(), Refusal> {
        let ready = match work.form {
            Form::Bare => {
                let program = compile(&work.patterns)?;
                let matcher = match self.mode {
                    Mode::Strict => program.matcher(),
                    Mode::Trusted => program.trusted_matcher(),
                };
                Ready::Engine(Box::new(matcher))
            }
            _ if self.mode == Mode::Trusted => {
                return Err("AWS's disposition depends on whether the payload is JSON".to_owned());
            }
            Form::Kinesis => Ready::Batch(filters(Source::Kinesis, &work.patterns)?),
            Form::Sqs => Ready::Batch(filters(Source::Sqs, &work.patterns)?),
        };
        self.ready = Some(ready);
        Ok(())
    }

    fn count(&mut self, work: &Work, records: &Range<usize>) -> Result<Counts, Refusal> {
        match &mut self.ready {
            None => Err("not prepared".to_owned()),
            Some(Ready::Engine(matcher)) => Ok(matches(matcher, work, records)),
            Some(Ready::Batch(filters)) => dispositions(filters, work.records.lines(records)),
        }
    }
}

/// Compiles the patterns without the limits of the service, one after another, as the other engines add theirs.
fn compile(patterns: &[String]) -> Result<Program, Refusal> {
    let lower = |text: &String| Rule::lower(&Pattern::parse(text)?, Profile::Ruler);
    Program::compile_each(patterns.iter().map(lower)).map_err(|error| error.to_string())
}

fn matches(matcher: &mut Matcher, work: &Work, records: &Range<usize>) -> Counts {
    let mut counts = vec![0; work.patterns.len()];
    for record in work.records.each(records) {
        if let Ok(verdict) = matcher.event(record) {
            for pattern in verdict.iter().map(PatternId::index) {
                counts[pattern] += 1;
            }
        }
    }
    counts
}

fn filters(source: Source, patterns: &[String]) -> Result<Filters, Refusal> {
    let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
    Filters::compile(source, Profile::Service(source), &patterns).map_err(|error| error.to_string())
}

fn dispositions(filters: &Filters, lines: &[u8]) -> Result<Counts, Refusal> {
    let options = Options {
        input: Some(InputKind::Record),
        threads: 1,
        ..Options::default()
    };
    let text = |error: tidegate_batch::InputError| error.to_string();
    let input = Input::of_bytes(lines, filters.source(), &options).map_err(text)?;
    let sink = &mut |_: tidegate_batch::Outcome<'_>| ControlFlow::Continue(());
    let tally = evaluate(filters, input, &options, sink).map_err(text)?;
    Ok(tally
        .by_filter
        .iter()
        .map(|filter| filter.delivered)
        .collect())
}
