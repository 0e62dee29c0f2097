//! Base64 with the standard alphabet and padding (RFC 4648, section 4).
//!
//! In: text. Out: the bytes, or nothing. Invariant: padding is as an encoder writes it. The bits of the last letter
//! that belong to no byte may have any value, as in Java's decoder (java.util.Base64.Decoder, Java 21). An example is
//! the key of the Amazon MSK event in the Lambda Developer Guide ("abcDEFghiJKLmnoPQRstuVWXyz1234==", read 2026-11-23).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes that `text` encodes; `None` if it is not base64.
pub(crate) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    if !text.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    let mut bits = Vec::new();
    for byte in &text[..text.len() - padding] {
        let value = ALPHABET.iter().position(|letter| letter == byte)?;
        bits.extend((0..6).rev().map(|place| value >> place & 1 == 1));
    }
    let bytes = &bits[..bits.len() / 8 * 8];
    let as_byte = |bits: &[bool]| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    Some(bytes.chunks(8).map(as_byte).collect())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn whole_groups_and_padding_are_decoded() {
        assert_eq!(decode(b"").as_deref(), Some(&b""[..]));
        assert_eq!(decode(b"Zg==").as_deref(), Some(&b"f"[..]));
        assert_eq!(decode(b"Zm8=").as_deref(), Some(&b"fo"[..]));
        assert_eq!(decode(b"Zm9v").as_deref(), Some(&b"foo"[..]));
        assert_eq!(decode(b"Zh==").as_deref(), Some(&b"f"[..]));
        assert_eq!(decode(b"Zm9=").as_deref(), Some(&b"fo"[..]));
        assert_eq!(decode(b"//79").as_deref(), Some(&b"\xff\xfe\xfd"[..]));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["Zg", "Zg=", "Z===", "Zg==Zg==", "Zm9-", "Zm 9", "===="] {
            assert_eq!(decode(text.as_bytes()), None, "{text}");
        }
    }
}
