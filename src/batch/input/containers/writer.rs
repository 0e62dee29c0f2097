//! Writes a JSON object member by member, to the end of a buffer. Keys and strings are escaped; values that are already
//! JSON are copied. The file of each kind of input uses it to write records.

use tidegate_json::{Flaw, OutlineValue, quote};

/// Copies the members of an object. `name` maps each key to the key that is written.
pub(super) fn rename(
    object: &mut OutlineValue<'_>,
    writer: &mut Writer<'_>,
    name: fn(&[u8]) -> &[u8],
) -> Result<(), Flaw> {
    let copied = object.object(|key, value| {
        writer.json(name(key), value.text()?);
        Ok(())
    });
    copied.map(drop)
}

/// Writes an object to the end of a buffer.
pub(super) struct Writer<'o> {
    out: &'o mut Vec<u8>,
    next: u8,
}

impl<'o> Writer<'o> {
    pub(super) const fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out, next: b'{' }
    }

    /// Writes a member whose value is JSON.
    pub(super) fn json(&mut self, key: &[u8], value: &[u8]) -> &mut Self {
        self.key(key).extend_from_slice(value);
        self
    }

    /// Writes a member whose value is a string. `value` is its text.
    pub(super) fn text(&mut self, key: &[u8], value: &[u8]) -> &mut Self {
        quote(value, self.key(key));
        self
    }

    /// Writes a member whose value is the base64 of `value`.
    pub(super) fn base64(&mut self, key: &[u8], value: &[u8]) -> &mut Self {
        let out = self.key(key);
        out.push(b'"');
        base64_simd::STANDARD.encode_append(value, out);
        out.push(b'"');
        self
    }

    /// Writes a member whose value is an object, which `write` fills.
    pub(super) fn object(&mut self, key: &[u8], write: impl FnOnce(&mut Writer<'_>)) -> &mut Self {
        let mut inner = Writer::new(self.key(key));
        write(&mut inner);
        inner.end();
        self
    }

    /// Ends the object.
    pub(super) fn end(&mut self) {
        if self.next == b'{' {
            self.out.push(b'{');
        }
        self.out.push(b'}');
    }

    fn key(&mut self, key: &[u8]) -> &mut Vec<u8> {
        self.out.push(std::mem::replace(&mut self.next, b','));
        quote(key, self.out);
        self.out.push(b':');
        self.out
    }
}
