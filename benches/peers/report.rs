//! Writes the results as Markdown for people and as JSON for programs.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use serde::Serialize;

use crate::machine::Machine;
use crate::race::{Outcome, Race};
use crate::scale::Scale;

/// All results of a run of the command.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) machine: Machine,
    pub(crate) command: String,
    pub(crate) rounds: usize,
    /// Contestants that could not take part, and why.
    pub(crate) missing: Vec<String>,
    pub(crate) races: Vec<Race>,
    pub(crate) scales: Vec<Scale>,
}

impl Report {
    /// Writes `RESULTS.md` and `results.json` into a folder.
    pub(crate) fn write(&self, folder: &Path) -> io::Result<()> {
        std::fs::write(folder.join("RESULTS.md"), self.markdown())?;
        let json = serde_json::to_string_pretty(self)?;
        std::fs::write(folder.join("results.json"), json + "\n")
    }

    pub(crate) fn markdown(&self) -> String {
        let mut out = format!(
            "# tidegate compared with similar tools\n\nWritten by `{}`.\n\n| | |\n|---|---|\n",
            self.command
        );
        for (what, value) in self.machine.rows() {
            row(&mut out, &[what, &value]);
        }
        let _ = write!(
            out,
            "\nEach figure is CPU time, the median of {} rounds in which all took turns on the same records in memory, with one \
             thread each; GB are bytes of the records. Times are reported only if the counts agree. *part, unchecked*: stops early or skips, and so \
             accepts broken JSON. *times* is its time divided by tidegate's: above 1, tidegate is faster.\n",
            self.rounds
        );
        for missing in &self.missing {
            let _ = write!(out, "\nMissing: {missing}.\n");
        }
        for race in &self.races {
            markdown_race(&mut out, race);
        }
        self.markdown_scales(&mut out);
        out
    }

    fn markdown_scales(&self, out: &mut String) {
        if self.scales.is_empty() {
            return;
        }
        out.push_str(
            "\n## Many patterns\n\nOn the look-alike of citylots2. Each engine runs in its own process; memory is what \
             compiling added to resident memory or, with a garbage collector, to the live heap.\n\n\
             | set | engine | compile ms | MB | ns/event | events/s |\n|---|---|---:|---:|---:|---:|\n",
        );
        for scale in &self.scales {
            for engine in &scale.rows {
                let figures = match &engine.outcome {
                    Ok(figures) => [
                        format!("{:.1}", figures.compile_ms),
                        format!("{:.1}", figures.megabytes),
                        format!("{:.0}", figures.ns_per_event),
                        format!("{:.0}", 1e9 / figures.ns_per_event),
                    ],
                    Err(why) => [why.clone(), String::new(), String::new(), String::new()],
                };
                let [compile, memory, event, rate] = &figures;
                row(
                    out,
                    &[&scale.name, &engine.engine, compile, memory, event, rate],
                );
            }
        }
    }
}

fn markdown_race(out: &mut String, race: &Race) {
    let bytes_each = race.timed_bytes / race.timed_records.max(1);
    let _ = write!(
        out,
        "\n## {}\n\n{}. Counts compared on {} records, {} timed, {bytes_each} bytes each.\n\n\
         | | reads | ns/record | GB/s | records/s | times |\n|---|---|---:|---:|---:|---:|\n",
        race.name, race.about, race.records, race.timed_records
    );
    for contestant in &race.rows {
        if let Outcome::Timed(figures) = &contestant.outcome {
            let cells = [
                format!("{:.0}", figures.cpu_ns),
                format!("{:.2}", figures.gb_per_s),
                format!("{:.0}", 1e9 / figures.cpu_ns),
                format!("{:.2}", figures.times_tidegate),
            ];
            let [time, rate, records, times] = &cells;
            let name = &contestant.contestant;
            row(out, &[name, contestant.reads, time, rate, records, times]);
        }
    }
    let mut before = "\n";
    for contestant in &race.rows {
        let name = &contestant.contestant;
        let line = match &contestant.outcome {
            Outcome::Timed(_) => continue,
            Outcome::Refused(why) => format!("- {name} did not run: {why}\n"),
            Outcome::Disagrees(how) => format!("- **{name} disagrees**: {how}\n"),
        };
        let _ = write!(out, "{before}{line}");
        before = "";
    }
}

fn row(out: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}
