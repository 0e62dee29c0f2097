//! The options about findings: which stop a command, which are silenced, and whether the small ones are shown.

use clap::builder::{StringValueParser, TypedValueParser};
use clap::{ArgAction, Args};

/// How findings about filters are treated.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Findings")]
pub(crate) struct FindingArgs {
    /// Fail if there is a finding with this code, or any warning or error; repeatable, or a list with commas
    #[arg(long, value_name = "warnings|CODE", action = ArgAction::Append, value_delimiter = ',', value_parser = denied_parser())]
    pub(crate) deny: Vec<Denied>,
    /// Silence the findings with this code, such as L0308; repeatable, or a list with commas
    #[arg(long, value_name = "CODE", action = ArgAction::Append, value_delimiter = ',', value_parser = allowed_parser())]
    pub(crate) allow: Vec<&'static str>,
    /// Also show findings of severity info
    #[arg(long)]
    pub(crate) pedantic: bool,
}

impl FindingArgs {
    /// Returns a code that is both denied and allowed: its findings would be silenced, and the command would not fail.
    pub(super) fn contradiction(&self) -> Option<&'static str> {
        let mut allowed = self.allow.iter().copied();
        allowed.find(|code| self.deny.contains(&Denied::Code(code)))
    }
}

/// The findings that `--deny` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denied {
    /// Warnings and errors.
    Warnings,
    /// The findings with this code, infos too.
    Code(&'static str),
}

/// Accepts a code in any case.
pub(super) fn denied_parser() -> impl TypedValueParser<Value = Denied> {
    StringValueParser::new().try_map(|text| match text.to_ascii_lowercase().as_str() {
        "warnings" | "warning" => Ok(Denied::Warnings),
        _ => code(&text).map(Denied::Code),
    })
}

/// Accepts a code of a rule in any case; what AWS refuses can't be silenced.
fn allowed_parser() -> impl TypedValueParser<Value = &'static str> {
    StringValueParser::new().try_map(|text| match code(&text)? {
        code if code.starts_with('E') => Err(format!(
            "{code} can't be silenced, because AWS refuses the pattern"
        )),
        code => Ok(code),
    })
}

/// Accepts any code, in any case.
pub(crate) fn code_parser() -> impl TypedValueParser<Value = &'static str> {
    StringValueParser::new().try_map(|text| code(&text))
}

fn code(text: &str) -> Result<&'static str, String> {
    match tidegate_lint::explain(text.trim()) {
        Some(explanation) => Ok(explanation.code),
        None => {
            let codes: Vec<_> = tidegate_lint::codes().collect();
            let wanted = text.trim().to_ascii_uppercase();
            let near = tidegate::nearest(&wanted, &codes);
            let near = near.or(codes.last().copied()).unwrap_or_default();
            Err(format!("there is no such code; codes look like {near}"))
        }
    }
}
