//! The front door: decides what a file is, and reads it.

use crate::error::TemplateError;
use crate::graph::{self, Edge};
use crate::lines::Lines;
use crate::note::NoteKind;
use crate::place::{Found, cloudformation, criteria, plan, serverless, silenced};
use crate::resolve::{Language, Resolver};
use crate::template::{Format, Template};
use crate::terraform::{self, Folder};
use crate::tree::{self, Node};
use crate::values::Values;

impl Template {
    /// Reads a file. `name` is its path, of which only the extension counts. Returns `None` if the file is not a
    /// template.
    ///
    /// ```
    /// use tidegate_template::{Template, Values};
    /// let pattern = Template::read("f.json", r#"{"body": ["x"]}"#, &Values::default());
    /// assert_eq!(pattern, Ok(None));
    /// ```
    ///
    /// # Errors
    /// `E0501`: the file can't be read, though it seems to be a template.
    pub fn read(name: &str, text: &str, values: &Values) -> Result<Option<Self>, TemplateError> {
        if terraform::is_terraform(name) {
            return Self::read_in(name, text, values, &Folder::empty());
        }
        let documents = match tree::read(name, text) {
            Ok(documents) => documents,
            Err(error) if is_yaml(name) || text.contains("\"Resources\"") => return Err(error),
            Err(_) => return Ok(None),
        };
        let roots = documents.iter().filter_map(tree::Tree::root);
        let mut templates = roots.filter_map(|root| document(text, root, values));
        let Some(mut template) = templates.next() else {
            return Ok(None);
        };
        for other in templates {
            template.entries.extend(other.entries);
            template.notes.extend(other.notes);
            template.edges.extend(other.edges);
            template.silenced.extend(other.silenced);
        }
        Ok(Some(template))
    }

    /// Reads a file as [`Self::read`] does. A file of Terraform also sees the other files of its directory, through
    /// `folder`.
    ///
    /// # Errors
    /// `E0501`: the file can't be read, though it seems to be a template.
    pub fn read_in(
        name: &str,
        text: &str,
        values: &Values,
        folder: &Folder,
    ) -> Result<Option<Self>, TemplateError> {
        match terraform::is_terraform(name) {
            true => terraform::read(name, text, values, folder).map(Some),
            false => Self::read(name, text, values),
        }
    }
}

fn is_yaml(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    ["yaml", "yml", "template"]
        .iter()
        .any(|it| extension.eq_ignore_ascii_case(it))
}

/// Reads one document; `None` if it is not a template.
fn document(text: &str, root: Node<'_>, values: &Values) -> Option<Template> {
    // `aws cloudformation get-template` prints the template under this key, as an object if it is JSON.
    let root = root
        .get("TemplateBody")
        .filter(|it| it.is_map())
        .unwrap_or(root);
    let format = recognise(text, root)?;
    let resolver = Resolver::new(text, root, values, language(format));
    let mut found = Found::default();
    match format {
        Format::Serverless => serverless::read(&resolver, &mut found),
        Format::TerraformPlan => plan::read(&resolver, &mut found),
        Format::Criteria => criteria::bare(&resolver, &mut found),
        Format::Sam | Format::CloudFormation => {
            cloudformation::resources(&resolver, &mut found);
        }
        // Read before, without a tree.
        Format::Terraform => {}
    }
    if resolver.is_exhausted() {
        found.note(
            NoteKind::Unread,
            "aliases or references repeat the parts of this template so often that it is not read whole".to_owned(),
            0..0,
            "write the parts out, each once",
        );
    }
    Some(Template {
        format,
        entries: found.entries,
        notes: found.notes,
        edges: edges(&resolver, root),
        neighbours: Vec::new(),
        lines: Lines::new(text),
        silenced: silenced(root),
    })
}

/// Returns what the resources of a document send to each other.
fn edges<'t>(resolver: &Resolver<'t>, root: Node<'t>) -> Vec<Edge> {
    // A Serverless file may have a list of templates under `resources`.
    let inner = serverless::lists(root.get("resources")).into_iter();
    let sections = inner.chain([root]).filter_map(|it| it.get("Resources"));
    sections.flat_map(|it| graph::edges(resolver, it)).collect()
}

const fn language(format: Format) -> Language {
    match format {
        Format::Serverless => Language::Serverless,
        Format::Sam
        | Format::CloudFormation
        | Format::TerraformPlan
        | Format::Terraform
        | Format::Criteria => Language::CloudFormation,
    }
}

fn recognise(text: &str, root: Node<'_>) -> Option<Format> {
    let has_map = |key: &str| root.get(key).is_some_and(Node::is_map);
    if has_map("Resources") {
        return Some(if is_sam(root) {
            Format::Sam
        } else {
            Format::CloudFormation
        });
    }
    if serverless::is_serverless(root) {
        return Some(Format::Serverless);
    }
    if plan::is_plan(root) {
        return Some(Format::TerraformPlan);
    }
    // In JSON it is a filter document, which `tidegate_batch::criteria` reads.
    let is_json = text.trim_ascii_start().starts_with(['{', '[']);
    (!is_json && criteria::is_bare(root)).then_some(Format::Criteria)
}

/// A SAM template names its transform, alone or in a list.
fn is_sam(root: Node<'_>) -> bool {
    let is_serverless = |node: Node<'_>| {
        node.text()
            .is_some_and(|it| it.starts_with("AWS::Serverless"))
    };
    let transform = root.get("Transform");
    transform.is_some_and(|it| is_serverless(it) || it.list().any(is_serverless))
}
