//! The names of settings in the language of their file.

use crate::entry::Entry;
use crate::place::settings::{
    Row, SERVERLESS_FUNCTION, SERVERLESS_MAPPING, TERRAFORM_FUNCTION, TERRAFORM_MAPPING,
    TERRAFORM_SOURCE,
};
use crate::setting::Subject;

/// The language of the file that has an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// CloudFormation and SAM, which use AWS's names.
    CloudFormation,
    /// An event of a function of the Serverless Framework.
    Serverless,
    /// Terraform, or a plan of it.
    Terraform,
}

/// The events of a Serverless file that are mappings.
const SERVERLESS_EVENTS: [&str; 6] = ["sqs", "stream", "msk", "kafka", "activemq", "rabbitmq"];

impl Entry {
    /// Returns the language in which the entry is written.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.written_kind.as_str() {
            kind if kind.starts_with("aws_") => Dialect::Terraform,
            kind if SERVERLESS_EVENTS.contains(&kind) => Dialect::Serverless,
            _ => Dialect::CloudFormation,
        }
    }

    /// Returns what the entry's file calls the setting that AWS calls `name`.
    ///
    /// ```
    /// use tidegate_template::{Subject, Template, Values};
    /// let text = "resource \"aws_lambda_event_source_mapping\" \"m\" {\n  batch_size = 5\n}\n";
    /// let template = Template::read("main.tf", text, &Values::default())?.unwrap();
    /// let entry = &template.entries[0];
    /// assert_eq!(entry.spelled(Subject::Source, "VisibilityTimeout"), "visibility_timeout_seconds");
    /// # Ok::<(), tidegate_template::TemplateError>(())
    /// ```
    #[must_use]
    pub fn spelled(&self, subject: Subject, name: &'static str) -> &'static str {
        match (self.dialect(), subject) {
            // The queue, stream or table of a Serverless file is a resource of CloudFormation.
            (Dialect::CloudFormation, _) | (Dialect::Serverless, Subject::Source) => name,
            (Dialect::Serverless, Subject::Mapping)
                if self.written_kind == "stream" && name == "MaximumBatchingWindowInSeconds" =>
            {
                "batchWindow"
            }
            (Dialect::Serverless, Subject::Mapping) => own(&SERVERLESS_MAPPING, name),
            (Dialect::Serverless, Subject::Function) => own(&SERVERLESS_FUNCTION, name),
            (Dialect::Terraform, Subject::Mapping) => own(&TERRAFORM_MAPPING, name),
            (Dialect::Terraform, Subject::Function) => own(&TERRAFORM_FUNCTION, name),
            (Dialect::Terraform, Subject::Source) => {
                let mut rows = TERRAFORM_SOURCE.iter().flat_map(|(_, rows)| *rows);
                rows.find(|it| it.name == name).map_or(name, |it| it.path)
            }
        }
    }
}

fn own(rows: &[Row], name: &'static str) -> &'static str {
    let mut rows = rows.iter();
    rows.find(|it| it.name == name).map_or(name, |it| it.path)
}
