//! How likely a path of a record is the one that a filter means by another path.

use tidegate::nearest;

use crate::typed::is_type_name;

/// Fewest letters of a key that may be a misspelling of another: shorter words resemble each other by chance.
const MISSPELT_LETTERS_MIN: usize = 4;

/// Why a path may be the one that is meant, the weakest reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// The same keys, except for a few letters.
    Spelling,
    /// The same attribute of DynamoDB under another type.
    OtherType,
    /// The same name at another level, or in other case.
    SameName,
}

/// Returns how alike two paths are; `None` if they are not. `name_keys` is the number of the last keys that make the
/// name.
pub(crate) fn likeness(path: &[String], keys: &[String], name_keys: usize) -> Option<Likeness> {
    if path.ends_with(&keys[keys.len() - name_keys..]) {
        return Some(Likeness::SameName);
    }
    if path.len() != keys.len() {
        return None;
    }
    let pairs = || path.iter().zip(keys);
    if pairs().all(|(one, other)| one.eq_ignore_ascii_case(other)) {
        return Some(Likeness::SameName);
    }
    let (last, inner) = path.split_last()?;
    let is_typed = name_keys == 2 && is_type_name(last);
    if is_typed && inner == &keys[..inner.len()] {
        return Some(Likeness::OtherType);
    }
    let is_near = |(one, other): (&String, &String)| one == other || is_misspelt(other, one);
    pairs().all(is_near).then_some(Likeness::Spelling)
}

fn is_misspelt(written: &str, meant: &str) -> bool {
    let letters = written.chars().count().min(meant.chars().count());
    letters >= MISSPELT_LETTERS_MIN && nearest(written, &[meant]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(path: &str, keys: &str, name_keys: usize) -> Option<Likeness> {
        let owned = |path: &str| path.split('.').map(str::to_owned).collect::<Vec<_>>();
        likeness(&owned(path), &owned(keys), name_keys)
    }

    #[test]
    fn paths_of_one_name_type_or_spelling_are_alike() {
        for (path, keys, expected) in [
            ("body.order.state", "body.state", Some(Likeness::SameName)),
            ("body.State", "body.state", Some(Likeness::SameName)),
            ("body.state", "body.stat", Some(Likeness::Spelling)),
            (
                "body.order.state",
                "body.orders.state",
                Some(Likeness::SameName),
            ),
            (
                "body.order.state",
                "body.orders.states",
                Some(Likeness::Spelling),
            ),
            ("body.car", "body.cat", None),
            ("body.colour", "body.state", None),
            ("body.order", "body.state.order.x", None),
        ] {
            assert_eq!(like(path, keys, 1), expected, "{path} {keys}");
        }
        let (number, text) = ("dynamodb.Keys.id.N", "dynamodb.Keys.id.S");
        assert_eq!(like(number, text, 2), Some(Likeness::OtherType));
        assert_eq!(like("dynamodb.Keys.no.N", text, 2), None);
    }
}
