//! A line of a bill with the cost of its quantity, and the sum of lines.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::{Grade, Item, Money, Price};

/// One line of a month's bill.
///
/// ```
/// use tidegate_price::{Architecture, PriceBook, bill};
/// let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
/// let line = bill::requests(&rates, 3_000_000, &bill::FreeTier::ALL);
/// assert_eq!(line.to_string(), "Lambda requests: 2000000 requests = 0.40");
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The item that is charged.
    pub item: Item,
    /// The name of the line, such as `Lambda requests`.
    pub name: &'static str,
    /// The quantity charged, without free units.
    pub quantity: Decimal,
    /// The unit of the quantity, in the plural.
    pub unit: &'static str,
    /// The amount, rounded to the cent, in the currency of the rates.
    pub amount: Money,
    /// How far the price can be trusted.
    pub grade: Grade,
    /// Whether part of the quantity has a modelled price.
    pub is_modelled: bool,
    /// Date of the price; `None` if its source gives none.
    pub as_of: Option<Arc<str>>,
    /// The source of the price.
    pub source: Arc<str>,
}

impl Line {
    /// Makes the line for `quantity` units, counted from the first unit of the month.
    pub(super) fn new(item: Item, price: &Price, quantity: Decimal) -> Self {
        Self::after(item, price, Decimal::ZERO, quantity)
    }

    /// Makes the line for `quantity` units after `before` others of the same month, which use the lower tiers first.
    pub(super) fn after(item: Item, price: &Price, before: Decimal, quantity: Decimal) -> Self {
        let quantity = quantity.max(Decimal::ZERO);
        let end = before.saturating_add(quantity);
        let mut reached = Decimal::ZERO;
        let is_modelled = price.split(end).any(|part| {
            reached = reached.saturating_add(part.quantity);
            part.is_modelled && reached > before
        });
        let amount = price.cost(end).saturating_sub(price.cost(before));
        Self {
            item,
            name: item.name(),
            quantity,
            unit: item.unit(),
            amount: Money::from_decimal(amount).cents(),
            grade: price.grade,
            is_modelled,
            as_of: price.as_of.clone(),
            source: price.source.clone(),
        }
    }
}

/// Writes name, quantity, unit and amount, without the currency.
impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let quantity = self.quantity.normalize();
        write!(
            f,
            "{}: {quantity} {} = {}",
            self.name, self.unit, self.amount
        )
    }
}

/// Returns the sum of the amounts, each of which is already rounded.
pub fn total<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Money {
    lines.into_iter().map(|line| line.amount).sum()
}
