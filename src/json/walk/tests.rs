use std::fs;

use super::super::guide::ElementId;
use super::*;
use crate::limits::DEPTH_MAX;
use tidegate_fixtures::testing::files_of_texts;

/// The whole text must be an object.
const OBJECT: Root<'_> = Root {
    node: Some(PathTrie::ROOT),
    list_allowed: false,
    whole: true,
    skipped_key: None,
};

/// The text must begin with an object.
const BEGINNING: Root<'_> = Root {
    whole: false,
    ..OBJECT
};

/// The whole text must be an object or a list.
const OBJECT_OR_LIST: Root<'_> = Root {
    list_allowed: true,
    ..OBJECT
};

/// A field as `path=value`, its element, whether an empty step is on its path, and whether it had escapes.
type Shown = (String, ElementId, bool, bool);

/// The fields that all three walks hand out, which must be the same.
fn fields(paths: &[&str], text: &str) -> Result<Vec<String>, InvalidKind> {
    let fields_by = |walker| fields_by(walker, paths, text.as_bytes());
    let checked = fields_by(Walker::new(Trust::Strict));
    assert_eq!(checked, fields_by(token_by_token()), "{text}");
    if checked.is_ok() {
        assert_eq!(checked, fields_by(Walker::new(Trust::Trusted)), "{text}");
    }
    let (fields, _) = checked.map_err(|invalid| invalid.kind)?;
    Ok(fields.into_iter().map(|(field, ..)| field).collect())
}

/// A walker as on a CPU whose kernel can't check whole texts.
fn token_by_token() -> Walker {
    Walker {
        checker: Checker::none(),
        ..Walker::default()
    }
}

fn fields_by(
    mut walker: Walker,
    paths: &[&str],
    text: &[u8],
) -> Result<(Vec<Shown>, Vec<Element>), Invalid> {
    let mut trie = PathTrie::default();
    for path in paths {
        trie.add(path.as_bytes());
    }
    let root = Root {
        skipped_key: Some(b"skip"),
        ..OBJECT
    };
    let mut out = Vec::new();
    let mut emit = |field: Field<'_>| {
        let path = String::from_utf8_lossy(trie.text(field.path)).into_owned();
        let shown = format!("{path}={}", String::from_utf8_lossy(field.value));
        let (has_empty_step, was_escaped) = (field.after_empty_step, field.was_escaped);
        out.push((shown, field.element, has_empty_step, was_escaped));
        false
    };
    walker.walk(&trie, text, root, &mut emit)?;
    Ok((out, walker.elements().to_vec()))
}

/// The keys of a text, and each pair of keys that follow each other, joined to a path.
fn paths_of(text: &str) -> Vec<String> {
    let keys: Vec<&str> = text
        .split("\":")
        .filter_map(|part| part.rsplit('"').next())
        .collect();
    let pairs = keys
        .windows(2)
        .map(|pair| format!("{}.{}", pair[0], pair[1]));
    keys.iter()
        .map(|&key| key.to_owned())
        .chain(pairs)
        .collect()
}

#[test]
fn all_walks_hand_out_the_same_fields_of_the_corpora() {
    let mut found = 0;
    for file in files_of_texts() {
        let text = fs::read_to_string(&file).unwrap();
        for line in text.lines().take(200) {
            let paths = paths_of(line);
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            found += fields(&paths, line).map_or(0, |fields| fields.len());
        }
    }
    assert!(found > 5_000, "{found}");
}

#[test]
fn fields_asked_for_come_out_in_order() {
    let text = r#"{"x":[{"y":1},{"y":[2,[3]]}],"a":{"b":"s\n"},"a.b":null,"skip":{"y":1},"q":[]}"#;
    let got = fields(&["x.y", "a.b", "skip.y", "q"], text).unwrap();
    assert_eq!(got, ["x.y=1", "x.y=2", "x.y=3", "a.b=\"s\n\"", "a.b=null"]);
}

#[test]
fn values_that_nobody_asked_for_are_checked() {
    for bad in [
        r#"{"b":01}"#,
        r#"{"b":[1,,2]}"#,
        r#"{"b":"\x"}"#,
        "{\"b\":\"\u{1}\"}",
        r#"{"b":tru}"#,
        r#"{"b":1.}"#,
        r#"{"b":1"c":2}"#,
        r#"{"b" 1}"#,
        r#"{"b":1,}"#,
        r#"{,}"#,
        r#"{"b":truex}"#,
        r#"{"b":-}"#,
        r#"{"b":1e}"#,
        r#"{b:1}"#,
        r#"{"b":}"#,
        r#"{"b":"\ud8"}"#,
        "{\"b\":1\u{c}}",
        "{\"b\"\u{1a}1}",
    ] {
        assert_eq!(
            fields(&["a"], bad),
            Err(InvalidKind::UnexpectedByte),
            "{bad}"
        );
    }
    assert_eq!(
        fields(&["a"], r#"{"a":1} x"#),
        Err(InvalidKind::TrailingText)
    );
    assert_eq!(fields(&["a"], r#"[1]"#), Err(InvalidKind::NotAnObject));
    for cut in 0..r#"{"b":[1,{"c":"d"}]}"#.len() {
        let text = &r#"{"b":[1,{"c":"d"}]}"#[..cut];
        assert_eq!(fields(&["a"], text), Err(InvalidKind::Truncated), "{text}");
    }
}

#[test]
fn error_says_why_and_at_which_byte() {
    let invalid = fields_by(Walker::default(), &["a"], br#"{"b":01}"#).unwrap_err();
    assert_eq!(invalid.to_string(), "unexpected character at byte 6");
}

#[test]
fn number_over_1000_digits_is_refused() {
    let digits = "0".repeat(crate::limits::NUMBER_DIGITS_MAX - 2);
    for number in [
        format!("11{digits}"),
        format!("-0.11{digits}"),
        format!("1.5e{}", &digits),
    ] {
        assert!(fields(&["a"], &format!(r#"{{"b":{number}}}"#)).is_ok());
        let longer = format!(r#"{{"b":{number}0}}"#);
        assert_eq!(fields(&["a"], &longer), Err(InvalidKind::TooLong));
    }
}

#[test]
fn key_over_50000_units_is_refused() {
    let most = crate::limits::KEY_UNITS_MAX;
    for (letter, units) in [
        ("x", 1),
        ("é", 1),
        ("😀", 2),
        (r"\u00e9", 1),
        (r"\n", 1),
        (r"\ud83d\ude00", 2),
    ] {
        let key = letter.repeat(most / units);
        for path in ["a", "a.b"] {
            let text = |key: &str| format!(r#"{{"a":{{"{key}"  :1}},"c":{{"{key}":2}}}}"#);
            assert!(fields(&[path], &text(&key)).is_ok());
            let longer = fields(&[path], &text(&format!("{key}x")));
            assert_eq!(longer, Err(InvalidKind::TooLong), "{letter}");
        }
    }
}

#[test]
fn nesting_over_1000_levels_is_refused() {
    let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(fields(&["a"], &nested(DEPTH_MAX - 1)), Ok(vec![]));
    assert_eq!(
        fields(&["a"], &nested(DEPTH_MAX)),
        Err(InvalidKind::TooDeep)
    );
}

#[test]
fn elements_are_kept_over_all_texts_of_a_record() {
    let mut trie = PathTrie::default();
    trie.add(b"a.b");
    let mut walker = Walker::default();
    for _ in 0..3 {
        walker.reset();
        for texts in 1..=2 {
            let text = br#"{"a":[{"b":1},{"b":2}]}"#;
            walker.walk(&trie, text, OBJECT, &mut |_| false).unwrap();
            let arrays = walker.elements().iter().map(|element| element.array);
            assert_eq!(arrays.collect::<Vec<_>>(), [0, 0, 1, 1][..2 * texts]);
        }
    }
}

/// How many fields with the key `a` each walk hands out: first the two strict walks, then the trusting one.
fn counts(text: &[u8], root: Root<'_>) -> [Result<usize, InvalidKind>; 3] {
    let mut trie = PathTrie::default();
    trie.add(b"a");
    let walkers = [
        Walker::new(Trust::Strict),
        token_by_token(),
        Walker::new(Trust::Trusted),
    ];
    walkers.map(|mut walker| {
        let mut count = 0;
        let walked = walker.walk(&trie, text, root, &mut |_| {
            count += 1;
            false
        });
        walked.map(|()| count).map_err(|invalid| invalid.kind)
    })
}

#[test]
fn all_walks_check_the_kind_of_the_root() {
    for (object, list) in [
        ("{\"a\":1}", "[{\"a\":1}]"),
        (" \n{\"a\":[2]} ", " [ [{\"a\":2}]] "),
        ("{\"a\":{\"b\":[]},\"a\":3}", "[1,[],{\"a\":4},5]"),
    ] {
        for root in [BEGINNING, OBJECT] {
            let counts = |text: &str, root| counts(text.as_bytes(), root);
            let or_list = Root {
                list_allowed: true,
                ..root
            };
            assert_eq!(counts(object, root), [Ok(1); 3], "{object}");
            assert_eq!(counts(object, or_list), [Ok(1); 3], "{object}");
            assert_eq!(counts(list, or_list), [Ok(1); 3], "{list}");
            let refused = [Err(InvalidKind::NotAnObject); 3];
            assert_eq!(counts(list, root), refused, "{list}");
        }
    }
    for scalar in ["1", "\"a\"", "null", "a"] {
        let refused = [Err(InvalidKind::NotAnObject); 3];
        assert_eq!(
            counts(scalar.as_bytes(), OBJECT_OR_LIST),
            refused,
            "{scalar}"
        );
    }
    let cut = [Err(InvalidKind::Truncated); 3];
    assert_eq!(counts(b" ", OBJECT_OR_LIST), cut);
}

#[test]
fn text_after_the_value_is_refused_only_if_the_value_must_be_the_whole() {
    for after in [
        &b"x"[..],
        b" \xff",
        b"\xff",
        b"\x01",
        b"\"\x01\"",
        b"{",
        b"]",
        b"\"",
    ] {
        let text = [b"{\"a\":1}", after].concat();
        assert_eq!(counts(&text, BEGINNING), [Ok(1); 3], "{after:x?}");
        let [strict, tokens, trusting] = counts(&text, OBJECT);
        let refused = Err(InvalidKind::TrailingText);
        assert_eq!((strict, tokens), (refused, refused), "{after:x?}");
        assert_eq!(trusting, Ok(1), "{after:x?}");
    }
}

#[test]
fn trusting_walk_stops_if_it_notices_that_the_text_is_not_json() {
    for text in [
        r#"{"a":1x}"#,
        r#"{"a":truex}"#,
        r#"{"a":}"#,
        r#"{a:1}"#,
        r#"{"b"a:1}"#,
        r#"{"a"a:1}"#,
        r#"{"a":[1 2]}"#,
    ] {
        let [.., trusting] = counts(text.as_bytes(), OBJECT);
        assert_eq!(trusting, Err(InvalidKind::UnexpectedByte), "{text}");
    }
}
