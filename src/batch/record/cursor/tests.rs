//! The walker against `serde_json`: they accept the same texts, and the walker knows a cut text from a broken one.

use super::*;

fn walk(bytes: &[u8]) -> Result<(), Flaw> {
    Cursor::whole_object(bytes, |_, cursor| cursor.value().map(drop))
}

const SEEDS: &[&str] = &[
    r#"{"messageId":"a","body":"{\"k\":[1,2.5e-3,null]}","attributes":{"SentTimestamp":"1545082649183"},"x":[]}"#,
    r#" { "kinesis" : { "data" : "eyJhIjoxfQ==" , "t" : -0.5E+10 } , "n" : [ true , false , null , {} , [ [ ] ] ] } "#,
    r#"{"a":0,"b":-1,"c":"\u00e9\ud83d\ude00\/","d":{"e":{"f":[{"g":"0123456789012345678901234567890123456789é"}]}}}"#,
];

/// One mutation of `seed`: a byte replaced, removed or doubled by one of `BYTES`.
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
fn it_accepts_what_serde_json_accepts() {
    let mut accepted = 0;
    for seed in SEEDS {
        assert_eq!(walk(seed.as_bytes()), Ok(()), "{seed}");
        for text in mutations(seed.as_bytes()) {
            let wanted = is_object(&text);
            assert_eq!(
                walk(&text).is_ok(),
                wanted,
                "{}",
                String::from_utf8_lossy(&text)
            );
            accepted += u32::from(wanted);
        }
    }
    assert!(
        accepted > 1000,
        "the mutations must hold valid texts too: {accepted}"
    );
}

#[test]
fn every_cut_of_a_valid_text_is_known_as_a_cut() {
    for seed in SEEDS {
        let seed = seed.trim_end().as_bytes();
        for cut in 0..seed.len() {
            assert_eq!(walk(&seed[..cut]), Err(Flaw::Ended), "cut at {cut}");
        }
    }
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(walk(nested(DEPTH_MAX).as_bytes()), Ok(()));
    assert_eq!(walk(nested(DEPTH_MAX + 1).as_bytes()), Err(Flaw::Broken));
}

#[test]
fn keys_come_unescaped_and_strings_raw() {
    let mut seen = Vec::new();
    Cursor::whole_object(br#"{"bo\u0064y":"x\ny"}"#, |key, cursor| {
        seen.push((key.to_vec(), cursor.value()?));
        Ok(())
    })
    .unwrap();
    let [(key, Value::String(text))] = &seen[..] else {
        panic!("{seen:?}")
    };
    assert_eq!((key.as_slice(), text.raw()), (&b"body"[..], &br"x\ny"[..]));
}

#[test]
fn runs_end_at_the_first_special_byte_at_every_offset() {
    for length in 0..200 {
        assert_eq!(plain_run(&vec![0xe9; length]), length);
        assert_eq!(printable_run(&vec![b'a'; length]), length);
        for at in 0..length {
            for special in *b"\"\\\x00\x1f" {
                let mut text = vec![0xe9; length];
                text[at] = special;
                text[at + 1..].fill(b'"');
                assert_eq!(plain_run(&text), at, "length {length}");
                if special > 0x1f {
                    assert_eq!(printable_run(&text), at, "length {length}");
                }
            }
        }
    }
}

#[test]
fn printable_is_ascii_without_controls() {
    for length in 0..200 {
        let text = vec![b'~'; length];
        assert!(is_printable(&text));
        for at in 0..length {
            for (byte, wanted) in [(0x1f, false), (b' ', true), (0x7f, true), (0x80, false)] {
                let mut text = text.clone();
                text[at] = byte;
                assert_eq!(is_printable(&text), wanted, "{byte:#x} at {at} of {length}");
            }
        }
    }
}
