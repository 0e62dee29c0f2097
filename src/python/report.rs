//! A finished estimate, as a Python object. Its renderings are those of the command line.

use pyo3::prelude::*;
use tidegate_report::Palette;

/// An estimate. `tidegate.Report` is its public face.
#[pyclass(frozen, module = "tidegate._native")]
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) report: tidegate_estimate::Report,
    /// How the files were read, a sentence each.
    #[pyo3(get)]
    pub(crate) notes: Vec<String>,
    /// Facts that users may not expect of the records, a sentence each.
    #[pyo3(get)]
    pub(crate) remarks: Vec<String>,
    /// Settings that have no effect, and those that may be misread, a sentence each.
    #[pyo3(get)]
    pub(crate) idle: Vec<String>,
}

#[pymethods]
impl Report {
    fn json(&self) -> String {
        self.report.json()
    }

    fn markdown(&self) -> String {
        self.report.document().markdown()
    }

    fn html(&self) -> String {
        self.report.document().html()
    }

    fn text(&self, columns: usize) -> String {
        self.report.document().text(columns, &Palette::PLAIN)
    }

    fn first_screen(&self, columns: usize) -> String {
        self.report
            .first_screen(columns)
            .text(columns, &Palette::PLAIN)
    }
}
