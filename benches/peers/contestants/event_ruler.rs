//! event-ruler from Maven Central, in a JVM: the pinned release, and the newest one where that is another.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::remote::{Bounds, Launch, Remote};
use crate::contestant::{Reads, Refusal};

/// The release that tidegate follows.
const PINNED: &str = "2.0.1";
/// Maven's word for any release from that one on.
const NEWEST: &str = "[2.0.1,)";

/// One release, built.
#[derive(Clone, Debug)]
pub(crate) struct EventRuler {
    version: String,
    /// Classes and libraries.
    class_path: String,
    warm_up: Duration,
}

impl EventRuler {
    /// The pinned release and the newest.
    pub(super) fn build_all(warm_up: Duration) -> Result<Vec<Self>, Refusal> {
        for tool in ["java", "javac", "mvn"] {
            let runs = Command::new(tool).arg("-version").output();
            runs.map_err(|error| format!("needs a JDK and Maven; `{tool}`: {error}"))?;
        }
        let pinned = Self::build("pinned", PINNED, warm_up)?;
        let newest = Self::build("newest", NEWEST, warm_up)?;
        let is_newer = newest.version != pinned.version;
        Ok([pinned]
            .into_iter()
            .chain(is_newer.then_some(newest))
            .collect())
    }

    fn build(folder: &str, version: &str, warm_up: Duration) -> Result<Self, Refusal> {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("java");
        let output = crate::folder().join("java").join(folder);
        let maven = Command::new("mvn")
            .args(["-q", "-B", "compile", "dependency:copy-dependencies"])
            .arg(format!("-Druler.version={version}"))
            .arg(format!("-Dpeers.output={}", output.display()))
            .current_dir(project)
            .output()
            .map_err(|error| format!("mvn: {error}"))?;
        if !maven.status.success() {
            let text = String::from_utf8_lossy(&maven.stdout);
            return Err(format!("mvn: {}", text.lines().next().unwrap_or_default()));
        }
        let libraries = output.join("dependency");
        let version = jar_version(&libraries).ok_or("mvn brought no event-ruler")?;
        let path = |path: PathBuf| path.display().to_string();
        let class_path = format!(
            "{}:{}",
            path(output.join("classes")),
            path(libraries.join("*"))
        );
        Ok(Self {
            version,
            class_path,
            warm_up,
        })
    }

    pub(super) fn start(&self, bounds: Bounds) -> Remote {
        let options = [
            "-Xms2g",
            "-Xmx4g",
            "-XX:+UseSerialGC",
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

/// By the name of the file.
fn jar_version(libraries: &Path) -> Option<String> {
    let files = std::fs::read_dir(libraries).ok()?.filter_map(Result::ok);
    let mut names = files.map(|file| file.file_name().to_string_lossy().into_owned());
    names.find_map(|name| {
        let version = name.strip_prefix("event-ruler-")?.strip_suffix(".jar")?;
        Some(version.to_owned())
    })
}
