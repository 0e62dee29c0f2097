//! One page that holds all it needs: no script, no network, no font, no picture from elsewhere. The template escapes
//! every text; only charts, which hold none from outside, are put in as they are.

mod figures;
mod sections;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

use super::headline::headline;
use super::remarks;
use super::tables;
use super::{Period, Report};
use crate::counts::deleted_messages;
use sections::{AssumptionOut, TableOut};

/// The page without its figures.
const TEMPLATE: &str = include_str!("page.html");

/// Everything the template shows.
#[derive(Serialize)]
struct Page {
    lead: String,
    rest: String,
    is_saving: bool,
    setting: String,
    price_setting: Option<String>,
    is_month: bool,
    /// Messages that AWS would delete unseen.
    deleted: Option<String>,
    warnings: Vec<String>,
    key_figures: Vec<sections::KeyFigure>,
    advice: Vec<String>,
    dispositions: Vec<figures::Row>,
    by_filter: Vec<figures::Row>,
    records: TableOut,
    filters: Option<TableOut>,
    ranges: figures::Ranges,
    invocations: TableOut,
    sampling: Option<String>,
    cost: Option<sections::CostOut>,
    curves: Vec<sections::CurveOut>,
    load: Option<sections::LoadOut>,
    near: Option<sections::NearOut>,
    model: String,
    assumptions: Vec<AssumptionOut>,
    legend_text: &'static str,
    not_saved: Vec<String>,
    prices: Option<TableOut>,
}

pub(super) fn render(report: &Report) -> String {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let page = page(report);
    environment
        .render_str(TEMPLATE, Serde(&page))
        .expect("the template is a constant and names what the page has")
}

fn page(report: &Report) -> Page {
    let headline = headline(report);
    let deleted = deleted_messages(report.origin, &report.tally);
    let mut warnings = report.warnings();
    warnings.retain(|warning| Some(warning) != deleted.as_ref());
    Page {
        lead: headline.lead,
        rest: headline.rest,
        is_saving: headline.is_saving,
        setting: report.setting(),
        price_setting: report
            .cost
            .as_ref()
            .map(|cost| tables::setting(report, cost)),
        is_month: report.period == Period::Month,
        deleted,
        warnings: shown(warnings),
        key_figures: sections::key_figures(report),
        advice: shown(report.advice.iter().map(|advice| advice.text.clone())),
        dispositions: figures::dispositions(report),
        by_filter: figures::by_filter(report),
        records: TableOut::of(tables::records(report)),
        filters: tables::filters(report).map(TableOut::of),
        ranges: figures::ranges(report),
        invocations: TableOut::of(tables::invocations(report)),
        sampling: sections::sampling(report),
        cost: report
            .cost
            .as_ref()
            .map(|cost| sections::cost(report, cost)),
        curves: report
            .curves
            .iter()
            .map(|curve| sections::curve(report, curve))
            .collect(),
        load: report
            .load
            .as_ref()
            .map(|load| sections::load(report, load)),
        near: sections::near(report),
        model: report.model(),
        assumptions: sections::assumptions(report),
        legend_text: remarks::LEGEND,
        not_saved: shown(remarks::not_saved_lines(report)),
        prices: report
            .cost
            .as_ref()
            .map(|cost| TableOut::of(tables::prices(cost))),
    }
}

/// Texts without characters that act upon the page.
fn shown(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    texts
        .into_iter()
        .map(|text| tidegate_report::safe(&text))
        .collect()
}
