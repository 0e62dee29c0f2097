//! Why there is no price, or why a price file can't be used. Each says what would help.

use std::fmt;
use std::sync::Arc;

use super::Item;

/// One item has no price in a region. A bill goes on without it and says so.
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
    /// What has no price.
    pub item: Item,
    /// Where.
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

/// Prices that can't be had.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PriceError {
    /// A region of AWS's for which no figures were found.
    RegionWithoutPrices {
        /// Its name.
        region: String,
    },
    /// No region of AWS's that we know.
    UnknownRegion {
        /// What was asked for.
        region: String,
        /// The region whose name is nearest, if one is near.
        nearest: Option<String>,
    },
    /// A region, from a price file, that lacks what every bill needs.
    IncompleteRegion {
        /// Its name.
        region: String,
        /// The item without a price.
        item: Item,
    },
    /// No architecture of Lambda's.
    Architecture(String),
    /// A price file that is not JSON.
    Syntax {
        /// Name of the file.
        name: String,
        /// From 1.
        line: usize,
        /// From 1, in bytes.
        column: usize,
        /// What the reader says.
        detail: String,
    },
    /// A price file with something in it that can't be used.
    Value {
        /// Name of the file.
        name: String,
        /// Keys from the top, `prices.eu-west-1.requests_per_million`; empty for the file as a whole.
        path: String,
        /// What is wrong with it, and what would be accepted.
        detail: String,
    },
}

impl fmt::Display for PriceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RegionWithoutPrices { region } => write!(
                f,
                "no prices for {region}: no figures of AWS's were found for it, and those of another region would be \
                 a guess; give them in a file with --prices"
            ),
            Self::UnknownRegion { region, nearest } => {
                write!(f, "no prices for `{region}`: not a region that we know")?;
                if let Some(nearest) = nearest {
                    write!(f, ", the nearest name is {nearest}")?;
                }
                f.write_str("; prices of other regions can be given in a file with --prices")
            }
            Self::IncompleteRegion { region, item } => write!(
                f,
                "the prices for {region} lack {item}: add `{}` to the file given with --prices",
                item.key()
            ),
            Self::Architecture(name) => {
                write!(f, "no architecture `{name}`: expected x86_64 or arm64")
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
