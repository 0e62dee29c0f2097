//! Reads AWS's public price file of Lambda into one group of prices. A product is selected by its `group` and `regionCode`,
//! and its tiers by `beginRange`. Products of the free tier are skipped.
//!
//! Format: `AWSLambda/current/index.json` of the AWS Price List bulk files, "Reading the service price list file" in the
//! AWS Billing documentation, read 2026-11-23.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::json::{At, Node};
use super::own_file::{Group, RegionPrices, is_date, is_region_name};
use super::{Currency, Grade, Item, Price, PriceError, Tier};

type Members = BTreeMap<String, Node>;

/// The item that each `group` of a product prices.
const GROUPS: [(&str, Item); 10] = [
    ("AWS-Lambda-Requests", Item::Requests),
    ("AWS-Lambda-Requests-ARM", Item::RequestsArm),
    ("AWS-Lambda-Duration", Item::DurationX86),
    ("AWS-Lambda-Duration-ARM", Item::DurationArm),
    ("AWS-Lambda-Storage-Duration", Item::Storage),
    ("AWS-Lambda-Storage-Duration-ARM", Item::StorageArm),
    ("AWS-Lambda-Provisioned-Concurrency", Item::ProvisionedX86),
    (
        "AWS-Lambda-Provisioned-Concurrency-ARM",
        Item::ProvisionedArm,
    ),
    (
        "AWS-Lambda-Duration-Provisioned",
        Item::ProvisionedDurationX86,
    ),
    (
        "AWS-Lambda-Duration-Provisioned-ARM",
        Item::ProvisionedDurationArm,
    ),
];

/// Part of the `groupDescription` of products that are not charged.
const FREE_TIER: &str = "China free tier";

/// Whether this is a price file of AWS, for any service.
pub(super) fn is_aws(root: &Node) -> bool {
    matches!(root, Node::Object(members) if members.contains_key("offerCode"))
}

/// Reads AWS's price file.
pub(super) fn read(root: &Node, file: &str) -> Result<Group, PriceError> {
    let top = At::top(file);
    let members = root.object(&top)?;
    let offer = member(members, "offerCode", &top)?;
    if offer.text(&top.key("offerCode"))? != "AWSLambda" {
        return Err(top.key("offerCode").error(format!(
            "expected the price file of \"AWSLambda\", found {offer}"
        )));
    }
    let published = member(members, "publicationDate", &top)?.text(&top.key("publicationDate"))?;
    let as_of = published.get(..10).filter(|date| is_date(date));
    let as_of = as_of.ok_or_else(|| {
        top.key("publicationDate")
            .error("expected a date such as 2026-09-19T00:00:00Z")
    })?;
    let terms_at = top.key("terms");
    let terms = member(members, "terms", &top)?.object(&terms_at)?;
    let terms_at = terms_at.key("OnDemand");
    let terms = member(terms, "OnDemand", &At::top(file).key("terms"))?.object(&terms_at)?;
    let products_at = top.key("products");

    let source: Arc<str> = format!("AWS Price List file {file}").into();
    let mut group = Group::new();
    for (sku, product) in member(members, "products", &top)?.object(&products_at)? {
        let Some((region, item)) = priced(product) else {
            continue;
        };
        let at = terms_at.key(sku);
        let offers = member(terms, sku, &terms_at)?.object(&at)?;
        let (currency, tiers) = read_offers(offers, &at)?;
        let price = Price {
            tiers,
            as_of: Some(as_of.into()),
            source: source.clone(),
            grade: Grade::A,
        };
        let entry: &mut RegionPrices = group.entry(region.to_owned()).or_default();
        if entry.currency.is_some_and(|other| other != currency) {
            return Err(at.error(format!("{region} has prices in two currencies")));
        }
        entry.currency = Some(currency);
        if let Some(other) = entry.prices.insert(item, price.clone())
            && other != price
        {
            let detail =
                format!("{item} has a second price in {region}, which differs from the first");
            return Err(at.error(detail));
        }
    }
    if group.is_empty() {
        return Err(products_at
            .error("has no product with a group such as \"AWS-Lambda-Requests\" in a region"));
    }
    Ok(group)
}

fn member<'a>(members: &'a Members, key: &str, at: &At<'_>) -> Result<&'a Node, PriceError> {
    members
        .get(key)
        .ok_or_else(|| at.error(format!("has no `{key}`")))
}

/// Returns region and item of a product; `None` if it is not one that bills use.
fn priced(product: &Node) -> Option<(&str, Item)> {
    let Node::Object(product) = product else {
        return None;
    };
    let Some(Node::Object(attributes)) = product.get("attributes") else {
        return None;
    };
    let text = |key: &str| match attributes.get(key) {
        Some(Node::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let group = text("group")?;
    let item = GROUPS.iter().find(|(name, _)| *name == group)?.1;
    let is_free = text("groupDescription").is_some_and(|words| words.contains(FREE_TIER));
    let is_region = text("locationType").is_none_or(|kind| kind == "AWS Region");
    let region = text("regionCode").filter(|name| is_region_name(name))?;
    (!is_free && is_region).then_some((region, item))
}

/// Returns currency and tiers of the offer with the latest effective date.
fn read_offers(offers: &Members, at: &At<'_>) -> Result<(Currency, Vec<Tier>), PriceError> {
    let effective = |offer: &Node| match offer {
        Node::Object(offer) => match offer.get("effectiveDate") {
            Some(Node::Text(date)) => date.clone(),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let last = offers.iter().max_by_key(|(_, offer)| effective(offer));
    let (code, offer) = last.ok_or_else(|| at.error("has no offer"))?;
    let at = at.key(code);
    let dimensions = member(offer.object(&at)?, "priceDimensions", &at)?;
    let at = at.key("priceDimensions");

    let mut currency = None;
    let mut starts = BTreeMap::new();
    for (rate, dimension) in dimensions.object(&at)? {
        let at = at.key(rate);
        let dimension = dimension.object(&at)?;
        let start = match dimension.get("beginRange") {
            Some(start) => start.decimal(&at.key("beginRange"))?,
            None => Decimal::ZERO,
        };
        let (code, price) = read_price(
            member(dimension, "pricePerUnit", &at)?,
            &at.key("pricePerUnit"),
        )?;
        if currency.is_some_and(|other| other != code) {
            return Err(at.error("has tiers in two currencies"));
        }
        currency = Some(code);
        if starts.insert(start, price).is_some() {
            return Err(at.error(format!("has two tiers that begin at {start}")));
        }
    }
    let (Some(currency), Some(true)) = (currency, starts.keys().next().map(Decimal::is_zero))
    else {
        return Err(at.error("expected a tier whose `beginRange` is \"0\""));
    };
    let ends = starts.keys().skip(1).copied().map(Some).chain([None]);
    let tiers = starts.values().zip(ends).map(|(price, up_to)| Tier {
        up_to,
        price: *price,
        is_modelled: false,
    });
    Ok((currency, tiers.collect()))
}

fn read_price(node: &Node, at: &At<'_>) -> Result<(Currency, Decimal), PriceError> {
    let prices = node.object(at)?;
    let mut known = prices
        .iter()
        .filter_map(|(code, price)| Some((Currency::from_code(code)?, code, price)));
    let (currency, code, price) = known
        .next()
        .ok_or_else(|| at.error("has no price in USD or CNY"))?;
    Ok((currency, price.decimal(&at.key(code))?.normalize()))
}
