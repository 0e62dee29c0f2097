//! Items: everything that has a price, with its key in a price file, its unit, and its name on a bill.
//! `priced` lists the items, and `rows` is the table with one row for each; the functions here look up an item in it.
//! So a new item takes one variant and one row.

mod priced;
mod rows;

use std::fmt;

use rust_decimal::Decimal;

use super::Architecture;
pub use priced::Item;
use rows::{ROWS, Row};

impl Item {
    const fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// Returns every item, in the order in which reports list them.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.item)
    }

    /// Returns the item whose key in a price file is `key`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        ROWS.iter().find(|row| row.key == key).map(|row| row.item)
    }

    /// Returns the item's key in a price file, which ends in the unit of the figure: `requests_per_million`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        self.row().key
    }

    /// Returns how many units the figure in a price file is for: 1,000,000 for requests, 1 for GB-s.
    #[must_use]
    pub fn per(self) -> Decimal {
        Decimal::from(self.row().per)
    }

    /// Returns the unit of the item, in the plural: `requests`, `GB-s`. A GB is 1024 MB of memory, or 2^30 bytes of logs or
    /// state.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        self.row().unit
    }

    /// Returns the item's name on a bill.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns the item for run time on demand.
    #[must_use]
    pub const fn duration(architecture: Architecture) -> Self {
        match architecture {
            Architecture::X86_64 => Self::DurationX86,
            Architecture::Arm64 => Self::DurationArm,
        }
    }

    /// Returns the item for provisioned concurrency that is kept ready.
    #[must_use]
    pub const fn provisioned(architecture: Architecture) -> Self {
        match architecture {
            Architecture::X86_64 => Self::ProvisionedX86,
            Architecture::Arm64 => Self::ProvisionedArm,
        }
    }

    /// Returns the item for run time under provisioned concurrency.
    #[must_use]
    pub const fn provisioned_duration(architecture: Architecture) -> Self {
        match architecture {
            Architecture::X86_64 => Self::ProvisionedDurationX86,
            Architecture::Arm64 => Self::ProvisionedDurationArm,
        }
    }

    /// Whether the item is charged for the function itself, and not for its logs or its event sources.
    #[must_use]
    pub const fn is_of_function(self) -> bool {
        matches!(
            self,
            Self::Requests
                | Self::RequestsArm
                | Self::DurationX86
                | Self::DurationArm
                | Self::Storage
                | Self::StorageArm
                | Self::ProvisionedX86
                | Self::ProvisionedArm
                | Self::ProvisionedDurationX86
                | Self::ProvisionedDurationArm
                | Self::SnapStartCache
                | Self::SnapStartRestore
        )
    }

    /// Returns the item whose price also holds for arm64 if this item of arm64 is not listed.
    pub(super) const fn general(self) -> Option<Self> {
        match self {
            Self::RequestsArm => Some(Self::Requests),
            Self::StorageArm => Some(Self::Storage),
            _ => None,
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_in_the_order_of_the_items() {
        for (at, item) in Item::all().enumerate() {
            assert_eq!(item as usize, at, "{item:?}");
            assert_eq!(Item::from_key(item.key()), Some(item));
        }
        assert_eq!(Item::Logs as usize, ROWS.len() - 1);
    }
}
