//! The Java process: one line of questions in, one line of answers out. The invariant: an answer for each question, in
//! their order.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};
use tidegate_fixtures::repository;

/// How long one line may take.
const ANSWER_MAX: Duration = Duration::from_secs(300);

/// A pattern and events for it.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) pattern: String,
    pub(super) events: Vec<String>,
    /// Whether the complexity is wanted.
    pub(super) weigh: bool,
}

/// What event-ruler says.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// What its compiler has against the pattern.
    pub(super) check: Option<String>,
    /// What its machine has against it.
    pub(super) machine: Option<String>,
    /// Of the wildcards, counted to 11; only if it was asked for and, as with the verdicts, the machine takes the pattern.
    pub(super) complexity: Option<u64>,
    /// Whether each event matches, or why it is refused.
    pub(super) verdicts: Vec<Result<bool, String>>,
}

/// A release of event-ruler in a Java of its own. Stopped when it is dropped.
#[derive(Debug)]
pub struct Oracle {
    child: Child,
    questions: ChildStdin,
    lines: Receiver<String>,
    name: String,
}

impl Oracle {
    /// Starts the release that `oracle/fetch.sh` has made ready. `java`: the program; `None`: that of `JAVA_HOME`, or
    /// the one on the path.
    ///
    /// # Errors
    /// The release is not there, or Java does not start.
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
        let questions = child.stdin.take().ok_or("Java has no input")?;
        let out = BufReader::new(child.stdout.take().ok_or("Java has no output")?);
        let (sender, lines) = channel();
        // Ends with the process, which closes its output.
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

    /// The releases of everything that has a say.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Sends questions; [`Self::answers`] waits for what is said to them.
    pub(super) fn ask(&mut self, questions: &[Question]) -> Result<(), String> {
        let line = questions
            .iter()
            .map(|question| json!({"pattern": question.pattern, "events": question.events, "weigh": question.weigh}));
        let line = Value::Array(line.collect());
        writeln!(self.questions, "{line}")
            .and_then(|()| self.questions.flush())
            .map_err(|error| format!("Java does not listen: {error}"))
    }

    pub(super) fn answers(&mut self) -> Result<Vec<Told>, String> {
        let line = self.line()?;
        let answers = line.as_array().ok_or("no list of answers")?;
        Ok(answers.iter().map(told).collect())
    }

    fn line(&mut self) -> Result<Value, String> {
        let line = self.lines.recv_timeout(ANSWER_MAX);
        let line =
            line.map_err(|_| format!("Java gave no answer in {} s", ANSWER_MAX.as_secs()))?;
        serde_json::from_str(&line).map_err(|error| format!("Java's answer: {error}"))
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn told(answer: &Value) -> Told {
    let words = |value: &Value| value.as_str().map(str::to_owned);
    let verdicts = answer["events"].as_array().map_or(&[][..], Vec::as_slice);
    let verdict = |value: &Value| {
        value
            .as_bool()
            .ok_or_else(|| words(value).unwrap_or_default())
    };
    Told {
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

/// Where the script has put a release.
fn built(release: &str) -> Result<PathBuf, String> {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| repository().join("target"), PathBuf::from);
    let folder = target.join("oracle").join(release);
    if folder.join("classes/Oracle.class").exists() {
        return Ok(folder);
    }
    Err(format!(
        "event-ruler {release} is not there: run src/differential/oracle/fetch.sh {release}, which needs a JDK and Maven"
    ))
}
