//! Texts with stars, or with the percent signs of SQL, for any text.

use tidegate_json::Json;

use crate::edit::{object, string, value};
use tidegate_json::JsonKind;

/// Whether a text with stars or percent signs for any text matches another; never without one of these signs.
pub(crate) fn glob_matches(glob: &str, text: &str) -> bool {
    let Some(parts) = parts(glob) else {
        return false;
    };
    let [first, middle @ .., last] = &parts[..] else {
        return false;
    };
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    for part in middle {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The operator that matches what such a text means; `None` if it has no such sign.
pub(crate) fn meant_glob(glob: &str) -> Option<Json> {
    let parts = parts(glob)?;
    Some(match parts[..] {
        ["", ""] => object("exists", value(JsonKind::Bool(true))),
        [start, ""] => object("prefix", string(start)),
        ["", end] => object("suffix", string(end)),
        _ => object("wildcard", string(&parts.join("*"))),
    })
}

/// The texts between the signs: at least two.
fn parts(glob: &str) -> Option<Vec<&str>> {
    let sign = ["*", "%"].into_iter().find(|sign| glob.contains(sign))?;
    let mut parts: Vec<_> = glob.split(sign).collect();
    // Two signs in a row mean the same as one.
    let last = parts.len() - 1;
    let mut at = 0;
    parts.retain(|part| {
        at += 1;
        !part.is_empty() || at == 1 || at == last + 1
    });
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_match_any_text() {
        for (glob, text, expected) in [
            ("p*d", "paid", true),
            ("p%", "paid", true),
            ("*a*i*", "paid", true),
            ("**", "paid", true),
            ("p*x", "paid", false),
            ("pa*aid", "paid", false),
            ("paid", "paid", false),
        ] {
            assert_eq!(glob_matches(glob, text), expected, "{glob}");
        }
    }

    #[test]
    fn operators_mean_the_same() {
        for (glob, expected) in [
            ("p*", r#"{"prefix":"p"}"#),
            ("%d", r#"{"suffix":"d"}"#),
            ("p**d", r#"{"wildcard":"p*d"}"#),
            ("*", r#"{"exists":true}"#),
        ] {
            assert_eq!(meant_glob(glob).unwrap().to_string(), expected);
        }
    }
}
