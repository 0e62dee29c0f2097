//! Explains the outcome of a row's record by explain's tree, as text.

use std::ops::ControlFlow;

use tidegate::{Profile, Source};
use tidegate_batch::{Filters, Input, InputKind, Options, Route, evaluate};
use tidegate_explain::{Explained, Setting};
use tidegate_report::Palette;

use super::row::{Row, Subject};
use crate::output;

/// Columns before each line of a tree, below the line of its row.
pub(super) const TREE_INDENT: usize = 2;

/// Returns the tree for the row's record. Returns `None` if there is no record to explain, or its filters are refused.
pub(super) fn tree(row: &Row, texts: &[&str]) -> Option<String> {
    let event = row.event.as_deref()?;
    let (route, profile, kind) = asked(row);
    let filters = Filters::compile(route.source(), profile, texts).ok()?;
    let mut explainer = filters.explainer().ok()?;
    let options = Options {
        input: kind,
        threads: 1,
        ..Options::default()
    };
    let input = Input::open(event.as_bytes(), route.source(), &options).ok()?;
    let names = vec![None; filters.len()];
    let setting = Setting {
        route,
        names: &names,
        columns: output::stdout_columns().saturating_sub(TREE_INDENT),
    };
    let mut text = None;
    let told = evaluate(&filters, input, &options, &mut |outcome| {
        let why = explainer.explain(&outcome);
        let repair = explainer.repair(&outcome, &why);
        let explained = Explained {
            index: outcome.index,
            record: outcome.record,
            form: outcome.form,
            why: &why,
            repair: repair.as_ref(),
        };
        let entry = tidegate_explain::entry(setting, explained);
        text = Some(entry.text(setting.columns, &Palette::PLAIN));
        ControlFlow::Break(())
    });
    told.ok()?;
    text
}

/// Returns the route of the row's record, the profile of its patterns, and the kind of its event. An event for the
/// engine alone counts as one of a bus.
fn asked(row: &Row) -> (Route, Profile, Option<InputKind>) {
    let bus = Route::Service(Source::EventBridge);
    match row.subject {
        Subject::Engine(profile) => (bus, profile, Some(InputKind::Payload)),
        Subject::TestEventPattern => (bus, bus.profile(), Some(InputKind::Payload)),
        Subject::Records(route, profile) => (route, profile, row.input),
    }
}
