//! Decodes the escapes of strings with the fastest kernel.

use super::arch::{Kernel, SLACK_BYTES};

/// Decodes the text of JSON strings with the kernel that was chosen for this CPU.
///
/// ```
/// use tidegate_json::Unescaper;
/// let mut memory = Vec::new();
/// let text = Unescaper::default().decode(br#"{\"a\":\"\u20ac\"}"#, &mut memory);
/// assert_eq!(text, Some("{\"a\":\"€\"}".as_bytes()));
/// assert_eq!(Unescaper::default().decode(br"\x", &mut memory), None);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Unescaper {
    kernel: Kernel,
}

impl Unescaper {
    /// Decodes `raw`, a string's text without its quotes, into `memory`, which grows if needed but never shrinks. Bytes
    /// outside escapes are copied. A lone surrogate becomes `?`, as when Java turns such a string into UTF-8 (observed with
    /// event-ruler 2.0.1).
    ///
    /// Returns `None` if an escape is not valid JSON (RFC 8259 section 7).
    #[inline]
    pub fn decode<'m>(&self, raw: &[u8], memory: &'m mut Vec<u8>) -> Option<&'m [u8]> {
        let most = raw.len() + SLACK_BYTES;
        if memory.len() < most {
            memory.resize(most, 0);
        }
        let length = self.kernel.unescape(raw, memory)?;
        memory.get(..length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_reused_and_grows_only_if_needed() {
        let mut memory = Vec::new();
        let long = "\\n".repeat(1_000);
        for (raw, text) in [
            ("", Some(String::new())),
            ("a", Some("a".into())),
            (&long, Some("\n".repeat(1_000))),
            (r"\u20ac\ud800", Some("€?".into())),
            (r"a\x", None),
            (r"\", None),
        ] {
            let before = memory.len();
            let decoded = Unescaper::default().decode(raw.as_bytes(), &mut memory);
            assert_eq!(decoded, text.as_ref().map(String::as_bytes), "{raw}");
            let most = before.max(raw.len() + SLACK_BYTES);
            assert_eq!(memory.len(), most, "{raw}");
        }
    }
}
