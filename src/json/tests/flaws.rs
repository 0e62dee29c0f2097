//! Compares outlines with two definitions: they must accept the texts that `serde_json` accepts, and must distinguish a cut
//! text from a broken one like a simple reader that goes byte by byte.

use tidegate_json::{Flaw, Outline, OutlineValue, Value, limits::DEPTH_MAX};

/// How an object or list was read: how many of its members or elements were begun, how many were read, and the result.
#[derive(Debug, PartialEq)]
struct Reading {
    begun: usize,
    read: usize,
    end: Result<(), Flaw>,
}

type Read = fn(&mut OutlineValue<'_>) -> Result<(), Flaw>;

/// The ways to read any value.
const READS: [Read; 3] = [
    |value| value.skip(),
    |value| value.value().map(drop),
    |value| value.text().map(drop),
];

fn reading(bytes: &[u8], read: Read) -> Reading {
    let mut reading = Reading {
        begun: 0,
        read: 0,
        end: Ok(()),
    };
    let mut member = |value: &mut OutlineValue<'_>| {
        reading.begun += 1;
        read(value)?;
        reading.read += 1;
        Ok(())
    };
    let mut outline = Outline::default();
    let whole = outline.whole(bytes, |root| match root.first_byte()? {
        b'[' => root.list(member),
        _ => root.object(|_, value| member(value)),
    });
    reading.end = whole.map(drop);
    reading
}

fn read(bytes: &[u8]) -> Result<(), Flaw> {
    reading(bytes, READS[0]).end
}

/// The definition: reads one byte after the other, without masks.
mod naive {
    use tidegate_json::Flaw;

    use super::Reading;

    pub(crate) fn reading(bytes: &[u8]) -> Reading {
        let (mut begun, mut read) = (0, 0);
        let end = whole(bytes, &mut |rest| {
            begun += 1;
            value(rest)?;
            read += 1;
            Ok(())
        });
        Reading { begun, read, end }
    }

    type Member<'m> = &'m mut dyn FnMut(&mut &[u8]) -> Result<(), Flaw>;

    fn whole(bytes: &[u8], member: Member<'_>) -> Result<(), Flaw> {
        if let Err(error) = std::str::from_utf8(bytes) {
            let is_cut = error.error_len().is_none();
            return Err(if is_cut { Flaw::Ended } else { Flaw::Broken });
        }
        let mut rest = bytes;
        match next(&mut rest)? {
            b'{' => object(&mut rest, member)?,
            b'[' => nested(&mut rest, b']', member)?,
            _ => return Err(Flaw::Broken),
        }
        match next(&mut rest) {
            Err(Flaw::Ended) => Ok(()),
            _ => Err(Flaw::Broken),
        }
    }

    /// Drops white space from `rest` and returns the byte after it, which stays in `rest`.
    fn next(rest: &mut &[u8]) -> Result<u8, Flaw> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = rest.first() {
            *rest = &rest[1..];
        }
        rest.first().copied().ok_or(Flaw::Ended)
    }

    fn take(rest: &mut &[u8], wanted: impl Fn(u8) -> bool) -> Result<u8, Flaw> {
        let byte = *rest.first().ok_or(Flaw::Ended)?;
        *rest = &rest[1..];
        if wanted(byte) {
            Ok(byte)
        } else {
            Err(Flaw::Broken)
        }
    }

    fn value(rest: &mut &[u8]) -> Result<(), Flaw> {
        match next(rest)? {
            b'"' => string(rest),
            b'{' => object(rest, &mut value),
            b'[' => nested(rest, b']', &mut value),
            b't' => word(rest, b"true"),
            b'f' => word(rest, b"false"),
            b'n' => word(rest, b"null"),
            _ => number(rest),
        }
    }

    fn object(rest: &mut &[u8], member: Member<'_>) -> Result<(), Flaw> {
        nested(rest, b'}', &mut |rest| {
            next(rest)?;
            string(rest)?;
            next(rest)?;
            take(rest, |byte| byte == b':')?;
            member(rest)
        })
    }

    fn nested(rest: &mut &[u8], close: u8, member: Member<'_>) -> Result<(), Flaw> {
        *rest = &rest[1..];
        if next(rest)? == close {
            *rest = &rest[1..];
            return Ok(());
        }
        loop {
            member(rest)?;
            next(rest)?;
            if take(rest, |byte| byte == b',' || byte == close)? == close {
                return Ok(());
            }
        }
    }

    fn string(rest: &mut &[u8]) -> Result<(), Flaw> {
        take(rest, |byte| byte == b'"')?;
        loop {
            match take(rest, |byte| byte >= 0x20)? {
                b'"' => return Ok(()),
                b'\\' => escape(rest)?,
                _ => {}
            }
        }
    }

    fn escape(rest: &mut &[u8]) -> Result<(), Flaw> {
        let digits = match take(rest, |byte| b"\"\\/bfnrtu".contains(&byte))? {
            b'u' => 4,
            _ => 0,
        };
        for _ in 0..digits {
            take(rest, |byte| byte.is_ascii_hexdigit())?;
        }
        Ok(())
    }

    fn word(rest: &mut &[u8], word: &[u8]) -> Result<(), Flaw> {
        for &wanted in word {
            take(rest, |byte| byte == wanted)?;
        }
        Ok(())
    }

    fn number(rest: &mut &[u8]) -> Result<(), Flaw> {
        let is = |rest: &&[u8], bytes: &[u8]| rest.first().is_some_and(|byte| bytes.contains(byte));
        if is(rest, b"-") {
            *rest = &rest[1..];
        }
        if is(rest, b"0") {
            *rest = &rest[1..];
        } else {
            digits(rest)?;
        }
        if is(rest, b".") {
            *rest = &rest[1..];
            digits(rest)?;
        }
        if is(rest, b"eE") {
            *rest = &rest[1..];
            if is(rest, b"+-") {
                *rest = &rest[1..];
            }
            digits(rest)?;
        }
        Ok(())
    }

    fn digits(rest: &mut &[u8]) -> Result<(), Flaw> {
        take(rest, |byte| byte.is_ascii_digit())?;
        while rest.first().is_some_and(u8::is_ascii_digit) {
            *rest = &rest[1..];
        }
        Ok(())
    }
}

const SEEDS: &[&str] = &[
    r#"{"messageId":"a","body":"{\"k\":[1,2.5e-3,null]}","attributes":{"SentTimestamp":"1545082649183"},"x":[]}"#,
    r#" { "kinesis" : { "data" : "eyJhIjoxfQ==" , "t" : -0.5E+10 } , "n" : [ true , false , null , {} , [ [ ] ] ] } "#,
    r#"{"a":0,"b":-1,"c":"\u00e9\ud83d\ude00\/","d":{"e":{"f":[{"g":"0123456789012345678901234567890123456789é"}]}}}"#,
];

/// Texts that are lists.
const LISTS: &[&str] = &[
    r#" [ "a" , {"b":"b"} , [] , 12 , -0.5e3 , true , null , "\" , [[1],{}] ] "#,
    r#"["x",1,{"eventSource":"aws:sqs","body":"{}"},false]"#,
];

/// The seed with each of its bytes replaced, preceded by another, or removed.
fn mutations(seed: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    const BYTES: &[u8] = b"{}[]\",:\\ 01-+.eEtnu\x00\x1f\t\n\xc3\xff";
    (0..seed.len()).flat_map(move |at| {
        let replaced = BYTES.iter().map(move |byte| {
            let mut text = seed.to_vec();
            text[at] = *byte;
            text
        });
        let inserted = BYTES.iter().map(move |byte| {
            let mut text = seed.to_vec();
            text.insert(at, *byte);
            text
        });
        let mut removed = seed.to_vec();
        removed.remove(at);
        replaced.chain(inserted).chain([removed])
    })
}

fn is_object(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).unwrap_or("");
    serde_json::from_str::<&serde_json::value::RawValue>(text)
        .is_ok_and(|raw| raw.get().starts_with('{'))
}

#[test]
fn texts_are_accepted_if_serde_json_accepts_them() {
    let mut accepted = 0;
    for seed in SEEDS {
        assert_eq!(read(seed.as_bytes()), Ok(()), "{seed}");
        for text in mutations(seed.as_bytes()) {
            let wanted = is_object(&text);
            assert_eq!(
                read(&text).is_ok(),
                wanted,
                "{}",
                String::from_utf8_lossy(&text)
            );
            accepted += u32::from(wanted);
        }
    }
    assert!(
        accepted > 1000,
        "too few of the mutations are valid: {accepted}"
    );
}

#[test]
fn every_prefix_of_a_valid_text_counts_as_cut() {
    for seed in SEEDS {
        let seed = seed.trim_end().as_bytes();
        for cut in 0..seed.len() {
            assert_eq!(read(&seed[..cut]), Err(Flaw::Ended), "cut at {cut}");
        }
    }
}

#[test]
fn texts_are_read_as_far_as_by_the_simple_reader() {
    let mut flaws = [0; 2];
    for seed in SEEDS.iter().chain(LISTS) {
        for (text, read) in mutations(seed.as_bytes()).zip(READS.iter().cycle()) {
            for cut in 0..=text.len() {
                let text = &text[..cut];
                let wanted = naive::reading(text);
                let shown = String::from_utf8_lossy(text);
                assert_eq!(reading(text, *read), wanted, "{shown}");
                match wanted.end {
                    Err(Flaw::Ended) => flaws[0] += 1,
                    Err(Flaw::Broken) => flaws[1] += 1,
                    Ok(()) => {}
                }
            }
        }
    }
    assert!(flaws.iter().all(|count| *count > 100_000), "{flaws:?}");
}

#[test]
fn nesting_over_1000_levels_is_broken() {
    let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(read(nested(DEPTH_MAX).as_bytes()), Ok(()));
    assert_eq!(read(nested(DEPTH_MAX + 1).as_bytes()), Err(Flaw::Broken));
}

#[test]
fn keys_are_handed_out_unescaped_and_strings_raw() {
    let mut seen = Vec::new();
    let mut outline = Outline::default();
    let whole = outline.whole(br#"{"bo\u0064y":"x\ny"}"#, |root| {
        root.object(|key, value| {
            seen.push((key.to_vec(), value.value()?));
            Ok(())
        })
    });
    assert_eq!(whole, Ok(0..20));
    let [(key, Value::String(string))] = &seen[..] else {
        panic!("{seen:?}")
    };
    assert_eq!((key.as_slice(), string.text), (&b"body"[..], &br"x\ny"[..]));
}

#[test]
fn strings_end_at_the_first_special_byte_at_every_offset() {
    for length in 0..200 {
        for at in 0..length {
            for special in *b"\"\\\x00\x1f" {
                let mut text = "é".repeat(length).into_bytes();
                text.truncate(2 * at);
                text.push(special);
                let quoted = [b"\"", &text[..], b"\"\""].concat();
                let end = Outline::default().first(&quoted, |value| value.text().map(<[u8]>::len));
                let wanted = match special {
                    b'"' => Ok(2 * at + 2),
                    b'\\' => Ok(2 * at + 4),
                    _ => Err(Flaw::Broken),
                };
                assert_eq!(end, wanted, "{special:#x} at {at}");
            }
        }
    }
}

#[test]
fn control_characters_are_refused_inside_strings_only() {
    for length in 0..200 {
        for (byte, wanted) in [(0x1f, false), (b'\n', false), (b' ', true), (0x7f, true)] {
            let text = [&b"{\"a\":\""[..], &vec![b'~'; length], &[byte], b"\"}"].concat();
            assert_eq!(read(&text).is_ok(), wanted, "{byte:#x} after {length}");
            let around = [&b"{\"a\":"[..], &vec![b' '; length], b"\n\"~\"\r}\t"].concat();
            assert_eq!(read(&around), Ok(()));
        }
    }
}
