use super::*;
use crate::limits::DEPTH_MAX;

type Read = fn(&mut OutlineValue<'_>) -> Option<()>;

/// Whether `text` is an object, each of whose members `read` reads.
fn is_read(text: &str, read: Read) -> bool {
    let mut outline = Outline::default();
    let root = outline.object(text.as_bytes(), |root| root.members(|_, value| read(value)));
    root.is_some()
}

#[test]
fn values_are_handed_out_as_they_stand() {
    let text =
        r#" {"s":"x\n","" : "" ,"o":{"n":-1.5e3,"t":true},"l":[1,{"q":"\\"}],"e":{},"z":null} "#;
    let mut outline = Outline::default();
    let mut seen = Vec::new();
    let whole = outline.object(text.as_bytes(), |root| {
        root.members(|key, value| {
            let shown = match value.first_byte() {
                b'"' => {
                    let RawString {
                        text: raw,
                        start,
                        has_escapes,
                    } = value.string()?;
                    assert_eq!(&text.as_bytes()[start..start + raw.len()], raw);
                    assert_eq!(has_escapes, raw.contains(&b'\\'));
                    String::from_utf8_lossy(raw).into_owned()
                }
                b'{' => {
                    let mut inside = String::new();
                    let range = value.members(|_, value| {
                        inside.push_str(str::from_utf8(value.scalar()?).unwrap());
                        inside.push(' ');
                        Some(())
                    })?;
                    format!("{inside}in {}", &text[range])
                }
                b'[' => value.skip().map(|()| "a list".to_owned())?,
                _ => String::from_utf8_lossy(value.scalar()?).into_owned(),
            };
            seen.push(format!("{}={shown}", String::from_utf8_lossy(key)));
            Some(())
        })
    });
    assert_eq!(whole, Some(1..text.len() - 1));
    let wanted = [
        r"s=x\n",
        "=",
        r#"o=-1.5e3 true in {"n":-1.5e3,"t":true}"#,
        "l=a list",
        "e=in {}",
        "z=null",
    ];
    assert_eq!(seen, wanted);
}

#[test]
fn what_is_no_object_or_not_all_is_refused() {
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
        (r#"{"\u0061":1}"#, false),
        ("{\"a\":\"\u{1}\"}", false),
    ] {
        assert_eq!(is_read(text, |value| value.skip()), is_object, "{text}");
    }
    let not_utf8 = Outline::default().object(b"{\"a\":\"\xff\"}", |root| {
        root.members(|_, value| value.skip())
    });
    assert_eq!(not_utf8, None);
}

#[test]
fn a_value_is_read_as_what_it_is_or_not_at_all() {
    let reads: [(&str, Read); 4] = [
        ("string", |value| value.string().map(drop)),
        ("string", |value| value.string_unchecked().map(drop)),
        ("scalar", |value| value.scalar().map(drop)),
        ("object", |value| {
            value.members(|_, value| value.skip()).map(drop)
        }),
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
fn the_escapes_of_one_string_are_left_to_the_caller() {
    for (text, is_taken, has_unchecked) in [
        (r#"{"u":"\q","v":"x"}"#, true, true),
        (r#"{"u":"\q","v":"\n"}"#, true, true),
        (r#"{"u":"\q","v":"\q"}"#, false, true),
        (r#"{"u":"x","v":"\n"}"#, true, false),
        (r#"{"u":"x","v":"\q"}"#, false, false),
        (r#"{"u":"\n","u":"x"}"#, true, true),
        (r#"{"u":"\n","u":"\n"}"#, false, true),
    ] {
        let mut escaped = Vec::new();
        let mut unchecked = None;
        let read = Outline::default().object(text.as_bytes(), |root| {
            root.members(|key, value| {
                let string = match key {
                    b"u" => value.string_unchecked(),
                    _ => value.string(),
                };
                unchecked = Some(value.has_unchecked_escapes());
                escaped.push(string?.has_escapes);
                Some(())
            })
        });
        assert_eq!(read.is_some(), is_taken, "{text}");
        assert_eq!(unchecked, Some(has_unchecked), "{text}");
        if is_taken {
            let has_escapes = text.split("\":\"").skip(1).map(|part| part.contains('\\'));
            assert_eq!(escaped, has_escapes.collect::<Vec<_>>(), "{text}");
        }
    }
}

#[test]
fn objects_that_were_read_count_no_more_as_levels() {
    for levels in [DEPTH_MAX - 1, DEPTH_MAX] {
        let nested = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let text = format!(r#"{{"o":{{"p":{{}}}},"n":{nested}}}"#);
        let mut outline = Outline::default();
        let read = outline.object(text.as_bytes(), |root| {
            root.members(|key, value| match key {
                b"o" => value
                    .members(|_, value| value.members(|_, _| None).map(drop))
                    .map(drop),
                _ => value.skip(),
            })
        });
        assert_eq!(read.is_some(), levels < DEPTH_MAX, "{levels}");
    }
}
