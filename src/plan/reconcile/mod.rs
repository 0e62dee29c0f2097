//! The reckoning after deployment: an estimate and the account's metrics in; each line predicted and real, the batching
//! order that the account shows, and the corrected estimate out.
//! The numbers stand in `model` and `correction`, the words in `document`.

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
pub use model::Question;
pub use order::Order;
pub use predicted::{Predicted, PredictedError};
pub use real::{Real, RealError};
