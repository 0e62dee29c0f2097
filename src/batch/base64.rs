//! Base64 in, bytes out: the one decoder for records, for what holds records, and for telling base64 from text, so that
//! nothing is taken for base64 in one place and for text in another. Invariant: a text that an encoder writes is decoded in
//! one pass; the other texts that Java's decoder reads take a second.

use base64_simd::{Out, STANDARD};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Decodes base64 into `decoded`, which only ever grows; `None` if it is something else.
pub(crate) fn decode<'s>(encoded: &[u8], decoded: &'s mut Vec<u8>) -> Option<&'s [u8]> {
    let length = length(encoded, decoded)?;
    Some(&decoded[..length])
}

/// Decodes base64; `None` if it is something else.
pub(crate) fn decode_to_vec(encoded: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = Vec::new();
    let length = length(encoded, &mut decoded)?;
    decoded.truncate(length);
    Some(decoded)
}

/// Decodes base64 to the start of `decoded`; returns the number of bytes.
fn length(encoded: &[u8], decoded: &mut Vec<u8>) -> Option<usize> {
    strict(encoded, decoded).or_else(|| strict(&canonical(encoded)?, decoded))
}

/// Decodes what an encoder writes; returns the number of bytes.
fn strict(encoded: &[u8], decoded: &mut Vec<u8>) -> Option<usize> {
    let length = STANDARD.decoded_length(encoded).ok()?;
    if decoded.len() < length {
        decoded.resize(length, 0);
    }
    let out = Out::from_slice(&mut decoded[..length]);
    STANDARD.decode(encoded, out).ok().map(|plain| plain.len())
}

/// The text as an encoder writes it, if only the bits of its last letter that belong to no byte differ. Java's decoder
/// passes over them (`java.util.Base64.Decoder`, Java 21), and the key of the Amazon MSK event in the Lambda Developer
/// Guide has them (`abcDEFghiJKLmnoPQRstuVWXyz1234==`, read 2026-11-23).
fn canonical(encoded: &[u8]) -> Option<Vec<u8>> {
    let unpadded = encoded.strip_suffix(b"=")?;
    let (unpadded, unused) = match unpadded.strip_suffix(b"=") {
        Some(unpadded) => (unpadded, 0b1111),
        None => (unpadded, 0b11),
    };
    let last = unpadded.len().checked_sub(1)?;
    let value = ALPHABET
        .iter()
        .position(|letter| *letter == encoded[last])?;
    let mut canonical = encoded.to_vec();
    canonical[last] = ALPHABET[value & !unused];
    Some(canonical)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> Option<Vec<u8>> {
        decode(text.as_bytes(), &mut Vec::new()).map(<[u8]>::to_vec)
    }

    #[test]
    fn bits_after_the_last_byte_are_passed_over() {
        for (text, plain) in [
            ("Zg==", &b"f"[..]),
            ("Zh==", b"f"),
            ("Zv==", b"f"),
            ("Zm8=", b"fo"),
            ("Zm9=", b"fo"),
            ("Zm9v", b"foo"),
            ("", b""),
        ] {
            assert_eq!(decoded(text).as_deref(), Some(plain), "{text}");
            assert_eq!(decode_to_vec(text.as_bytes()).as_deref(), Some(plain));
        }
        let documented = decoded("abcDEFghiJKLmnoPQRstuVWXyz1234==").unwrap();
        assert_eq!((documented.len(), documented[21]), (22, 0xdf));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "Zg", "Zg=", "Z===", "=", "==", "====", "Zh==Zh==", "Zm9-", "Z h=", "Zé==", "Zg==\n",
        ] {
            assert_eq!(decoded(text), None, "{text}");
            assert_eq!(decode_to_vec(text.as_bytes()), None, "{text}");
        }
    }
}
