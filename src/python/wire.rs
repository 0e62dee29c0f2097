//! What the machines of a cluster send each other, as bytes.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) fn written<T: Serialize>(value: &T) -> PyResult<Vec<u8>> {
    let bytes = postcard::to_stdvec(value);
    bytes.map_err(|error| PyValueError::new_err(error.to_string()))
}

/// Reads what another machine wrote; `what` says what it should be.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8], what: &str) -> PyResult<T> {
    postcard::from_bytes(bytes).map_err(|error| {
        PyValueError::new_err(format!(
            "not {what} ({error}): all machines need the same version of tidegate"
        ))
    })
}
