//! A string's escapes to the bytes they stand for, at the speed of the kernels.

use super::arch::{Kernel, SLACK_BYTES};

/// Decodes the text of JSON strings; holds the choice of code for this CPU.
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
    /// The bytes that `raw`, a string's text without its quotes, stands for, written to `memory`, which only ever grows.
    /// A lone surrogate becomes `?`, as it does when Java turns such a string into UTF-8 (observed with event-ruler
    /// 2.0.1). Bytes that are no escapes are taken as they are.
    ///
    /// `None`: it has an escape that JSON does not have (RFC 8259 section 7).
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
    fn memory_is_kept_and_grows_by_what_is_needed() {
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
