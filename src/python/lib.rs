//! The native part of the Python package `tidegate`: filters, judging, explanations, estimates and Arrow columns. The package's
//! Python files (`python/tidegate`) give it its public face; names here are not public.
//!
//! Nothing is decided here: every verdict and number comes from the packages that the command line uses. Text comes in as
//! bytes, so that Python encodes a value in one place only. While records are judged, other Python threads can run.
#![forbid(unsafe_code)]

mod archive;
mod column;
mod compiled;
mod disposition;
mod document;
mod estimate;
mod explanation;
mod findings;
mod idle;
mod inputs;
mod methods;
mod read;
mod refusal;
mod report;
mod request;
mod sampler;
mod settings;
mod spread;
mod tally;
mod watch;
mod wire;

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<compiled::Compiled>()?;
    module.add_class::<disposition::Disposition>()?;
    module.add_class::<explanation::Explanation>()?;
    module.add_class::<report::Report>()?;
    module.add_class::<sampler::Sampler>()?;
    module.add_class::<spread::Spread>()?;
    module.add_class::<tally::Tally>()?;
    module.add_function(wrap_pyfunction!(archive::records_of, module)?)?;
    module.add_function(wrap_pyfunction!(disposition::disposition, module)?)?;
    module.add_function(wrap_pyfunction!(read::read_filters, module)?)?;
    module.add_function(wrap_pyfunction!(spread::gather_parts, module)?)?;
    module.add_function(wrap_pyfunction!(spread::replay_shards, module)?)?;
    module.add_function(wrap_pyfunction!(tally::tally, module)?)
}
