//! Findings about filters, with the files they are in: shown on stderr, counted for exit codes, written into JSON. All
//! commands go through here, so that they say the same.

use std::collections::BTreeSet;

use tidegate::Span;
use tidegate_batch::criteria::{FilterText, Remark};
use tidegate_estimate::FilterFinding;
use tidegate_lint::{Finding, Severity, is_of_template};

use crate::args::{Denied, FindingArgs};
use crate::diagnostic::{Diagnostic, Document, Level, LineFinder};
use crate::output::Console;

/// Most findings that are shown on stderr. JSON has all.
const SHOWN_MAX: usize = 100;

/// A filter and the document that holds it.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// Index into the documents.
    pub(crate) document: usize,
    /// Which filter of those that are used together, from 1.
    pub(crate) number: usize,
    pub(crate) filter: FilterText,
}

/// The filters with their documents, and what was found about them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    options: FindingArgs,
    documents: Vec<Document>,
    /// By filter.
    origins: Vec<Origin>,
    /// Findings that are not silenced, infos included.
    kept: Vec<Kept>,
    /// The corrected filters that were shown, each with the filter's index.
    fixes_shown: BTreeSet<(Option<usize>, String)>,
    shown: usize,
    /// Findings that are left out because too many came before them.
    hidden: usize,
}

#[derive(Clone, Debug)]
struct Kept {
    /// The number of the document, not of the filter.
    document: usize,
    span: Span,
    code: &'static str,
    severity: Severity,
    /// `None`: it is about the document.
    filter: Option<usize>,
    message: String,
    help: Option<String>,
    fixed: Option<String>,
    /// AWS's words, if AWS refuses the filter.
    aws: Option<String>,
}

impl Findings {
    pub(crate) fn new(options: &FindingArgs) -> Self {
        Self {
            options: options.clone(),
            ..Self::default()
        }
    }

    /// Takes up a document and returns its index; its filters come later.
    pub(crate) fn add_document(&mut self, document: Document) -> usize {
        self.documents.push(document);
        self.documents.len() - 1
    }

    /// Takes up a filter; findings about it name it by its place among the origins.
    pub(crate) fn add_origin(&mut self, origin: Origin) {
        self.origins.push(origin);
    }

    pub(crate) fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// Takes up findings about filters and shows them.
    pub(crate) fn add(&mut self, findings: Vec<Finding>, console: &Console) {
        for finding in findings {
            self.add_with_aws(finding, None, console);
        }
    }

    /// Takes up one finding about a filter, with AWS's words, and shows it.
    pub(crate) fn add_with_aws(
        &mut self,
        finding: Finding,
        aws: Option<String>,
        console: &Console,
    ) {
        self.correct(&finding);
        let Origin {
            document, filter, ..
        } = &self.origins[finding.filter];
        let text = &self.documents[*document].text;
        let span = filter.span_in(text, finding.span);
        // `${!X}` under Fn::Sub says that the text `${X}` is meant.
        if is_of_template(finding.code) && text[span.range()].contains("${!") {
            return;
        }
        let kept = Kept {
            document: *document,
            span,
            code: finding.code,
            severity: finding.severity,
            filter: Some(finding.filter),
            message: finding.message,
            help: finding.help,
            fixed: finding.fixed,
            aws,
        };
        self.keep(kept, console);
    }

    /// Replaces the corrected pattern in the earlier findings about a filter, for JSON: records may show more of its
    /// mistakes.
    fn correct(&mut self, finding: &Finding) {
        if finding.severity == Severity::Info || finding.fixed.is_none() {
            return;
        }
        let earlier = self
            .kept
            .iter_mut()
            .filter(|kept| kept.filter == Some(finding.filter) && kept.severity > Severity::Info);
        for kept in earlier.filter(|kept| kept.fixed.is_some()) {
            kept.fixed.clone_from(&finding.fixed);
        }
    }

    /// Takes up a remark about a document and shows it.
    pub(crate) fn add_remark(&mut self, document: usize, remark: &Remark, console: &Console) {
        let kept = Kept {
            document,
            span: remark.span,
            code: remark.code,
            severity: Severity::Warning,
            filter: None,
            message: remark.message.clone(),
            help: Some(remark.help.clone()),
            fixed: None,
            aws: None,
        };
        self.keep(kept, console);
    }

    fn keep(&mut self, kept: Kept, console: &Console) {
        if self.options.allow.contains(&kept.code) {
            return;
        }
        let is_heard = kept.severity == Severity::Error || !console.is_quiet();
        if is_heard && self.is_wanted(&kept) {
            let fixed = kept
                .fixed
                .clone()
                .filter(|fixed| self.is_new_fix(kept.filter, fixed));
            self.show(
                &Kept {
                    fixed,
                    ..kept.clone()
                },
                console,
            );
        }
        self.kept.push(kept);
    }

    /// Returns whether the corrected filter was not yet shown with an earlier finding about the filter.
    fn is_new_fix(&mut self, filter: Option<usize>, fixed: &str) -> bool {
        self.fixes_shown.insert((filter, fixed.to_owned()))
    }

    fn show(&mut self, kept: &Kept, console: &Console) {
        if self.shown == SHOWN_MAX {
            self.hidden += 1;
            return;
        }
        if self.shown > 0 {
            console.drawn("");
        }
        console.drawn(&self.drawn(kept));
        self.shown += 1;
    }

    /// Says how many findings were not shown so far.
    pub(crate) fn say_hidden(&mut self, console: &Console) {
        match std::mem::take(&mut self.hidden) {
            0 => {}
            1 => console.say("1 more finding is not shown"),
            more => console.say(format_args!("{more} more findings are not shown")),
        }
    }

    /// Returns whether the options ask for this finding.
    fn is_wanted(&self, kept: &Kept) -> bool {
        kept.severity > Severity::Info || self.options.pedantic || self.is_denied(kept)
    }

    fn drawn(&self, kept: &Kept) -> String {
        Diagnostic {
            choices: &[],
            level: match kept.severity {
                Severity::Error => Level::Error,
                Severity::Warning => Level::Warning,
                Severity::Info => Level::Info,
            },
            code: Some(kept.code),
            message: &kept.message,
            span: kept.span,
            help: kept.help.as_deref(),
            fixed: kept.fixed.as_deref(),
            aws: kept.aws.as_deref(),
            related: &[],
        }
        .draw(&self.documents[kept.document])
    }

    pub(crate) fn has_errors(&self) -> bool {
        let mut kept = self.kept.iter();
        kept.any(|kept| kept.severity == Severity::Error)
    }

    /// Returns whether a finding is denied, and says so.
    pub(crate) fn are_denied(&self, console: &Console) -> bool {
        let denied = self.denied();
        if let Some(codes) = &denied {
            console.error(format_args!("stopped by --deny: {codes} found"));
        }
        denied.is_some()
    }

    /// Returns whether a finding that records show is denied, and says so. The other findings were looked at before
    /// reading.
    pub(crate) fn are_denied_by_records(&self, console: &Console) -> bool {
        let denied = self.denied();
        if let Some(codes) = &denied {
            console.error(format_args!("failed by --deny: the records show {codes}"));
        }
        denied.is_some()
    }

    /// Returns the codes that are denied and found; `None` if there are none.
    fn denied(&self) -> Option<String> {
        let denied = self.kept.iter().filter(|kept| self.is_denied(kept));
        let codes: BTreeSet<_> = denied.map(|kept| kept.code).collect();
        let codes: Vec<_> = codes.into_iter().collect();
        (!codes.is_empty()).then(|| codes.join(", "))
    }

    fn is_denied(&self, kept: &Kept) -> bool {
        self.options.deny.iter().any(|denied| match denied {
            Denied::Warnings => kept.severity >= Severity::Warning,
            Denied::Code(code) => *code == kept.code,
        })
    }

    /// Returns all findings that the options ask for, for JSON.
    pub(crate) fn out(&self) -> Vec<FilterFinding> {
        let mut lines: Vec<_> = self.documents.iter().map(LineFinder::new).collect();
        let wanted = self.kept.iter().filter(|kept| self.is_wanted(kept));
        wanted
            .map(|kept| {
                let place = lines[kept.document].find(kept.span.start);
                self.one_out(kept, place)
            })
            .collect()
    }

    fn one_out(&self, kept: &Kept, (line, column): (usize, usize)) -> FilterFinding {
        let document = &self.documents[kept.document];
        let origin = kept.filter.map(|filter| &self.origins[filter]);
        FilterFinding {
            code: kept.code.to_owned(),
            severity: kept.severity.name().to_owned(),
            filter: origin.map(|origin| origin.number),
            name: origin.and_then(|origin| origin.filter.name.clone()),
            file: document.name.clone(),
            line,
            column,
            message: kept.message.clone(),
            help: kept.help.clone(),
            fixed: kept.fixed.clone(),
            aws: kept.aws.clone(),
        }
    }
}
