//! Runs the binary in a folder of its own and compares all of its output with a committed transcript. `cargo goldens`
//! writes the transcripts again; read the difference before you keep it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use snapbox::assert::DEFAULT_ACTION_ENV;
use snapbox::data::DataFormat;
use snapbox::{Assert, Data, IntoData, Redactions};

/// A folder with a test's files, in which the binary is run.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Returns an empty folder. `name` has to differ from test to test.
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("golden")
            .join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Returns the root of the repository, for commands as the README has them.
    pub(crate) fn repository() -> Self {
        Self(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        fs::write(self.path(name), content).unwrap();
        self
    }

    /// Returns the binary, ready to run here, with an environment that says nothing about colours.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tidegate"));
        command
            .args(args)
            .current_dir(&self.0)
            .env("COLUMNS", "80")
            .stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs it with nothing on stdin.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::new(args, self.command(args).output().unwrap())
    }

    /// Runs it with nothing on stdin, for a terminal of `columns`.
    pub(crate) fn run_at(&self, args: &[&str], columns: usize) -> Run {
        let mut command = self.command(args);
        command.env("COLUMNS", columns.to_string());
        Run::new(args, command.output().unwrap())
    }

    /// Runs it with `input` on stdin, of which it need not read everything.
    pub(crate) fn run_on(&self, args: &[&str], input: &[u8]) -> Run {
        let command = snapbox::cmd::Command::from_std(self.command(args));
        Run::new(args, command.stdin(input).output().unwrap())
    }

    /// Runs it with nothing on stdin. Returns what a terminal shows: stdout and stderr in the order of writing.
    pub(crate) fn run_shown(&self, args: &[&str]) -> String {
        let command = snapbox::cmd::Command::from_std(self.command(args));
        let output = command.stdin("").stderr_to_stdout().output().unwrap();
        without_waiting(&String::from_utf8(output.stdout).unwrap())
    }
}

/// One run and what it said.
pub(crate) struct Run {
    args: Vec<String>,
    pub(crate) code: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Run {
    fn new(args: &[&str], output: Output) -> Self {
        Self {
            args: args.iter().map(|&arg| arg.to_owned()).collect(),
            code: output.status.code(),
            stdout: output.stdout,
            stderr: without_waiting(&String::from_utf8(output.stderr).unwrap()),
        }
    }

    pub(crate) fn stdout(&self) -> &str {
        std::str::from_utf8(&self.stdout).unwrap()
    }

    fn transcript(&self) -> String {
        let args: Vec<_> = self.args.iter().map(|arg| quoted(arg)).collect();
        let code = self.code.map_or("none".to_owned(), |code| code.to_string());
        let stdout = String::from_utf8_lossy(&self.stdout);
        format!(
            "$ tidegate {}\n[code {code}]\n[stdout]\n{stdout}[stderr]\n{}\n",
            args.join(" "),
            self.stderr
        )
    }
}

/// Returns what was said, without the line that says what a slow machine waits for.
fn without_waiting(stderr: &str) -> String {
    let Some(at) = stderr.find("replaying a month: ") else {
        return stderr.to_owned();
    };
    let rest = &stderr[at..];
    let end = rest.find("less time\n").map_or(rest.len(), |end| end + 10);
    format!("{}{}", &stderr[..at], &rest[end..])
}

fn quoted(arg: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=".contains(c);
    if !arg.is_empty() && arg.chars().all(plain) {
        return arg.to_owned();
    }
    format!("'{}'", arg.replace('\n', "\\n").replace('\u{1b}', "\\e"))
}

/// Compares the runs, whole, with `expected/NAME.txt`.
#[track_caller]
pub(crate) fn check(name: impl AsRef<OsStr>, runs: &[Run]) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/expected");
    let file = file.join(name.as_ref()).with_extension("txt");
    check_file(&file, runs.iter().map(Run::transcript).collect());
}

/// Compares a text with a file, character for character.
#[track_caller]
pub(crate) fn check_file(file: &Path, got: String) {
    // snapbox reads `\r\n` as `\n`, for checkouts on Windows, and so would not see it in the output.
    assert!(!got.contains('\r'), "{got:?}");
    comparison().eq(got, text_of(file).raw());
}

/// Compares a text with a file, in which a line `...` stands for any lines.
#[track_caller]
pub(crate) fn check_elided(file: &Path, got: String) {
    comparison().eq(got, text_of(file));
}

fn text_of(file: &Path) -> Data {
    Data::read_from(file, Some(DataFormat::Text))
}

/// Returns a comparison that replaces nothing in the texts. With `SNAPSHOTS=overwrite` it writes the file instead.
fn comparison() -> Assert {
    let exact = Assert::new().normalize_paths(false);
    let exact = exact.redact_with(Redactions::new());
    exact.action_env(DEFAULT_ACTION_ENV)
}

#[test]
fn elision_stands_for_any_lines_and_all_others_are_compared() {
    let is_shown = |page: &str| {
        let (got, page) = comparison().normalize("a\nb\nc\n".into_data(), page.into_data());
        got == page
    };
    for page in ["a\nb\nc\n", "a\n...\n", "...\nc\n", "...\nb\n...\n"] {
        assert!(is_shown(page), "{page:?}");
    }
    for page in ["a\nb\n", "a\nc\n...\n", "...\nb\n", ""] {
        assert!(!is_shown(page), "{page:?}");
    }
}

#[test]
fn elision_in_a_transcript_stands_only_for_itself() {
    let (got, page) = comparison().normalize("a\n".into_data(), "...\n".into_data().raw());
    assert_ne!(got, page);
}
