//! Findings about the filter files that rows name, each file once for each source. Patterns in the rows themselves are
//! not checked: a row may test a wrong pattern on purpose.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use tidegate::Profile;
use tidegate_batch::Route;
use tidegate_estimate::FilterFinding;

use super::ask;
use super::row::{Row, Subject};
use crate::args::{FindingArgs, NamedFile};
use crate::filters;
use crate::findings::Findings;
use crate::output::Console;

/// The findings, and the files that were looked at.
pub(super) struct FileFindings {
    findings: Findings,
    seen: HashSet<(PathBuf, Route, Profile)>,
}

impl FileFindings {
    pub(super) fn new(options: &FindingArgs) -> Self {
        Self {
            findings: Findings::new(options),
            seen: HashSet::new(),
        }
    }

    /// Looks at the filter file that a row of `file` names, unless that was done before. A file that can't be read is
    /// reported when the row is run.
    pub(super) fn look_at(&mut self, row: &Row, file: &Path, console: &Console) {
        let Subject::Records(route, profile) = row.subject else {
            return;
        };
        let Ok(Some(path)) = ask::filter_file(row, file) else {
            return;
        };
        if self.seen.insert((path.clone(), route, profile)) {
            let file = NamedFile::parse(path.as_os_str());
            filters::look_at(&mut self.findings, &file, route, profile, console);
        }
    }

    pub(super) fn are_denied(&self, console: &Console) -> bool {
        self.findings.are_denied(console)
    }

    pub(super) fn out(&self) -> Vec<FilterFinding> {
        self.findings.out()
    }
}
