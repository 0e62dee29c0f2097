//! Errors: an item or a region has no price, or a price file can't be used. Each message says what would help.

use std::fmt;
use std::sync::Arc;

use super::Item;

/// An item that has no price in a region. A bill leaves it out and says so.
///
/// ```
/// use tidegate_price::{Architecture, Item, PriceBook};
/// let rates = PriceBook::built_in().rates("eu-west-1", Architecture::X86_64)?;
/// assert_eq!(
///     rates.price(Item::Logs).unwrap_err().to_string(),
///     "no price of CloudWatch logs in eu-west-1 is known; give `logs_per_gb` in a file with --prices",
/// );
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoPrice {
    /// The item.
    pub item: Item,
    /// The region.
    pub region: Arc<str>,
}

impl fmt::Display for NoPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no price of {} in {} is known; give `{}` in a file with --prices",
            self.item,
            self.region,
            self.item.key()
        )
    }
}

impl std::error::Error for NoPrice {}

/// Why the prices of a region or a price file can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PriceError {
    /// The region is one of AWS's, but no prices were found for it.
    RegionWithoutPrices {
        /// Name of the region.
        region: String,
    },
    /// The region is not a known one.
    UnknownRegion {
        /// The name that was given.
        region: String,
        /// The known region with the most similar name, if one is similar.
        nearest: Option<String>,
    },
    /// The region's prices come from a price file, which lacks an item that every bill needs.
    IncompleteRegion {
        /// Name of the region.
        region: String,
        /// The item without a price.
        item: Item,
    },
    /// The name is not an architecture of Lambda.
    Architecture(String),
    /// The price file is not JSON.
    Syntax {
        /// Name of the file.
        name: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1, in bytes.
        column: usize,
        /// The message of the JSON reader.
        detail: String,
    },
    /// The price file has a value that can't be used.
    Value {
        /// Name of the file.
        name: String,
        /// Keys from the top, such as `prices.eu-west-1.requests_per_million`; empty for the file as a whole.
        path: String,
        /// The fault, and the values that would be accepted.
        detail: String,
    },
}

impl fmt::Display for PriceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RegionWithoutPrices { region } => write!(
                f,
                "no prices for {region}: none were found, and those of another region would be a guess; \
                 give prices in a file with --prices"
            ),
            Self::UnknownRegion { region, nearest } => {
                write!(f, "no prices for `{region}`: not a known region")?;
                if let Some(nearest) = nearest {
                    write!(f, " (did you mean {nearest}?)")?;
                }
                f.write_str("; prices of other regions can be given in a file with --prices")
            }
            Self::IncompleteRegion { region, item } => write!(
                f,
                "the prices for {region} lack {item}: add `{}` to the file given with --prices",
                item.key()
            ),
            Self::Architecture(name) => {
                write!(f, "unknown architecture `{name}`: expected x86_64 or arm64")
            }
            Self::Syntax {
                name,
                line,
                column,
                detail,
            } => write!(f, "{name}:{line}:{column}: not JSON: {detail}"),
            Self::Value { name, path, detail } if path.is_empty() => write!(f, "{name}: {detail}"),
            Self::Value { name, path, detail } => write!(f, "{name}: {path}: {detail}"),
        }
    }
}

impl std::error::Error for PriceError {}
