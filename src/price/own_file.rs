//! Reads price files of our own format into groups of prices. A group has figures with the same date, source and grade:
//!
//! ```json
//! { "as_of": "2026-10-01", "source": "our agreement with AWS", "grade": "A",
//!   "prices": { "eu-west-1": { "requests_per_million": 0.18,
//!                              "logs_per_gb": [ {"up_to": 10000, "price": 0.57}, {"price": 0.25} ] } } }
//! ```
//!
//! A file is one group, or `{"groups": [...]}`. All but `prices` may be left out. A figure is a number or a string, or
//! a list of tiers whose `up_to` counts units from the start of the month. A single figure for duration is the price of the
//! first tier; the prices of the other tiers are then modelled (`modelled_tiers`).

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};

use super::json::{At, Node};
use super::nearest::nearest;
use super::{Currency, Grade, Item, Price, PriceError, Tier};

/// The prices of one region, and their currency if the file gives one.
#[derive(Debug, Default)]
pub(super) struct RegionPrices {
    pub(super) currency: Option<Currency>,
    pub(super) prices: BTreeMap<Item, Price>,
}

/// The prices of one group, by region.
pub(super) type Group = BTreeMap<String, RegionPrices>;

/// Decimal places to which a modelled price is rounded; AWS's own prices do not have more.
const MODELLED_DECIMALS: u32 = 10;

/// Price of tier 2 of duration, in per cent of tier 1. This gives AWS's prices in us-east-1 to the last digit.
const TIER_2_PERCENT: i64 = 90;
/// Price of tier 3 of duration, in per cent of tier 1. This gives AWS's prices in us-east-1 to the last digit.
const TIER_3_PERCENT: i64 = 80;

/// Ends of tiers 1 and 2 of duration on x86_64, in GB-s a month (AWS Lambda pricing page, read 2026-11-23).
const TIER_ENDS_X86: [i64; 2] = [6_000_000_000, 15_000_000_000];
/// Ends of tiers 1 and 2 of duration on arm64, in GB-s a month (AWS Lambda pricing page, read 2026-11-23).
const TIER_ENDS_ARM: [i64; 2] = [7_500_000_000, 18_750_000_000];

/// Returns a percentage of a price, for a price that was not found in any source.
pub(super) fn modelled(price: Decimal, percent: i64) -> Decimal {
    let share = price.saturating_mul(Decimal::new(percent, 2));
    let rounding = RoundingStrategy::MidpointAwayFromZero;
    share
        .round_dp_with_strategy(MODELLED_DECIMALS, rounding)
        .normalize()
}

/// Returns the tiers of duration by AWS's usual ratios, computed from the price of the first tier.
fn modelled_tiers(first: Decimal, ends: [i64; 2]) -> Vec<Tier> {
    let tier = |up_to: Option<i64>, price, is_modelled| Tier {
        up_to: up_to.map(Decimal::from),
        price,
        is_modelled,
    };
    vec![
        tier(Some(ends[0]), first, false),
        tier(Some(ends[1]), modelled(first, TIER_2_PERCENT), true),
        tier(None, modelled(first, TIER_3_PERCENT), true),
    ]
}

/// The origin of a group's figures.
struct Origin {
    as_of: Option<Arc<str>>,
    source: Arc<str>,
    grade: Grade,
    currency: Option<Currency>,
}

/// Reads a file of our format.
pub(super) fn read(root: &Node, file: &str) -> Result<Vec<Group>, PriceError> {
    let top = At::top(file);
    let members = root.object(&top)?;
    let Some(groups) = members.get("groups") else {
        return Ok(vec![read_group(root, &top, file)?]);
    };
    if let Some(other) = members.keys().find(|key| *key != "groups") {
        return Err(top
            .key(other)
            .error("not allowed beside `groups`, which must be the only key"));
    }
    let at = top.key("groups");
    let read_one = |(index, group): (usize, &Node)| {
        let index = index.to_string();
        read_group(group, &at.key(&index), file)
    };
    groups.list(&at)?.iter().enumerate().map(read_one).collect()
}

fn read_group(group: &Node, at: &At<'_>, file: &str) -> Result<Group, PriceError> {
    const KEYS: [&str; 5] = ["as_of", "source", "grade", "currency", "prices"];
    let members = group.object(at)?;
    if let Some(key) = members.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let wanted = "expected `prices`, `as_of`, `source`, `grade` and `currency`, or `groups`, \
                      or AWS's own price file of Lambda";
        return Err(at
            .key(key)
            .error(format!("not a key of a price file; {wanted}")));
    }
    let origin = Origin {
        as_of: members
            .get("as_of")
            .map(|node| read_date(node, &at.key("as_of")))
            .transpose()?,
        source: match members.get("source") {
            Some(node) => node.text(&at.key("source"))?.into(),
            None => file.into(),
        },
        grade: members
            .get("grade")
            .map_or(Ok(Grade::Own), |node| read_grade(node, &at.key("grade")))?,
        currency: members
            .get("currency")
            .map(|node| read_currency(node, &at.key("currency")))
            .transpose()?,
    };
    let Some(prices) = members.get("prices") else {
        return Err(at.error("has no `prices`: expected {\"prices\": {\"eu-west-1\": {\"requests_per_million\": 0.20}}}"));
    };
    let at = at.key("prices");
    let read_one = |(name, region): (&String, &Node)| {
        let at = at.key(name);
        if !is_region_name(name) {
            return Err(at.error("not the name of a region, such as eu-west-1"));
        }
        Ok((name.clone(), read_region(region, &at, &origin)?))
    };
    prices.object(&at)?.iter().map(read_one).collect()
}

/// Whether `name` has the form of a region's name: at least two lower-case words and a number, joined by hyphens.
pub(super) fn is_region_name(name: &str) -> bool {
    let Some((words, number)) = name.rsplit_once('-') else {
        return false;
    };
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number && words.contains('-') && words.split('-').all(is_word)
}

fn read_date(node: &Node, at: &At<'_>) -> Result<Arc<str>, PriceError> {
    let text = node.text(at)?;
    if is_date(text) {
        Ok(text.into())
    } else {
        Err(at.error(format!(
            "expected a date such as 2026-11-23 or 2026-11, found {node}"
        )))
    }
}

/// Whether `text` has the form `YYYY-MM-DD`, or `YYYY-MM` for sources that give only the month.
pub(super) fn is_date(text: &str) -> bool {
    let shape = "dddd-dd-dd";
    let fits = |(byte, shape): (u8, u8)| match shape {
        b'd' => byte.is_ascii_digit(),
        _ => byte == shape,
    };
    if !matches!(text.len(), 7 | 10) || !text.bytes().zip(shape.bytes()).all(fits) {
        return false;
    }
    let within = |part: Option<&str>, most: u8| {
        part.is_none_or(|part| {
            part.parse::<u8>()
                .is_ok_and(|number| (1..=most).contains(&number))
        })
    };
    within(text.get(5..7), 12) && within(text.get(8..10), 31)
}

fn read_grade(node: &Node, at: &At<'_>) -> Result<Grade, PriceError> {
    match node.text(at)? {
        "A" => Ok(Grade::A),
        "B" => Ok(Grade::B),
        "C" => Ok(Grade::C),
        _ => Err(at.error(format!(
            "expected \"A\" (AWS's own), \"B\" (AWS's, quoted by others) or \"C\" (a claim of others), found {node}"
        ))),
    }
}

fn read_currency(node: &Node, at: &At<'_>) -> Result<Currency, PriceError> {
    let currency = Currency::from_code(node.text(at)?);
    currency.ok_or_else(|| at.error(format!("expected \"USD\" or \"CNY\", found {node}")))
}

fn read_region(region: &Node, at: &At<'_>, origin: &Origin) -> Result<RegionPrices, PriceError> {
    let mut prices = BTreeMap::new();
    for (key, figure) in region.object(at)? {
        let at = at.key(key);
        let Some(item) = Item::from_key(key) else {
            let keys = Item::all().map(Item::key);
            let hint = nearest(key, keys).map_or_else(
                || "the keys are those of `prices` in the built-in file, such as `requests_per_million`".to_owned(),
                |key| format!("did you mean `{key}`?"),
            );
            return Err(at.error(format!("unknown key; {hint}")));
        };
        let price = Price {
            tiers: read_tiers(figure, &at, item)?,
            as_of: origin.as_of.clone(),
            source: origin.source.clone(),
            grade: origin.grade,
        };
        prices.insert(item, price);
    }
    Ok(RegionPrices {
        currency: origin.currency,
        prices,
    })
}

/// Returns the price of one unit; the figure may be for a million units.
fn read_price(figure: &Node, at: &At<'_>, item: Item) -> Result<Decimal, PriceError> {
    let price = figure.decimal(at)?.checked_div(item.per());
    // A quotient by a power of ten is exact, but division leaves trailing zeros.
    Ok(price.unwrap_or_default().normalize())
}

fn read_tiers(figure: &Node, at: &At<'_>, item: Item) -> Result<Vec<Tier>, PriceError> {
    let Node::List(tiers) = figure else {
        let price = read_price(figure, at, item)?;
        return Ok(match item {
            Item::DurationX86 => modelled_tiers(price, TIER_ENDS_X86),
            Item::DurationArm => modelled_tiers(price, TIER_ENDS_ARM),
            _ => vec![Tier {
                up_to: None,
                price,
                is_modelled: false,
            }],
        });
    };
    let mut read = Vec::with_capacity(tiers.len());
    let mut start = Decimal::ZERO;
    for (index, tier) in tiers.iter().enumerate() {
        let number = index.to_string();
        let at = at.key(&number);
        let members = tier.object(&at)?;
        if let Some(key) = members
            .keys()
            .find(|key| !["up_to", "price"].contains(&key.as_str()))
        {
            return Err(at
                .key(key)
                .error("not a key of a tier; expected `up_to` and `price`"));
        }
        let Some(price) = members.get("price") else {
            return Err(at.error("has no `price`"));
        };
        let price = read_price(price, &at.key("price"), item)?;
        let up_to = members
            .get("up_to")
            .map(|end| end.decimal(&at.key("up_to")))
            .transpose()?;
        if up_to.is_none() != (index + 1 == tiers.len()) {
            return Err(at.error("expected `up_to` in every tier but the last"));
        }
        if let Some(end) = up_to {
            if end <= start {
                return Err(at.key("up_to").error(format!(
                    "expected more than {start}, where the tier before ends, found {end}"
                )));
            }
            start = end;
        }
        read.push(Tier {
            up_to,
            price,
            is_modelled: false,
        });
    }
    if read.is_empty() {
        return Err(at.error("expected at least one tier"));
    }
    Ok(read)
}
