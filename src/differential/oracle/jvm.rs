//! The Java process, which reads a line of questions and writes a line of replies. The invariant: there is one reply
//! for each question, in order.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};
use tidegate_fixtures::repository;

/// Longest wait for one line.
const REPLY_MAX: Duration = Duration::from_secs(300);

/// A question: a pattern and its events.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) pattern: String,
    pub(super) events: Vec<String>,
    /// Whether to compute the complexity.
    pub(super) weigh: bool,
}

/// event-ruler's reply.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    /// The compiler's refusal of the pattern.
    pub(super) check: Option<String>,
    /// The machine's refusal of the pattern.
    pub(super) machine: Option<String>,
    /// Complexity of the wildcards, counted up to 11. Absent unless it was requested and the machine accepts the
    /// pattern.
    pub(super) complexity: Option<u64>,
    /// For each event whether it matches, or why it is refused. Empty if the machine refuses the pattern.
    pub(super) verdicts: Vec<Result<bool, String>>,
}

/// A release of event-ruler in its own Java process, which is stopped on drop.
#[derive(Debug)]
pub struct Oracle {
    child: Child,
    questions: ChildStdin,
    lines: Receiver<String>,
    name: String,
}

impl Oracle {
    /// Starts the release that `oracle/fetch.sh` installed. `java` is the program; `None` uses `JAVA_HOME` or the path.
    ///
    /// # Errors
    /// The release is not installed, or Java does not start.
    pub fn start(release: &str, java: Option<&Path>) -> Result<Self, String> {
        let folder = built(release)?;
        let java = java.map_or_else(java_of_environment, Path::to_owned);
        let path = |name| folder.join(name).display().to_string();
        let mut child = Command::new(&java)
            .args(["-Xmx2g", "-Xss4m", "-XX:+UseSerialGC", "-cp"])
            .arg(format!("{}:{}", path("classes"), path("dependency/*")))
            .arg("Oracle")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", java.display()))?;
        let questions = child
            .stdin
            .take()
            .ok_or("Java's standard input is missing")?;
        let out = BufReader::new(
            child
                .stdout
                .take()
                .ok_or("Java's standard output is missing")?,
        );
        let (sender, lines) = channel();
        // The thread ends when the process closes its output.
        std::thread::spawn(move || {
            out.lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        let mut oracle = Self {
            child,
            questions,
            lines,
            name: String::new(),
        };
        let about = oracle.line()?;
        let of = |key: &str| about[key].as_str().unwrap_or("?").to_owned();
        let (java, jackson) = (of("java"), of("jackson"));
        oracle.name = format!("event-ruler {release}, Java {java}, Jackson {jackson}");
        Ok(oracle)
    }

    /// Returns the releases of event-ruler, Java and Jackson.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Sends questions; [`Self::replies`] waits for the replies.
    pub(super) fn ask(&mut self, questions: &[Question]) -> Result<(), String> {
        let line = questions
            .iter()
            .map(|question| json!({"pattern": question.pattern, "events": question.events, "weigh": question.weigh}));
        let line = Value::Array(line.collect());
        writeln!(self.questions, "{line}")
            .and_then(|()| self.questions.flush())
            .map_err(|error| format!("Java does not read: {error}"))
    }

    pub(super) fn replies(&mut self) -> Result<Vec<Reply>, String> {
        let line = self.line()?;
        let replies = line.as_array().ok_or("the reply is not a list")?;
        Ok(replies.iter().map(reply).collect())
    }

    fn line(&mut self) -> Result<Value, String> {
        let line = self.lines.recv_timeout(REPLY_MAX);
        let line =
            line.map_err(|_| format!("Java did not reply within {} s", REPLY_MAX.as_secs()))?;
        serde_json::from_str(&line).map_err(|error| format!("Java's answer: {error}"))
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        // The process may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn reply(answer: &Value) -> Reply {
    let words = |value: &Value| value.as_str().map(str::to_owned);
    let verdicts = answer["events"].as_array().map_or(&[][..], Vec::as_slice);
    let verdict = |value: &Value| {
        value
            .as_bool()
            .ok_or_else(|| words(value).unwrap_or_default())
    };
    Reply {
        check: words(&answer["check"]),
        machine: words(&answer["machine"]),
        complexity: answer["complexity"].as_u64(),
        verdicts: verdicts.iter().map(verdict).collect(),
    }
}

fn java_of_environment() -> PathBuf {
    std::env::var_os("JAVA_HOME").map_or_else(
        || "java".into(),
        |home| PathBuf::from(home).join("bin/java"),
    )
}

/// Returns where the script installed a release.
fn built(release: &str) -> Result<PathBuf, String> {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| repository().join("target"), PathBuf::from);
    let folder = target.join("oracle").join(release);
    if folder.join("classes/Oracle.class").exists() {
        return Ok(folder);
    }
    Err(format!(
        "event-ruler {release} is not installed: run src/differential/oracle/fetch.sh {release}, which needs a JDK and Maven"
    ))
}
