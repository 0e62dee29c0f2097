//! The reckoning after deployment: an estimate and the account's metrics in; each line predicted and real, the batching
//! order that the account shows, and the corrected estimate out. A plan is worth nothing if the
//! account says otherwise, so this is where estimates are held against it.

mod answer;
mod correction;
mod figures;
mod metric;
mod metrics;
mod order;
mod predicted;
mod question;
mod real;
mod time;

pub use correction::{Corrected, CorrectedLine};
pub use metric::Metric;
pub use metrics::{Metrics, MetricsError};
pub use order::Order;
pub use predicted::{Predicted, PredictedError};
pub use question::Question;
pub use real::{Real, RealError};
