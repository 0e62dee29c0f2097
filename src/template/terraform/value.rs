//! Values of Terraform's language. Texts, numbers and keys know the place of each byte, and the parts that only
//! deployment knows are holes.

use std::collections::HashMap;
use std::ops::Range;

use crate::hcl::Truth;
use crate::resolve::{Filler, Hole, Text};

/// How many bytes a value counts for by itself, without its text.
pub(super) const NODE: usize = 64;

/// A value, and the bytes that it was written in.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    pub(super) order: Order,
}

/// The keys by which the elements of a list are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Their places, from 0.
    List,
    /// Themselves: it is a set.
    Set,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Null,
    /// A text, a number or a boolean. Numbers and booleans are as JSON writes them.
    Scalar(Scalar, Text),
    List(Vec<Value>),
    /// With each key only once, in the order written.
    Object(Vec<Member>),
    /// Nothing is known about it.
    Hole(Hole),
    /// Terraform would refuse it: a member that an object does not have.
    Missing(Hole),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    Text,
    Number,
    Bool,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) key: Text,
    pub(super) key_range: Range<usize>,
    pub(super) value: Value,
}

impl Value {
    pub(super) const fn new(kind: Kind, range: Range<usize>) -> Self {
        Self {
            kind,
            range,
            order: Order::List,
        }
    }

    /// Returns a set of scalars.
    pub(super) fn set(items: Vec<Self>, range: Range<usize>) -> Self {
        Self {
            order: Order::Set,
            ..Self::new(Kind::List(items), range)
        }
    }

    pub(super) const fn text(text: Text, range: Range<usize>) -> Self {
        Self::new(Kind::Scalar(Scalar::Text, text), range)
    }

    /// Returns a scalar that was made at a place, with the holes of what it was made of.
    pub(super) fn made(scalar: Scalar, text: &str, range: Range<usize>, holes: &[Hole]) -> Self {
        let mut out = Text::new(Filler::Plain);
        out.made(text, range.clone());
        out.holes.extend(holes.iter().map(|hole| Hole {
            text: 0..text.len(),
            ..hole.clone()
        }));
        Self::new(Kind::Scalar(scalar, out), range)
    }

    pub(super) fn truth(truth: impl Into<Truth>, range: Range<usize>, holes: &[Hole]) -> Self {
        Self::made(Scalar::Bool, truth.into().word(), range, holes)
    }

    /// Returns a value about which only its name is known.
    pub(super) fn unknown(what: &str, name: Option<&str>, range: Range<usize>) -> Self {
        let hole = Hole::unknown(what, name, range.clone());
        Self::new(Kind::Hole(hole), range)
    }

    /// Returns a value that Terraform would refuse.
    pub(super) fn missing(what: &str, range: Range<usize>) -> Self {
        let hole = Hole::unknown(what, None, range.clone());
        Self::new(Kind::Missing(hole), range)
    }

    pub(super) const fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// Returns the first hole about which nothing is known, wherever it is in the value.
    pub(super) fn open(&self) -> Option<&Hole> {
        match &self.kind {
            Kind::Null => None,
            Kind::Scalar(_, text) => text.holes.iter().find(|it| it.is_open()),
            Kind::List(items) => items.iter().find_map(Self::open),
            Kind::Object(members) => members.iter().find_map(|it| {
                let in_key = it.key.holes.iter().find(|it| it.is_open());
                in_key.or_else(|| it.value.open())
            }),
            Kind::Hole(hole) | Kind::Missing(hole) => Some(hole),
        }
    }

    /// Returns whether Terraform would refuse it, or a part of it.
    pub(super) fn is_refused(&self) -> bool {
        match &self.kind {
            Kind::Missing(_) => true,
            Kind::List(items) => items.iter().any(Self::is_refused),
            Kind::Object(members) => members.iter().any(|it| it.value.is_refused()),
            Kind::Null | Kind::Scalar(..) | Kind::Hole(_) => false,
        }
    }

    /// Returns the holes of a scalar.
    pub(super) fn holes(&self) -> &[Hole] {
        match &self.kind {
            Kind::Scalar(_, text) => &text.holes,
            Kind::Null | Kind::List(_) | Kind::Object(_) | Kind::Hole(_) | Kind::Missing(_) => &[],
        }
    }

    /// Returns the text of a scalar whose value is known.
    pub(super) fn known(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(_, text) => text.known(),
            Kind::Null | Kind::List(_) | Kind::Object(_) | Kind::Hole(_) | Kind::Missing(_) => None,
        }
    }

    /// Returns a boolean. Terraform reads the texts `true` and `false` as booleans too.
    pub(super) fn as_truth(&self) -> Option<bool> {
        match self.known()? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    pub(super) fn items(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            Kind::Null | Kind::Scalar(..) | Kind::Object(_) | Kind::Hole(_) | Kind::Missing(_) => {
                None
            }
        }
    }

    pub(super) fn members(&self) -> Option<&[Member]> {
        match &self.kind {
            Kind::Object(members) => Some(members),
            Kind::Null | Kind::Scalar(..) | Kind::List(_) | Kind::Hole(_) | Kind::Missing(_) => {
                None
            }
        }
    }

    pub(super) fn member(&self, name: &str) -> Option<&Self> {
        let member = self.members()?.iter().find(|it| it.key.as_str() == name)?;
        Some(&member.value)
    }

    /// Returns how much there is of it: a node counts as some bytes.
    pub(super) fn weight(&self) -> usize {
        let inner = match &self.kind {
            Kind::Null | Kind::Hole(_) | Kind::Missing(_) => 0,
            Kind::Scalar(_, text) => text.as_str().len(),
            Kind::List(items) => items.iter().map(Self::weight).sum(),
            Kind::Object(members) => {
                let members = members.iter();
                members
                    .map(|it| it.key.as_str().len() + it.value.weight())
                    .sum()
            }
        };
        NODE + inner
    }

    /// Calls `change` with each text of the value and the bytes it was written in, and with each hole that is a value.
    pub(super) fn each_text(&mut self, change: &mut dyn FnMut(Part<'_>)) {
        match &mut self.kind {
            Kind::Null => {}
            Kind::Scalar(_, text) => change(Part::Text(text)),
            Kind::Hole(hole) | Kind::Missing(hole) => change(Part::Hole(hole)),
            Kind::List(items) => items.iter_mut().for_each(|it| it.each_text(change)),
            Kind::Object(members) => {
                for member in members {
                    change(Part::Text(&mut member.key));
                    change(Part::Range(&mut member.key_range));
                    member.value.each_text(change);
                }
            }
        }
        change(Part::Range(&mut self.range));
    }
}

/// A part of a value that has places.
pub(super) enum Part<'v> {
    Text(&'v mut Text),
    Hole(&'v mut Hole),
    Range(&'v mut Range<usize>),
}

/// Members of an object while it is made: a later one replaces an earlier one of the same key.
#[derive(Default)]
pub(super) struct Members {
    members: Vec<Member>,
    places: HashMap<String, usize>,
}

impl Members {
    pub(super) fn insert(&mut self, member: Member) {
        match self.places.get(member.key.as_str()) {
            Some(place) => self.members[*place] = member,
            None => {
                let key = member.key.as_str().to_owned();
                self.places.insert(key, self.members.len());
                self.members.push(member);
            }
        }
    }

    pub(super) fn object(self) -> Kind {
        Kind::Object(self.members)
    }
}
