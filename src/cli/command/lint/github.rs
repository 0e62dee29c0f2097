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
    let message = format!("{}{}", it.message, it.remedy());
    // What CDK writes is not in the repository: the program is.
    if let Some(code) = &it.written_at {
        let message = format!("{message}\n({}:{}:{})", it.file, it.line, it.column);
        return command(level, it.code, &code.file, At::Line(code.line), &message);
    }
    let at = At::Stretch((it.line, it.column), (it.end_line, it.end_column));
    command(level, it.code, &it.file, at, &message)
}
