//! Findings about filters, with their places in the text that the user gave.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use tidegate::Span;
use tidegate_batch::criteria::{CriteriaError, FilterText, Remark};
use tidegate_estimate::{FilterFinding, filter_number};
use tidegate_lint::{Finding, Severity};

use crate::refusal::setting_in_python;

/// A finding about a document of filters.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Bytes of the document.
    span: Span,
    code: &'static str,
    severity: Severity,
    /// The index of the filter; `None` if it is about the document.
    filter: Option<usize>,
    name: Option<String>,
    message: String,
    help: Option<String>,
    fixed: Option<String>,
    /// AWS's words, if AWS refuses the filter.
    aws: Option<String>,
}

impl Found {
    pub(crate) fn of_filter(
        finding: Finding,
        aws: Option<String>,
        filter: &FilterText,
        text: &str,
    ) -> Self {
        Self {
            span: filter.span_in(text, finding.span),
            code: finding.code,
            severity: finding.severity,
            filter: Some(finding.filter),
            name: filter.name.clone(),
            message: finding.message,
            help: finding.help,
            fixed: finding.fixed,
            aws,
        }
    }

    pub(crate) fn of_remark(remark: &Remark) -> Self {
        Self {
            span: remark.span,
            code: remark.code,
            severity: Severity::Warning,
            filter: None,
            name: None,
            message: remark.message.clone(),
            help: Some(remark.help.clone()),
            fixed: None,
            aws: None,
        }
    }

    pub(crate) fn of_document(error: CriteriaError) -> Self {
        let choices = error.choices.iter().map(|choice| format!("\n  {choice}"));
        let choices: String = choices.collect();
        Self {
            span: error.span,
            code: error.code,
            severity: Severity::Error,
            filter: None,
            name: None,
            message: error.message,
            help: error
                .help
                .map(|help| setting_in_python(&format!("{help}{choices}"))),
            fixed: None,
            aws: None,
        }
    }

    pub(crate) fn is_info(&self) -> bool {
        self.severity == Severity::Info
    }

    /// Returns the finding as the reports of the command line write it.
    pub(crate) fn out(&self, text: &str, file: &str) -> FilterFinding {
        let (line, column) = place(text, self.span.start);
        FilterFinding {
            code: self.code.to_owned(),
            severity: self.severity.name().to_owned(),
            filter: self.filter.map(filter_number),
            name: self.name.clone(),
            file: file.to_owned(),
            line,
            column,
            message: self.message.clone(),
            help: self.help.clone(),
            fixed: self.fixed.clone(),
            aws: self.aws.clone(),
        }
    }

    /// Returns the fields as a dict. The span counts characters, as Python does.
    pub(crate) fn dict<'py>(&self, py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyDict>> {
        let (line, column) = place(text, self.span.start);
        let characters = |end: usize| text.get(..end).map_or(0, |before| before.chars().count());
        let dict = PyDict::new(py);
        dict.set_item("code", self.code)?;
        dict.set_item("severity", self.severity.name())?;
        dict.set_item("filter", self.filter.map(filter_number))?;
        dict.set_item("name", &self.name)?;
        dict.set_item(
            "span",
            (characters(self.span.start), characters(self.span.end)),
        )?;
        dict.set_item("line", line)?;
        dict.set_item("column", column)?;
        dict.set_item("message", &self.message)?;
        dict.set_item("help", &self.help)?;
        dict.set_item("fixed", &self.fixed)?;
        dict.set_item("aws", &self.aws)?;
        Ok(dict)
    }
}

/// Returns line and column of a byte, both from 1; columns are characters.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}
