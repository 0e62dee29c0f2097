//! Decodes base64. This is the only decoder for records, for containers, and for deciding whether a string is base64,
//! so that all places agree. A string that an encoder wrote is decoded in one pass; the other strings that Java's
//! decoder accepts take a second pass.

use base64_simd::{Out, STANDARD};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Decodes base64 into `decoded`, which is enlarged if needed and never shrinks. Returns `None` if the text is not
/// base64.
pub(crate) fn decode<'s>(encoded: &[u8], decoded: &'s mut Vec<u8>) -> Option<&'s [u8]> {
    let length = length(encoded, decoded)?;
    Some(&decoded[..length])
}

/// Decodes base64. Returns `None` if the text is not base64.
pub(crate) fn decode_to_vec(encoded: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = Vec::new();
    let length = length(encoded, &mut decoded)?;
    decoded.truncate(length);
    Some(decoded)
}

/// Decodes base64 to the start of `decoded`, and returns the number of bytes.
fn length(encoded: &[u8], decoded: &mut Vec<u8>) -> Option<usize> {
    strict(encoded, decoded).or_else(|| strict(&canonical(encoded)?, decoded))
}

/// Decodes text that an encoder can have written, and returns the number of bytes.
fn strict(encoded: &[u8], decoded: &mut Vec<u8>) -> Option<usize> {
    let length = STANDARD.decoded_length(encoded).ok()?;
    if decoded.len() < length {
        decoded.resize(length, 0);
    }
    let out = Out::from_slice(&mut decoded[..length]);
    STANDARD.decode(encoded, out).ok().map(|plain| plain.len())
}

/// Returns the text as an encoder would write it, if it differs from that only in the unused bits of its last letter.
/// Java's decoder ignores those bits (`java.util.Base64.Decoder`, Java 21), and the key of the Amazon MSK event in the
/// Lambda Developer Guide has them (`abcDEFghiJKLmnoPQRstuVWXyz1234==`, read 2026-11-23).
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
    fn unused_bits_of_the_last_letter_are_ignored() {
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
