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
    let help = it.help.iter().map(|help| format!("\n{help}"));
    let fixed = it.fixed.iter().map(|fixed| format!("\nwrite {fixed}"));
    let more: String = help.chain(fixed).collect();
    let at = At::Stretch((it.line, it.column), (it.end_line, it.end_column));
    let message = format!("{}{more}", it.message);
    command(level, it.code, &it.file, at, &message)
}
