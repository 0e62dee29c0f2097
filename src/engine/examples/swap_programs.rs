//! Changes the patterns while events are matched: a new program is compiled beside the running one and then replaces
//! it.
//!
//! `cargo run -p tidegate --example swap_programs`

use std::io::Write;
use std::sync::RwLock;

use tidegate::{Error, Matcher, Profile, Program, Rule, Source};

/// The current program. Workers fetch it for each batch of events; a replaced program is freed when the last of its
/// matchers is dropped.
struct Current {
    program: RwLock<(u64, Program)>,
}

impl Current {
    fn new(patterns: &[&str]) -> Result<Self, Error> {
        let program = RwLock::new((0, compile(patterns)?));
        Ok(Self { program })
    }

    /// Compiles without holding the lock, so that nobody waits, and then swaps a pointer.
    fn replace(&self, patterns: &[&str]) -> Result<(), Error> {
        let program = compile(patterns)?;
        let mut current = self.program.write().expect("no writer panics");
        *current = (current.0 + 1, program);
        Ok(())
    }

    fn get(&self) -> (u64, Program) {
        self.program.read().expect("no writer panics").clone()
    }
}

fn compile(patterns: &[&str]) -> Result<Program, Error> {
    let lower = |text: &&str| Rule::read(text, Profile::Service(Source::EventBridge));
    Program::compile_each(patterns.iter().map(lower))
}

/// One thread's matcher, replaced when the program has changed.
struct Worker<'c> {
    current: &'c Current,
    version: u64,
    matcher: Matcher,
}

impl<'c> Worker<'c> {
    fn new(current: &'c Current) -> Self {
        let (version, program) = current.get();
        Self {
            current,
            version,
            matcher: program.matcher(),
        }
    }

    /// The number of events in a batch that match.
    fn batch(&mut self, events: &[&str]) -> usize {
        let (version, program) = self.current.get();
        if version != self.version {
            (self.version, self.matcher) = (version, program.matcher());
        }
        let matcher = &mut self.matcher;
        let matches = |event: &&&str| {
            let verdict = matcher.event(event.as_bytes());
            verdict.is_ok_and(|verdict| verdict.is_match())
        };
        events.iter().filter(matches).count()
    }
}

const EVENTS: [&str; 3] = [
    r#"{"state":"running"}"#,
    r#"{"state":"stopped"}"#,
    r#"{"state":"pending"}"#,
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut output = std::io::stdout().lock();
    let current = Current::new(&[r#"{"state":["stopped"]}"#])?;
    let mut worker = Worker::new(&current);
    writeln!(
        output,
        "{} of {} match",
        worker.batch(&EVENTS),
        EVENTS.len()
    )?;
    current.replace(&[r#"{"state":["stopped"]}"#, r#"{"state":["running"]}"#])?;
    writeln!(
        output,
        "{} of {} match",
        worker.batch(&EVENTS),
        EVENTS.len()
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_program_is_used_from_the_next_batch_on() {
        let current = Current::new(&[r#"{"state":["stopped"]}"#]).unwrap();
        let mut worker = Worker::new(&current);
        assert_eq!(worker.batch(&EVENTS), 1);
        let everything = r#"{"state":[{"exists":true}]}"#;
        current.replace(&[everything]).unwrap();
        assert_eq!(worker.batch(&EVENTS), 3);
    }

    #[test]
    fn invalid_patterns_keep_the_old_program() {
        let current = Current::new(&[r#"{"state":["stopped"]}"#]).unwrap();
        assert!(current.replace(&[r#"{"state":"stopped"}"#]).is_err());
        assert_eq!(Worker::new(&current).batch(&EVENTS), 1);
    }
}
