//! Findings as annotations of a workflow of GitHub Actions.

use super::out::Located;
use crate::workflow::{At, command};

/// Returns a command for each finding.
pub(super) fn lines(findings: &[Located]) -> String {
    findings.iter().map(line).collect()
}

fn line(it: &Located) -> String {
    let level = match it.severity {
        "info" => "notice",
        severity => severity,
    };
    let at = At::Stretch((it.line, it.column), (it.end_line, it.end_column));
    let message = format!("{}{}", it.message, it.remedy());
    command(level, it.code, &it.file, at, &message)
}
