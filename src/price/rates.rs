//! The prices for one region and architecture, each with its date, source and grade.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::{Item, Money, NoPrice, PriceError};

/// Processor architecture of a function, which decides the price of run time.
///
/// ```
/// use tidegate_price::Architecture;
/// assert_eq!("arm".parse::<Architecture>()?, Architecture::Arm64);
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Architecture {
    /// `x86_64`, AWS's default.
    #[default]
    X86_64,
    /// `arm64` (Graviton).
    Arm64,
}

impl FromStr for Architecture {
    type Err = PriceError;

    fn from_str(name: &str) -> Result<Self, PriceError> {
        match name {
            "x86_64" | "x86" => Ok(Self::X86_64),
            "arm64" | "arm" => Ok(Self::Arm64),
            _ => Err(PriceError::Architecture(name.to_owned())),
        }
    }
}

/// Writes AWS's name: `x86_64` or `arm64`.
impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::X86_64 => "x86_64",
            Self::Arm64 => "arm64",
        })
    }
}

/// The currency of all prices of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum Currency {
    /// US dollars, in all regions outside China.
    Usd,
    /// Renminbi, in `cn-north-1` and `cn-northwest-1`.
    Cny,
}

/// Digits of a rough amount.
const ROUGH_DIGITS: u32 = 3;

impl Currency {
    /// Returns the text written before an amount: `$` or `CNY `.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Usd => "$",
            Self::Cny => "CNY ",
        }
    }

    /// Writes an amount, rounded to the cent, with the currency before it.
    ///
    /// ```
    /// use tidegate_figures::Decimal;
    /// use tidegate_price::{Currency, Money};
    /// let amount = Money::from_decimal(Decimal::new(-123_450, 2));
    /// assert_eq!(Currency::Usd.amount(amount), "-$1,234.50");
    /// ```
    #[must_use]
    pub fn amount(self, amount: Money) -> String {
        let (cents, sign) = (amount.cents(), self.sign());
        if cents < Money::ZERO {
            format!("-{sign}{}", Money::ZERO - cents)
        } else {
            format!("{sign}{cents}")
        }
    }

    /// The amount in three digits, `$79.60`; no cents from a hundred on.
    ///
    /// ```
    /// use tidegate_figures::Decimal;
    /// use tidegate_price::{Currency, Money};
    /// let rough = |cents| Currency::Usd.rough(Money::from_decimal(Decimal::new(cents, 2)));
    /// assert_eq!([317, 3_176, 31_760, 317_650].map(rough), ["$3.17", "$31.80", "$318", "$3,180"]);
    /// ```
    #[must_use]
    pub fn rough(self, amount: Money) -> String {
        let decimal = amount.decimal();
        let rounding = RoundingStrategy::MidpointAwayFromZero;
        let rounded = decimal.round_sf_with_strategy(ROUGH_DIGITS, rounding);
        let text = self.amount(Money::from_decimal(rounded.unwrap_or(decimal)));
        if decimal.abs() < Decimal::ONE_HUNDRED {
            return text;
        }
        text.trim_end_matches(".00").to_owned()
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        match code {
            "USD" => Some(Self::Usd),
            "CNY" => Some(Self::Cny),
            _ => None,
        }
    }
}

/// Writes the three-letter code.
impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Usd => "USD",
            Self::Cny => "CNY",
        })
    }
}

/// How far a figure can be trusted, ordered from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Grade {
    /// From AWS's own text or price file.
    A,
    /// From AWS's price list, quoted by someone else.
    B,
    /// Claimed by someone else.
    C,
    /// From a price file of the user that gives no grade.
    #[serde(rename = "own")]
    Own,
}

/// Writes `A`, `B`, `C` or `own`.
impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::Own => "own",
        })
    }
}

/// A part of a month's quantity that has one price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The end of the tier in units, counted from the start of the month; `None` in the last tier.
    pub up_to: Option<Decimal>,
    /// Price of one unit.
    pub price: Decimal,
    /// Whether no price was found and this one was computed from another by AWS's usual ratio.
    pub is_modelled: bool,
}

/// The price of an item, by tiers, and its source.
///
/// ```
/// use tidegate_price::{Architecture, PriceBook};
/// let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
/// let duration = rates.duration();
/// assert_eq!(duration.first().to_string(), "0.0000166667");
/// assert_eq!((duration.tiers.len(), duration.grade.to_string()), (3, "A".to_owned()));
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The tiers, from the first unit of a month on. There is at least one; their ends rise, and only the last has none.
    pub tiers: Vec<Tier>,
    /// Date of the figure, `YYYY-MM-DD`; `None` if its source gives none.
    pub as_of: Option<Arc<str>>,
    /// The source of the figure, in words.
    pub source: Arc<str>,
    /// How far the figure can be trusted.
    pub grade: Grade,
}

/// The part of a quantity that falls into one tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierPart {
    /// Units in this tier.
    pub quantity: Decimal,
    /// Price of one unit.
    pub price: Decimal,
    /// Quantity times price, not rounded.
    pub cost: Decimal,
    /// Whether the price is modelled.
    pub is_modelled: bool,
}

impl Price {
    /// Returns the price of the first unit of a month.
    #[must_use]
    pub fn first(&self) -> Decimal {
        self.tiers.first().map_or(Decimal::ZERO, |tier| tier.price)
    }

    /// Whether the price of any tier is modelled.
    #[must_use]
    pub fn is_modelled(&self) -> bool {
        self.tiers.iter().any(|tier| tier.is_modelled)
    }

    /// Splits a month's quantity at the ends of the tiers. Returns only the tiers that are reached, and none if the quantity
    /// is zero or less.
    pub fn split(&self, quantity: Decimal) -> impl Iterator<Item = TierPart> {
        let mut start = Decimal::ZERO;
        self.tiers.iter().map_while(move |tier| {
            let end = tier.up_to.map_or(quantity, |end| end.min(quantity));
            let part = end.saturating_sub(start);
            start = end;
            (part > Decimal::ZERO).then(|| TierPart {
                quantity: part,
                price: tier.price,
                cost: part.saturating_mul(tier.price),
                is_modelled: tier.is_modelled,
            })
        })
    }

    /// Returns the cost of a month's quantity, not rounded.
    #[must_use]
    pub fn cost(&self, quantity: Decimal) -> Decimal {
        let costs = self.split(quantity).map(|part| part.cost);
        costs.fold(Decimal::ZERO, Decimal::saturating_add)
    }
}

/// The prices of one region and architecture. They always include requests and duration; other items only if the
/// [`PriceBook`](super::PriceBook) has a price for this region.
///
/// ```
/// use tidegate_price::{Architecture, Item, PriceBook};
/// let rates = PriceBook::built_in().rates("eu-west-1", Architecture::Arm64)?;
/// assert!(rates.price(Item::Storage).is_ok());
/// let reason = rates.price(Item::SqsStandard).unwrap_err().to_string();
/// assert!(reason.contains("eu-west-1") && reason.contains("--prices"));
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rates {
    pub(super) region: Arc<str>,
    pub(super) architecture: Architecture,
    pub(super) currency: Currency,
    pub(super) requests: Price,
    pub(super) duration: Price,
    /// The prices of all other items. A price for both architectures is under the general item ([`Item::general`]).
    pub(super) others: BTreeMap<Item, Price>,
}

impl Rates {
    /// Returns the region, such as `us-east-1`.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Returns the architecture of the function.
    #[must_use]
    pub const fn architecture(&self) -> Architecture {
        self.architecture
    }

    /// Returns the currency of all prices.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// Returns the price of one request.
    #[must_use]
    pub const fn requests(&self) -> &Price {
        &self.requests
    }

    /// Returns the price of one GB-s of run time on demand.
    #[must_use]
    pub const fn duration(&self) -> &Price {
        &self.duration
    }

    /// Returns the same rates with a share (0 to 1) off the price of run time on demand, as under a Compute Savings Plan.
    /// Requests cost the same with it (third-party pages on Savings Plans for Lambda, 2026; AWS's own page names up to
    /// 17 %).
    #[must_use]
    pub fn with_savings_plan(mut self, share: Decimal) -> Self {
        let left = Decimal::ONE.saturating_sub(share);
        for tier in &mut self.duration.tiers {
            tier.price = tier.price.saturating_mul(left);
        }
        let percent = share.saturating_mul(Decimal::ONE_HUNDRED).normalize();
        let source = format!(
            "{}, less {percent} % by a Savings Plan",
            self.duration.source
        );
        self.duration.source = source.into();
        self
    }

    /// Returns the price of one unit of `item`, in this region and on this architecture; never the price of another region.
    ///
    /// # Errors
    /// [`NoPrice`] if the book has no price; its message says what to do.
    pub fn price(&self, item: Item) -> Result<&Price, NoPrice> {
        let item = item.general().unwrap_or(item);
        let price = if item == Item::Requests {
            Some(&self.requests)
        } else if item == Item::duration(self.architecture) {
            Some(&self.duration)
        } else {
            self.others.get(&item)
        };
        price.ok_or_else(|| NoPrice {
            item,
            region: self.region.clone(),
        })
    }
}
