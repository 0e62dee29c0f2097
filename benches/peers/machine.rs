//! The machine and the versions of a measurement.

use std::process::Command;

use serde::Serialize;

/// Machine and versions, for the top of the results.
#[derive(Debug, Serialize)]
pub(crate) struct Machine {
    date: String,
    commit: String,
    cpu: String,
    cores: usize,
    system: String,
    rustc: String,
    rust_flags: &'static str,
    java: String,
    go: String,
}

impl Machine {
    pub(crate) fn look() -> Self {
        Self {
            date: first_line("date", &["-u", "+%Y-%m-%d"]),
            commit: first_line("git", &["describe", "--always", "--dirty", "--abbrev=10"]),
            cpu: cpu(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            system: first_line("uname", &["-srm"]),
            rustc: first_line("rustc", &["--version"]),
            rust_flags: option_env!("RUSTFLAGS").unwrap_or_default(),
            java: first_line("java", &["--version"]),
            go: first_line("go", &["version"]),
        }
    }

    /// Returns names and values, in rows.
    pub(crate) fn rows(&self) -> [(&'static str, String); 9] {
        [
            ("date", self.date.clone()),
            ("tidegate", self.commit.clone()),
            ("CPU", self.cpu.clone()),
            ("cores", self.cores.to_string()),
            ("system", self.system.clone()),
            ("Rust", self.rustc.clone()),
            ("RUSTFLAGS", self.rust_flags.to_owned()),
            ("Java", self.java.clone()),
            ("Go", self.go.clone()),
        ]
    }
}

fn cpu() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let name = line.map(|rest| rest.trim_start_matches([' ', '\t', ':']));
    name.unwrap_or("unknown").to_owned()
}

/// Returns the first line that a program prints; empty if the program is missing.
fn first_line(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let text = text.unwrap_or_default();
    text.lines().next().unwrap_or_default().trim().to_owned()
}

/// Returns the version of a crate in the lock file.
pub(crate) fn locked(name: &str) -> &'static str {
    let lock = include_str!("Cargo.lock");
    let entry = lock.split("[[package]]").find_map(|entry| {
        let rest = entry.trim_start().strip_prefix("name = \"")?;
        rest.strip_prefix(name)?.strip_prefix("\"\nversion = \"")
    });
    entry.and_then(|rest| rest.split('"').next()).unwrap_or("?")
}
