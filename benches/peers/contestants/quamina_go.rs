//! quamina in Go, from the Go module proxy, which does not serve it everywhere.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::remote::{Bounds, Launch, Remote};
use crate::contestant::{Reads, Refusal};
use crate::place::folder;

/// The release that `go/go.mod` names.
const VERSION: &str = "2.0.2";

#[derive(Clone, Debug)]
pub(crate) struct QuaminaGo {
    program: PathBuf,
}

impl QuaminaGo {
    pub(super) fn build() -> Result<Self, Refusal> {
        let program = folder().join("quamina-go");
        let go = Command::new("go")
            .args(["build", "-mod=mod", "-o"])
            .arg(&program)
            .arg(".")
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("go"))
            .output()
            .map_err(|error| format!("go: {error}"))?;
        if !go.status.success() {
            let text = String::from_utf8_lossy(&go.stderr);
            let last = text.lines().last().unwrap_or("go build failed");
            // Only the reason: the text before it names the place it was fetched from.
            let reason = last.rsplit(": ").next().unwrap_or(last);
            return Err(format!(
                "version {VERSION} was not built: {}",
                reason.trim()
            ));
        }
        Ok(Self { program })
    }

    pub(super) fn start(&self, bounds: Bounds) -> Remote {
        let launch = Launch {
            name: format!("quamina {VERSION} (Go)"),
            reads: Reads::Part,
            program: self.program.clone(),
            arguments: Vec::new(),
            warm_up: Duration::ZERO,
        };
        Remote::new(launch, bounds)
    }
}
