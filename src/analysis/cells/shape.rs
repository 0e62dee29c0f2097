//! Which kinds of addresses a text could spell by its characters alone.

use super::wtf8::Point;

/// Two marks: the text has a character that no dotted address has, and one that no address with colons has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Shape {
    not_dotted: bool,
    not_colons: bool,
}

impl Shape {
    /// The shape of an empty text.
    pub(super) const EMPTY: Self = Self {
        not_dotted: false,
        not_colons: false,
    };
    /// The shape of a text that is not an address.
    pub(super) const ODD: Self = Self {
        not_dotted: true,
        not_colons: true,
    };

    /// Returns the shape after one more character.
    pub(super) fn with(self, point: Point) -> Self {
        let character = char::from_u32(point).unwrap_or('\0');
        Self {
            not_dotted: self.not_dotted || !(character.is_ascii_digit() || character == '.'),
            not_colons: self.not_colons || !(character.is_ascii_hexdigit() || character == ':'),
        }
    }

    pub(super) fn of(text: &[Point]) -> Self {
        let points = text.iter();
        points.fold(Self::EMPTY, |shape, point| shape.with(*point))
    }

    /// Whether it may be an address such as `10.0.0.1`.
    pub(super) const fn may_be_dotted(self) -> bool {
        !self.not_dotted
    }

    /// Whether it may be an address such as `::1`.
    pub(super) const fn may_have_colons(self) -> bool {
        !self.not_colons
    }
}

#[cfg(test)]
mod tests {
    use super::super::wtf8::points;
    use super::*;

    #[test]
    fn shape_says_which_addresses_a_text_may_spell() {
        for (text, dotted, colons) in [
            ("", true, true),
            ("10", true, true),
            ("10.0", true, false),
            ("a0:", false, true),
            ("10.a", false, false),
            ("x", false, false),
        ] {
            let shape = Shape::of(&points(text.as_bytes()));
            let seen = (shape.may_be_dotted(), shape.may_have_colons());
            assert_eq!(seen, (dotted, colons), "{text}");
        }
    }
}
