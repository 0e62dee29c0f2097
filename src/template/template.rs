//! A template that was read: what it holds that has filters, and what to say about it.

use crate::entry::Entry;
use crate::graph::{Edge, Neighbour};
use crate::lines::Lines;
use crate::note::Note;

/// The kinds of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A SAM template.
    Sam,
    /// A CloudFormation template, perhaps written by CDK.
    CloudFormation,
    /// A file of the Serverless Framework.
    Serverless,
    /// A plan or a state, as `terraform show -json` prints it.
    TerraformPlan,
    /// A file of Terraform's own language.
    Terraform,
    /// `FilterCriteria` as YAML, without a template around it.
    Criteria,
}

impl Format {
    /// Returns what messages call a file of this kind.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Sam => "SAM template",
            Self::CloudFormation => "CloudFormation template",
            Self::Serverless => "Serverless file",
            Self::TerraformPlan => "Terraform plan",
            Self::Terraform => "Terraform file",
            Self::Criteria => "FilterCriteria",
        }
    }
}

/// A template.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The kind of file.
    pub format: Format,
    /// The mappings, rules and pipes, with and without filters, in the order written.
    pub entries: Vec<Entry>,
    /// Remarks about the file, except those about one entry.
    pub notes: Vec<Note>,
    /// Which of its resources send to which others.
    pub edges: Vec<Edge>,
    /// The mappings, rules and pipes of other files that belong to it: those of a Terraform directory.
    pub neighbours: Vec<Neighbour>,
    /// Its lines, for addresses such as `line:12`.
    pub(crate) lines: Lines,
    /// Codes that the `Metadata` of the template silences.
    pub silenced: Vec<String>,
}
