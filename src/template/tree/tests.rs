//! Scalars of all styles, aliases, and hostile text.

use super::*;

fn aligned(text: &str) -> tidegate_batch::criteria::Mapped {
    let trees = read("t.yaml", text).unwrap();
    let node = trees[0].root().unwrap().get("k").unwrap();
    let Kind::Scalar(value, style) = node.kind() else {
        panic!("a scalar");
    };
    let mapped = align(text, node.range(), *style, value);
    assert_eq!(mapped.text(), value);
    mapped
}

#[test]
fn word_of_every_style_is_found_in_the_file() {
    for text in [
        "k: plain target",
        "k: plain\n  over lines\n\n  target",
        "k: 'it''s target'",
        "k: 'one\n\n  two target'",
        r#"k: "é \u00e9 \x41 \" \\ \t \ud83d\ude00 target""#,
        "k: \"escaped \\\n   break target\"",
        "k: |\n  one\n    two\n\n  target\n",
        "k: |+\n\n  one\n  target\n\n\n",
        "k: |2-\n    one\n  target",
        "k: >\n  one\n  two\n\n    deeper\n\n  target\n",
        "k: >-\r\n  one\r\n  target\r\n",
        "k: |\n\tone target",
    ] {
        let Ok(trees) = read("t.yaml", text) else {
            assert!(text.contains('\t'), "{text}");
            continue;
        };
        assert_eq!(trees.len(), 1);
        let mapped = aligned(text);
        let at = mapped.text().find("target").unwrap();
        assert_eq!(&text[mapped.source(at..at + 6)], "target", "{text}");
    }
}

#[test]
fn escape_is_one_piece_with_the_place_of_all_its_bytes() {
    let text = r#"k: "a\u00e9b""#;
    let mapped = aligned(text);
    assert_eq!(mapped.text(), "aéb");
    assert_eq!(&text[mapped.source(1..3)], r"\u00e9");
}

#[test]
fn alias_and_merge_keys_are_followed() {
    let trees = read(
        "t.yaml",
        "a: &x {one: 1, two: 2}\nb: *x\nc: {<<: *x, two: own}",
    )
    .unwrap();
    let root = trees[0].root().unwrap();
    assert_eq!(root.at(&["b", "one"]).and_then(Node::text), Some("1"));
    assert_eq!(root.at(&["c", "one"]).and_then(Node::text), Some("1"));
    assert_eq!(root.at(&["c", "two"]).and_then(Node::text), Some("own"));
    assert_eq!(root.get("c").unwrap().members().len(), 2);
}

#[test]
fn text_that_is_neither_json_nor_yaml_is_located() {
    let error = read("t.yaml", "a: [1, 2\nb: }").unwrap_err();
    assert_eq!(error.code, "E0501");
    assert!(error.range.start <= 13, "{error:?}");
    let error = read("t.json", "{\"a\": }").unwrap_err();
    assert_eq!(error.range, 6..7);
}

#[test]
fn deep_and_repeating_text_is_bounded() {
    for text in [
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
    ] {
        assert!(read("t.yaml", &text).is_err());
    }
    let mut bomb = "a0: &a0 [x]\n".to_owned();
    for level in 1..30 {
        let previous = format!("*a{}, ", level - 1).repeat(9);
        bomb.push_str(&format!("a{level}: &a{level} [{previous}]\n"));
    }
    assert_eq!(read("t.yaml", &bomb).unwrap().len(), 1);
}
