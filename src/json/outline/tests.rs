use super::*;
use crate::limits::DEPTH_MAX;

type Read = fn(&mut OutlineValue<'_>) -> Result<(), Flaw>;

/// Whether `text` is an object of which `read` can read every member.
fn is_read(text: &str, read: Read) -> bool {
    let mut outline = Outline::default();
    let root = outline.whole(text.as_bytes(), |root| root.object(|_, value| read(value)));
    root.is_ok()
}

#[test]
fn members_are_handed_out_as_spans_of_the_text() {
    let text =
        r#" {"s":"x\n","" : "" ,"o":{"n":-1.5e3,"t":true},"l":[1,{"q":"\\"}],"e":{},"z":null} "#;
    let mut outline = Outline::default();
    let mut seen = Vec::new();
    let whole = outline.whole(text.as_bytes(), |root| {
        root.object(|key, value| {
            let shown = match value.first_byte()? {
                b'"' => {
                    let string = value.string()?;
                    let RawString {
                        text: raw, start, ..
                    } = string;
                    assert_eq!(&text.as_bytes()[start..start + raw.len()], raw);
                    assert_eq!(&text.as_bytes()[string.quoted()][1..=raw.len()], raw);
                    assert_eq!(string.has_escapes, raw.contains(&b'\\'));
                    String::from_utf8_lossy(raw).into_owned()
                }
                b'{' => {
                    let mut inside = String::new();
                    let range = value.object(|_, value| {
                        inside.push_str(str::from_utf8(value.scalar()?).unwrap());
                        inside.push(' ');
                        Ok(())
                    })?;
                    format!("{inside}in {}", &text[range])
                }
                b'[' => {
                    let mut elements = 0;
                    let range = value.list(|value| {
                        elements += 1;
                        value.skip()
                    })?;
                    format!("{elements} in {}", &text[range])
                }
                _ => String::from_utf8_lossy(value.text()?).into_owned(),
            };
            seen.push(format!("{}={shown}", String::from_utf8_lossy(key)));
            Ok(())
        })
    });
    assert_eq!(whole, Ok(1..text.len() - 1));
    let wanted = [
        r"s=x\n",
        "=",
        r#"o=-1.5e3 true in {"n":-1.5e3,"t":true}"#,
        r#"l=2 in [1,{"q":"\\"}]"#,
        "e=in {}",
        "z=null",
    ];
    assert_eq!(seen, wanted);
}

#[test]
fn any_value_is_handed_out_as_written() {
    let values = [r#""a\"b""#, "-1.5", "null", "[ [], 1 ]", r#"{"k" : {} }"#];
    let text = format!(r#"{{"v" : {} }}"#, values.join(r#" , "v" : "#));
    let mut seen = Vec::new();
    let mut outline = Outline::default();
    let whole = outline.whole(text.as_bytes(), |root| {
        root.object(|_, value| {
            seen.push(str::from_utf8(value.text()?).unwrap());
            Ok(())
        })
    });
    assert_eq!((whole, seen), (Ok(0..text.len()), values.to_vec()));
}

#[test]
fn texts_that_are_not_one_object_are_refused() {
    for (text, is_object) in [
        (r#"{"a":1}"#, true),
        (r#"{"a":1,"b":[2]}"#, true),
        ("{}", true),
        ("", false),
        ("[]", false),
        ("1", false),
        ("{", false),
        (r#"{"a"}"#, false),
        (r#"{"a":1,}"#, false),
        (r#"{"a":1]"#, false),
        (r#"{"a":1 "b":2}"#, false),
        (r#"{"a":1} 2"#, false),
        (r#"{"a":01}"#, false),
        (r#"{"\u0061":1}"#, true),
        ("{\"a\":\"\u{1}\"}", false),
    ] {
        assert_eq!(is_read(text, |value| value.skip()), is_object, "{text}");
        let container = Outline::default().is_container(text.as_bytes());
        assert_eq!(container, is_object || text == "[]", "{text}");
    }
    let not_utf8 = Outline::default().whole(b"{\"a\":\"\xff\"}", |root| root.skip());
    assert_eq!(not_utf8, Err(Flaw::Broken));
}

#[test]
fn value_of_another_kind_is_refused() {
    let reads: [(&str, Read); 5] = [
        ("string", |value| value.string().map(drop)),
        ("string", |value| value.string_unchecked().map(drop)),
        ("scalar", |value| value.scalar().map(drop)),
        ("object", |value| {
            value.object(|_, value| value.skip()).map(drop)
        }),
        ("list", |value| value.list(|value| value.skip()).map(drop)),
    ];
    for (kind, read) in reads {
        for (value, of) in [
            (r#""x""#, "string"),
            ("1", "scalar"),
            ("false", "scalar"),
            (r#"{"b":2}"#, "object"),
            ("[]", "list"),
        ] {
            let text = format!(r#"{{"a":{value}}}"#);
            assert_eq!(is_read(&text, read), kind == of, "{value} as {kind}");
        }
    }
}

#[test]
fn escapes_of_one_string_are_left_to_the_caller() {
    for (text, is_taken) in [
        (r#"{"u":"\q","v":"x"}"#, true),
        (r#"{"u":"\q","v":"\n"}"#, true),
        (r#"{"u":"\q","v":"\q"}"#, false),
        (r#"{"u":"x","v":"\n"}"#, true),
        (r#"{"u":"x","v":"\q"}"#, false),
        (r#"{"u":"\n","u":"x"}"#, true),
        (r#"{"u":"\n","u":"\n"}"#, true),
        (r#"{"u":"\n","u":"\q"}"#, true),
        (r#"{"u":"\q","u":"\n"}"#, false),
        (r#"{"u":"\q","u":"x"}"#, false),
    ] {
        let mut left = None;
        let mut escaped = Vec::new();
        let read = Outline::default().whole(text.as_bytes(), |root| {
            root.object(|key, value| {
                let string = match key {
                    b"u" => *left.insert(value.string_unchecked()?),
                    _ => value.string()?,
                };
                escaped.push(string.has_escapes);
                Ok(())
            })?;
            root.check_escapes_but(left.as_ref())
        });
        let wanted = if is_taken { Ok(()) } else { Err(Flaw::Broken) };
        assert_eq!(read, wanted, "{text}");
        if is_taken {
            let has_escapes = text.split("\":\"").skip(1).map(|part| part.contains('\\'));
            assert_eq!(escaped, has_escapes.collect::<Vec<_>>(), "{text}");
        }
    }
}

#[test]
fn invalid_unchecked_escape_is_found_before_a_later_flaw() {
    for (text, flaw) in [
        (r#"{"u":"\n","v":"#, Flaw::Ended),
        (r#"{"u":"\q","v":"#, Flaw::Broken),
        (r#"{"u":"\q"#, Flaw::Broken),
        (r#"{"u":"\u12"#, Flaw::Ended),
    ] {
        let mut outline = Outline::default();
        let read = outline.whole(text.as_bytes(), |root| {
            root.object(|key, value| match key {
                b"u" => value.string_unchecked().map(drop),
                _ => value.skip(),
            })
        });
        assert_eq!(read, Err(flaw), "{text}");
    }
}

#[test]
fn depth_is_counted_below_the_members_that_are_read_by_name() {
    for levels in [DEPTH_MAX, DEPTH_MAX + 1] {
        let nested = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let text = format!(r#"{{"o":{{"p":{nested}}},"n":{nested}}}"#);
        let mut outline = Outline::default();
        let read = outline.whole(text.as_bytes(), |root| {
            root.object(|key, value| match key {
                b"o" => value.object(|_, value| value.skip()).map(drop),
                _ => value.skip(),
            })
        });
        assert_eq!(read.is_ok(), levels <= DEPTH_MAX, "{levels}");
    }
}

#[test]
fn numbers_and_keys_of_envelopes_may_have_any_length() {
    let (number, key) = ("7".repeat(2_000), "k".repeat(60_000));
    assert!(is_read(&format!(r#"{{"{key}":{number}}}"#), |value| value.skip()));
    assert!(is_read(
        &format!(r#"{{"a":{{"{key}":[{number}]}}}}"#),
        |value| { value.skip() }
    ));
}

#[test]
fn first_value_ends_before_the_text_after_it() {
    for (text, first) in [
        ("{\"a\":1}xyz", Ok("{\"a\":1}")),
        ("[1] \"\u{1}", Ok("[1]")),
        ("\"a\\\"\" 1", Ok("\"a\\\"\"")),
        ("{\"a\":\"\u{1}\"}", Err(Flaw::Broken)),
        ("nothing", Err(Flaw::Broken)),
        ("nul", Err(Flaw::Ended)),
        ("", Err(Flaw::Ended)),
    ] {
        let mut outline = Outline::default();
        let read = outline.first(text.as_bytes(), |value| value.text());
        assert_eq!(read, first.map(str::as_bytes), "{text}");
    }
    let not_utf8 = Outline::default().first(b"\"\xff\" \xff", |value| value.skip());
    assert_eq!(not_utf8, Ok(()));
}

/// The example of the module's docs.
#[test]
fn example_is_read_as_documented() {
    let text = br#"{"id":7,"body":"a\"b"}"#;
    let mut outline = Outline::default();
    let mut body = None;
    let whole = outline.whole(text, |root| {
        root.object(|key, value| match key {
            b"body" => {
                body = Some(value.string()?);
                Ok(())
            }
            _ => value.skip(),
        })
    });
    assert_eq!(whole, Ok(0..22));
    let body = body.unwrap();
    assert_eq!((body.text, body.start), (&br#"a\"b"#[..], 16));
    let tokens = outline.index.tokens();
    assert_eq!(tokens.collect::<Vec<_>>(), [0, 1, 5, 6, 7, 8, 14, 15, 21]);
    let quotes = (0..21).filter_map(|at| outline.index.next_quote(at));
    let mut quotes: Vec<usize> = quotes.collect();
    quotes.dedup();
    assert_eq!(quotes, [1, 4, 8, 13, 15, 20]);
}
