//! Compares an estimate with the account's metrics after deployment. The result holds each predicted figure beside the
//! real one, the batching order that the account shows, and the corrected estimate. The numbers are in `model` and
//! `correction`, the words in `document`.

mod advice;
mod correction;
mod document;
mod metric;
mod metrics;
mod model;
mod order;
mod predicted;
mod real;
mod time;

pub use correction::{Corrected, CorrectedLine};
pub use metric::Metric;
pub use metrics::{Metrics, MetricsError};
pub use model::ReconcileRequest;
pub use order::Order;
pub use predicted::{Predicted, PredictedError};
pub use real::{Real, RealError};
