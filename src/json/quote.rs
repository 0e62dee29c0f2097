//! Writes text as JSON strings.

/// Appends `plain`, which must be UTF-8, as a quoted JSON string.
///
/// ```
/// let mut out = Vec::new();
/// tidegate_json::quote(b"a\"\n", &mut out);
/// assert_eq!(out, br#""a\"\u000a""#);
/// ```
pub fn quote(plain: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    for &byte in plain {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            0..0x20 => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                let digits = [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&digits);
            }
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}
