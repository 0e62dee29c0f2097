//! The prices of all regions: the built-in file and the user's in, [`Rates`] of one region out. A region's rates hold its
//! own prices only, never another region's.

use std::collections::BTreeMap;

use super::json::Node;
use super::nearest::nearest;
use super::own_file::{Group, modelled};
use super::{Architecture, Currency, Item, Price, PriceError, Rates, Tier, aws_file, own_file};

/// The file of [`PriceBook::built_in`].
const BUILT_IN: &str = include_str!("prices.json");

/// What arm64 costs under provisioned concurrency, in per cent of x86_64, where it is not listed. So in us-east-1.
const ARM_PERCENT: i64 = 80;

/// Regions of AWS's for which no figures were found.
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
            .expect("the built-in file is read by every test of this module")
    }

    /// These prices, with those of a file laid over them: one of our own format, which may hold as little as one figure,
    /// or AWS's public price file of Lambda (`AWSLambda/current/index.json`, all regions or one). `name` is what errors
    /// call the file, and its source if it does not give one.
    ///
    /// Ours is `{"as_of": DATE, "source": WORDS, "grade": "A", "currency": "USD", "prices": {REGION: {KEY: FIGURE}}}`, of
    /// which all but `prices` may be left out, or a list of such objects under `groups`. The keys are those of
    /// [`Item::key`]. A figure is a number, a string, or a list of tiers `{"up_to": UNITS, "price": FIGURE}`. A single
    /// figure for duration is that of the first tier, and the others follow by AWS's usual ratios; a list of one tier has
    /// the same price throughout.
    ///
    /// # Errors
    /// A text that is not JSON, with line and column; a value that is no price, with its path and what would be
    /// accepted; a region priced in another currency than before.
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
                        "prices in {currency}, but the region's others are in {}",
                        region.currency
                    ),
                });
            }
            // A figure for both architectures replaces an earlier one for arm64 alone.
            let is_replaced = |item: &Item| {
                item.general()
                    .is_some_and(|general| over.prices.contains_key(&general))
            };
            region.prices.retain(|item, _| !is_replaced(item));
            region.prices.extend(over.prices);
        }
        Ok(())
    }

    /// The names of the regions that have prices, in alphabetic order.
    pub fn regions(&self) -> impl Iterator<Item = &str> {
        self.regions.keys().map(String::as_str)
    }

    /// The prices of one region for functions of one architecture.
    ///
    /// # Errors
    /// A region that has no prices, or, from a price file, too few: those of requests and duration are needed.
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
