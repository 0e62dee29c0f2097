//! The compiled filters of one document, as a Python object. Threads share it: judging one record takes a lock for as long as
//! that takes, and everything that reads many records has a judge of its own. Its methods are in `methods`.

use std::sync::Mutex;

use pyo3::prelude::*;
use tidegate_batch::criteria::Criteria;
use tidegate_batch::{Filters, Judge, Route};
use tidegate_estimate::{EstimateOptions, FilterFinding, Proof, Today};
use tidegate_lint::{Filter, Sample, lint_sample, never_matches};
use tidegate_template::SettingsTaken;

use crate::findings::Found;

/// Filters, compiled. `tidegate.Filter` is its public face.
#[pyclass(frozen, module = "tidegate._native")]
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) filters: Filters,
    pub(crate) route: Route,
    /// By index; `None` if a filter has no name.
    pub(crate) names: Vec<Option<String>>,
    origin: Origin,
    pub(crate) judge: Mutex<Judge>,
}

/// What filters were read from.
#[derive(Debug)]
pub(crate) struct Origin {
    pub(crate) criteria: Criteria,
    /// What was found about them.
    pub(crate) found: Vec<Found>,
    pub(crate) document: String,
    /// What findings call the document.
    pub(crate) file: String,
    /// The settings of a template's mapping.
    pub(crate) today: Option<(Today, SettingsTaken)>,
}

impl Compiled {
    pub(crate) fn new(filters: Filters, route: Route, origin: Origin) -> Self {
        let names = origin.criteria.filters.iter().map(|it| it.name.clone());
        Self {
            judge: Mutex::new(filters.judge()),
            filters,
            route,
            names: names.collect(),
            origin,
        }
    }

    /// Returns the patterns as texts, in order.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let filters = self.origin.criteria.filters.iter();
        filters.map(|it| it.text.as_str())
    }

    /// Returns the settings that estimates start from: those of the template that the filters come from. Settings that
    /// `options` state are not among those that the report names.
    pub(crate) fn today(&self, options: &EstimateOptions) -> Today {
        match &self.origin.today {
            Some((today, taken)) => Today {
                taken: taken.sentence(&options.stated()),
                ..today.clone()
            },
            None => Today::default(),
        }
    }

    /// Returns an empty sample, for the findings that records show about the filters.
    pub(crate) fn sample(&self) -> Sample {
        Sample::new(&self.read_again(), &self.filters)
    }

    /// Returns the text that the filters were read from.
    pub(crate) fn document(&self) -> &str {
        &self.origin.document
    }

    /// Returns the findings that a sample shows.
    pub(crate) fn shown(&self, sample: &Sample) -> Vec<Found> {
        let shown = lint_sample(&self.read_again(), sample).into_iter();
        let shown = shown.map(|finding| {
            let filter = &self.origin.criteria.filters[finding.filter];
            Found::of_filter(finding, None, filter, &self.origin.document)
        });
        shown.filter(|it| !it.is_info()).collect()
    }

    /// Returns the warnings and errors about the filters, those that a sample shows included.
    pub(crate) fn findings(&self, sample: Option<&Sample>) -> Vec<FilterFinding> {
        let shown = sample.map(|sample| self.shown(sample)).unwrap_or_default();
        let own = self.origin.found.iter().filter(|it| !it.is_info());
        let all = own.chain(&shown);
        all.map(|it| it.out(&self.origin.document, &self.origin.file))
            .collect()
    }

    pub(crate) fn proof(&self) -> Proof {
        match self.read_again().iter().all(never_matches) {
            true => Proof::NeverMatches,
            false => Proof::Open,
        }
    }

    fn read_again(&self) -> Vec<Filter<'_>> {
        let read = self
            .texts()
            .map(|text| Filter::read(text, self.route, self.filters.profile()));
        // They were read before they were compiled, so none is left out here.
        read.filter_map(Result::ok).collect()
    }
}
