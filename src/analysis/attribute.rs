//! DynamoDB's attribute values as its stream records hold them: an object with one member, whose key is the type
//! (DynamoDB API Reference, `AttributeValue`, read 2026-11-30). A number is a string of digits there.

use crate::cells::Reading;

/// The values that a record can have at a path inside an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attribute {
    /// At most one value.
    Value(Reading),
    /// Any number of values, in a list.
    Values(Reading),
    /// A list of objects.
    List,
    /// An object.
    Object,
    /// Nothing.
    Nothing,
}

/// The meaning of the next key of a path.
#[derive(Clone, Copy)]
enum Next {
    Name,
    Type,
}

const BOOLEANS: &[&str] = &["true", "false"];
const NULLS: &[&str] = &["true"];

impl Attribute {
    /// Returns what stands at the end of these keys, which begin with the name of an attribute.
    pub(crate) fn at(keys: &[&str]) -> Self {
        let (mut next, mut is_in_list) = (Next::Name, false);
        let mut reached = Self::Object;
        for key in keys {
            (reached, next) = match (reached, next, *key) {
                (Self::Object, Next::Name, _) => (Self::Object, Next::Type),
                (Self::Object, Next::Type, "M") => (Self::Object, Next::Name),
                (Self::Object | Self::List, Next::Type, "L") => {
                    is_in_list = true;
                    (Self::List, Next::Type)
                }
                // Below a list are the types of its elements.
                (Self::List, Next::Type, "M") => (Self::Object, Next::Name),
                (Self::Object | Self::List, Next::Type, key) => (Self::of_type(key), Next::Type),
                (Self::Value(_) | Self::Values(_) | Self::Nothing | Self::List, _, _) => {
                    (Self::Nothing, Next::Type)
                }
            };
        }
        match reached {
            Self::Value(reading) if is_in_list => Self::Values(reading),
            reached => reached,
        }
    }

    fn of_type(key: &str) -> Self {
        match key {
            "S" | "B" => Self::Value(Reading::Text),
            "N" => Self::Value(Reading::Number),
            "BOOL" => Self::Value(Reading::OneOf(BOOLEANS)),
            "NULL" => Self::Value(Reading::OneOf(NULLS)),
            "SS" | "BS" => Self::Values(Reading::Text),
            "NS" => Self::Values(Reading::Number),
            _ => Self::Nothing,
        }
    }
}

/// Returns whether two paths inside an image need one attribute, which is not in a list, to have two types.
pub(crate) fn are_two_types(one: &[String], other: &[String]) -> bool {
    let common = one
        .iter()
        .zip(other)
        .take_while(|(one, other)| one == other);
    let common = common.count();
    let (Some(_), Some(_)) = (one.get(common), other.get(common)) else {
        return false;
    };
    let keys: Vec<&str> = one[..common].iter().map(String::as_str).collect();
    has_type_next(&keys)
}

/// Returns whether these keys lead to an attribute value, and not through a list.
fn has_type_next(keys: &[&str]) -> bool {
    let mut keys = keys.iter();
    loop {
        match (keys.next(), keys.next()) {
            (Some(_), None) => return true,
            (Some(_), Some(&"M")) => {}
            (None | Some(_), _) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Attribute {
        Attribute::at(&path.split('.').collect::<Vec<_>>())
    }

    #[test]
    fn types_say_what_stands_at_a_path() {
        for (path, want) in [
            ("a", Attribute::Object),
            ("a.S", Attribute::Value(Reading::Text)),
            ("a.N", Attribute::Value(Reading::Number)),
            ("a.M", Attribute::Object),
            ("a.M.b", Attribute::Object),
            ("a.M.S.S", Attribute::Value(Reading::Text)),
            ("a.L", Attribute::List),
            ("a.L.S", Attribute::Values(Reading::Text)),
            ("a.L.M.b.N", Attribute::Values(Reading::Number)),
            ("a.SS", Attribute::Values(Reading::Text)),
            ("a.S.x", Attribute::Nothing),
            ("a.x", Attribute::Nothing),
        ] {
            assert_eq!(at(path), want, "{path}");
        }
    }

    #[test]
    fn attribute_outside_a_list_has_one_type() {
        let are_two = |one: &str, other: &str| {
            let keys = |path: &str| path.split('.').map(str::to_owned).collect::<Vec<_>>();
            are_two_types(&keys(one), &keys(other))
        };
        assert!(are_two("a.S", "a.N"));
        assert!(are_two("a.S", "a.M.b.S"));
        assert!(are_two("a.M.b.S", "a.M.b.BOOL"));
        assert!(!are_two("a.S", "b.N"));
        assert!(!are_two("a.M.b.S", "a.M.c.N"));
        assert!(!are_two("a.L.S", "a.L.N"));
        assert!(!are_two("a.S", "a.S"));
    }
}
