//! The prices of all regions, from the built-in file and the user's files, and the [`Rates`] of one region. A region's
//! rates only hold its own prices, never those of another region.

use std::collections::BTreeMap;

use super::json::Node;
use super::nearest::nearest;
use super::own_file::{Group, modelled};
use super::{Architecture, Currency, Item, Price, PriceError, Rates, Tier, aws_file, own_file};

/// The text of the file for [`PriceBook::built_in`].
const BUILT_IN: &str = include_str!("prices.json");

/// Price of arm64 under provisioned concurrency, in per cent of the price of x86_64, for regions where arm64 is not
/// listed. It is the ratio of the two prices in us-east-1 (AWS Lambda pricing page, read 2026-11-23).
const ARM_PERCENT: i64 = 80;

/// Regions of AWS for which no prices were found.
const WITHOUT_PRICES: [&str; 12] = [
    "ap-east-2",
    "ap-south-2",
    "ap-southeast-3",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-west-1",
    "eu-south-2",
    "il-central-1",
    "me-central-1",
    "mx-central-1",
    "us-gov-east-1",
    "us-gov-west-1",
];

/// Prices by region, with the date, source and grade of each.
///
/// ```
/// use tidegate_price::{Architecture, Item, PriceBook};
/// let ours = r#"{"as_of": "2026-10-01", "prices": {"eu-west-1": {"sqs_standard_per_million": 0.36}}}"#;
/// let book = PriceBook::built_in().with_file(ours, "ours.json")?;
/// let rates = book.rates("eu-west-1", Architecture::X86_64)?;
/// let sqs = rates.price(Item::SqsStandard).unwrap();
/// assert_eq!((sqs.first().to_string().as_str(), &*sqs.source), ("0.00000036", "ours.json"));
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
#[derive(Clone, Debug)]
pub struct PriceBook {
    regions: BTreeMap<String, Region>,
}

#[derive(Clone, Debug)]
struct Region {
    currency: Currency,
    prices: BTreeMap<Item, Price>,
}

impl PriceBook {
    /// The prices that come with this package (`src/price/prices.json`).
    #[must_use]
    pub fn built_in() -> Self {
        let book = Self {
            regions: BTreeMap::new(),
        };
        book.with_file(BUILT_IN, "built-in prices")
            .expect("the built-in file is valid, or every test of this module would fail")
    }

    /// Returns these prices, with those of a file in their place where it has some. The file has our own format, and may
    /// hold a single figure; or it is AWS's public price file of Lambda (`AWSLambda/current/index.json`, for one region or
    /// all). Errors call the file `name`. If the file does not give a source, `name` is the source.
    ///
    /// Our format is `{"as_of": DATE, "source": WORDS, "grade": "A", "currency": "USD", "prices": {REGION: {KEY: FIGURE}}}`,
    /// where all but `prices` may be left out, or a list of such objects under `groups`. The keys are those of
    /// [`Item::key`]. A figure is a number, a string, or a list of tiers `{"up_to": UNITS, "price": FIGURE}`. A single
    /// figure for duration is the price of the first tier, and the other tiers follow by AWS's usual ratios. A list with one
    /// tier has that price for any quantity.
    ///
    /// # Errors
    /// If the text is not JSON, with line and column; if a value is not a price, with its path and the values that would
    /// be accepted; if a region has prices in another currency than before.
    pub fn with_file(mut self, text: &str, name: &str) -> Result<Self, PriceError> {
        let root = Node::parse(text, name)?;
        let groups = if aws_file::is_aws(&root) {
            vec![aws_file::read(&root, name)?]
        } else {
            own_file::read(&root, name)?
        };
        for group in groups {
            self.lay_over(group, name)?;
        }
        Ok(self)
    }

    fn lay_over(&mut self, group: Group, file: &str) -> Result<(), PriceError> {
        for (name, over) in group {
            let currency = over.currency;
            let region = self.regions.entry(name.clone()).or_insert_with(|| Region {
                currency: currency.unwrap_or(Currency::Usd),
                prices: BTreeMap::new(),
            });
            if let Some(currency) = currency.filter(|currency| *currency != region.currency) {
                return Err(PriceError::Value {
                    name: file.to_owned(),
                    path: name,
                    detail: format!(
                        "prices in {currency}, but the other prices of the region are in {}",
                        region.currency
                    ),
                });
            }
            // A new figure for both architectures also replaces an earlier one for arm64 only.
            let is_replaced = |item: &Item| {
                item.general()
                    .is_some_and(|general| over.prices.contains_key(&general))
            };
            region.prices.retain(|item, _| !is_replaced(item));
            region.prices.extend(over.prices);
        }
        Ok(())
    }

    /// Returns the names of the regions that have prices, in alphabetical order.
    pub fn regions(&self) -> impl Iterator<Item = &str> {
        self.regions.keys().map(String::as_str)
    }

    /// Returns the prices of one region for functions of one architecture.
    ///
    /// # Errors
    /// If the region has no prices, or lacks those of requests or duration because its prices come from a price file.
    pub fn rates(&self, region: &str, architecture: Architecture) -> Result<Rates, PriceError> {
        let found = self
            .regions
            .get(region)
            .ok_or_else(|| self.no_region(region))?;
        let mut prices = found.prices.clone();
        if architecture == Architecture::Arm64 {
            for item in [Item::RequestsArm, Item::StorageArm] {
                if let (Some(price), Some(general)) = (prices.remove(&item), item.general()) {
                    prices.insert(general, price);
                }
            }
        }
        for (arm, x86) in [
            (Item::ProvisionedArm, Item::ProvisionedX86),
            (Item::ProvisionedDurationArm, Item::ProvisionedDurationX86),
        ] {
            if let (None, Some(price)) = (prices.get(&arm), prices.get(&x86)) {
                let price = modelled_arm(price);
                prices.insert(arm, price);
            }
        }
        let mut take = |item| {
            let incomplete = || PriceError::IncompleteRegion {
                region: region.to_owned(),
                item,
            };
            prices.remove(&item).ok_or_else(incomplete)
        };
        Ok(Rates {
            region: region.into(),
            architecture,
            currency: found.currency,
            requests: take(Item::Requests)?,
            duration: take(Item::duration(architecture))?,
            others: prices,
        })
    }

    fn no_region(&self, region: &str) -> PriceError {
        let region = region.to_owned();
        if WITHOUT_PRICES.contains(&region.as_str()) {
            return PriceError::RegionWithoutPrices { region };
        }
        let nearest = nearest(&region, self.regions().chain(WITHOUT_PRICES)).map(str::to_owned);
        PriceError::UnknownRegion { region, nearest }
    }
}

/// The price of arm64 under provisioned concurrency, modelled from that of x86_64.
fn modelled_arm(x86: &Price) -> Price {
    let model = |tier: &Tier| Tier {
        up_to: tier.up_to,
        price: modelled(tier.price, ARM_PERCENT),
        is_modelled: true,
    };
    Price {
        tiers: x86.tiers.iter().map(model).collect(),
        ..x86.clone()
    }
}
