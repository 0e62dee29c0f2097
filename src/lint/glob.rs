//! Texts that are patterns in other languages: with stars, with the percent signs of SQL, or regular expressions.

use tidegate_json::{Json, JsonKind};

use crate::edit::{object, string, value};

/// Returns whether a text matches another if its stars or percent signs stand for any text; `false` if it has none of
/// these signs.
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

/// Returns the operator that matches what such a text means; `None` if it has no such sign.
pub(crate) fn meant_glob(glob: &str) -> Option<Json> {
    parts(glob).map(|parts| of_parts(&parts))
}

/// Returns the value that matches texts with these parts, and any text between them.
fn of_parts(parts: &[&str]) -> Json {
    match parts {
        [all] => string(all),
        ["", ""] => object("exists", value(JsonKind::Bool(true))),
        [start, ""] => object("prefix", string(start)),
        ["", end] => object("suffix", string(end)),
        _ => object("wildcard", string(&parts.join("*"))),
    }
}

/// Returns the texts between the signs: at least two.
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

/// Why a text looks like a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Regex,
    Star,
}

/// Returns why a text looks like a regular expression or a shell pattern; `None` if it does not.
pub(crate) fn sign(text: &str) -> Option<Sign> {
    let marks = [".*", ".+", "[a-z", "[A-Z", "[0-9", "\\d", "\\w", "(?"];
    let is_anchored = text.len() > 1 && text.starts_with('^');
    if is_anchored || marks.iter().any(|mark| text.contains(mark)) {
        return Some(Sign::Regex);
    }
    // A star inside a text is mostly just a star; at an end it is mostly meant as a wildcard.
    (text.starts_with('*') || text.ends_with('*')).then_some(Sign::Star)
}

/// Returns the value that was probably meant; `None` if that is not clear.
pub(crate) fn meant_pattern(text: &str, sign: Sign) -> Option<Json> {
    let star = if sign == Sign::Regex { ".*" } else { "*" };
    let text = match sign {
        Sign::Regex => regex_core(text),
        Sign::Star => text.to_owned(),
    };
    let parts: Vec<&str> = text.split(star).collect();
    let is_plain =
        |part: &&str| !part.contains(['*', '[', ']', '(', ')', '\\', '+', '?', '|', '^', '$']);
    parts.iter().all(is_plain).then(|| of_parts(&parts))
}

/// Returns the expression without anchors: after an end that is not anchored, any text may follow.
fn regex_core(text: &str) -> String {
    let Some(rest) = text.strip_prefix('^') else {
        return text.strip_suffix('$').unwrap_or(text).to_owned();
    };
    match rest.strip_suffix('$') {
        Some(core) => core.to_owned(),
        None if rest.ends_with(".*") => rest.to_owned(),
        None => format!("{rest}.*"),
    }
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
