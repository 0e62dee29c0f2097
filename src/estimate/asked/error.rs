//! Why no request can be made of settings.

use tidegate_mapping::MappingError;
use tidegate_price::PriceError;

/// Why no request can be made of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedError {
    /// AWS refuses the mapping.
    Mapping(MappingError),
    /// The template names an architecture that Lambda does not have.
    Architecture(PriceError),
    /// There are no prices for the region.
    Prices(PriceError),
    /// Arrivals at random or from a backlog, and no rate.
    NeedsRate,
}

impl std::fmt::Display for AskedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Mapping(error) => error.fmt(f),
            Self::Architecture(error) | Self::Prices(error) => error.fmt(f),
            Self::NeedsRate => f.write_str("arrivals at random or from a backlog need a rate"),
        }
    }
}

impl std::error::Error for AskedError {}
