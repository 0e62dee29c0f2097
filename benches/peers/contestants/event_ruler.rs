//! event-ruler from Maven Central, in a JVM: the pinned release, and the newest one if it differs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::remote::{Bounds, Launch, Remote};
use crate::contestant::{Reads, Refusal};
use crate::place::folder;
use crate::work::Extent;

/// Time after which the JVM counts as warmed up.
const WARM_UP: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, Debug)]
pub(super) enum Release {
    /// The release that tidegate follows.
    Pinned,
    /// The newest release on Maven Central.
    Newest,
}

impl Release {
    /// Returns the version in Maven's notation.
    const fn version(self) -> &'static str {
        match self {
            Self::Pinned => "2.0.1",
            Self::Newest => "[2.0.1,)",
        }
    }
}

/// One release that has been built.
#[derive(Clone, Debug)]
pub(super) struct EventRuler {
    pub(super) version: String,
    /// Classes and libraries.
    class_path: String,
    warm_up: Duration,
}

impl EventRuler {
    pub(super) fn build(release: Release, extent: Extent) -> Result<Self, Refusal> {
        for tool in ["java", "javac", "mvn"] {
            let runs = Command::new(tool).arg("-version").output();
            runs.map_err(|error| format!("needs a JDK and Maven; `{tool}`: {error}"))?;
        }
        let output = folder().join(format!("java/{release:?}"));
        // Otherwise libraries of an older release would remain.
        if output.exists() {
            std::fs::remove_dir_all(&output).map_err(|error| error.to_string())?;
        }
        let maven = Command::new("mvn")
            .args(["-q", "-B", "compile", "dependency:copy-dependencies"])
            .arg(format!("-Druler.version={}", release.version()))
            .arg(format!("-Dpeers.output={}", output.display()))
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("java"))
            .output()
            .map_err(|error| format!("mvn: {error}"))?;
        if !maven.status.success() {
            let text = String::from_utf8_lossy(&maven.stdout);
            return Err(format!("mvn: {}", text.lines().next().unwrap_or_default()));
        }
        let libraries = output.join("dependency");
        let version = jar_version(&libraries).ok_or("mvn did not fetch event-ruler")?;
        let path = |path: PathBuf| path.display().to_string();
        let class_path = format!(
            "{}:{}",
            path(output.join("classes")),
            path(libraries.join("*"))
        );
        Ok(Self {
            version,
            class_path,
            warm_up: match extent {
                Extent::Quick => Duration::ZERO,
                Extent::Full => WARM_UP,
            },
        })
    }

    pub(super) fn start(&self, bounds: Bounds) -> Remote {
        // If a compiler thread ended, its CPU time would no longer be counted.
        let options = [
            "-Xms2g",
            "-Xmx4g",
            "-XX:+UseSerialGC",
            "-XX:-UseDynamicNumberOfCompilerThreads",
            "-cp",
            &self.class_path,
            "Peer",
        ];
        let launch = Launch {
            name: format!("event-ruler {}", self.version),
            reads: Reads::Whole,
            program: "java".into(),
            arguments: options.map(str::to_owned).to_vec(),
            warm_up: self.warm_up,
        };
        Remote::new(launch, bounds)
    }
}

/// Returns the version in the name of the jar file.
fn jar_version(libraries: &Path) -> Option<String> {
    let files = std::fs::read_dir(libraries).ok()?.filter_map(Result::ok);
    let mut names = files.map(|file| file.file_name().to_string_lossy().into_owned());
    names.find_map(|name| {
        let version = name.strip_prefix("event-ruler-")?.strip_suffix(".jar")?;
        Some(version.to_owned())
    })
}
