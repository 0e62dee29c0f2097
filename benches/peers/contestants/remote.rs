//! A contestant in its own process, which replies with one line to each line.
//!
//! `records FILE` → `ok`; `patterns FILE` (one per line) → `ok NANOSECONDS BYTES`, the time to compile and the memory for
//! it; `count FROM TO` → `ok COUNT…`, the matches of each pattern; `time FROM TO` → `ok`, after counting. Any other
//! reply is a refusal. The process is stopped if it takes too long or too much memory.

use std::io::{BufRead, BufReader, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::clock::{Cost, cpu_of, measure_by, resident_bytes};
use crate::contestant::{Contestant, Counts, Reads, Refusal};
use crate::place::folder;
use crate::work::{Form, Work};

/// Interval at which a working process is checked.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Limits at which a process is stopped.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Time for one reply.
    pub(crate) time: Duration,
    pub(crate) resident_bytes: u64,
}

impl Bounds {
    /// For workloads that every contestant is known to finish.
    pub(crate) const GENEROUS: Self = Self {
        time: Duration::from_secs(120),
        resident_bytes: 8 << 30,
    };
}

/// How to start a process.
#[derive(Clone, Debug)]
pub(crate) struct Launch {
    pub(crate) name: String,
    pub(crate) reads: Reads,
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<String>,
    /// Time to work before measurements, for a just-in-time compiler.
    pub(crate) warm_up: Duration,
}

/// A process that is started for its first line, and again after it was stopped.
#[derive(Debug)]
pub(crate) struct Remote {
    launch: Launch,
    bounds: Bounds,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    ask: ChildStdin,
    answers: Receiver<String>,
}

/// The cost of compiling.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Compiled {
    pub(crate) time: Duration,
    pub(crate) bytes: u64,
}

impl Remote {
    pub(super) const fn new(launch: Launch, bounds: Bounds) -> Self {
        Self {
            launch,
            bounds,
            running: None,
        }
    }

    /// Makes it read records.
    pub(crate) fn read(&mut self, file: &Path) -> Result<(), Refusal> {
        self.ask(&format!("records {}", file.display())).map(|_| ())
    }

    /// Makes it compile the patterns of a file.
    pub(crate) fn compile(&mut self, file: &Path) -> Result<Compiled, Refusal> {
        let answer = self.ask(&format!("patterns {}", file.display()))?;
        match numbers(&answer)[..] {
            [nanos, bytes] => Ok(Compiled {
                time: Duration::from_nanos(nanos),
                bytes,
            }),
            _ => Err(format!("unexpected reply `ok {answer}`")),
        }
    }

    /// Returns the matches of each pattern among some records.
    pub(crate) fn count(&mut self, records: &Range<usize>) -> Result<Counts, Refusal> {
        let answer = self.ask(&format!("count {} {}", records.start, records.end));
        answer.map(|answer| numbers(&answer))
    }

    /// Returns the cost of counting them.
    pub(crate) fn time(&mut self, records: &Range<usize>) -> Result<Cost, Refusal> {
        let process = self.process()?;
        let ask = format!("time {} {}", records.start, records.end);
        let (answer, cost) = measure_by(|| cpu_of(process), || self.ask(&ask));
        answer.map(|_| cost)
    }

    /// Counts for the warm-up time, for just-in-time compilers.
    pub(crate) fn warm_up(&mut self, records: &Range<usize>) -> Result<(), Refusal> {
        let begun = Instant::now();
        while begun.elapsed() < self.launch.warm_up {
            self.time(records)?;
        }
        Ok(())
    }

    fn process(&mut self) -> Result<u32, Refusal> {
        if self.running.is_none() {
            self.running = Some(self.start()?);
        }
        Ok(self
            .running
            .as_ref()
            .map_or(0, |running| running.child.id()))
    }

    fn start(&self) -> Result<Running, Refusal> {
        let mut command = Command::new(&self.launch.program);
        command.args(&self.launch.arguments);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child =
            child.map_err(|error| format!("{}: {error}", self.launch.program.display()))?;
        let ask = child.stdin.take().ok_or("no standard input")?;
        let out = BufReader::new(child.stdout.take().ok_or("no standard output")?);
        let (sender, answers) = channel();
        // The thread ends when the process closes its output.
        std::thread::spawn(move || {
            out.lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        Ok(Running {
            child,
            ask,
            answers,
        })
    }

    /// Sends a line. Returns the reply after `ok`.
    fn ask(&mut self, line: &str) -> Result<String, Refusal> {
        let process = self.process()?.to_string();
        let running = self.running.as_mut().ok_or("not running")?;
        let begun = Instant::now();
        let answer = match writeln!(running.ask, "{line}").and_then(|()| running.ask.flush()) {
            Err(_) => Err("ended unexpectedly".to_owned()),
            Ok(()) => loop {
                match running.answers.recv_timeout(LOOK_EVERY) {
                    Ok(answer) => break Ok(answer),
                    Err(RecvTimeoutError::Disconnected) => {
                        break Err("ended unexpectedly".to_owned());
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                }
                if begun.elapsed() > self.bounds.time {
                    break Err(format!("over {} s", self.bounds.time.as_secs()));
                }
                if resident_bytes(&process) > self.bounds.resident_bytes {
                    break Err(format!("over {} GB", self.bounds.resident_bytes >> 30));
                }
            },
        };
        let answer = answer.inspect_err(|_| self.stop())?;
        let done = answer.strip_prefix("ok").map(|rest| rest.trim().to_owned());
        done.ok_or(answer)
    }

    fn stop(&mut self) {
        if let Some(mut running) = self.running.take() {
            // The process may have ended already.
            let _ = running.child.kill();
            let _ = running.child.wait();
        }
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.stop();
    }
}

fn numbers(answer: &str) -> Vec<u64> {
    let words = answer.split_ascii_whitespace();
    words.filter_map(|word| word.parse().ok()).collect()
}

impl Contestant for Remote {
    fn name(&self) -> String {
        self.launch.name.clone()
    }

    fn reads(&self) -> Reads {
        self.launch.reads
    }

    fn prepare(&mut self, work: &Work) -> Result<(), Refusal> {
        if work.form != Form::Bare {
            return Err("does not read envelopes".to_owned());
        }
        let file = folder().join("patterns.ndjson");
        let saved = std::fs::write(&file, work.patterns.join("\n"));
        saved.map_err(|error| format!("{}: {error}", file.display()))?;
        // A new process, so that earlier workloads can't affect just-in-time compilation.
        self.stop();
        self.read(&work.records.file)?;
        self.compile(&file)?;
        self.warm_up(&(0..work.timed))
    }

    fn count(&mut self, _: &Work, records: &Range<usize>) -> Result<Counts, Refusal> {
        Self::count(self, records)
    }

    fn timed(&mut self, _: &Work, records: &Range<usize>) -> Result<Cost, Refusal> {
        self.time(records)
    }
}
