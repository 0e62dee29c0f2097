//! The form of the tables of outputs: the keys by which an output is recognised.

use super::keys::{Node, are_attributes};

/// An output of a tool.
#[derive(Debug)]
pub(super) struct Shape {
    /// A short description, as it stands after "it holds".
    pub(super) title: &'static str,
    /// How to get at records instead.
    pub(super) way: &'static str,
    /// The keys that it always has.
    pub(super) needs: &'static [Need],
    /// The keys that it may have besides.
    pub(super) others: &'static [&'static str],
    pub(super) rarity: Rarity,
    /// Whether it is the item of a table itself, whose attributes have any name.
    pub(super) is_item: bool,
}

impl Shape {
    pub(super) const fn new(
        title: &'static str,
        way: &'static str,
        needs: &'static [Need],
        others: &'static [&'static str],
        rarity: Rarity,
    ) -> Self {
        Self {
            title,
            way,
            needs,
            others,
            rarity,
            is_item: false,
        }
    }

    /// Returns every key that it may have.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> {
        let needs = self.needs.iter().flat_map(Need::keys);
        needs.chain(self.others.iter().copied())
    }
}

/// How rare the keys of an output are in payloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rarity {
    /// No payload has them all by chance, so further keys do not matter.
    Certain,
    /// A payload hardly has them, so an object with no other keys is the output. With others, the reading is in doubt.
    Rare,
    /// A payload may have them, so an object with no other keys is in doubt.
    Common,
}

/// A key of an output, and its value.
#[derive(Debug)]
pub(super) struct Need {
    key: &'static str,
    /// Other keys in place of it.
    or: &'static [&'static str],
    /// The bytes that its value may begin with.
    first: &'static [u8],
    holds: Holds,
}

/// The members of an object, or of the first element of a list.
#[derive(Clone, Copy, Debug)]
enum Holds {
    Anything,
    /// At least one of these keys.
    OneOf(&'static [&'static str]),
    /// The attributes of an item.
    Item,
}

impl Need {
    const fn new(key: &'static str, first: &'static [u8], holds: Holds) -> Self {
        Self {
            key,
            or: &[],
            first,
            holds,
        }
    }

    pub(super) const fn text(key: &'static str) -> Self {
        Self::new(key, b"\"", Holds::Anything)
    }

    /// A text under this key or one of the others.
    pub(super) const fn text_under(key: &'static str, or: &'static [&'static str]) -> Self {
        Self {
            or,
            ..Self::text(key)
        }
    }

    /// Returns the keys that it may have.
    fn keys(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.key).chain(self.or.iter().copied())
    }

    pub(super) const fn number(key: &'static str) -> Self {
        Self::new(key, b"0123456789", Holds::Anything)
    }

    pub(super) const fn boolean(key: &'static str) -> Self {
        Self::new(key, b"tf", Holds::Anything)
    }

    pub(super) const fn object(key: &'static str) -> Self {
        Self::new(key, b"{", Holds::Anything)
    }

    pub(super) const fn list(key: &'static str) -> Self {
        Self::new(key, b"[", Holds::Anything)
    }

    /// An object, or a list of objects, with one of these keys.
    pub(super) const fn with(key: &'static str, one_of: &'static [&'static str]) -> Self {
        Self::new(key, b"{[", Holds::OneOf(one_of))
    }

    /// An item of a table, or a list of items.
    pub(super) const fn items(key: &'static str) -> Self {
        Self::new(key, b"{[", Holds::Item)
    }

    pub(super) fn fits(&self, node: &Node) -> bool {
        let holds = match self.holds {
            Holds::Anything => true,
            Holds::OneOf(keys) => {
                let is_key = |below: &Node| keys.iter().any(|key| key.as_bytes() == below.key);
                node.below.iter().any(is_key)
            }
            Holds::Item => are_attributes(&node.below),
        };
        self.keys().any(|key| key.as_bytes() == node.key)
            && self.first.contains(&node.first)
            && holds
    }
}
