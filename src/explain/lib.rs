//! Explanations as people and programs read them: turns a [`RecordExplanation`](tidegate_batch::RecordExplanation) into
//! an entry of a document, or into JSON. The one invariant: whatever a record or a pattern holds, nothing of it reaches
//! a terminal as a control character.
//!
//! ```
//! use std::ops::ControlFlow;
//! use tidegate_batch::{Filters, Input, Options, Route, evaluate};
//! use tidegate_explain::{Explained, Setting, entry};
//! use tidegate_report::Palette;
//! let route: Route = "sqs".parse().unwrap();
//! let filters = Filters::compile(route.source(), route.profile(), &[r#"{"body":{"a":[1]}}"#])?;
//! let mut explainer = filters.explainer()?;
//! let options = Options::default();
//! let input = Input::open(&br#"{"body":"{\"a\":2}"}"#[..], route.source(), &options)?;
//! evaluate(&filters, input, &options, &mut |outcome| {
//!     let why = explainer.explain(&outcome);
//!     let setting = Setting { route, names: &[None], columns: 80 };
//!     let explained = Explained { index: 0, record: outcome.record, form: outcome.form, why: &why, repair: None };
//!     let text = entry(setting, explained).text(setting.columns, &Palette::PLAIN);
//!     assert!(text.contains("FILTERED"));
//!     ControlFlow::Continue(())
//! })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod doubt;
mod entry;
mod identity;
mod json;
mod near;
mod near_counter;
mod remarks;
mod setting;
mod tree;
mod words;

pub use entry::entry;
pub use identity::identity;
pub use json::{RecordOut, document, record_out};
pub use near::{Near, condition};
pub use near_counter::NearCounter;
pub use remarks::{CutWatch, NoneRead, RecordOddities, RecordRemarks, Repeated, passed_over};
pub use setting::{Explained, Setting};
pub use words::fate;
