//! The filters in `filters/lint`: each rule finds what is in its `bad` folder, and nothing in its `good` folder.

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use tidegate_batch::criteria::Criteria;
use tidegate_batch::{Filters, Input, InputKind, Options, Route, evaluate};
use tidegate_json::Json;
use tidegate_lint::{
    Filter, Sample, codes, explain, is_of_template, lint, lint_refused, lint_sample, lint_template,
};
use tidegate_template::{Template, Values};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../filters/lint")
}

/// Returns the codes of the rules, without those of patterns that AWS refuses.
fn rules() -> BTreeSet<String> {
    let rules = codes().filter(|code| code.starts_with('L'));
    rules.map(str::to_owned).collect()
}

/// One file: filters of a source, and records if the rule needs some.
struct Fixture {
    route: Route,
    filters: Vec<String>,
    records: Vec<String>,
    /// The codes of the remarks about the document, if the filters stand in one.
    remarks: Vec<String>,
}

impl Fixture {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let json = Json::parse_whole(&text).unwrap();
        let texts = |key: &str| match json.get(key).map(|list| &list.kind) {
            Some(tidegate_json::JsonKind::Array(texts)) => {
                let texts = texts.iter().map(|it| it.as_str().unwrap().to_owned());
                texts.collect()
            }
            Some(_) => panic!("{key} is not a list: {}", path.display()),
            None => Vec::new(),
        };
        let mut fixture = Self {
            route: json
                .get("source")
                .unwrap()
                .as_str()
                .unwrap()
                .parse()
                .unwrap(),
            filters: texts("filters"),
            records: texts("records"),
            remarks: Vec::new(),
        };
        if let Some(document) = json.get("document") {
            let criteria = Criteria::read(document.as_str().unwrap(), None).unwrap();
            let filters = criteria.filters.into_iter();
            fixture.filters = filters.map(|it| it.text).collect();
            let remarks = criteria.remarks.iter();
            fixture.remarks = remarks.map(|it| it.code.to_owned()).collect();
        }
        assert!(!fixture.filters.is_empty(), "{}", path.display());
        fixture
    }

    /// Returns the codes of all findings.
    fn found(&self) -> BTreeSet<String> {
        let read = |text| Filter::read(text, self.route, self.route.profile());
        let texts = self.filters.iter().map(String::as_str);
        let Ok(filters) = texts.clone().map(read).collect::<Result<Vec<_>, _>>() else {
            let refused = texts.flat_map(|text| lint_refused(0, text));
            return refused.map(|it| it.code.to_owned()).collect();
        };
        let mut findings = lint(&filters);
        if !self.records.is_empty() {
            findings.extend(lint_sample(&filters, &self.sample(&filters)));
        }
        let codes = findings.iter().map(|it| it.code.to_owned());
        codes.chain(self.remarks.iter().cloned()).collect()
    }

    fn sample(&self, filters: &[Filter<'_>]) -> Sample {
        let (source, profile) = (self.route.source(), self.route.profile());
        let texts: Vec<&str> = self.filters.iter().map(String::as_str).collect();
        let compiled = Filters::compile(source, profile, &texts).unwrap();
        let mut sample = Sample::new(filters, &compiled);
        let options = Options {
            input: Some(InputKind::Record),
            ..Options::default()
        };
        let lines = self.records.join("\n");
        let input = Input::open(lines.as_bytes(), source, &options).unwrap();
        let tally = evaluate(&compiled, input, &options, &mut |outcome| {
            sample.take(&outcome);
            ControlFlow::Continue(())
        });
        assert_eq!(tally.unwrap().unreadable_total(), 0, "{:?}", self.records);
        sample
    }
}

/// Returns the files of a rule; at least one.
fn files(code: &str, kind: &str) -> Vec<PathBuf> {
    let folder = folder().join(code).join(kind);
    let files = fs::read_dir(&folder);
    let files = files.unwrap_or_else(|_| panic!("{code} has no filters in {}", folder.display()));
    let files: Vec<_> = files.map(|it| it.unwrap().path()).collect();
    assert!(!files.is_empty(), "{code} has no file in {kind}");
    files
}

/// Returns the codes of all findings in a file: filters as JSON, or a template as YAML.
fn found(path: &Path) -> BTreeSet<String> {
    if path.extension().is_some_and(|it| it == "yaml") {
        return of_template(path);
    }
    Fixture::read(path).found()
}

fn of_template(path: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(path).unwrap();
    let template = Template::read("t.yaml", &text, &Values::default());
    let template = template.unwrap().unwrap();
    let is_empty = template.entries.is_empty() && template.edges.is_empty();
    assert!(!is_empty, "{}", path.display());
    let placed = lint_template(&template).into_iter();
    let mut codes: BTreeSet<_> = placed
        .inspect(|it| assert!(!text[it.span.range()].is_empty(), "{}", path.display()))
        .map(|it| it.code.to_owned())
        .collect();
    let filtered = template.entries.iter().filter(|it| !it.filters.is_empty());
    for entry in filtered {
        let Some(route) = entry.route() else { continue };
        let texts = entry.filters.iter().map(|it| it.text.text());
        let filters = texts.map(|text| Filter::read(text, route, route.profile()).unwrap());
        let findings = lint(&filters.collect::<Vec<_>>());
        let own = findings.iter().filter(|it| !is_of_template(it.code));
        codes.extend(own.map(|it| it.code.to_owned()));
    }
    codes
}

#[test]
fn bad_filters_have_the_finding() {
    for code in rules() {
        for file in files(&code, "bad") {
            let found = found(&file);
            assert!(found.contains(&code), "{}: {found:?}", file.display());
        }
    }
}

#[test]
fn good_filters_do_not_have_the_finding() {
    for code in rules() {
        for file in files(&code, "good") {
            let found = found(&file);
            assert!(!found.contains(&code), "{}: {found:?}", file.display());
        }
    }
}

#[test]
fn every_folder_is_of_a_rule() {
    let entries = fs::read_dir(folder()).unwrap().map(|it| it.unwrap());
    let folders = entries.filter(|it| it.path().is_dir());
    let names: BTreeSet<_> = folders
        .map(|it| it.file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, rules());
}

#[test]
fn each_rule_has_a_category_and_a_place_in_the_default_run() {
    for code in rules() {
        let explanation = explain(&code).unwrap();
        let category = explanation.category();
        assert!(code.starts_with(category.prefix()), "{code}");
        let is_info = explanation.severities() == "info";
        assert_eq!(explanation.is_pedantic(), is_info, "{code}");
    }
}
