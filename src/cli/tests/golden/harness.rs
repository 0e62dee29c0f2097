//! Runs the binary in a folder of its own and compares all of its output with a committed transcript. `TIDEGATE_BLESS=1
//! cargo test -p tidegate-cli` writes the transcripts again; read the difference before you keep it.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder with a test's files, in which the binary is run.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// An empty folder. `name` has to differ from test to test.
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("golden")
            .join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// The root of the repository, for commands as the README has them.
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

    /// The binary, ready to run here, with an environment that says nothing about colours.
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

    /// Runs it with `input` on stdin.
    pub(crate) fn run_on(&self, args: &[&str], input: &[u8]) -> Run {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let output = std::thread::scope(|scope| {
            // It may end before it has read everything.
            scope.spawn(move || stdin.write_all(input));
            child.wait_with_output().unwrap()
        });
        Run::new(args, output)
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
            stderr: String::from_utf8(output.stderr).unwrap(),
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

fn quoted(arg: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=".contains(c);
    if !arg.is_empty() && arg.chars().all(plain) {
        return arg.to_owned();
    }
    format!("'{}'", arg.replace('\n', "\\n").replace('\u{1b}', "\\e"))
}

/// Compares the runs, whole, with `expected/NAME.txt`.
pub(crate) fn check(name: impl AsRef<OsStr>, runs: &[Run]) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/expected");
    let file = file.join(name.as_ref()).with_extension("txt");
    let got: String = runs
        .iter()
        .map(Run::transcript)
        .collect::<Vec<_>>()
        .concat();
    if std::env::var_os("TIDEGATE_BLESS").is_some() {
        fs::write(&file, &got).unwrap();
        return;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    let differs = expected
        .lines()
        .zip(got.lines())
        .position(|(want, have)| want != have);
    let line = differs.unwrap_or_else(|| expected.lines().count().min(got.lines().count()));
    assert!(
        expected == got,
        "{} differs from line {} on; got:\n{got}",
        file.display(),
        line + 1
    );
}
